"""What stands in a hub's store, read from beside the hub: an SQLite file or a PostgreSQL server of the test's own."""

import os
import pathlib
import pwd
import shutil
import signal
import sqlite3
import subprocess
import tempfile

from screen import die_with_parent, wait_for

POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin")


class HubStore:
    """Looked at whenever a hub was killed: nothing it has acknowledged may be gone, and nothing happened twice."""

    def __init__(self, office):
        self._known = {}
        office.hub_database = self.address

    def rows(self, sql):
        """As tuples of text, while hubs may be at work."""
        raise NotImplementedError

    def residents(self):
        return [doc for (doc,) in self.rows("SELECT doc FROM residents ORDER BY resident_id")]

    def receipts(self):
        """Message → hash of what was taken under its id."""
        return dict(self.rows("SELECT message_id, sha256 FROM receipts"))

    def cases(self):
        return dict(self.rows("SELECT case_id, state FROM cases"))

    def counts(self):
        return {table: int(self.rows(f"SELECT count(*) FROM {table}")[0][0])
                for table in ("receipts", "revisions", "decisions", "resident_versions")}

    def look(self):
        """What is wrong; empty: nothing."""
        wrong = []
        receipts = self.receipts()
        wrong += [f"the receipt of {item} is gone or another" for item, sha in self._known.items() if receipts.get(item) != sha]
        self._known = receipts
        for table in ("revisions", "resident_versions", "decisions"):
            wrong += [f"I3: {item} stands {times} times in {table}" for item, times in self.rows(
                f"SELECT message_id, count(*) FROM {table} WHERE message_id <> '' GROUP BY message_id HAVING count(*) > 1")]
        wrong += [f"{item} was taken and is not there" for (item,) in self.rows(
            "SELECT message_id FROM receipts WHERE outcome = 'accepted' AND sha256 IS NOT NULL"
            " AND message_id NOT IN (SELECT message_id FROM messages)")]
        return wrong

    def close(self):
        pass


class SqliteStore(HubStore):
    def __init__(self, office):
        office.hub_data.mkdir(parents=True, exist_ok=True)
        self._file = office.hub_data / "hub.db"
        self._copy = office.directory / "looked-at-hub"
        self.address = f"sqlite:{self._file}"
        super().__init__(office)

    def rows(self, sql):
        base = sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)
        try:
            return base.execute(sql).fetchall()
        finally:
            base.close()

    def look(self):
        """Of a copy, so that the hub itself has to find its way in what the kill has left."""
        shutil.rmtree(self._copy, ignore_errors=True)
        self._copy.mkdir()
        for file in self._file.parent.glob("hub.db*"):
            if file.name in ("hub.db", "hub.db-wal"):
                shutil.copy(file, self._copy / file.name)
        file, self._file = self._file, self._copy / "hub.db"
        try:
            base = sqlite3.connect(self._file)  # plays the log back
            found = base.execute("PRAGMA quick_check").fetchall()
            base.close()
            return [f"hub.db is damaged: {found}"] * (found != [("ok",)]) + super().look()
        finally:
            self._file = file


class PostgresStore(HubStore):
    """A server of its own in a temporary directory, on a Unix socket; it goes with `close`."""

    def __init__(self, office):
        self._directory = pathlib.Path(tempfile.mkdtemp(prefix="passport-desk-postgres-"))
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self._directory, self._user)
        self._run("initdb", "-D", self._directory / "data", "-U", "hub", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        with open(office.directory / "postgres.log", "ab") as log:
            self._server = subprocess.Popen(
                [*self._as_user(), POSTGRES / "postgres", "-D", self._directory / "data", "-k", self._directory, "-c",
                 "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"], stdout=log, stderr=log, cwd="/",
                preexec_fn=die_with_parent)
        wait_for("PostgreSQL", lambda: self._run("pg_isready", "-q", "-h", self._directory, check=False).returncode == 0)
        self._run("createdb", "-h", self._directory, "-U", "hub", "passports")
        self.address = f"postgresql:///passports?host={self._directory}&user=hub"
        super().__init__(office)

    @staticmethod
    def is_installed():
        return (POSTGRES / "postgres").exists()

    def _as_user(self):
        """The server refuses to run as root."""
        return ["setpriv", "--reuid", self._user, "--regid", self._user, "--clear-groups", "--pdeathsig", "TERM"] \
            if os.geteuid() == 0 else []

    def _run(self, program, *arguments, check=True):
        return subprocess.run([*self._as_user(), POSTGRES / program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              cwd="/", check=check)

    def rows(self, sql):
        said = self._run("psql", "-X", "-A", "-t", "-q", "-F", "\t", "-h", self._directory, "-U", "hub", "-d", "passports", "-c", sql).stdout
        return [tuple(line.split("\t")) for line in said.splitlines()]

    def close(self):
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait()
        shutil.rmtree(self._directory, ignore_errors=True)
