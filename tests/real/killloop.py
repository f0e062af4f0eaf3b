#!/usr/bin/env python3
"""Kill -9 of desks and hubs at random moments under load, and what must hold after each.

Three desks work for one branch: two as the window does (busydesk: the desk's threads, its people, its outbox), one by
the shell, a command at a time. A hub on SQLite, or two on one PostgreSQL behind a balancer, takes what they send. One of
the processes, picked by the seed, is killed after 0 to 400 ms, looked at, and started again. Every line a desk has
printed is something a person was told; the books keep it, and nothing of it may ever be gone.

    killloop.py --kills 2000 --seed 1 [--database postgresql]
"""

import argparse
import collections
import contextlib
import datetime
import hashlib
import json
import os
import pathlib
import random
import selectors
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from balancer import Balancer  # noqa: E402
from hubstore import PostgresStore, SqliteStore  # noqa: E402
from job import Renewal, case_content  # noqa: E402
from office import PASSWORD, Office  # noqa: E402
from screen import die_with_parent, wait_for  # noqa: E402

LONGEST_MS = 400
HOT = 20  # residents whom every desk works on
SETTLED_STATES = ("acknowledged", "confirmed")


class Broken(AssertionError):
    """An invariant does not hold."""


def claim(holds, what):
    if not holds:
        raise Broken(what)


class Books:
    """What people were told at one desk, and what its outbox held whenever it was looked at."""

    def __init__(self, name):
        self.name = name
        self.saved = set()  # cases
        self.decided = {}  # case -> decisions told
        self.items = {}  # outbox item -> hash of its sealed bytes
        self.told = 0

    def note(self, line):
        word, *rest = line.split()
        if word == "saved":
            self.saved.add(rest[0])
        elif word == "decided":
            self.decided.setdefault(rest[0], []).append(rest[1])
        else:
            return
        self.told += 1


class Child:
    """A program that can be killed at any moment; `lines` gets what it had said by then."""

    def __init__(self, command, environment, log):
        with open(log, "ab") as errors:
            self.process = subprocess.Popen([str(word) for word in command], env=environment, stdin=subprocess.DEVNULL,
                                            stdout=subprocess.PIPE, stderr=errors, preexec_fn=die_with_parent)
        self._rest = b""

    def fileno(self):
        return self.process.stdout.fileno()

    def read(self):
        """Whole lines that came; None once it has ended. A line that a kill cut was told to nobody."""
        part = os.read(self.fileno(), 65536)
        if not part:
            return None
        *lines, self._rest = (self._rest + part).split(b"\n")
        return [line.decode() for line in lines]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        lines = []
        while (more := self.read()) is not None:
            lines += more
        return lines, self.reap()

    def reap(self):
        code = self.process.wait()
        self.process.stdout.close()
        return code


class Desk:
    """A data directory, who works in it, and what they were told."""

    def __init__(self, office, name, cases):
        self.office, self.name = office, name
        self.directory = office.directory / name
        self.log = office.directory / f"{name}.log"
        self.cases = cases
        self.next = 0
        self.books = Books(name)
        self.child = None
        self.environment = {**office.environment, "PASSPORT_DESK_PASSWORD": PASSWORD}

    def start(self):
        self.child = Child(self.command(), self.environment, self.log)

    def command(self):
        raise NotImplementedError

    def take(self, lines):
        for line in lines:
            self.books.note(line)

    def ended(self, code):
        """By itself."""
        raise NotImplementedError

    # --- looking at it while nobody has it open

    def look(self, hub, where):
        """What must hold at this moment, of copies of the files as a kill has left them."""
        for name in ("registry.db", "evidence.db", "desk.db"):
            with self.copied(where, name) as base:
                found = base.execute("PRAGMA quick_check").fetchall()
                claim(found == [("ok",)], f"{self.name}: {name} is damaged: {found}")
                if name == "desk.db":
                    self._look_at_outbox(base, hub)
                    self._look_at_cases(base)

    @contextlib.contextmanager
    def copied(self, where, name="desk.db"):
        """A database as it lies there, so that the desk itself has to find its way in what a kill has left."""
        shutil.rmtree(where, ignore_errors=True)
        where.mkdir()
        for file in (self.directory / name, self.directory / f"{name}-wal"):
            if file.exists():
                shutil.copy(file, where / file.name)
        base = sqlite3.connect(where / name)
        try:
            yield base
        finally:
            base.close()

    def _look_at_outbox(self, base, hub):
        found = {item: (state, hashlib.sha256(sealed).digest())
                 for item, state, sealed in base.execute("SELECT item_id, state, payload FROM outbox")}
        for item, sealed in self.books.items.items():
            claim(item in found, f"I1: {self.name}: outbox item {item} is gone")
            claim(found[item][1] == sealed, f"I2: {self.name}: what is sealed in {item} has changed")
        self.books.items = {item: sealed for item, (_, sealed) in found.items()}
        receipts = hub.receipts()
        for item, (state, _) in found.items():
            claim(state not in SETTLED_STATES or item in receipts, f"I4: {self.name}: {item} is {state} and the hub has no receipt")

    def _look_at_cases(self, base):
        state = dict(base.execute("SELECT case_id, state FROM cases"))
        sent = collections.Counter(case for (case,) in base.execute("SELECT case_id FROM outbox"))
        revisions = dict(base.execute("SELECT case_id, max(revision) FROM revisions GROUP BY case_id"))
        for case in self.books.saved:
            claim(state.get(case, "draft") != "draft" and revisions.get(case), f"I14: {self.name}: saved case {case} is {state.get(case)}")
            claim(sent[case], f"I14: {self.name}: saved case {case} has no message")
        decisions = collections.Counter(base.execute("SELECT case_id, decision FROM decisions"))
        for case, told in self.books.decided.items():
            for decision, times in collections.Counter(told).items():
                claim(decisions[case, decision] >= times, f"I14: {self.name}: a decision to {decision} {case} is gone")
        half = base.execute("SELECT item_id FROM outbox o WHERE NOT EXISTS (SELECT 1 FROM outbox_moves m WHERE m.item_id = o.item_id)"
                            " AND state <> 'queued'").fetchall()
        claim(not half, f"I11: {self.name}: moved without a line in the log: {half}")

    def ctl(self, *arguments, **who):
        return self.office.ctl(*arguments, desk=self.directory, **who)


class WindowDesk(Desk):
    """One long-running program that works on its cases and syncs by itself."""

    def command(self):
        file = self.directory.parent / f"{self.name}.jsonl"
        file.write_text("".join(json.dumps(case) + "\n" for case in self.cases), encoding="utf-8")
        return [self.office.programs / "busydesk", self.directory, file, self.next]

    def take(self, lines):
        super().take(lines)
        for line in lines:
            word, *rest = line.split()
            claim(word != "failed", f"{self.name}: {line}")
            if word == "next":
                self.next = int(rest[0])

    def ended(self, code):
        claim(False, f"{self.name}: ended with {code}")


class ShellDesk(Desk):
    """One command of passportctl after another."""

    def __init__(self, office, name, cases):
        super().__init__(office, name, cases)
        self._said = []
        self._turn = 0
        self._waiting = []  # cases to be decided
        self._doing = ()

    def command(self):
        self._turn += 1
        if self._turn % 4 == 0:
            self._doing = ("sync",)
            words = ["--user", "clerk", "sync", "--once"]
        elif self._turn % 4 == 2 and self._waiting:
            decision = ("approve", "approve", "return", "reject")[self._turn // 4 % 4]
            self._doing = ("decide", self._waiting[0], decision)
            words = ["--user", "supervisor", "decide", self._waiting[0], decision, "--reason", "data_mismatch"]
        else:
            file = self.directory.parent / f"{self.name}.json"
            self._doing = ("submit", self.cases[self.next % len(self.cases)])
            file.write_text(json.dumps(self._doing[1]), encoding="utf-8")
            words = ["--user", "clerk", "submit", str(file)]
        self._said = []
        return [self.office.programs / "passportctl", "--data", self.directory, "--json", "--lang", "en", *words]

    def take(self, lines):
        self._said += lines
        for line in lines:
            answer = json.loads(line)
            if self._doing[0] == "submit" and answer["case"]:
                self.books.note(f"saved {answer['case']}")
                self._waiting.append(answer["case"])
            elif self._doing[0] == "decide":
                self.books.note(f"decided {answer['case']} {self._doing[2]}")

    def ended(self, code):
        """Done, refused, or the hub was away: each is an answer; the desk being unable to is not. A kill while somebody
        signs in counts as a wrong try, so that now and then one has to wait."""
        said = self.log.read_text(encoding="utf-8").splitlines()[-1:]
        claim(code in (0, 1) or code == 3 and (self._doing[0] == "sync" or "Try again after" in said[0]),
              f"{self.name}: {self._doing[0]} ended with {code}: {said}")
        if code == 3:
            return
        if self._doing[0] == "submit":
            self.next += 1
        elif self._doing[0] == "decide":
            self._waiting.pop(0)


class Hub:
    """One hub process on a port of its own, the same one after each kill."""

    def __init__(self, office, name):
        self.office, self.name = office, name
        self._listen = "127.0.0.1:0"
        self.child = None
        self.log = office.directory / f"{name}.log"

    def start(self):
        self.child = Child([self.office.programs / "passport-hub", "serve", "--listen", self._listen, *self.office.hub_options()],
                           self.office.environment, self.log)
        lines = None
        while not lines:
            lines = self.child.read()
            claim(lines is not None, f"{self.name} did not start: {self.log.read_text()[-400:]}")
        self._listen = lines[0].split("//")[1]

    @property
    def url(self):
        return f"https://{self._listen}"

    @property
    def port(self):
        return int(self._listen.rsplit(":", 1)[1])

    def take(self, _lines):
        pass

    def ended(self, code):
        claim(False, f"{self.name}: ended with {code}: {self.log.read_text()[-400:]}")


class Town:
    """Hubs, desks, and the seed that decides who is killed when."""

    def __init__(self, programs, seed, database, desk_kinds, residents, directory):
        self.random = random.Random(seed)
        self.office = Office(programs, directory=directory, residents=residents)
        self.scratch = self.office.directory / "looked-at"
        self.residents = residents
        if database == "postgresql":
            self.store = PostgresStore(self.office)
            names = ("hub-1", "hub-2")
        else:
            self.store = SqliteStore(self.office)
            names = ("hub-1",)
        self.hubs = [Hub(self.office, name) for name in names]
        self.office.run_hub("init", "--demo", "--residents", str(residents))
        for hub in self.hubs:
            hub.start()
        self.balancer = Balancer(self.office, [hub.port for hub in self.hubs]) if len(self.hubs) > 1 else None
        self.hub_url = self.balancer.url if self.balancer else self.hubs[0].url
        self.desks = [self._make_desk(kind, f"desk-{i}", i, len(desk_kinds)) for i, kind in enumerate(desk_kinds)]
        self.kills = collections.Counter()
        self.looks = 0

    def _make_desk(self, kind, name, index, of):
        desk = kind(self.office, name, [])
        self.office.ctl("init", "--demo", "--no-cases", "--residents", str(self.residents), user=None, desk=desk.directory)
        code = self.office.run_hub("enrolment", "--branch", "RUH", "--url", self.hub_url).strip()
        desk.ctl("enrol", code, user="admin")
        desk.cases = self._cases_for(desk, index, of)
        return desk

    def _cases_for(self, desk, index, of):
        """Renewals that the desk's rules let pass, each with an id of its own, so that sending one again makes no other."""
        people = [person for i, person in enumerate(map(json.loads, self.store.residents())) if i < HOT or i % of == index]
        today = datetime.datetime.now(datetime.timezone.utc).date()
        cases = []
        for i, person in enumerate(people):
            if not (person["name_en"] and person["birth_date"] and len(person["birth_date"]) == 10):
                continue
            content = case_content(person, Renewal(person, f"{'XYZ'[index % 3]}{i:07d}", today))
            content["id"] = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
            cases.append(content)
        judged = subprocess.run([str(self.office.programs / "passportctl"), "--data", str(desk.directory), "--json", "--user", "clerk",
                                 "check", "-"], input="".join(json.dumps(case) + "\n" for case in cases), env=desk.environment,
                                capture_output=True, text=True, timeout=180, check=False)
        passed = []
        for case, verdict in zip(cases, map(json.loads, judged.stdout.splitlines()), strict=True):
            if verdict["verdict"] != "block":
                case["acknowledged"] = sorted({f["rule"] for f in verdict["findings"] if f["severity"] == "W"})
                passed.append(case)
        hot, own = passed[:HOT], passed[HOT:]
        self.random.shuffle(own)
        return hot + own

    def close(self):
        for one in [*self.desks, *self.hubs]:
            if one.child and one.child.process.poll() is None:
                one.child.kill()
        if self.balancer:
            self.balancer.close()
        self.store.close()
        self.office.close()

    # --- the loop

    def run(self, kills, progress):
        for desk in self.desks:
            desk.start()
        for n in range(1, kills + 1):
            self._work_for(self.random.uniform(0, LONGEST_MS) / 1000)
            victim = self.random.choice([*self.desks, *self.hubs])
            lines, code = victim.child.kill()
            victim.take(lines)
            self.kills[victim.name if code == -signal.SIGKILL else "came too late"] += 1
            if isinstance(victim, Desk):
                victim.look(self.store, self.scratch)
                self.looks += 1
            else:
                self._look_at_hub()
            victim.start()
            progress(n)

    def _work_for(self, seconds):
        """Lets everybody work and writes down what they are told."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            with selectors.DefaultSelector() as ready:
                for one in [*self.desks, *self.hubs]:
                    ready.register(one.child, selectors.EVENT_READ, one)
                for key, _ in ready.select(left):
                    one = key.data
                    lines = one.child.read()
                    if lines is not None:
                        one.take(lines)
                        continue
                    one.ended(one.child.reap())
                    one.start()

    def finish(self):
        """The faults stop: everything must arrive, or stand where a person sees it (I9)."""
        for desk in self.desks:
            lines, _ = desk.child.kill()
            desk.take(lines)
            desk.look(self.store, self.scratch)
        for desk in self.desks:
            wait_for(f"{desk.name} to be rid of what it has to send", lambda desk=desk: self._sent_everything(desk), 120)
        report = {}
        for desk in self.desks:
            desk.look(self.store, self.scratch)
            trail = desk.ctl("audit", "verify", user="auditor")[0]
            claim(trail["intact"], f"I19: {desk.name}: the audit trail is broken at {trail['broken_at']}")
            with desk.copied(self.scratch) as base:
                states = dict(base.execute("SELECT state, count(*) FROM outbox GROUP BY state"))
                # A conflict, and what the hub had under another id, have no place in the feed to be confirmed by.
                stuck = base.execute("SELECT item_id FROM outbox WHERE state = 'acknowledged' AND hub_position > 0").fetchall()
            claim(not stuck, f"I9: {desk.name}: acknowledged and never confirmed: {stuck}")
            self._arrived(desk)
            report[desk.name] = {"told": desk.books.told, "saved": len(desk.books.saved), **states}
        self._look_at_hub()
        return report

    def _look_at_hub(self):
        wrong = self.store.look()
        claim(not wrong, f"hub: {wrong[:5]}")

    @staticmethod
    def _sent_everything(desk):
        """Save what stands behind a message of the same resident that the hub refused: that is a person's turn."""
        desk.ctl("sync", "--once", ok=(0, 1, 3))
        with desk.copied(desk.office.directory / "sent") as base:
            return base.execute("SELECT count(*) FROM outbox o WHERE state IN ('queued', 'sending', 'waiting') AND NOT EXISTS"
                                " (SELECT 1 FROM outbox q WHERE q.subject_id = o.subject_id AND q.chain_seq < o.chain_seq"
                                " AND q.state = 'quarantined')").fetchone() == (0,)

    def _arrived(self, desk):
        """Every saved case is at the hub, unless the desk shows why not."""
        at_hub = self.store.cases()
        with desk.copied(self.scratch) as base:
            states = dict(base.execute("SELECT case_id, state FROM cases"))
            refused = {case for (case,) in base.execute("SELECT case_id FROM outbox WHERE state = 'quarantined'")}
        for case in desk.books.saved:
            state = states[case]
            seen = state in ("conflicted", "returned", "withdrawn") or case in refused
            claim(case in at_hub or seen, f"I7: {desk.name}: saved case {case} ({state}) never arrived and nobody sees it")
            claim(state != "applied" or at_hub[case] == "applied",
                  f"I13: {desk.name}: {case} is applied here and {at_hub.get(case)} at the hub")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--programs", default=os.environ.get("DESK_PROGRAMS", "build/bin"))
    parser.add_argument("--keep", type=pathlib.Path, help="work in this directory and leave it")
    wanted = parser.parse_args()
    if wanted.database == "postgresql" and not PostgresStore.is_installed():
        print("skipped: postgresql-15 is not installed")
        return 0
    print(f"seed {wanted.seed}, {wanted.kills} kills, hub on {wanted.database}", flush=True)
    began = time.monotonic()

    def progress(n):
        if n % 100 == 0:
            told = sum(desk.books.told for desk in town.desks)
            print(f"{n} kills after {time.monotonic() - began:.0f} s, {told} things told", flush=True)

    residents = max(200, wanted.kills * 3)
    town = Town(wanted.programs, wanted.seed, wanted.database, (WindowDesk, WindowDesk, ShellDesk), residents, wanted.keep)
    try:
        town.run(wanted.kills, progress)
        report, counts = town.finish(), town.store.counts()
    except Broken as broken:
        print(f"BROKEN with seed {wanted.seed}: {broken}", flush=True)
        return 1
    finally:
        town.close()
    print(json.dumps({"kills": dict(town.kills), "looks": town.looks, "desks": report, "hub": counts,
                      "seconds": round(time.monotonic() - began)}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
