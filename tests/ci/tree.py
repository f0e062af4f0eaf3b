"""What the checks of the tree share: which files there are, how a finding is told, how a check proves itself."""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile

TEXT_SUFFIXES = {
    "", ".cpp", ".h", ".in", ".py", ".sh", ".md", ".txt", ".cmake", ".json", ".jsonl", ".sql", ".svg", ".ts", ".ui",
    ".yaml", ".desktop", ".qss", ".csv", ".mjs", ".sha256",
}


def files(root, *suffixes):
    """The tree's files as paths relative to `root`, sorted; all of them without `suffixes`."""
    root = pathlib.Path(root)
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, check=True, capture_output=True).stdout.decode()
        found = [pathlib.PurePosixPath(name) for name in listed.split("\0") if name]
        found = [path for path in found if (root / path).is_file()]
    else:
        found = []
        for directory, names, files_here in os.walk(root):
            names[:] = [n for n in names if n != "__pycache__" and not (directory == str(root) and n.startswith("build"))]
            found += [pathlib.PurePosixPath(os.path.relpath(os.path.join(directory, f), root)) for f in files_here]
    return sorted(path for path in found if not suffixes or path.suffix in suffixes)


def read(root, path):
    return (pathlib.Path(root) / path).read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def sample(contents):
    """A temporary tree made of {path: text or bytes}."""
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for name, content in contents.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        yield root


def run(check, self_test):
    """`check(root)` gives lines "path:line: what is wrong"; `self_test()` gives what it missed in bad samples."""
    if sys.argv[1:] == ["--self-test"]:
        problems = self_test()
    elif len(sys.argv) == 2:
        problems = check(pathlib.Path(sys.argv[1]))
    else:
        sys.exit(f"usage: {sys.argv[0]} ROOT | --self-test")
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


def misses(check, good, bad):
    """Self-test: `good` trees must pass, and each of `bad`, {words of the finding: tree}, must be found."""
    missed = []
    for tree in good:
        with sample(tree) as root:
            missed += [f"a good sample was refused: {line}" for line in check(root)]
    for words, tree in bad.items():
        with sample(tree) as root:
            found = check(root)
        if not any(words in line for line in found):
            missed.append(f"not found in its bad sample: {words} (found: {found})")
    return missed
