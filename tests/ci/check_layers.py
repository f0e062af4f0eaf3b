#!/usr/bin/env python3
"""Folders of app/ use only what lies left of them (app/README.md), in includes and in link lines alike."""

import re

import tree

# What each folder may include, itself aside. There is no list of exceptions.
ARROWS = {
    "base": set(),
    "domain": {"base"},
    "text": {"base", "domain"},
    "protocol": {"base", "domain"},
    "sql": {"base"},
    "store": {"base", "domain", "sql"},
    "sync": {"base", "domain", "protocol", "sql", "store"},
    "service": {"base", "domain", "protocol", "sql", "store", "sync", "text"},
    "ui": {"base", "domain", "protocol", "service", "text"},
    "cli": {"base", "domain", "protocol", "service", "text"},
    "hub": {"base", "domain", "protocol", "sql", "text"},
}

# Qt's modules and other libraries that a folder may link.
LIBRARIES = {
    "base": {"Qt6::Core"},
    "domain": {"Qt6::Core", "PkgConfig::ICU"},
    "text": {"Qt6::Core", "PkgConfig::ICU"},
    "protocol": {"Qt6::Core", "PkgConfig::SODIUM"},
    "sql": {"Qt6::Core", "Qt6::Sql", "PkgConfig::SQLITE", "PkgConfig::PQ"},
    "store": {"Qt6::Core", "Qt6::Sql", "PkgConfig::SODIUM"},
    "sync": {"Qt6::Core", "Qt6::Network", "PkgConfig::SODIUM"},
    "service": {"Qt6::Core", "Qt6::Concurrent", "Qt6::Gui", "PkgConfig::SODIUM", "PkgConfig::QRENCODE",
                "PkgConfig::FREETYPE", "PkgConfig::FONTCONFIG"},
    "ui": {"Qt6::Core", "Qt6::Concurrent", "Qt6::DBus", "Qt6::Gui", "Qt6::Widgets", "Qt6::Svg", "Qt6::PrintSupport"},
    "cli": {"Qt6::Core", "Qt6::Gui", "mimalloc"},
    "hub": {"Qt6::Core", "Qt6::Sql", "Qt6::Network", "PkgConfig::SODIUM", "PkgConfig::MICROHTTPD", "PkgConfig::GNUTLS"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
GENERATED = re.compile(r"^(ui_\w+\.h|moc_\w+\.cpp|\w+\.moc|base/version\.h)$")
CALL = re.compile(r"\b(desk_library|target_link_libraries)\s*\(([^)]*)\)")
KEYWORDS = {"SOURCES", "LINKS", "PRIVATE_LINKS", "PCH", "PUBLIC", "PRIVATE", "INTERFACE"}
ALLOWED_ANYWHERE = {"desk_settings", "Threads::Threads", "tl::expected", "nlohmann_json::nlohmann_json"}


def folder_of(path):
    return path.parts[1] if len(path.parts) > 2 and path.parts[0] == "app" else None


def includes(root):
    """{source: [(line, included path)]} of app/."""
    found = {}
    for path in tree.files(root, ".cpp", ".h"):
        if folder_of(path):
            text = tree.read(root, path)
            found[path] = [(text.count("\n", 0, m.start()) + 1, m.group(1)) for m in INCLUDE.finditer(text)]
    return found


def check_includes(root, used):
    problems = []
    known = {str(path) for path in tree.files(root, ".h", ".cpp")}
    for path, lines in includes(root).items():
        folder = folder_of(path)
        if folder not in ARROWS:
            problems.append(f"{path}:1: app/{folder} is not one of the folders of app/README.md")
            continue
        for line, target in lines:
            if GENERATED.match(target):
                continue
            if f"app/{target}" not in known:
                problems.append(f"{path}:{line}: \"{target}\" is not a path from app/")
                continue
            other = target.split("/")[0]
            if other != folder:
                used[folder].setdefault(other, f"{path}:{line}")
                if other not in ARROWS[folder]:
                    problems.append(f"{path}:{line}: {folder} must not include {other}")
    return problems


def check_cycles(root):
    graph = {str(p)[4:]: [t for _, t in lines] for p, lines in includes(root).items()}
    problems, done, stack = [], set(), []

    def visit(name):
        if name in stack:
            problems.append(f"app/{name}:1: includes itself through " + " -> ".join(stack[stack.index(name):] + [name]))
            return
        if name in done or name not in graph:
            return
        stack.append(name)
        for target in graph[name]:
            visit(target)
        stack.pop()
        done.add(name)

    for name in graph:
        visit(name)
    return problems


def check_links(root, used):
    problems = []
    links = {folder: set() for folder in ARROWS}
    for path in tree.files(root, ".txt"):
        folder = folder_of(path)
        if path.name != "CMakeLists.txt" or folder not in ARROWS:
            continue
        text = re.sub(r"#.*", "", tree.read(root, path))
        for call in CALL.finditer(text):
            line = text.count("\n", 0, call.start()) + 1
            words = call.group(2).split()[1:]
            if call.group(1) == "desk_library":
                words, keyword, all_words = [], None, words
                for word in all_words:
                    if word in KEYWORDS:
                        keyword = word
                    elif keyword in ("LINKS", "PRIVATE_LINKS"):
                        words.append(word)
            for word in words:
                if word in KEYWORDS or word in ALLOWED_ANYWHERE:
                    continue
                if word.startswith(("Desk::", "desk_")):
                    other = word.replace("Desk::", "").replace("desk_", "").lower()
                    links[folder].add(other)
                    if other != folder and other not in ARROWS[folder]:
                        problems.append(f"{path}:{line}: {folder} must not link {other}")
                elif word not in LIBRARIES[folder]:
                    problems.append(f"{path}:{line}: {folder} must not link {word}")
    for folder, others in used.items():
        if not links[folder]:
            continue  # headers ahead of their library
        reached, waiting = set(), list(links[folder])
        while waiting:
            other = waiting.pop()
            if other not in reached:
                reached.add(other)
                waiting += links.get(other, ())
        for other, where in others.items():
            if other not in reached:
                problems.append(f"{where}: {folder} includes {other} but its link line does not lead there")
    return problems


def check(root):
    used = {folder: {} for folder in ARROWS}
    return check_includes(root, used) + check_cycles(root) + check_links(root, used)


def self_test():
    domain = {
        "app/base/a.h": "#pragma once\n",
        "app/base/CMakeLists.txt": "desk_library(base SOURCES a.h LINKS Qt6::Core)",
        "app/domain/b.h": '#include "base/a.h"\n',
        "app/domain/CMakeLists.txt": "desk_library(domain SOURCES b.h LINKS Desk::Base PRIVATE_LINKS PkgConfig::ICU)",
    }
    store = {"app/store/s.h": "", "app/sync/s.h": "", "app/sql/s.h": ""}
    bad = {
        "base must not include domain": {**domain, "app/base/c.cpp": '#include "domain/b.h"\n'},
        "ui must not include store": {**store, "app/ui/x.cpp": '#include "store/s.h"\n'},
        "ui must not include sync": {**store, "app/ui/x.cpp": '#include "sync/s.h"\n'},
        "cli must not include sql": {**store, "app/cli/x.cpp": '#include "sql/s.h"\n'},
        "is not a path from app/": {**domain, "app/domain/c.cpp": '#include "b.h"\n'},
        "includes itself through": {**domain, "app/base/a.h": '#include "base/z.h"\n', "app/base/z.h": '#include "base/a.h"\n'},
        "domain must not link sql": {**domain, "app/domain/CMakeLists.txt": "desk_library(domain LINKS Desk::Base Desk::Sql)"},
        "domain must not link Qt6::Gui": {**domain, "app/domain/CMakeLists.txt": "desk_library(domain LINKS Desk::Base Qt6::Gui)"},
        "its link line does not lead there": {**domain, "app/domain/CMakeLists.txt": "desk_library(domain LINKS Desk::Domain)"},
        "is not one of the folders": {**domain, "app/helpers/h.h": ""},
    }
    return tree.misses(check, [domain], bad)


if __name__ == "__main__":
    tree.run(check, self_test)
