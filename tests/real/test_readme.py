#!/usr/bin/env python3
"""The blocks of README.md's "One desk, a branch, a country", run as they stand: only what `export` sets has values of
the test's own. A case is sent and decided, hubs die and come back from their backups, nothing is lost."""

import contextlib
import datetime
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from balancer import README, answers, free_port, settings  # noqa: E402
from hubstore import POSTGRES, PostgresStore  # noqa: E402
from job import Renewal, case_content  # noqa: E402
from office import Process, clean_environment  # noqa: E402
from screen import wait_for  # noqa: E402

PROGRAMS = pathlib.Path(os.environ.get("DESK_PROGRAMS", "build/bin")).resolve()
PASSWORD = "a password of the test"
TODAY, DAY = datetime.date.today(), datetime.timedelta(days=1)
PERSON = {"iqama_number": "2345678904", "name_ar": "عادل سمير منصور الخطيب", "name_en": "ADEL SAMEER MANSOUR ALKHATIB", "sex": "M",
          "birth_date": "1988-01-23", "nationality": "JOR", "passport_number": "A1234567", "passport_issuer": "JOR",
          "passport_issued_on": str(TODAY - 1846 * DAY), "passport_expires_on": str(TODAY - 20 * DAY), "iqama_status": "valid",
          "iqama_expires_on": str(TODAY + 400 * DAY), "category": "premium_residency", "inside_kingdom": "true", "version": "3"}


def blocks():
    """What stands between fences in the section, in order."""
    text = README.read_text(encoding="utf-8")
    section = text.split("## One desk, a branch, a country\n")[1].split("\n## ")[0]
    return re.findall(r"^```\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


class ReadmeTest(unittest.TestCase):
    used = set()

    @classmethod
    def tearDownClass(cls):
        left = [block for block in blocks() if block not in cls.used and block != settings()]
        if PostgresStore.is_installed() and left:
            raise AssertionError(f"blocks of the README that nothing has run: {left}")

    def setUp(self):
        self.directory = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="passport-desk-readme-")))
        clean = clean_environment(self.directory / "home")
        self.environment = {**clean, "PATH": f"{PROGRAMS}:{POSTGRES}:{clean['PATH']}:/usr/sbin", "PASSPORT_DESK_PASSWORD": PASSWORD,
                            "PASSPORT_DESK_DATA": str(self.directory / "desk"), "ADMIN": "nora", "CLERK": "sara", "SUPERVISOR": "omar",
                            "HUB": f"https://127.0.0.1:{free_port()}"}
        (self.directory / "password.txt").write_text(PASSWORD + "\n", encoding="utf-8")
        (self.directory / "residents.csv").write_text(
            ",".join(PERSON) + "\n" + "".join(",".join({**PERSON, **other}.values()) + "\n" for other in self.people()), encoding="utf-8")
        self.running = []
        self.addCleanup(self.end_all)

    @staticmethod
    def people():
        """Adel and two more, whose numbers have good check digits."""
        return [{}, {"iqama_number": "2123456788", "passport_number": "A1234568"},
                {"iqama_number": "2000000006", "passport_number": "A1234569"}]

    def end_all(self):
        for process in reversed(self.running):
            process.end()

    # --- the blocks

    def block(self, words):
        """The one block that holds these words."""
        found = [block for block in blocks() if words in block]
        self.assertEqual(len(found), 1, f"{words}: {found}")
        self.used.add(found[0])
        return "".join(line + "\n" for line in found[0].splitlines() if not line.startswith("export "))

    def run_block(self, words, ok=True):
        script = self.block(words)
        done = subprocess.run(["bash", "-euc", script], cwd=self.directory, env=self.environment, capture_output=True, text=True,
                              timeout=120, check=False)
        if ok:
            self.assertEqual(done.returncode, 0, f"{script}\n{done.stdout}\n{done.stderr}")
        return done

    def start_block(self, words, port):
        """A block whose command runs until it is stopped."""
        script = self.block(words)
        log = self.directory / f"{len(self.running)}.log"
        process = Process(["bash", "-euc", f"cd {self.directory}; exec {script}"], self.environment, log)
        self.running.append(process)
        wait_for(words, lambda: process.running() and answers(port), 20, lambda: process.last_words())
        return process

    def ctl(self, user, *arguments, ok=(0,)):
        done = subprocess.run([PROGRAMS / "passportctl", "--json", "--user", user, *arguments], cwd=self.directory, env=self.environment,
                              capture_output=True, text=True, timeout=120, check=False)
        self.assertIn(done.returncode, ok, f"passportctl {' '.join(arguments)}: {done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    # --- what is done with them

    def renew(self, iqama, number):
        """A case, sent and approved at the desk; its reference."""
        found = self.ctl("sara", "find", iqama)[0]
        content = case_content(found, Renewal(found, number))
        file = self.directory / "case.json"
        for _ in range(2):
            file.write_text(json.dumps(content), encoding="utf-8")
            verdict = self.ctl("sara", "check", str(file), ok=(0, 1))[0]
            content["acknowledged"] = [finding["rule"] for finding in verdict["findings"] if finding["severity"] == "W"]
        sent = self.ctl("sara", "submit", str(file), ok=(0, 1))[0]
        self.assertEqual(sent["state"], "submitted", sent)
        self.ctl("omar", "decide", sent["reference"], "approve", "--reason", "verified_exception")
        return sent["reference"]

    def sync_until(self, reference, state):
        def there():
            report = self.ctl("omar", "sync", ok=(0, 1, 3))
            if not report or report[0]["waiting"]:
                self.ctl("omar", "outbox", "retry", "--all", ok=(0, 1))
                return False
            return self.ctl("omar", "case", reference)[0]["state"] == state
        wait_for(f"{reference} to be {state}", there, 60, lambda: self.ctl("omar", "outbox", "list"))

    def make_desk(self):
        self.run_block("passportctl init")

    def test_a_desk_and_its_backup(self):
        self.make_desk()
        self.run_block("passportctl --user $ADMIN backup")
        self.assertTrue((self.directory / "desk.backup.scans").exists())
        self.environment["PASSPORT_DESK_DATA"] = str(self.directory / "another-desk")
        self.assertEqual([user["name"] for user in self.ctl("nora", "user", "list")], ["nora", "omar", "sara"])

    def test_a_branch(self):
        port = int(self.environment["HUB"].rsplit(":", 1)[1])
        self.make_desk()
        self.run_block("passport-hub init --branch RUH --database sqlite")
        hub = self.start_block("passport-hub serve --listen 0.0.0.0", port)
        self.run_block("passport-hub enrolment --branch RUH --url $HUB --database sqlite")
        first = self.renew("2345678904", "A7654386")
        self.sync_until(first, "applied")
        self.run_block("VACUUM INTO")
        second = self.renew("2123456788", "A7654387")
        self.sync_until(second, "applied")
        hub.end()
        self.run_block("cp hub.backup hub.db")
        self.start_block("passport-hub serve --listen 0.0.0.0", port)
        self.ctl("omar", "sync", ok=(0, 1, 3))
        self.accept_epoch("sqlite")
        third = self.renew("2000000006", "A7654388")
        self.sync_until(third, "applied")
        self.hub_has("sqlite:hub.db", 3)

    def accept_epoch(self, database):
        """What the hub says when it has not yet noticed that its store is an older one is asked for again."""
        words = f"epoch accept --database {database}"
        wait_for("the epoch to be accepted", lambda: self.run_block(words, ok=False).returncode == 0, 30,
                 lambda: self.run_block(words, ok=False).stderr)

    def hub_has(self, database, cases):
        status = json.loads(subprocess.run([PROGRAMS / "passport-hub", "status", "--json", "--database", database, "--data", "hub-data"],
                                           cwd=self.directory, env=self.environment, capture_output=True, text=True, check=True).stdout)
        self.assertEqual(status["cases"], {"applied": cases})

    def ports(self, **names):
        taken = {name: free_port() for name in names}
        self.environment |= {name: f"127.0.0.1:{port}" for name, port in taken.items()}
        return taken

    @unittest.skipUnless(PostgresStore.is_installed(), "postgresql-15 is not installed")
    def test_a_country(self):
        store = PostgresStore(self)
        self.addCleanup(store.close)
        self.environment["DB"] = store.address
        ports = self.ports(LISTEN=0, ONE=0, TWO=0)
        self.environment["HUB"] = f"https://127.0.0.1:{ports['LISTEN']}"
        self.make_desk()
        self.run_block('passport-hub init --branch RUH --database "$DB"')
        one = self.start_block("serve --listen $ONE", ports["ONE"])
        two = self.start_block("serve --listen $TWO", ports["TWO"])
        (self.directory / "haproxy.cfg").write_text(settings(), encoding="utf-8")
        self.start_block("haproxy -db", ports["LISTEN"])
        self.run_block('passport-hub enrolment --branch RUH --url $HUB --database "$DB"')
        first = self.renew("2345678904", "A7654386")
        with contextlib.ExitStack() as crowd:  # of desks that a hub takes for one address
            for _ in range(60):
                crowd.enter_context(socket.create_connection(("127.0.0.1", ports["LISTEN"])))
            self.ctl("omar", "sync", ok=(0, 1))
        self.sync_until(first, "applied")
        self.run_block("pg_dump")

        one.end(9)
        second = self.renew("2123456788", "A7654387")
        self.sync_until(second, "applied")
        one = self.start_block("serve --listen $ONE", ports["ONE"])
        two.end(9)
        self.assertEqual(self.ctl("omar", "sync")[0]["waiting"], 0)

        one.end()
        self.run_block("pg_restore")
        self.start_block("serve --listen $ONE", ports["ONE"])
        self.start_block("serve --listen $TWO", ports["TWO"])
        self.ctl("omar", "sync", ok=(0, 1, 3))
        self.accept_epoch('"$DB"')
        third = self.renew("2000000006", "A7654388")
        self.sync_until(third, "applied")
        self.hub_has(store.address, 3)


if __name__ == "__main__":
    unittest.main(verbosity=2)
