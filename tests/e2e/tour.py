#!/usr/bin/env python3
"""The whole job through the real window, hub and outbox, by key events: once in Arabic, once in English.

A clerk looks up a resident, reads the renewed passport with a reader, checks and sends; a supervisor compares and
approves; the outbox delivers, the register confirms, the receipt says so. Every step leaves a picture.
"""

import argparse
import pathlib
import subprocess
import sys
import time

from job import IQAMA, Job, Renewal
from office import Office
from screen import Screen, WaitFailed

# TIME-01: strokes from the look-up to the receipt; the reader's own are not a person's.
READER_BUDGET = 26


class Tour:
    def __init__(self, screen, office, language, out):
        self.screen, self.office, self.language, self.out = screen, office, language, out
        self.job = Job(screen, office, language)
        self.number = 0
        self.last = time.monotonic()

    def step(self, name, words):
        """Tells what was done and takes a picture of what came of it."""
        now = time.monotonic()
        self.number += 1
        self.job.window.wait_idle()
        picture = self.screen.screenshot(self.out / f"{self.number:02}-{name}.png")
        print(f"  {self.number:2}  {words:<56} {now - self.last:6.2f} s  {picture}", flush=True)
        self.last = time.monotonic()

    def run(self):
        self.job.open()
        self.step("login", "the window opens")
        reference = self.clerk()
        self.supervisor(reference)
        self.confirmed(reference)

    def clerk(self):
        job, screen = self.job, self.screen
        job.sign_in("clerk")
        self.step("home", "the clerk signs in")

        renewal = Renewal(job.resident())
        before = screen.keys_pressed
        job.look_up()
        self.step("resident", f"F2, iqama {IQAMA}, Enter: the card")
        job.open_form()
        self.step("form", "F3: the form")
        # The reader works whatever keyboard is active.
        if self.language == "ar":
            screen.set_layout("ara")
        job.read(renewal)
        self.step("read", "the reader types both lines of the passport")
        screen.set_layout("us")
        job.enter_the_rest(renewal)
        self.step("filled", "the issue date; every rule has its verdict")
        job.check()
        self.step("check", "Ctrl+Enter: what will be sent")
        job.send()
        strokes = screen.keys_pressed - before
        self.step("receipt", "Ctrl+Enter: sent for review")
        print(f"      {strokes} keys from look-up to receipt with a reader; the budget is {READER_BUDGET}")
        if strokes > READER_BUDGET:
            raise SystemExit("too many keys")
        reference = job.sent_reference()
        job.sign_out()
        return reference

    def supervisor(self, reference):
        job = self.job
        job.sign_in("supervisor")
        self.step("supervisor", "the supervisor signs in")
        job.open_queue()
        self.step("queue", "F6: the queue")
        job.open_review()
        self.step("review", f"Enter: {reference}, old beside new")
        job.approve(reference)
        self.step("approved", "Ctrl+Enter: approved; it can be undone for 8 s")

    def confirmed(self, reference):
        job = self.job
        job.open_outbox()
        self.step("outbox", "F8: the outbox")
        job.wait_state(reference, "applied", 60)
        job.window.wait_idle()
        self.step("confirmed", "the register reads back what was approved")
        ended = job.window.end()
        if ended != 0:
            raise WaitFailed(f"the window ended with {ended} when asked to end")
        pdf = self.out / f"{reference}.pdf"
        self.office.ctl("--lang", self.language, "receipt", reference, str(pdf))
        print(f"      receipt {pdf}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, help="where passport-desk, passport-hub and passportctl are")
    parser.add_argument("--out", required=True, help="where pictures and receipts are left")
    parser.add_argument("--lang", choices=("ar", "en"), action="append", help="one language only")
    options = parser.parse_args()
    started = time.monotonic()
    for language in options.lang or ("ar", "en"):
        out = pathlib.Path(options.out) / language
        out.mkdir(parents=True, exist_ok=True)
        for old in list(out.glob("*.png")) + list(out.glob("*.pdf")):
            old.unlink()
        print(f"Tour in {language}:", flush=True)
        with Screen() as screen, Office(options.bin) as office:
            tour = Tour(screen, office, language, out)
            try:
                tour.run()
            except (WaitFailed, RuntimeError, subprocess.TimeoutExpired) as error:
                picture = screen.screenshot(out / "failed.png")
                print(f"tour: {error}\ntour: the screen at that moment: {picture}", file=sys.stderr)
                return 1
    print(f"The whole job in {time.monotonic() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
