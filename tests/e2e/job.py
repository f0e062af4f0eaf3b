"""The job as a clerk and a supervisor do it at the keyboard, one method a page. For the tour and for tests."""

import datetime

import passport
from office import PASSWORD
from screen import WaitFailed

IQAMA = "2345678904"
NUMBER = "A7654386"


class Renewal:
    """The renewed passport of a resident of the register, as its booklet would show it."""

    def __init__(self, resident, number=NUMBER, today=None):
        self.number = number
        self.issued = (today or datetime.date.today()) - datetime.timedelta(days=14)
        self.expires = self.issued.replace(year=self.issued.year + 5, day=min(self.issued.day, 28)) - datetime.timedelta(days=1)
        given, _, surname = resident["name_en"].upper().rpartition(" ")
        self.lines = passport.td3(resident["nationality"], surname, given, number, resident["nationality"],
                                  resident["birth_date"].replace("-", "")[2:], resident["sex"], self.expires.strftime("%y%m%d"))


def case_content(resident, renewal):
    """The renewed passport of the resident as a case file says it, with nothing left to object to."""
    return {
        "id": None, "iqama_number": resident["iqama_number"], "case_type": None, "reason": "renewed",
        "passport": {"number": renewal.number, "number_repeated": None, "issuer": resident["nationality"],
                     "issued_on": renewal.issued.isoformat(), "expires_on": renewal.expires.isoformat(),
                     "place_of_issue": "AMMAN"},
        "mrz": renewal.lines,
        "applicant": {"role": "self", "id": resident["iqama_number"], "name": None, "authorisation_expires_on": None},
        "declaration": True, "loss_report": None, "fee_recorded": True, "acknowledged": [], "overrides": [],
        "evidence": [], "note": ""}


class Job:
    def __init__(self, screen, office, language="ar"):
        self.screen, self.office, self.language = screen, office, language
        self.window = None

    def open(self):
        self.window = self.office.open_window(self.screen, "--lang", self.language)
        self.window.wait_page("login")

    def sign_in(self, name, password=PASSWORD, page="home"):
        self.window.wait_page("login")
        self.screen.type(f"{name}\n{password}\n")
        self.window.wait_page(page)

    def look_up(self, iqama=IQAMA):
        self.screen.press("F2")
        self.window.wait_page("lookup")
        self.screen.type(iqama + "\n")
        self.window.wait_page("resident")

    def open_form(self):
        self.screen.press("F3")
        self.window.wait_page("form")

    def read(self, renewal):
        """Until autosave has kept what was read: the form has taken the burst."""
        before = self.written()
        self.screen.swipe(renewal.lines)
        self.wait_saved(before)

    def written(self):
        """Changes whenever the desk writes."""
        return [(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in sorted(self.office.desk.glob("desk.db*"))]

    def wait_saved(self, before):
        self.window.wait_until(lambda: self.written() != before, "autosave", 5)

    def enter_the_rest(self, renewal, place=None):
        """What a machine-readable zone does not hold. A read leaves the caret in the issue date; the place before it
        is filled with the usual one of the issuer, unless another is given."""
        if place:
            self.screen.press("shift+Return")
            self.screen.type(place + "\n")
        self.screen.type(renewal.issued.strftime("%d%m%Y"))
        self.window.wait_idle()

    def check(self):
        self.screen.press("ctrl+Return")
        self.window.wait_page("check")

    def send(self):
        """Acknowledges the look-alike characters and the fee that is not recorded, declares, and sends."""
        self.screen.press("space", "space", "space")
        self.screen.press("ctrl+Return")
        self.window.wait_page("receipt")

    def sent_reference(self, iqama=IQAMA):
        """The reference of the resident's one submitted case."""
        found = [case for case in self.office.ctl("cases", "--state", "submitted") if case["iqama_number"] == iqama]
        if len(found) != 1:
            raise WaitFailed(f"one submitted case of {iqama} expected, found {found}")
        return found[0]["reference"]

    def case(self, reference):
        return self.office.ctl("case", reference)[0]

    def resident(self, iqama=IQAMA):
        """As a search tells it: opening a card is an audit entry, which the shell cannot write beside a window."""
        return self.office.ctl("find", iqama)[0]

    def wait_state(self, reference, state, seconds=30):
        self.window.wait_until(lambda: self.case(reference)["state"] == state, f"{reference} to be {state}", seconds)

    def sign_out(self):
        self.screen.press("shift+F10")
        self.window.wait_page("login")

    def open_queue(self):
        self.screen.press("F6")
        self.window.wait_page("queue")

    def open_review(self):
        """The first row: its fee is not recorded, so it comes before those of which there is nothing to say."""
        self.screen.press("Return")
        self.window.wait_page("review")

    def approve(self, reference):
        self.screen.press("ctrl+Return")
        self.wait_state(reference, "approved")
        self.window.wait_idle()

    def open_outbox(self):
        self.screen.press("F8")
        self.window.wait_page("outbox")
