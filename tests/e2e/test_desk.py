#!/usr/bin/env python3
"""What must not be lost, with the real programs: drafts over a crash and a stop, cases over a dead hub."""

import os
import signal
import subprocess
import sys
import unittest

from job import Job, Renewal
from office import Office
from screen import Screen

PROGRAMS = os.environ.get("DESK_PROGRAMS", "build/bin")


class DeskTest(unittest.TestCase):
    def setUp(self):
        self.screen = self.enterContext(Screen())
        self.office = self.enterContext(Office(PROGRAMS, residents=300))
        self.job = Job(self.screen, self.office)
        self.job.open()

    def tearDown(self):
        person = self.job.resident()
        with self.subTest("the files tell of nobody"):
            self.assertEqual([], self.office.files_telling(
                [person[key] for key in ("iqama_number", "name_ar", "name_en", "passport_number")]))
        failed = self._outcome.result.failures + self._outcome.result.errors
        if any(test is self for test, _ in failed):
            print("the screen when it failed:", self.screen.screenshot(self.office.directory.parent / f"{self.id()}.png"))

    def start_form(self):
        """A read passport and a typed issue date; returns the passport."""
        renewal = Renewal(self.job.resident())
        self.job.look_up()
        self.job.open_form()
        self.job.read(renewal)
        self.job.enter_the_rest(renewal)
        return renewal

    def test_a_case_with_a_reader_takes_few_keys(self):
        self.job.sign_in("clerk")
        before = self.screen.keys_pressed
        self.start_form()
        self.job.check()
        self.job.send()
        self.assertLessEqual(self.screen.keys_pressed - before, 26)
        content = self.job.case(self.job.sent_reference())["revisions"][-1]["content"]
        self.assertTrue(content["passport"]["place_of_issue"])

    def go_on_and_send(self, renewal):
        """Opens the window again; the draft comes back and can be sent without typing anything anew."""
        self.job.open()
        self.job.sign_in("clerk")
        self.job.look_up()
        self.job.open_form()
        self.job.check()
        self.job.send()
        case = self.job.case(self.job.sent_reference())
        self.assertEqual(case["revisions"][-1]["content"]["passport"]["issued_on"], renewal.issued.isoformat())
        self.assertEqual(case["revisions"][-1]["content"]["passport"]["number"], renewal.number)

    def test_a_killed_window_gives_the_draft_back(self):
        self.job.sign_in("clerk")
        renewal = self.start_form()
        before = self.job.written()
        self.job.wait_saved(before)
        self.job.window.end(signal.SIGKILL)
        self.go_on_and_send(renewal)

    def test_asked_to_end_it_keeps_what_was_just_typed(self):
        self.job.sign_in("clerk")
        renewal = self.start_form()
        self.assertEqual(self.job.window.end(signal.SIGTERM), 0)
        self.go_on_and_send(renewal)

    def test_a_second_window_on_the_same_data_says_who_holds_it(self):
        second = subprocess.run([f"{PROGRAMS}/passport-desk", "--data", str(self.office.desk)], timeout=30, check=False,
                                env={**self.office.environment, **self.screen.environment}, capture_output=True, text=True)
        self.assertEqual(second.returncode, 3)
        self.assertIn(str(self.job.window.process.id), second.stderr)

    def test_a_wrong_password_leaves_one_at_the_door(self):
        self.screen.type("clerk\nnot-the-password\n")
        self.job.window.wait_page("login")
        self.screen.press("ctrl+a")
        self.screen.type("demo-office\n")
        self.job.window.wait_page("home")

    def test_what_is_sent_while_the_hub_is_away_arrives_when_it_is_back(self):
        self.job.sign_in("clerk")
        self.office.stop_hub()
        self.start_form()
        self.job.check()
        self.job.send()
        item = self.office.ctl("outbox", "list")[-1]
        self.assertIn(item["state"], ("queued", "sending", "waiting"))
        self.office.start_hub()
        self.screen.press("F5")
        self.job.window.wait_until(
            lambda: self.office.ctl("outbox", "list")[-1]["state"] in ("acknowledged", "confirmed"), "the hub's receipt", 60)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
