#!/usr/bin/env python3
"""Designer forms: names, accessible names, tab order as read, nothing physical, nothing that Qt would guess."""

import re
import xml.etree.ElementTree as xml

import tree

FOCUSABLE = {
    "QLineEdit", "QPushButton", "QToolButton", "QCommandLinkButton", "QCheckBox", "QRadioButton", "QComboBox",
    "QTableView", "QTableWidget", "QListView", "QListWidget", "QTreeView", "QTextEdit", "QPlainTextEdit",
    "QTextBrowser", "QSpinBox", "QSlider", "QTabWidget", "QTabBar", "QScrollArea",
    # our own that extend QWidget or QFrame
    "MrzField", "ErrorSummary", "NavList",
}
FORBIDDEN = {"QDateEdit", "QDateTimeEdit", "QTimeEdit", "QCalendarWidget", "QDockWidget", "QToolBar", "QSpinBox"}
CONTAINERS = {"QTabWidget", "QStackedWidget", "QScrollArea", "QSplitter", "QToolBox"}
# Fields of identifiers, dates and the text beside them: BIDI-05 to BIDI-08 ask for the right edge in both languages.
ABSOLUTE_CLASSES = {"IdField", "DateField", "CountryField", "MrzField", "TextField", "IdLabel", "ValueLabel"}
ABSOLUTE_NAME = re.compile(r"(Value|Id|Number|Date|Iqama|Passport|Reference|Mrz)\w*Label$")
DESIGNER_NAME = re.compile(r"^(q?(push|tool|radio)?button|line_?edit|label|check_?box|combo_?box|(table|list|tree)_?view|"
                           r"plain_?text_?edit|text_?edit|scroll_?area|tab_?widget|widget|frame)(_\d+)?$", re.IGNORECASE)
SYNONYMS = {"QCheckBox": {"Check"}, "QComboBox": {"Combo"}, "QTabWidget": {"Tabs"}, "QTextBrowser": {"View"},
            "QScrollArea": {"Scroll"}, "QTableView": {"Table"}, "QListView": {"List"}, "QToolButton": {"Chip"},
            "QRadioButton": {"Radio"}}
LETTER = re.compile(r"[^\W\d_]")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


def last_word(name):
    words = re.findall(r"[A-Z][a-z0-9]*", name)
    return words[-1] if words else name


class Form:
    def __init__(self, path, text):
        self.path = path
        self.lines = text.splitlines()
        self.root = xml.fromstring(text)
        self.extends = {w.findtext("class").split("::")[-1]: w.findtext("extends").split("::")[-1]
                        for w in self.root.iter("customwidget") if w.findtext("extends")}
        self.top = self.root.find("widget")
        self.problems = []

    def tell(self, name, what):
        line = next((n for n, text in enumerate(self.lines, 1) if f'name="{name}"' in text), 1)
        self.problems.append(f"{self.path}:{line}: {name}: {what}")

    def bases(self, widget):
        """The class and what it is promoted from."""
        name = widget.get("class").split("::")[-1]
        chain = [name]
        while name in self.extends and self.extends[name] not in chain:
            name = self.extends[name]
            chain.append(name)
        return chain

    @staticmethod
    def property(widget, name):
        found = widget.find(f"property[@name='{name}']")
        return found

    def value(self, widget, name):
        found = self.property(widget, name)
        return None if found is None else "".join(found.itertext()).strip()

    def focusable(self, widget):
        if self.value(widget, "focusPolicy") == "Qt::NoFocus":
            return False
        return any(base in FOCUSABLE for base in self.bases(widget)) or \
            self.value(widget, "focusPolicy") in ("Qt::StrongFocus", "Qt::TabFocus", "Qt::WheelFocus")

    def reading_order(self, node):
        """Widgets in the order they are read: down, and from the start side within a row."""
        if node.tag == "widget":
            yield node
            children = [c for c in node if c.tag in ("layout", "widget")]
        elif node.tag == "layout":
            children = list(node.findall("item"))
            if node.get("class") in ("QGridLayout", "QFormLayout"):
                children.sort(key=lambda i: (int(i.get("row", 0)), int(i.get("column", 0))))
        else:
            children = [c for c in node if c.tag in ("layout", "widget")]
        for child in children:
            yield from self.reading_order(child)

    def check(self):
        widgets = list(self.reading_order(self.top))
        buddies = {self.value(w, "buddy") for w in widgets if "QLabel" in self.bases(w)} - {None, ""}
        for widget in widgets:
            self.check_widget(widget, buddies)
        for item in self.root.iter("item"):
            if "AlignAbsolute" in item.get("alignment", ""):
                inner = item.find("widget")
                if inner is None or not self.may_be_absolute(inner):
                    self.tell(inner.get("name") if inner is not None else "item", "absolute alignment in the layout")
        for string in self.root.iter("string"):
            self.check_string(string)
        self.check_tabs(widgets)
        return self.problems

    def may_be_absolute(self, widget):
        return any(base in ABSOLUTE_CLASSES for base in self.bases(widget)) or \
            self.value(widget, "layoutDirection") == "Qt::LeftToRight" or \
            bool(ABSOLUTE_NAME.search(widget.get("name")))

    def check_widget(self, widget, buddies):
        name, bases = widget.get("name"), self.bases(widget)
        for base in bases:
            if base in FORBIDDEN:
                self.tell(name, f"{base} is not used here (ux: own date and identifier fields, no docks)")
        if widget is not self.top and self.property(widget, "geometry") is not None:
            self.tell(name, "has a geometry; layouts place widgets")
        for banned in ("styleSheet", "inputMask"):
            if self.property(widget, banned) is not None:
                self.tell(name, f"has a {banned}")
        if "AlignAbsolute" in (self.value(widget, "alignment") or "") and not self.may_be_absolute(widget):
            self.tell(name, "absolute alignment outside identifier, date and value fields")
        if not any(base in CONTAINERS for base in bases):
            loose = [c for c in widget.findall("widget")]
            if loose:
                self.tell(loose[0].get("name"), "stands outside a layout")
        if bases[0] == "QPushButton" and self.value(widget, "autoDefault") != "false":
            self.tell(name, "autoDefault must be false: a reader's Enter would press it")
        if bases[0] == "QLabel" and self.value(widget, "textFormat") != "Qt::PlainText":
            self.tell(name, "textFormat must be Qt::PlainText: a name may hold <b>")
        if "QDialogButtonBox" in bases and self.value(widget, "standardButtons") not in (None, "", "QDialogButtonBox::NoButton"):
            self.tell(name, "standard buttons carry Qt's words; name the act instead")
        if not self.focusable(widget) or widget is self.top:
            return
        suffixes = {last_word(base) for base in bases} | {s for base in bases for s in SYNONYMS.get(base, ())}
        if DESIGNER_NAME.match(name) or not name[0].islower() or not any(name.endswith(s) for s in suffixes):
            self.tell(name, f"name it by purpose and class, for example review{sorted(suffixes)[0]}")
        text_names_it = any("Button" in base or base in ("QCheckBox",) for base in bases)
        named = self.value(widget, "accessibleName") or name in buddies or \
            (text_names_it and LETTER.search(self.value(widget, "text") or ""))
        if not named:
            self.tell(name, "no accessible name, no label with it as buddy")

    def check_string(self, string):
        text, plain = string.text or "", string.get("notr") == "true"
        if not text.strip() or plain:
            return
        if not LETTER.search(text):
            self.tell_text(text, "holds no word: mark it notr")
        if ARABIC.search(text):
            self.tell_text(text, "source texts are English; Arabic stands in translations/")

    def tell_text(self, text, what):
        line = next((n for n, l in enumerate(self.lines, 1) if text.splitlines()[0] in l), 1)
        self.problems.append(f"{self.path}:{line}: \"{text}\" {what}")

    def check_tabs(self, widgets):
        expected = [w.get("name") for w in widgets if w is not self.top and self.focusable(w)]
        stops = [s.text for s in self.root.iter("tabstop")]
        names = {w.get("name") for w in widgets}
        for stop in stops:
            if stop not in names:
                self.tell(stop, "is a tab stop but not in the form")
            if stops.count(stop) > 1:
                self.tell(stop, "is a tab stop twice")
        for name in expected:
            if name not in stops:
                self.tell(name, "can have focus but is missing from the tab stops")
        in_order = [s for s in stops if s in expected]
        read = [n for n in expected if n in stops]
        for stop, should in zip(in_order, read):
            if stop != should:
                self.tell(stop, f"tab order differs from reading order: here one reads {should}")
                break


def check(root):
    problems = []
    for path in tree.files(root, ".ui"):
        try:
            problems += Form(path, tree.read(root, path)).check()
        except xml.ParseError as error:
            problems.append(f"{path}:1: not XML: {error}")
    return problems


def form(body, tabs=(), custom=""):
    stops = "".join(f"<tabstop>{t}</tabstop>" for t in tabs)
    return {"forms/p.ui": f'<ui><class>P</class><widget class="QWidget" name="P">{body}</widget>'
                          f"<customwidgets>{custom}</customwidgets><tabstops>{stops}</tabstops></ui>"}


def self_test():
    def column(*widgets):
        return '<layout class="QVBoxLayout" name="l">' + "".join(f"<item>{w}</item>" for w in widgets) + "</layout>"

    def text(name, value, **attributes):
        extra = "".join(f' {k}="{v}"' for k, v in attributes.items())
        return f'<property name="{name}"><string{extra}>{value}</string></property>'

    def edit(name="numberEdit", more=text("accessibleName", "Number")):
        return f'<widget class="QLineEdit" name="{name}">{more}</widget>'

    off = '<property name="autoDefault"><bool>false</bool></property>'
    button = f'<widget class="QPushButton" name="sendButton">{text("text", "Send")}{off}</widget>'
    plain = '<property name="textFormat"><enum>Qt::PlainText</enum></property>'
    label = f'<widget class="QLabel" name="numberLabel">{plain}{text("text", "Number")}' \
            '<property name="buddy"><cstring>numberEdit</cstring></property></widget>'
    absolute = '<property name="alignment"><set>Qt::AlignRight|Qt::AlignAbsolute</set></property>'
    grid = '<layout class="QGridLayout" name="g">' \
           f'<item row="0" column="1">{edit("secondEdit")}</item><item row="0" column="0">{edit("firstEdit")}</item></layout>'
    good = [
        form(column(label, edit(more=""), button), ["numberEdit", "sendButton"]),
        form(grid, ["firstEdit", "secondEdit"]),
        form(column(edit(more=text("accessibleName", "Number") + text("placeholderText", "00", notr="true"))), ["numberEdit"]),
    ]
    bad = {
        "no accessible name": form(column(edit(more="")), ["numberEdit"]),
        "name it by purpose": form(column(edit("lineEdit_2")), ["lineEdit_2"]),
        "missing from the tab stops": form(column(edit())),
        "tab order differs": form(grid, ["secondEdit", "firstEdit"]),
        "not in the form": form(column(edit()), ["numberEdit", "otherEdit"]),
        "has a geometry": form(column(edit(more=text("accessibleName", "N") + '<property name="geometry"><rect/></property>')), ["numberEdit"]),
        "has a styleSheet": form(column(edit(more=text("accessibleName", "N") + text("styleSheet", "x"))), ["numberEdit"]),
        "has a inputMask": form(column(edit(more=text("accessibleName", "N") + text("inputMask", "x"))), ["numberEdit"]),
        "absolute alignment outside": form(column(edit("nameEdit", text("accessibleName", "N") + absolute)), ["nameEdit"]),
        "stands outside a layout": form(edit(), ["numberEdit"]),
        "autoDefault must be false": form(column(button.replace(off, "")), ["sendButton"]),
        "textFormat must be": form(column(label.replace(plain, ""), edit(more="")), ["numberEdit"]),
        "holds no word": form(column(edit(more=text("accessibleName", "N") + text("placeholderText", "00/00"))), ["numberEdit"]),
        "source texts are English": form(column(edit(more=text("accessibleName", "رقم"))), ["numberEdit"]),
        "QDateEdit is not used": form(column('<widget class="QDateEdit" name="d"/>')),
    }
    return tree.misses(check, good, bad)


if __name__ == "__main__":
    tree.run(check, self_test)
