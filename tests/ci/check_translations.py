#!/usr/bin/env python3
"""Translations: complete, current, six plural forms, same placeholders, and Arabic that a person would have written."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as xml

import tree

# Latin words that stand in Arabic texts: names, key names, technical terms that are read as they are.
LATIN_WORDS = {
    "MRZ", "QR", "PDF", "CSV", "JSON", "Qt", "ICU", "SQLite", "XKB", "ICAO", "ISO", "Passport", "Desk", "English",
    "Caps", "Lock", "EN", "TD", "P", "Noto", "Sans", "DejaVu", "hub",
    "F", "Ctrl", "Alt", "Shift", "Esc", "Enter", "Space", "Tab", "Insert", "Home", "End", "PgUp", "PgDn",
    "passport", "desk", "passportctl", "init", "demo", "data", "enrol", "help", "UTF", "JPEG", "PNG", "PDF",
}
# One word for one thing (ux.md §9). A text that is exactly the English term has exactly the Arabic one.
GLOSSARY = {
    "update passport information": "تحديث معلومات الجواز", "new passport number": "رقم الجواز الجديد",
    "issue date": "تاريخ الإصدار", "expiry date": "تاريخ الانتهاء", "iqama number": "رقم الإقامة",
    "employer": "صاحب العمل", "place of issue": "مكان الإصدار", "country of issue": "بلد الإصدار",
    "send for review": "إرسال للمراجعة", "approve": "اعتماد", "return for correction": "إعادة للتصحيح",
    "reject": "رفض", "draft": "مسودة", "pending review": "بانتظار المراجعة",
    "returned for correction": "معادة للتصحيح", "approved": "معتمدة", "rejected": "مرفوضة",
    "withdrawn": "مسحوبة", "conflicted": "متعارضة", "check digit": "رقم التحقق",
}
# What a clerk's office does not say, or what a machine says.
BANNED = {"كفيل": "صاحب العمل", "الكفيل": "صاحب العمل", "عذرًا": "what happened and what to do", "عذرا": "what happened",
          "عفوًا": "what happened", "ارفض": "رفض", "خضع": "إرسال", "فشل": "تعذّر"}
ALONE = {"خطأ", "غير صالح", "نعم", "لا", "موافق"}
PLACEHOLDER = re.compile(r"%(?:n|L?\d)|\{\w+\}")
ARABIC = re.compile("[\u0621-\u064a]")
PERSIAN = re.compile("[\u0679\u0688\u0691\u06ba\u06c1\u06d2\u06cc\u06a9\u06af\u067e\u0686\u0698]")
BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
ARABIC_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
# The interface's family leaves a gap between a non-joining ر or ز and a final ع or غ.
GAP = re.compile("[\u0631\u0632][\u0639\u063a](?![\u0621-\u064a\u064b-\u0652])")
LATIN = re.compile(r"(?<![%&\w{])[A-Za-z]+(?![\w}])")
MNEMONIC = re.compile(r"&(?!&)(.)")


def arabic_faults(text):
    """What a careful reader would mark in one Arabic text of the interface."""
    faults = []
    if PERSIAN.search(text):
        faults.append(f"a Persian or Urdu letter: {PERSIAN.search(text).group(0)}")
    if BIDI.search(text):
        faults.append("a bidi control")
    if ARABIC_DIGITS.search(text):
        faults.append("digits are ASCII")
    if "  " in text:
        faults.append("two spaces")
    if text != text.strip():
        faults.append("a blank at an end")
    if re.search("[\u0600-\u06ff][,;?]|[,;?]\\s*[\u0600-\u06ff]", text):
        faults.append("Arabic has ، ؛ ؟")
    if re.search("\\s[،؛؟.:](?:\\s|$)", text):
        faults.append("a blank before a mark")
    if "ـ" in text:
        faults.append("a tatweel")
    if GAP.search(text):
        faults.append(f"ر or ز before a final ع or غ shows a gap: «{GAP.search(text).group(0)}»")
    if re.search(r"%1\s*/\s*%2|\{\w+\}\s*/\s*\{\w+\}", text):
        faults.append("counted things are «من», not a slash")
    for word in re.findall("[\u0621-\u0652]+", text):
        if word in BANNED:
            faults.append(f"«{word}»: say {BANNED[word]}")
    bare = PLACEHOLDER.sub(" ", re.sub(r"&(?=[A-Za-z])", "", text))
    for word in LATIN.findall(bare):
        if word not in LATIN_WORDS:
            faults.append(f"a Latin word: {word}")
    return faults


def check_message(where, source, translation, problems):
    texts = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
    for text in texts:
        if not text.strip():
            problems.append(f"{where}: empty")
            return
    term = source.replace("&", "").rstrip(":").lower()
    if term in GLOSSARY and texts[0].replace("&", "").rstrip(":") != GLOSSARY[term]:
        problems.append(f"{where}: the glossary says «{GLOSSARY[term]}», not «{texts[0]}»")
    counted = "%n" in source
    if counted and len(texts) != 6:
        problems.append(f"{where}: {len(texts)} plural forms, Arabic has six")
    places = set(PLACEHOLDER.findall(source))
    for text in texts:
        found = set(PLACEHOLDER.findall(text))
        # One and two are words in Arabic, and so is none.
        if (found ^ places) - ({"%n"} if counted else set()):
            problems.append(f"{where}: placeholders differ: {sorted(found ^ places)}")
        for fault in arabic_faults(text):
            problems.append(f"{where}: {fault} in «{text}»")
        if text.strip(" .:").replace("&", "") in ALONE:
            problems.append(f"{where}: «{text}» says nothing by itself: name the act or the fault")
        of_source, of_text = MNEMONIC.findall(source), MNEMONIC.findall(text)
        if of_text and not ARABIC.match(of_text[0]):
            problems.append(f"{where}: mnemonic &{of_text[0]} is not an Arabic letter")
        if bool(of_source) != bool(of_text):
            problems.append(f"{where}: a mnemonic in one language only")
    if not ARABIC.search("".join(texts)) and re.search(r"[a-z]{3}", PLACEHOLDER.sub("", source)) and \
            set(LATIN.findall(PLACEHOLDER.sub(" ", source))) - LATIN_WORDS:
        problems.append(f"{where}: not translated")


def check_ts(root, path, problems):
    text = tree.read(root, path)
    document = xml.fromstring(text)
    arabic = document.get("language", "").startswith("ar")
    for context in document.iter("context"):
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            line = text.count("\n", 0, max(text.find(f"<source>{xml_escape(source)}</source>"), 0)) + 1
            where = f"{path}:{line}: {context.findtext('name')}: \"{source}\""
            translation = message.find("translation")
            state = translation.get("type") if translation is not None else "absent"
            if state in ("vanished", "obsolete"):
                problems.append(f"{where}: {state}: no longer in the sources")
                continue
            if state:
                problems.append(f"{where}: {state}")
                continue
            if arabic:
                check_message(where, source, translation, problems)
            elif BIDI.search("".join(translation.itertext())):
                problems.append(f"{where}: a bidi control")
            elif not "".join(translation.itertext()).strip():
                problems.append(f"{where}: empty")


def xml_escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&apos;")


def keys_of(text):
    """The messages of a .ts without line numbers and order."""
    found = set()
    for context in xml.fromstring(text).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") in ("vanished", "obsolete"):
                continue
            found.add((context.findtext("name"), message.findtext("source") or "", message.findtext("comment") or "",
                       message.get("numerus") == "yes"))
    return found


def check_current(root, path, problems):
    """lupdate finds in the sources exactly what the file has (the English file holds plurals only)."""
    lupdate = os.environ.get("LUPDATE") or shutil.which("lupdate") or "/usr/lib/qt6/bin/lupdate"
    if not pathlib.Path(lupdate).exists():
        problems.append(f"{path}:1: no lupdate here to compare with")
        return
    plurals_only = not xml.fromstring(tree.read(root, path)).get("language", "").startswith("ar")
    with tempfile.TemporaryDirectory() as directory:
        fresh = pathlib.Path(directory) / "fresh.ts"
        folders = [str(pathlib.Path(root) / name) for name in ("app", "forms") if (pathlib.Path(root) / name).is_dir()]
        done = subprocess.run([lupdate, "-silent", "-no-obsolete", "-extensions", "cpp,h,ui",
                               *(["-pluralonly"] if plurals_only else []), *folders, "-ts", str(fresh)],
                              capture_output=True, text=True)
        if not fresh.exists():
            problems.append(f"{path}:1: lupdate failed: {done.stderr.strip()}")
            return
        wanted = keys_of(fresh.read_text(encoding="utf-8"))
    if plurals_only:
        wanted = {key for key in wanted if key[3]}
    present = keys_of(tree.read(root, path))
    for name, source, _, _ in sorted(wanted - present):
        problems.append(f"{path}:1: {name}: \"{source}\" is in the sources and not here; run the update_translations target")
    for name, source, _, _ in sorted(present - wanted):
        problems.append(f"{path}:1: {name}: \"{source}\" is here and not in the sources; run the update_translations target")


def check_catalogue(path, node, pointer, problems):
    """Arabic texts of resources/text/: the same reader's marks."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "ar":
                for text in ([value] if isinstance(value, str) else value if isinstance(value, list) else
                             value.values() if isinstance(value, dict) else []):
                    for fault in arabic_faults(text) if isinstance(text, str) else []:
                        problems.append(f"{path}:1: {pointer}: {fault} in «{text}»")
            else:
                check_catalogue(path, value, f"{pointer}/{key}", problems)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            check_catalogue(path, value, f"{pointer}/{index}", problems)


def check(root):
    import json

    problems = []
    for path in tree.files(root, ".ts"):
        try:
            check_ts(root, path, problems)
            check_current(root, path, problems)
        except xml.ParseError as error:
            problems.append(f"{path}:1: not XML: {error}")
    for path in tree.files(root, ".json"):
        if str(path).startswith("resources/text/"):
            try:
                check_catalogue(path, json.loads(tree.read(root, path)), "", problems)
            except ValueError:
                pass  # check_tree tells that
    return problems


def ts(source, translation, numerus="", kind=""):
    return {
        "app/a.cpp": f'#include <QObject>\nclass A : public QObject {{ Q_OBJECT void f() {{ tr("{source}"'
                     + (", nullptr, 3" if numerus else "") + "); } };\n",
        "translations/a_ar.ts": '<TS version="2.1" language="ar_SA"><context><name>A</name><message'
                                + (' numerus="yes"' if numerus else "")
                                + f"><source>{xml_escape(source)}</source><translation{kind}>{translation}</translation>"
                                  "</message></context></TS>",
    }


def self_test():
    six = "".join(f"<numerusform>{form}</numerusform>" for form in
                  ("لا معاملات", "معاملة واحدة", "معاملتان", "%n معاملات", "%n معاملة", "%n معاملة"))
    good = [ts("Send", "إرسال"), ts("%n cases", six, numerus="yes"), ts("Case %1", "معاملة %1"),
            ts("&Send", "إ&رسال".replace("&", "&amp;")),
            {"resources/text/words.json": '{"a": {"ar": "قراءة MRZ: {part}", "en": "x {part}"}}'}]
    bad = {
        "unfinished": ts("Send", "إرسال", kind=' type="unfinished"'),
        "vanished": ts("Send", "إرسال", kind=' type="vanished"'),
        "empty": ts("Send", ""),
        "Arabic has six": ts("%n cases", "<numerusform>معاملة</numerusform>", numerus="yes"),
        "placeholders differ": ts("Case %1", "معاملة"),
        "not in the sources": {**ts("Send", "إرسال"), "app/a.cpp": "\n"},
        "is in the sources": {**ts("Send", "إرسال"), "app/a.cpp": '#include <QObject>\nclass A : public QObject { Q_OBJECT void f() { tr("Send"); tr("Stop"); } };\n'},
        "not an Arabic letter": ts("&Send", "إرسال (&amp;S)"),
        "in one language only": ts("&Send", "إرسال"),
        "a bidi control": ts("Send", "إرسال\u200f"),
        "Persian": ts("Send", "ار\u06cc"),
        "a Latin word": ts("Send", "أرسل submit"),
        "Arabic has ،": ts("Send", "أرسل, الآن"),
        "two spaces": ts("Send", "أرسل  الآن"),
        "shows a gap": ts("Branch", "فرع الرياض"),
        "digits are ASCII": ts("Send", "أرسل ٣"),
        "the glossary says": ts("Approve", "موافقة"),
        "«الكفيل»": ts("The employer", "الكفيل"),
        "says nothing by itself": ts("Go on", "نعم"),
        "not translated": ts("Send them", "MRZ"),
        "a tatweel": {"resources/text/words.json": '{"a": {"ar": "مـسودة", "en": "draft"}}'},
    }
    return tree.misses(check, good, bad)


if __name__ == "__main__":
    tree.run(check, self_test)
