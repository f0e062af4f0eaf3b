#!/usr/bin/env python3
"""The main job through the shell: real desk, real hub, from set-up to the receipt, and what is refused on the way."""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import unittest

from job import IQAMA, NUMBER, Renewal, case_content
from office import PASSWORD, Office

NOBODY = "2999999990"
PROGRAMS = os.environ.get("DESK_PROGRAMS", "build/bin")


class ShellTest(unittest.TestCase):
    def setUp(self):
        self.office = self.enterContext(Office(PROGRAMS, residents=300))

    def case_file(self, **changed):
        """The renewed passport of the resident as a case file."""
        found = self.office.ctl("find", IQAMA)[0]
        content = case_content(found, Renewal(found))
        content.update(changed)
        file = self.office.directory / "case.json"
        file.write_text(json.dumps(content), encoding="utf-8")
        return str(file)

    def run_ctl(self, *arguments, user="clerk", password=PASSWORD, desk=None, language="en", stdin=""):
        return subprocess.run([f"{PROGRAMS}/passportctl", "--data", str(desk or self.office.desk), "--user", user, "--json",
                               "--lang", language, *arguments],
                              env={**self.office.environment, "PASSPORT_DESK_PASSWORD": password}, capture_output=True,
                              text=True, input=stdin, timeout=60, check=False)

    def test_the_whole_job(self):
        file = self.case_file()
        judged = self.office.ctl("check", file, user="clerk")[0]
        self.assertEqual(judged["verdict"], "accept")
        sent = self.office.ctl("submit", file, user="clerk")[0]
        self.assertEqual(sent["state"], "submitted")
        reference = sent["reference"]
        self.assertEqual(self.office.ctl("outbox", "list")[-1]["state"], "queued")
        self.assertEqual(self.office.ctl("decide", reference, "approve")[0]["state"], "approved")
        self.assertEqual(self.office.ctl("sync", "--once")[0]["waiting"], 0)
        self.assertEqual(self.office.ctl("case", reference)[0]["state"], "applied")
        passports = self.office.ctl("show", IQAMA)[0]["passports"]
        self.assertEqual((passports[0]["number"], passports[0]["state"], passports[0]["case"]), (NUMBER, "active", reference))
        self.assertEqual(passports[1]["state"], "superseded")
        self.assertTrue(self.office.ctl("audit", "verify", user="auditor")[0]["intact"])

        pdf = self.office.directory / "receipt.pdf"
        self.office.ctl("receipt", reference, str(pdf))
        self.assertTrue(pdf.read_bytes().startswith(b"%PDF-"))

    def test_a_desk_of_part_of_the_register_finds_whom_its_hub_knows(self):
        small = self.office.directory / "small"
        self.office.ctl("init", "--demo", "--residents", "5", "--no-cases", user=None, desk=small)
        with contextlib.closing(sqlite3.connect(self.office.hub_data / "hub.db")) as hub:
            at_hub = [str(number) for number, in hub.execute("SELECT resident_id FROM residents")]
        here = self.run_ctl("find", "-", desk=small, stdin="\n".join(at_hub)).stdout.splitlines()
        wanted, other = [found["query"] for found in map(json.loads, here) if found["count"] == 0][:2]
        code = self.office.run_hub("enrolment", "--branch", "RUH", "--url", self.office.hub_url).strip()
        self.office.ctl("enrol", code, "--residents", "asked", user="admin", desk=small)
        self.office.ctl("sync", desk=small)

        self.assertEqual(self.office.ctl("find", wanted, user="clerk", desk=small)[0]["iqama_number"], wanted)
        for language, words in (("en", "Neither this desk nor the hub"), ("ar", "لا يعرف هذا الجهاز ولا الخادم المركزي")):
            both = self.run_ctl("find", "-", desk=small, language=language, stdin=f"{wanted}\n{NOBODY}\n")
            self.assertEqual(both.returncode, 1, both.stderr)
            self.assertEqual([json.loads(line)["count"] for line in both.stdout.splitlines()], [1, 0])
            self.assertIn(words, both.stderr)
            self.assertIn(NOBODY, both.stderr)

        self.office.stop_hub()
        self.assertEqual(self.run_ctl("find", wanted, desk=small).returncode, 0)
        down = self.run_ctl("find", other, desk=small)
        self.assertEqual((down.returncode, down.stdout), (3, ""), down.stderr)
        self.assertIn("hub cannot be reached", down.stderr)
        self.assertEqual(down.stderr.count("\n"), 1, down.stderr)

    def test_the_hub_takes_what_new_keys_sign(self):
        new_password = "another password"
        secrets = {"new": new_password, "key": self.office.recovery_key}
        for name, secret in secrets.items():
            (self.office.directory / name).write_text(secret + "\n", encoding="utf-8")
        set_new = ("--new-password-file", str(self.office.directory / "new"))

        def done(*arguments, **who):
            ended = self.run_ctl(*arguments, **who)
            self.assertEqual(ended.returncode, 0, ended.stderr)

        done("user", "passwd", "clerk", *set_new, user="admin")
        done("submit", self.case_file(), user="clerk", password=new_password)
        done("user", "passwd", "admin", "--recovery-key-file", str(self.office.directory / "key"), *set_new, user="admin")
        done("user", "add", "clerk7", "--role", "clerk", *set_new, user="admin", password=new_password)
        done("user", "passwd", "supervisor", *set_new, user="supervisor")  # keeps the key pair: the hub learns nothing
        done("cases", user="supervisor", password=new_password)
        self.office.ctl("sync", "--once", user="supervisor2")
        kinds = [(item["kind"], item["state"], item["error_code"]) for item in self.office.ctl("outbox", "list", user="supervisor2")
                 if item["state"] != "confirmed"]
        self.assertFalse([item for item in kinds if item[1] not in ("acknowledged", "confirmed")], kinds)

    def test_the_maker_never_decides(self):
        file = self.case_file()
        reference = self.office.ctl("submit", file, user="supervisor")[0]["reference"]
        refused = self.run_ctl("decide", reference, "approve", user="supervisor")
        self.assertEqual((refused.returncode, refused.stdout), (1, ""))
        self.assertEqual(self.office.ctl("case", reference)[0]["state"], "submitted")
        self.assertEqual(self.run_ctl("decide", reference, "approve", user="clerk").returncode, 1)
        self.assertEqual(self.office.ctl("decide", reference, "approve", user="supervisor2")[0]["state"], "approved")

    def test_a_blocked_case_is_not_stored(self):
        before = self.office.ctl("cases")
        refused = self.run_ctl("submit", self.case_file(declaration=False))
        self.assertEqual(refused.returncode, 1)
        answer = json.loads(refused.stdout)
        self.assertIsNone(answer["case"])
        self.assertIn("AU-004", [finding["rule"] for finding in answer["findings"]])
        self.assertEqual(self.office.ctl("cases"), before)

    def test_sending_the_same_file_twice_makes_one_case(self):
        file = self.case_file(id="5f0c2d34-8a4e-4b5d-9d5e-0b7f6a1c2d3e")
        first = self.office.ctl("submit", file, user="clerk")[0]
        again = self.office.ctl("submit", file, user="clerk")[0]
        self.assertEqual(first["reference"], again["reference"])

    def test_bad_input_is_named_and_changes_nothing(self):
        def refused(code, words, *arguments, **who):
            done = self.run_ctl(*arguments, **who)
            self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
            self.assertIn(words, done.stderr)

        broken = self.office.directory / "broken.json"
        broken.write_text('{"iqama_number": 5}', encoding="utf-8")
        before = self.office.ctl("cases")
        refused(2, "/iqama_number", "submit", str(broken))
        refused(2, "p.png", "submit", self.case_file(evidence=[{"kind": "data_page", "file": "p.png"}]))
        refused(2, "--today", "--today", "2026-01-01", "submit", self.case_file())
        refused(2, "nowhere.json", "submit", str(self.office.directory / "nowhere.json"))
        refused(3, "", "cases", password="not the password")
        self.assertEqual(self.office.ctl("cases"), before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
