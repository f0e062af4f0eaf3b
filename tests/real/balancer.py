"""HAProxy in front of several hubs, set up as README.md says."""

import pathlib
import re
import socket

from screen import wait_for

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def settings():
    """The haproxy.cfg of the README."""
    return re.search(r"```\n(defaults\n.*?)```", README.read_text(encoding="utf-8"), re.DOTALL).group(1)


class Balancer:
    def __init__(self, office, hubs):
        port = free_port()
        self.url = f"https://127.0.0.1:{port}"
        file = office.directory / "haproxy.cfg"
        file.write_text(settings(), encoding="utf-8")
        one, two = hubs
        self._process = office.start(["haproxy", "-db", "-f", str(file)],
                                     {**office.environment, "LISTEN": f"127.0.0.1:{port}", "ONE": f"127.0.0.1:{one}",
                                      "TWO": f"127.0.0.1:{two}"})
        wait_for("the balancer", lambda: answers(port))

    def close(self):
        self._process.end()
