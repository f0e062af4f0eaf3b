"""A virtual screen with real keys: Xvfb, xdotool and xprop, without a window manager.

Nothing waits for time to pass: every wait is for a condition and says what it saw when the condition did not come.
"""

import ctypes
import os
import re
import select
import signal
import subprocess
import time

# US positions: X key codes (evdev + 8) of what a reader and a typist press. Upper case and `<` are with Shift.
_ROWS = {10: "1234567890-=", 24: "qwertyuiop[]", 38: "asdfghjkl;'", 52: "zxcvbnm,./", 65: " ", 49: "`"}
_SHIFTED = dict(zip('!@#$%^&*()_+{}:"<>?~', "1234567890-=[];',./`"))
KEYCODES = {char: code + i for code, row in _ROWS.items() for i, char in enumerate(row)}
RETURN, SHIFT = 36, 50


class WaitFailed(AssertionError):
    """The condition did not come in time."""


def die_with_parent():
    """In a child before exec: ends with the harness, however that ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def wait_for(what, condition, seconds=20.0, seen=lambda: ""):
    """Returns the condition's first true value; `what` and `seen()` make the message when it stays false."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise WaitFailed(f"waited {seconds:.0f} s for {what}; {seen()}")
        time.sleep(0.02)


def strokes(text):
    """xdotool's words for pressing `text` by key code, so that the layout under test decides what arrives."""
    words = []
    for char in text:
        if char == "\n":
            words += ["key", str(RETURN)]
            continue
        plain = _SHIFTED.get(char, char.lower())
        code = str(KEYCODES[plain])
        if plain != char:
            words += ["keydown", str(SHIFT), "key", code, "keyup", str(SHIFT)]
        else:
            words += ["key", code]
    return words


class Screen:
    """An Xvfb of its own; a context manager. `environment` is for programs that shall appear on it."""

    def __init__(self, width=1366, height=768, layout="us"):
        self.width, self.height = width, height
        self.keys_pressed = 0
        read_end, write_end = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-noreset", "-nolisten", "tcp"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)
        os.close(write_end)
        try:
            number = b""
            while not number.endswith(b"\n"):  # the digits and the line's end come one by one
                ready, _, _ = select.select([read_end], [], [], 20)
                part = os.read(read_end, 20) if ready else b""
                if not part:
                    raise WaitFailed("Xvfb did not name a display")
                number += part
            self.display = f":{number.decode().strip()}"
            self.environment = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
            self.set_layout(layout)
        except BaseException:
            self.close()
            raise
        finally:
            os.close(read_end)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self._server.poll() is None:
            self._server.terminate()
            self._server.wait(10)

    def _run(self, *command, check=True):
        done = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8", **self.environment}, capture_output=True, text=True,
                              timeout=60, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(command[:3])} …: {done.stderr.strip() or done.returncode}")
        return done.stdout

    def set_layout(self, layout):
        """An XKB layout: "us", "ara", "ara,us"."""
        self._run("setxkbmap", "-layout", layout)
        self.layout = layout

    # --- windows

    def windows(self, process):
        """Ids of the visible windows of a process, the oldest first."""
        found = self._run("xdotool", "search", "--onlyvisible", "--all", "--pid", str(process), "--class", ".", check=False)
        return [int(word) for word in found.split()]

    def property(self, window, name):
        shown = self._run("xprop", "-id", str(window), "-notype", name, check=False)
        match = re.search(r'= "(.*)"', shown, re.DOTALL)
        return match.group(1).replace('\\"', '"') if match else ""

    def focus(self, window):
        self._run("xdotool", "windowfocus", "--sync", str(window))

    def fill(self, window):
        """Gives the window the whole screen, as a window manager would on maximising."""
        self._run("xdotool", "windowmove", str(window), "0", "0", "windowsize", str(window), str(self.width), str(self.height))

    # --- keys

    def press(self, *names, delay=12):
        """Key names of xdotool, "F3", "ctrl+Return"; each counts as one stroke."""
        self.keys_pressed += len(names)
        self._run("xdotool", "key", "--delay", str(delay), *names)

    def type(self, text):
        """What a person types on the keys of a US keyboard, whatever layout is active."""
        self.keys_pressed += len(text)
        self._run("xdotool", *strokes(text))

    def type_words(self, text, delay=20):
        """Any script, by remapping spare keys as xdotool does."""
        self.keys_pressed += len(text)
        self._run("xdotool", "type", "--delay", str(delay), text)

    def swipe(self, lines):
        """A passport reader's burst: every line ends in a carriage return. Not counted as strokes."""
        self._run("xdotool", *strokes("".join(line + "\n" for line in lines)))

    def screenshot(self, path):
        """A picture of the screen at rest: taken until two in a row are the same, or a caret's blink has passed."""
        path.parent.mkdir(parents=True, exist_ok=True)
        before = None
        for _ in range(8):
            self._run("import", "-silent", "-window", "root", str(path))
            now = path.read_bytes()
            if now == before:
                break
            before = now
        return path
