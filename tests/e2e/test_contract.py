#!/usr/bin/env python3
"""What others call: the keys, exit codes and streams of passportctl, and what it says to bad input."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import unittest
import zlib

from job import IQAMA, Renewal, case_content
from office import PASSWORD, clean_environment

PROGRAM = pathlib.Path(os.environ.get("DESK_PROGRAMS", "build/bin")) / "passportctl"
BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
ARABIC = re.compile("[\u0621-\u064a]")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

PERSON = {"iqama_number", "name_ar", "name_en", "birth_date", "nationality", "sex", "passport_number", "passport_issuer",
          "passport_expires_on", "matched_by", "score"}
IMPORTED = {"iqama_number", "name_ar", "name_en", "sex", "birth_date", "nationality", "passport_number", "passport_issuer",
            "passport_issued_on", "passport_expires_on", "iqama_status", "iqama_expires_on", "category", "relation", "head_id",
            "employer_id", "employer_name", "border_number", "mobile", "inside_kingdom", "flags", "version", "as_of"}
CASE = {"case", "reference", "state", "case_type", "iqama_number", "maker", "verdict", "submitted_at"}
ITEM = {"id", "kind", "reference", "state", "attempts", "next_try_at", "error_code", "message_ar", "message_en", "since"}
FINDING = {"rule", "severity", "field", "message_ar", "message_en", "acknowledged"}


class ContractTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.whole = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.environment = {**clean_environment(cls.whole), "PASSPORT_DESK_PASSWORD": PASSWORD}
        cls.made = cls.call(cls.whole / "office", "init", "--demo", "--residents", "300", user=None)

    @classmethod
    def call(cls, desk, *arguments, user="clerk", stdin="", language="en", as_json=True, password=PASSWORD):
        options = ["--data", str(desk), "--lang", language]
        options += ["--user", user] if user else []
        options += ["--json"] if as_json else []
        return subprocess.run([PROGRAM, *options, *arguments], input=stdin.encode() if isinstance(stdin, str) else stdin,
                              env={**cls.environment, "PASSPORT_DESK_PASSWORD": password}, capture_output=True, timeout=120,
                              check=False)

    def setUp(self):
        self.files = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.desk = self.files / "office"
        shutil.copytree(self.whole / "office", self.desk)

    def run_ctl(self, *arguments, **how):
        return self.call(self.desk, *arguments, **how)

    def ctl(self, *arguments, code=0, **how):
        """The objects of a command; they hold no direction control and no Arabic-Indic digit."""
        done = self.run_ctl(*arguments, **how)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        text = done.stdout.decode()
        self.assertIsNone(BIDI.search(text), text)
        return [json.loads(line) for line in text.splitlines()]

    def refused(self, code, words, *arguments, **how):
        """Nothing on standard output, one line on standard error that names what is wrong, in either language."""
        for language in ("en", "ar"):
            done = self.run_ctl(*arguments, language=language, **how)
            error = done.stderr.decode()
            self.assertEqual((done.returncode, done.stdout), (code, b""), error)
            self.assertEqual(error.count("\n"), 1, error)
            self.assertIn(words, BIDI.sub("", error))
            self.assertEqual(ARABIC.search(error) is not None, language == "ar", error)

    def write(self, name, content):
        path = self.files / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def case_file(self, **changed):
        found = self.ctl("find", IQAMA)[0]
        content = case_content(found, Renewal(found))
        for key, value in changed.items():
            part, _, rest = key.partition("__")
            if rest:
                content[part][rest] = value
            else:
                content[part] = value
        return self.write("case.json", json.dumps(content))

    def submitted(self, user="clerk"):
        return self.ctl("submit", self.case_file(), user=user)[0]["reference"]

    # --- what each command answers

    def test_making_a_desk(self):
        made = json.loads(self.made.stdout)
        self.assertEqual((made["branch"], made["training"]), ("RUH", True))
        self.assertRegex(made["recovery_key"], "^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$")
        password = self.write("password", "correct horse\n")
        fresh = self.files / "fresh"
        done = self.call(fresh, "init", "--branch", "JED", "--workstation", "7", "--admin", "sami", "--new-password-file",
                         password, user=None)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(oct(fresh.stat().st_mode & 0o777), "0o700")
        again = self.call(fresh, "init", "--admin", "sami", "--new-password-file", password, user=None)
        self.assertEqual((again.returncode, again.stdout), (3, b""))
        done = self.call(fresh, "user", "list", user="sami", password="correct horse")
        self.assertEqual(json.loads(done.stdout)["roles"], ["administrator"])

    def test_finding_and_showing(self):
        for query, kind in ((IQAMA, "iqama"), ("A1234567", "passport"), ("3012345678", "border"), ("0500000001", "mobile"),
                            ("عادل سمير منصور", "name"), ("adel samir", "name")):
            found = self.ctl("find", query)
            self.assertLessEqual(PERSON, found[0].keys())
            self.assertEqual(found[0]["matched_by"], kind)
            self.assertIn(IQAMA, [person["iqama_number"] for person in found])
        self.assertEqual(self.ctl("find", "٢٣٤٥٦٧٨٩٠٤")[0]["iqama_number"], IQAMA)
        self.assertEqual(len(self.ctl("find", "adel", "--limit", "2")), 2)
        self.assertEqual(self.ctl("find", "2100000000", code=1), [])
        answers = self.ctl("find", "-", stdin=f"{IQAMA}\nadel samir\n", code=0)
        self.assertEqual([set(answer) for answer in answers], [{"query", "count", "micros", "results"}] * 2)

        shown = self.ctl("show", IQAMA)[0]
        self.assertLessEqual(IMPORTED | {"passports", "cases"}, shown.keys())
        self.assertEqual(set(shown["passports"][0]), {"number", "issuer", "issued_on", "expires_on", "state", "case"})
        before = self.ctl("audit", "verify", user="auditor")[0]["entries"]
        self.ctl("show", IQAMA)
        self.assertGreater(self.ctl("audit", "verify", user="auditor")[0]["entries"], before)
        self.assertEqual(self.ctl("show", "2100000000", code=1), [])

    def test_a_case_from_check_to_decision(self):
        judged = self.ctl("check", self.case_file())[0]
        self.assertLessEqual({"verdict", "case_type", "findings", "pack"}, judged.keys())
        lines = pathlib.Path(self.case_file()).read_text(encoding="utf-8") + "\n"
        self.assertEqual(len(self.ctl("check", "-", stdin=lines * 2)), 2)
        sent = self.ctl("submit", self.case_file())[0]
        self.assertLessEqual({"case", "reference", "state", "verdict", "findings"}, sent.keys())
        self.assertEqual(sent["state"], "submitted")
        reference = sent["reference"]
        listed = self.ctl("cases", "--state", "submitted")
        self.assertTrue(all(CASE <= row.keys() for row in listed))
        self.assertIn(reference, [row["reference"] for row in self.ctl("cases", "--mine")])
        one = self.ctl("case", reference)[0]
        self.assertLessEqual(CASE | {"revisions", "decisions", "timeline"}, one.keys())
        self.assertLessEqual({"revision", "content_sha256", "maker", "at", "content", "findings", "pack"},
                             one["revisions"][0].keys())
        self.assertRegex(one["submitted_at"], INSTANT)
        digest = one["revisions"][0]["content_sha256"]
        self.assertEqual(self.ctl("decide", reference, "approve", "--hash", "0" * 64, user="supervisor", code=1), [])
        self.assertEqual(self.ctl("decide", reference, "return", user="supervisor", code=1), [])
        returned = self.ctl("decide", reference, "return", "--reason", "data_mismatch", "--hash", digest, user="supervisor")[0]
        self.assertEqual(returned["state"], "returned")
        edited = self.ctl("edit", reference, self.case_file(note="compared again"))[0]
        self.assertEqual(edited["state"], "submitted")
        self.assertEqual(len(self.ctl("case", reference)[0]["revisions"]), 2)
        self.assertEqual(self.ctl("decide", reference, "reject", "--reason", "other", "--comment", "short", user="supervisor",
                                  code=1), [])
        self.assertEqual(self.ctl("withdraw", reference, "--reason", "wrong_resident")[0]["state"], "withdrawn")
        # Run again, it is already done.
        self.assertEqual(self.ctl("withdraw", reference, "--reason", "wrong_resident")[0]["state"], "withdrawn")
        self.assertEqual(self.ctl("edit", reference, self.case_file(note="too late"), code=1), [])

    def test_findings_instead_of_errors(self):
        for changed, rule in (({"passport__issued_on": "2026-02-31"}, "DT-001"), ({"passport__expires_on": "31/02/2030"}, "DT-001"),
                              ({"mrz": ["P<JOR", "A7"]}, "MZ-001"), ({"applicant": None}, "AU-001"),
                              ({"passport__number": "А7654386"}, "FM-002"), ({"passport__number": "٨٧٦"}, "FM-003"),
                              ({"mrz": ["P<JORÿ", "ـ"]}, "MZ-001"), ({"declaration": False}, "AU-004")):
            judged = self.ctl("check", self.case_file(**changed), code=1)[0]
            self.assertEqual(judged["verdict"], "block")
            self.assertIn(rule, [finding["rule"] for finding in judged["findings"]], changed)
            for finding in judged["findings"]:
                self.assertLessEqual(FINDING, finding.keys())
                self.assertRegex(finding["message_ar"], ARABIC)
        blocked = self.ctl("submit", self.case_file(declaration=False), code=1)[0]
        self.assertEqual([blocked[key] for key in ("case", "reference", "state")], [None, None, None])

    def test_a_list_that_is_cut_off_says_so(self):
        for arguments in (("cases",), ("outbox", "list")):
            whole = self.run_ctl(*arguments)
            self.assertGreater(whole.stdout.count(b"\n"), 2)
            self.assertEqual(whole.stderr, b"")
            for language, words in (("en", "Only the first 2 are shown"), ("ar", "لم يُعرض إلا أول 2")):
                done = self.run_ctl(*arguments, "--limit", "2", language=language)
                self.assertEqual((done.returncode, done.stdout.count(b"\n")), (0, 2))
                self.assertEqual(whole.stdout.splitlines()[:2], done.stdout.splitlines())
                self.assertIn(words, done.stderr.decode())
                self.assertIn("--limit", done.stderr.decode())
        self.refused(2, "--limit", "cases", "--limit", "0")

    def test_outbox_and_receipt(self):
        reference = self.submitted()
        items = self.ctl("outbox", "list")
        self.assertTrue(all(ITEM <= item.keys() for item in items))
        item = items[-1]
        self.assertEqual((item["reference"], item["state"]), (reference, "queued"))
        self.assertRegex(item["since"], INSTANT)
        self.assertLessEqual(ITEM, self.ctl("outbox", "show", item["id"], user="supervisor")[0].keys())
        self.assertIn("retried", self.ctl("outbox", "retry", "--all", user="supervisor")[0])
        self.assertEqual(self.ctl("outbox", "cancel", item["id"], "--reason", "other", code=1), [])
        self.ctl("outbox", "cancel", item["id"], "--reason", "other", user="supervisor")
        self.assertEqual(self.ctl("case", reference)[0]["state"], "returned")
        pdf = self.files / "receipt.pdf"
        first = self.ctl("receipt", reference, str(pdf))[0]
        again = self.ctl("receipt", reference, str(pdf), user="auditor")[0]
        self.assertEqual((first["copy"], again["copy"]), (False, True))
        self.assertTrue(pdf.read_bytes().startswith(b"%PDF-"))
        synced = self.run_ctl("sync", "--once")
        self.assertEqual(synced.returncode, 3)
        self.assertLessEqual({"sent", "acknowledged", "waiting", "quarantined", "applied", "cursor"},
                             json.loads(synced.stdout).keys())

    def test_accounts(self):
        password = self.write("password", "correct horse\n")
        added = self.ctl("user", "add", "sami", "--role", "clerk,supervisor", "--new-password-file", password, user="admin")[0]
        self.assertEqual(added["roles"], ["clerk", "supervisor"])
        self.assertEqual(self.ctl("user", "add", "SAMI", "--role", "clerk", "--new-password-file", password, user="admin",
                                  code=1), [])
        self.assertEqual(self.ctl("cases", user="sami", password="correct horse")[0].keys() & {"case"}, {"case"})
        other = self.write("other", "another one\n")
        self.ctl("user", "passwd", "sami", "--new-password-file", other, user="sami", password="correct horse")
        self.ctl("cases", user="sami", password="another one")
        self.ctl("user", "role", "sami", "--role", "auditor", user="admin")
        self.assertEqual(self.ctl("submit", self.case_file(), user="sami", password="another one", code=1), [])
        self.ctl("user", "disable", "sami", user="admin")
        self.refused(3, "", "cases", user="sami", password="another one")
        self.assertEqual(self.ctl("user", "add", "x", "--role", "clerk", "--new-password-file", password, code=1), [])

    def test_the_recovery_key_gives_a_new_password(self):
        password = self.write("password", "correct horse\n")
        key = json.loads(self.made.stdout)["recovery_key"]
        slip = ("8" if key[0] == "7" else "7") + key[1:]
        for number, typed in enumerate((key, key.lower().replace("-", " "), slip)):
            user = ("admin", "clerk", "supervisor")[number]
            done = self.ctl("user", "passwd", user, "--recovery-key-file", self.write("key", typed), "--new-password-file",
                            password, user=None)
            self.assertEqual(done[0]["name"], user)
        self.ctl("user", "list", user="admin", password="correct horse")
        self.assertGreater(len(self.ctl("cases", password="correct horse")), 10)
        self.refused(3, "", "user", "list", user="admin")
        self.refused(3, "", "user", "passwd", "admin", "--recovery-key-file", self.write("key", "0000-0000"),
                     "--new-password-file", password, user=None)

    def test_backup_restore_and_doctor(self):
        self.ctl("backup", str(self.files / "kept"), user="admin")
        self.assertEqual(self.ctl("backup", str(self.files / "kept"), code=1), [])
        elsewhere = self.files / "elsewhere"
        done = self.call(elsewhere, "restore", str(self.files / "kept"), user="admin")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(json.loads(self.call(elsewhere, "audit", "verify", user="auditor").stdout)["intact"])
        self.submitted()
        self.assertEqual(self.ctl("restore", str(self.files / "kept"), user="admin", code=1), [])
        checks = self.ctl("doctor", user=None)
        self.assertEqual({check["check"]: check["ok"] for check in checks}["desk_file"], True)

    def png(self, name, shade):
        """A grey picture with a remark in it that is nobody's business."""
        def chunk(kind, body):
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        rows = b"".join(b"\0" + bytes((x * shade) % 256 for x in range(300)) for _ in range(200))
        path = self.files / name
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 300, 200, 8, 0, 0, 0, 0)) +
                         chunk(b"tEXt", b"Author\0Somebody") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
        return path

    def test_evidence(self):
        page = self.png("page.png", 3)
        kinds = [{"kind": "data_page", "file": "page.png"}]
        self.assertEqual(self.ctl("check", self.case_file(evidence=[{"kind": "data_page", "file": "none.png"}]))[0]["verdict"],
                         "accept")
        sent = self.ctl("submit", self.case_file(evidence=kinds))[0]
        again = self.ctl("submit", self.write("same.json", json.dumps(
            {**json.loads((self.files / "case.json").read_text()), "id": sent["case"]})))[0]
        self.assertEqual(again["reference"], sent["reference"])
        listed = self.ctl("evidence", "list", sent["reference"], user="auditor")
        self.assertEqual([set(item) for item in listed], [{"id", "kind", "file"}])
        self.assertEqual((listed[0]["kind"], listed[0]["file"]), ("data_page", "page.png"))
        content = self.ctl("case", sent["reference"])[0]["revisions"][-1]["content"]["evidence"]
        self.assertEqual(content, [{"kind": "data_page", "file": "page.png", "sha256": listed[0]["id"]}])

        out = self.files / "out.png"
        got = self.ctl("evidence", "get", sent["reference"], listed[0]["id"][:12], str(out), user="supervisor")[0]
        self.assertEqual((got["bytes"], got["kind"]), (out.stat().st_size, "data_page"))
        self.assertNotIn(b"Somebody", out.read_bytes())
        self.assertEqual(hashlib.sha256(out.read_bytes()).hexdigest(), listed[0]["id"])

        added = self.ctl("evidence", "add", sent["reference"], str(self.png("old.png", 7)), "--kind", "old_passport")[0]
        self.assertEqual((added["state"], len(added["evidence"])), ("submitted", 1))
        self.assertEqual(len(self.ctl("case", sent["reference"])[0]["revisions"]), 2)
        self.assertEqual(len(self.ctl("evidence", "list", sent["reference"])), 2)

        self.refused(2, "--kind", "evidence", "add", sent["reference"], str(page), "--kind", "selfie")
        self.refused(2, "none.png", "evidence", "add", sent["reference"], str(self.files / "none.png"), "--kind", "data_page")
        self.refused(2, "cut.png", "evidence", "add", sent["reference"],
                     self.write("cut.png", page.read_bytes()[:300]), "--kind", "data_page")
        self.refused(2, "text.png", "evidence", "add", sent["reference"], self.write("text.png", "no picture"), "--kind",
                     "data_page")
        self.assertEqual(self.ctl("evidence", "add", sent["reference"], str(page), "--kind", "data_page", user="clerk2", code=1), [])
        self.assertEqual(self.ctl("evidence", "get", sent["reference"], "0" * 64, str(out), code=1), [])
        self.assertEqual(self.ctl("evidence", "list", sent["reference"], user="admin", code=1), [])

    # --- bad input

    def test_usage(self):
        self.refused(2, "--user", "cases", user=None)
        self.refused(2, "--today", "--today", "2026-01-01", "submit", self.case_file())
        self.refused(2, "--nonsense", "cases", "--nonsense")
        self.refused(2, "", "no-such-command")
        self.refused(2, "", "find")
        self.refused(2, "--limit", "find", "adel", "--limit", "few")
        self.refused(2, "--state", "cases", "--state", "nowhere")

    def test_case_files(self):
        before = self.ctl("cases")
        self.refused(2, "nowhere.json", "submit", str(self.files / "nowhere.json"))
        self.refused(2, "", "submit", self.write("broken.json", '{"iqama_number": '))
        self.refused(2, "", "submit", self.write("empty.json", ""))
        self.refused(2, "", "submit", self.write("binary.json", bytes(range(256))))
        self.refused(2, "/iqama_number", "submit", self.write("type.json", '{"iqama_number": 5}'))
        self.refused(2, "/shoe_size", "submit", self.case_file(shoe_size=43))
        self.refused(2, "/passport/colour", "submit", self.case_file(passport__colour="blue"))
        self.refused(2, "p.png", "submit", self.case_file(evidence=[{"kind": "data_page", "file": "p.png"}]))
        self.refused(2, "/mrz/0", "submit", self.case_file(mrz=["\x00\x01\x02", "A7"]))
        self.refused(2, "", "submit", self.write("deep.json", "[" * 5000))
        self.refused(2, "", "submit", self.write("twice.json", '{"note": "a", "note": "b"}'))
        self.assertEqual(self.ctl("cases"), before)

    def test_resident_files(self):
        head = "iqama_number,name_ar,name_en,nationality,birth_date,sex,passport_number\n"
        before = self.ctl("show", IQAMA)[0]

        def whole(words, content, name="residents.csv"):
            self.refused(2, words, "import", self.write(name, content), user="admin")

        whole("", "")
        whole("", "2345678904,ADEL,JOR\n")
        whole("shoe_size", "iqama_number,name_en,nationality,shoe_size\n")
        whole("nationality", "iqama_number,name_en\n")
        whole("", (head + "2345678904,عادل,A,JOR,,,\n").encode("utf-16"))
        whole("", head.encode() + "2345678904,عادل,A,JOR,,,\n".encode("cp1256"))
        whole("", bytes(range(256)))
        self.refused(2, "nowhere.csv", "import", str(self.files / "nowhere.csv"), user="admin")

        rejects = self.files / "rejects.csv"
        rows = ["2345678905,,A,JOR,,,", "2345678904,,,JOR,,,", "2345678904,,A,ZZZ,,,", "2345678904,,A,JOR,31/02/1988,,",
                "2345678904,,A,JOR,,Q,", "2345678904,,A,JOR,,,A-12;34567", "2345678904,,A,JOR", '2345678904,,"A,JOR,,,',
                ]
        for row, code in zip(rows, ("iqama", "name", "nationality", "date", "code", "number", "columns", "quote")):
            for language in ("en", "ar"):
                result = self.ctl("import", self.write("residents.csv", head + row + "\n"), "--rejects", str(rejects),
                                  user="admin", code=1, language=language)[0]
                self.assertEqual((result["read"], result["rejected"]), (1, 1), row)
                lines = rejects.read_text(encoding="utf-8").splitlines()
                self.assertEqual(lines[0], "line,column,code,message,row")
                self.assertIn(f'"{code}"', lines[1])
                message = lines[1].split('","')[2]
                self.assertEqual(ARABIC.search(message) is not None, language == "ar", lines[1])
        long = self.ctl("import", self.write("long.csv", head + f"2345678904,,{'A' * 100000},JOR,,,\n"), user="admin", code=1)[0]
        self.assertEqual(long["rejected"], 1)
        twice = self.ctl("import", self.write("twice.csv", head + "2100000203,,A,JOR,,,\n" * 2), user="admin", code=1)[0]
        self.assertEqual(twice["rejected"], 1)
        cut = (head + "2100000203,عادل,A,JOR,,,\n").encode()[:-9]
        self.ctl("import", self.write("cut.csv", cut), user="admin", code=1)
        self.assertEqual(self.ctl("show", IQAMA)[0], {**before, "as_of": self.ctl("show", IQAMA)[0]["as_of"]})
        lines = '{"iqama_number":"2100000203","name_en":"A","nationality":"JOR"}\n{"iqama_number":5}\n{"broken"\n'
        mixed = self.ctl("import", self.write("mixed.jsonl", lines), user="admin", code=1)[0]
        self.assertEqual((mixed["read"], mixed["rejected"]), (3, 2))

    def test_the_office_itself(self):
        self.refused(3, "", "cases", password="not the password")
        self.refused(3, str(self.files / "none"), "--data", str(self.files / "none"), "cases")
        newer = sqlite3.connect(self.desk / "desk.db")
        newer.execute("PRAGMA user_version=99")
        newer.close()
        self.refused(3, "99", "cases")
        (self.desk / "desk.db").write_bytes(b"no database" * 1000)
        self.refused(3, "desk.db", "cases")

    def test_text_for_people_speaks_their_language(self):
        for arguments, user in ((("cases",), "clerk"), (("outbox", "list"), "clerk"), (("user", "list"), "admin"),
                                (("find", "adel"), "clerk"), (("show", IQAMA), "clerk"), (("doctor",), None)):
            arabic = self.run_ctl(*arguments, user=user, as_json=False, language="ar").stdout.decode()
            english = self.run_ctl(*arguments, user=user, as_json=False).stdout.decode()
            self.assertRegex(arabic, ARABIC, arguments)
            self.assertNotEqual(arabic, english, arguments)


if __name__ == "__main__":
    unittest.main(verbosity=2)
