#!/usr/bin/env python3
"""The tree itself: agreed entries, clean text files, every source built, shipped migrations as they were shipped,
JSON that parses and holds both languages."""

import hashlib
import json
import re
import xml.etree.ElementTree as xml

import tree

ENTRIES = {"CMakeLists.txt", "README.md", "app", "forms", "resources", "translations", "tests", ".ci", ".clang-format",
           ".clang-tidy", ".gitignore", ".gitattributes", ".editorconfig"}
TABS_ALLOWED = {".tsv"}
MIGRATION = re.compile(r"^resources/migrations/(\w+)/(\d{4})_[a-z0-9_]+\.sql$")
HASHES = "tests/data/migrations.sha256"
# Recorded inputs keep the bytes they were recorded with.
DATA = "tests/data/"


def check_entries(root, paths):
    return [f"{path}:1: '{path.parts[0]}' is not one of the agreed top-level entries"
            for path in paths if path.parts[0] not in ENTRIES]


def check_text(root, paths):
    problems = []
    for path in paths:
        if path.suffix not in tree.TEXT_SUFFIXES or str(path).startswith(DATA):
            continue
        data = (root / path).read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            problems.append(f"{path}:1: not UTF-8 at byte {error.start}")
            continue
        if data.startswith(b"\xef\xbb\xbf"):
            problems.append(f"{path}:1: begins with a byte order mark")
        if data and not data.endswith(b"\n"):
            problems.append(f"{path}:{text.count(chr(10)) + 1}: no newline at the end")
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line and path.suffix not in TABS_ALLOWED:
                problems.append(f"{path}:{number}: a tab")
            if line != line.rstrip():
                problems.append(f"{path}:{number}: blanks or a carriage return at the end")
    return problems


def check_listed(root, paths):
    """Every source, form and test program is named in a CMakeLists.txt of its folder or above."""
    lists = {path.parent: re.sub(r"#.*", "", tree.read(root, path)) for path in paths if path.name == "CMakeLists.txt"}
    problems = []
    for path in paths:
        if path.suffix not in (".cpp", ".h", ".ui") or path.parts[0] not in ("app", "tests", "forms"):
            continue
        if path.suffix == ".h" and (path.parts[0] == "tests" or not lists.get(path.parent, "x").strip()):
            continue  # test helpers; headers ahead of their library
        if path.suffix == ".ui":
            # AUTOUIC builds a form when a source includes what is made of it.
            named = any(f'"ui_{path.stem}.h"' in tree.read(root, source) for source in paths if source.suffix == ".cpp")
        else:
            named = False
            for folder in path.parents:
                relative = path.relative_to(folder)
                if folder in lists and re.search(rf"(?<![\w/]){re.escape(str(relative))}(?![\w.])", lists[folder]):
                    named = True
            bench = re.match(r"tests/bench/bench_(\w+)\.cpp$", str(path))
            if bench:
                named = f"desk_bench({bench.group(1)}" in lists.get(path.parent, "")
        if not named:
            problems.append(f"{path}:1: not listed in any CMakeLists.txt")
    return problems


def check_migrations(root, paths):
    shipped = {}
    if (root / HASHES).exists():
        for line in tree.read(root, HASHES).splitlines():
            if line.strip():
                digest, name = line.split(None, 1)
                shipped[name.lstrip("*").strip()] = digest
    problems, numbers = [], {}
    for path in paths:
        name = str(path)
        if not name.startswith("resources/migrations/") or path.suffix != ".sql":
            continue
        match = MIGRATION.match(name)
        if not match:
            problems.append(f"{path}:1: a migration is named <database>/NNNN_name.sql")
            continue
        numbers.setdefault(match.group(1), []).append(int(match.group(2)))
        digest = hashlib.sha256((root / path).read_bytes()).hexdigest()
        known = next((d for n, d in shipped.items() if name.endswith(n)), None)
        if known is None:
            problems.append(f"{path}:1: its sha256 is not in {HASHES}: {digest}")
        elif known != digest:
            problems.append(f"{path}:1: a shipped migration never changes; write a new one ({HASHES})")
    for database, found in numbers.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            problems.append(f"resources/migrations/{database}:1: numbers are not 1, 2, 3 …: {sorted(found)}")
    for name in shipped:
        if not any(str(path).endswith(name) for path in paths):
            problems.append(f"{HASHES}:1: {name} was shipped and is gone")
    return problems


def no_twins(pairs):
    keys = [key for key, _ in pairs]
    twins = {key for key in keys if keys.count(key) > 1}
    if twins:
        raise ValueError(f"the key {sorted(twins)[0]!r} stands twice in one object")
    return dict(pairs)


def check_json(root, paths):
    problems = []
    for path in paths:
        if path.suffix != ".json" or path.parts[0] != "resources":
            continue
        try:
            document = json.loads(tree.read(root, path), object_pairs_hook=no_twins)
        except ValueError as error:
            problems.append(f"{path}:{getattr(error, 'lineno', 1)}: {error}")
            continue
        if str(path).startswith("resources/text/"):
            problems += check_languages(path, document, "")
    return problems


def check_languages(path, node, pointer):
    """A text of the catalogue has both languages, neither is empty, and both name the same placeholders."""
    problems = []
    if isinstance(node, list):
        for index, item in enumerate(node):
            problems += check_languages(path, item, f"{pointer}/{index}")
    if not isinstance(node, dict):
        return problems
    if isinstance(node.get("ar"), str) or isinstance(node.get("en"), str):
        words = {language: node.get(language) for language in ("ar", "en")}
        for language, text in words.items():
            if not isinstance(text, str) or not text.strip():
                problems.append(f"{path}:1: {pointer} has no text in '{language}'")
        if all(isinstance(text, str) for text in words.values()):
            places = [set(re.findall(r"\{\w+\}|%\d", text)) for text in words.values()]
            if places[0] != places[1]:
                problems.append(f"{path}:1: {pointer} differs in placeholders: {sorted(places[0] ^ places[1])}")
    for key, value in node.items():
        if key not in ("ar", "en"):
            problems += check_languages(path, value, f"{pointer}/{key}")
    return problems


def check_svg(root, paths):
    problems = []
    for path in paths:
        if path.suffix == ".svg":
            try:
                xml.fromstring(tree.read(root, path))
            except xml.ParseError as error:
                problems.append(f"{path}:1: not XML: {error}")
    return problems


def check(root):
    paths = tree.files(root)
    return [problem for part in (check_entries, check_text, check_listed, check_migrations, check_json, check_svg)
            for problem in part(root, paths)]


def self_test():
    sql = "CREATE TABLE t (a) STRICT;\n"
    digest = hashlib.sha256(sql.encode()).hexdigest()
    first = {"resources/migrations/desk/0001_init.sql": sql, HASHES: f"{digest}  resources/migrations/desk/0001_init.sql\n"}
    good = [
        first,
        {"app/CMakeLists.txt": "add_library(x a/b.cpp)\n", "app/a/b.cpp": "int x;\n"},
        {"resources/text/words.json": '{"state": {"draft": {"ar": "مسودة {n}", "en": "draft {n}"}}}\n'},
    ]
    bad = {
        "agreed top-level": {"notes/x.md": "x\n"},
        "not UTF-8": {"app/a.md": b"\xff\n"},
        "a tab": {"app/a.md": "a\tb\n"},
        "blanks or a carriage": {"app/a.md": "a \n"},
        "no newline": {"app/a.md": "a"},
        "not listed": {"app/CMakeLists.txt": "add_library(x ab.cpp) # b.cpp\n", "app/b.cpp": "int x;\n"},
        "is not in": {"resources/migrations/desk/0001_init.sql": sql},
        "never changes": {**first, "resources/migrations/desk/0001_init.sql": sql + "\n"},
        "was shipped and is gone": {HASHES: first[HASHES]},
        "numbers are not": {"resources/migrations/desk/0002_x.sql": sql},
        "stands twice": {"resources/rules/pack.json": '{"a": 1, "a": 2}\n'},
        "has no text in 'en'": {"resources/text/words.json": '{"x": {"ar": "مسودة"}}\n'},
        "differs in placeholders": {"resources/text/words.json": '{"x": {"ar": "{n}", "en": "{m}"}}\n'},
        "not XML": {"resources/icons/a.svg": "<svg>\n"},
    }
    return tree.misses(check, good, bad)


if __name__ == "__main__":
    tree.run(check, self_test)
