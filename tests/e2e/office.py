"""A demo office in a directory of its own: hub, desk, and the window on a Screen."""

import base64
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

from screen import WaitFailed, die_with_parent, wait_for

PASSWORD = "demo-office"


def clean_environment(home):
    """What the programs see: nothing of the caller's desktop, its directories or its proxy."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS")
            if name in os.environ}
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "XDG_STATE_HOME": str(home / "state"),
            "XDG_CONFIG_HOME": str(home / "config"), "XDG_RUNTIME_DIR": str(runtime), "LANG": "C.UTF-8", "TZ": "UTC"}


def in_base64(value, before):
    """What stands in base64 wherever the value stands after so many bytes of a group of three: every character that
    is of the value alone. Fewer would be met in sealed bytes by chance."""
    return base64.b64encode(b"x" * before + value)[(8 * before + 5) // 6:8 * (before + len(value)) // 6]


class Process:
    """A child that ends with us, is asked to end first, and leaves its last words in a file."""

    def __init__(self, command, environment, log, stdout=None):
        self.name = pathlib.Path(command[0]).name
        self.log = log
        with open(log, "ab") as errors:
            self._child = subprocess.Popen([str(word) for word in command], env=environment, stdin=subprocess.DEVNULL,
                                           stdout=stdout or errors, stderr=errors, preexec_fn=die_with_parent)
        self.id = self._child.pid
        self.stdout = self._child.stdout

    def running(self):
        return self._child.poll() is None

    def last_words(self):
        return self.log.read_text(errors="replace")[-600:].strip() or "(said nothing)"

    def end(self, how=signal.SIGTERM):
        """Its exit code; negative when it had to be killed."""
        if self.running():
            self._child.send_signal(how)
            try:
                self._child.wait(15)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        if self.stdout:
            self.stdout.close()
        return self._child.returncode


class Office:
    """`with Office(bin) as office:` makes hub and desk, enrolled with each other; ends everything on leaving."""

    def __init__(self, programs, directory=None, residents=None, hub=True):
        self.programs = pathlib.Path(programs)
        self._temporary = None if directory else tempfile.TemporaryDirectory(prefix="passport-desk-office-")
        self.directory = pathlib.Path(directory or self._temporary.name)
        self.desk = self.directory / "desk"
        self.hub_data = self.directory / "hub"
        self.hub_database = f"sqlite:{self.hub_data / 'hub.db'}"
        self.environment = clean_environment(self.directory / "home")
        self.hub_url = None
        self.recovery_key = None
        self._residents = ["--residents", str(residents)] if residents else []
        self._with_hub = hub
        self._processes = []
        self._hub = None

    def __enter__(self):
        try:
            self.make()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for process in reversed(self._processes):
            process.end()
        self._processes.clear()
        if self._temporary:
            self._temporary.cleanup()

    def make(self):
        self.recovery_key = self.ctl("init", "--demo", *self._residents, user=None)[0]["recovery_key"]
        if self._with_hub:
            self.run_hub("init", "--demo", *self._residents)
            self.start_hub()
            code = self.run_hub("enrolment", "--branch", "RUH", "--url", self.hub_url).strip()
            self.ctl("enrol", code, user="admin")

    # --- hub

    def run_hub(self, command, *arguments):
        done = subprocess.run([str(self.programs / "passport-hub"), command, *arguments, *self.hub_options()],
                              env=self.environment, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"passport-hub {command}: exit {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def hub_options(self):
        self.hub_data.mkdir(parents=True, exist_ok=True)
        return ["--database", self.hub_database, "--data", str(self.hub_data)]

    def start_hub(self):
        """On a free port the first time, on the same one after a stop."""
        listen = "127.0.0.1:0" if self.hub_url is None else self.hub_url.split("//")[1].rstrip("/")
        self._hub = self.start([self.programs / "passport-hub", "serve", "--listen", listen, *self.hub_options()],
                               self.environment, stdout=subprocess.PIPE)
        line = self._hub.stdout.readline().decode().strip()
        if not line.startswith("https://"):
            raise WaitFailed(f"the hub gave no URL but {line!r}: {self._hub.last_words()}")
        self.hub_url = line

    def stop_hub(self):
        return self._hub.end()

    # --- desk

    def files_telling(self, values):
        """Pairs of a file of the desk, its home or its logs and a value that stands in it."""
        ways = [(value, way) for value in values
                for way in [value.encode(), value.lower().encode(), value.encode("utf-16-le")] +
                [in_base64(value.encode(), before) for before in range(3)]]
        told = []
        for path in self.directory.rglob("*"):
            if path.is_file() and self.hub_data not in path.parents:
                data = path.read_bytes()
                told += [(path.name, value) for value, way in ways if way in data]
        return told

    def start(self, command, environment, stdout=None):
        name = pathlib.Path(command[0]).name
        log = self.directory / f"{name}-{len(self._processes)}.log"
        process = Process(command, environment, log, stdout)
        self._processes.append(process)
        return process

    def ctl(self, *arguments, user="supervisor", ok=(0,), desk=None):
        """passportctl --json: the objects it printed. `ok` are the exit codes that are expected."""
        who = ["--user", user] if user else []
        done = subprocess.run(
            [str(self.programs / "passportctl"), "--data", str(desk or self.desk), "--json", *who, *arguments],
            env={**self.environment, "PASSPORT_DESK_PASSWORD": PASSWORD}, capture_output=True, text=True, timeout=180,
            check=False)
        if done.returncode not in ok:
            raise RuntimeError(f"passportctl {' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    def open_window(self, screen, *arguments):
        started = time.monotonic()
        process = self.start([self.programs / "passport-desk", "--data", self.desk, *arguments],
                             {**self.environment, **screen.environment})
        return Window(screen, process, started)


class Window:
    """The desk's main window. Its page is its window role; `:busy` stands behind it while a request is under way."""

    def __init__(self, screen, process, started):
        self.screen = screen
        self.process = process
        self.started = started
        self.id = self._wait(lambda: next(iter(w for w in screen.windows(process.id) if screen.property(w, "WM_WINDOW_ROLE")), None),
                             "the window")
        screen.fill(self.id)
        screen.focus(self.id)

    def _wait(self, condition, what, seconds=20.0):
        def alive():
            if not self.process.running():
                raise WaitFailed(f"passport-desk ended while waiting for {what}: {self.process.last_words()}")
            return condition()
        return wait_for(what, alive, seconds, self._seen)

    def _seen(self):
        return f"the window shows page {self.role()!r}, title {self.title()!r}"

    def role(self):
        return self.screen.property(self.id, "WM_WINDOW_ROLE") if getattr(self, "id", None) else ""

    def title(self):
        return self.screen.property(self.id, "_NET_WM_NAME")

    def wait_page(self, page, seconds=20.0):
        """Until the page is shown and no request of it is under way."""
        self._wait(lambda: self.role() == page, f"page '{page}'", seconds)

    def wait_idle(self, seconds=20.0):
        self._wait(lambda: not self.role().endswith(":busy"), "the page to be idle", seconds)

    def wait_until(self, condition, what, seconds=20.0):
        return self._wait(condition, what, seconds)

    def end(self, how=signal.SIGTERM):
        return self.process.end(how)
