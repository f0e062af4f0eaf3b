#!/usr/bin/env python3
"""Patterns that were seen to go wrong and are easy to grep for. Each rule says what to write instead."""

import re

import tree

# (what a finding says, pattern, path prefixes, suffixes, paths exempt)
CODE = (".cpp", ".h")
ANY = ()
RULES = [
    ("the second argument of addWidget is a stretch, not an alignment",
     r"addWidget\(\s*[^,()]+(?:\([^()]*\))?\s*,\s*Qt::Align", ("app/",), CODE, ()),
    ("no default database connection: pass sql/connection.h", r"QSqlDatabase::database\(\s*\)|\baddDatabase\([^,()]*\)", ("app/", "tests/"), CODE, ()),
    ("no nested event loop", r"\bprocessEvents\b|\bQEventLoop\b", ("app/ui/",), CODE, ()),
    ("take a Clock", r"\b(?:currentDateTime(?:Utc)?|currentDate|currentTime|currentSecsSinceEpoch|currentMSecsSinceEpoch)\(",
     ("app/",), CODE, ("app/base/clock.cpp", "app/base/logging.cpp")),
    ("connect by pointer to member", r"\b(?:SIGNAL|SLOT)\(", ("app/", "tests/"), CODE, ()),
    ("QFuture::then with a context does not exist in Qt 6.4: use whenDone", r"\.then\(\s*this\b", ("app/",), CODE, ()),
    ("tr has the context of its class; elsewhere QCoreApplication::translate", r"\bQObject::tr\b", ("app/",), CODE, ()),
    ("validate what was typed; masks keep people from typing", r"\bsetInputMask\b", ("app/",), CODE, ()),
    ("use DateField: Qt's date widgets misread dates in a right-to-left window",
     r"\bQ(?:Date|Time|DateTime)Edit\b|\bQCalendarWidget\b", ("app/", "forms/"), CODE + (".ui",), ()),
    ("digits are ASCII: no %L", r"%L(?:n|\d)", ("app/", "forms/", "translations/", "resources/text/"),
     CODE + (".ui", ".ts", ".json"), ()),
    ("isolate() is the only bidi control", "[\u202a-\u202e]", ("",), ANY, ()),
    ("own words on every button: no static QMessageBox", r"\bQMessageBox::(?:information|warning|critical|question|about)\b",
     ("app/",), CODE, ()),
    ("colours come from the token file", r"#[0-9A-Fa-f]{6}\b|\bQColor\(\s*(?:\d|0x)|\bqRgba?\(", ("app/", "forms/"),
     CODE + (".ui", ".qss"), ("app/ui/theme/theme.cpp",)),  # which puts tokens in place of an icon's black
    ("left and right are not mirrored in a style sheet",
     r"\b(?:padding|margin|border(?:-\w+)?)-(?:left|right)\b", ("app/ui/", "forms/", "resources/theme/"),
     CODE + (".ui", ".qss"), ()),
    ("no letter spacing: it breaks Arabic", r"\bletter-spacing\b|\bsetLetterSpacing\b", ("app/", "forms/", "resources/theme/"),
     CODE + (".ui", ".qss"), ()),
    ("no sentences from pieces", r"\btr\(\s*\"[^\"]*\"\s*\)\s*\+|\+\s*tr\(\s*\"", ("app/",), CODE, ()),
    ("format through text/: the default locale has other digits", r"\bQLocale\(\)\s*\.\s*to(?:Currency)?String\b|\bQLocale::system\(\)\s*\.\s*to[A-Z]",
     ("app/",), CODE, ()),
    ("docks and side tool bars are not mirrored", r"\baddDockWidget\b|\b(?:Left|Right)ToolBarArea\b", ("app/ui/",), CODE, ()),
    ("an arrow in a sentence points the wrong way in one of the languages", "[\u2190-\u2194]",
     ("translations/", "resources/text/"), (".ts", ".json"), ()),
    ("list sources by name", r"\bfile\s*\(\s*GLOB", ("",), (".txt", ".cmake"), ()),
    ("a path of one machine", "/" + r"(?:work|farm|root)/|/tmp/(?:b-|bash_)|/home/[a-z]", ("",), ANY, ()),
    ("a Persian or Urdu letter", "[\u0679\u0688\u0691\u06ba\u06c1\u06d2\u06cc\u06a9\u06af\u067e\u0686\u0698]",
     ("translations/", "resources/text/", "resources/help/", "resources/rules/"), (".ts", ".json", ".html", ".md"), ()),
    ("finish it or leave it out", r"\b(?:TODO|FIXME)\b", ("app/", "tests/", "forms/"), CODE + (".py", ".ui"),
     ("tests/ci/check_patterns.py",)),
    ("wait for a condition, not for time", r"\b(?:msleep|usleep|sleep_for)\s*\(|\bQThread::sleep\(|\bqWait\(|\bqSleep\(",
     ("tests/",), CODE, ("tests/bench/", "tests/support/faultyhub.cpp")),  # a late answer is what the faulty hub is for
]


def check(root):
    problems = []
    compiled = [(what, re.compile(pattern), prefixes, suffixes, exempt) for what, pattern, prefixes, suffixes, exempt in RULES]
    for path in tree.files(root):
        if path.suffix not in tree.TEXT_SUFFIXES:
            continue
        name = str(path)
        rules = [(what, pattern) for what, pattern, prefixes, suffixes, exempt in compiled
                 if name.startswith(prefixes) and (not suffixes or path.suffix in suffixes)
                 and not (exempt and name.startswith(exempt))]
        if not rules:
            continue
        text = tree.read(root, path)
        for what, pattern in rules:
            for match in pattern.finditer(text):
                problems.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {what}: {match.group(0)!r}")
    return problems


def self_test():
    bad = {
        "addWidget": ("app/ui/a.cpp", "layout->addWidget(button, Qt::AlignCenter);"),
        "no default database": ("app/store/a.cpp", "auto db = QSqlDatabase::database();"),
        "nested event loop": ("app/ui/a.cpp", "QCoreApplication::processEvents();"),
        "take a Clock": ("app/domain/a.cpp", "auto now = QDateTime::currentDateTimeUtc();"),
        "pointer to member": ("app/ui/a.cpp", "connect(a, SIGNAL(b()), c, SLOT(d()));"),
        "use whenDone": ("app/ui/a.cpp", "future.then(this, [] {});"),
        "context of its class": ("app/ui/a.cpp", 'QObject::tr("Send")'),
        "masks": ("app/ui/a.cpp", 'edit->setInputMask("99");'),
        "use DateField": ("app/ui/a.h", "QDateEdit *m_date;"),
        "no %L": ("app/ui/a.cpp", 'tr("%Ln cases")'),
        "only bidi control": ("app/ui/a.cpp", "x = u\"\u202b\";"),
        "no static QMessageBox": ("app/ui/a.cpp", "QMessageBox::warning(this, a, b);"),
        "token file": ("app/ui/a.cpp", 'QColor("#1B8354")'),
        "not mirrored in a style": ("app/ui/a.cpp", 'u"padding-left: 4px"'),
        "breaks Arabic": ("app/ui/a.cpp", "font.setLetterSpacing(QFont::AbsoluteSpacing, 1);"),
        "from pieces": ("app/ui/a.cpp", 'tr("Case ") + reference'),
        "default locale": ("app/ui/a.cpp", "QLocale().toString(3)"),
        "docks": ("app/ui/a.cpp", "addDockWidget(Qt::LeftDockWidgetArea, d);"),
        "an arrow": ("resources/text/words.json", '{"ar": "قديم ← جديد"}'),
        "sources by name": ("app/x/CMakeLists.txt", "file(GLOB S *.cpp)"),
        "one machine": ("README.md", "see /" + "work/main"),
        "Persian": ("translations/passport-desk_ar.ts", "<translation>\u06a9تاب</translation>"),
        "finish it": ("app/ui/a.cpp", "// TO" + "DO"),
        "not for time": ("tests/ui/t.cpp", "QTest::qWait(500);"),
    }
    clean = {
        "app/ui/a.cpp": 'layout->addWidget(button, 0, Qt::AlignRight); x = tr("%n cases", nullptr, n);',
        "app/base/clock.cpp": "QDateTime::currentDateTimeUtc()",
        "resources/theme/tokens.json": '{"brand": "#1B8354"}',
    }
    assert len(bad) == len(RULES), "every rule has a bad sample"
    return tree.misses(check, [clean], {words: {path: text} for words, (path, text) in bad.items()})


if __name__ == "__main__":
    tree.run(check, self_test)
