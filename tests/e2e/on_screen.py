"""Runs a program on a virtual screen and ends as it did: for what only a real window system knows."""
import os
import subprocess
import sys

from screen import Screen

if __name__ == "__main__":
    with Screen() as screen:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, **screen.environment}).returncode)
