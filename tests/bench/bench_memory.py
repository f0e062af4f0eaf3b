#!/usr/bin/env python3
"""Resident memory at the sign-in page, median; the goal is below 100 MB."""

import pathlib
import re

import windows


def resident_megabytes(process, _):
    status = pathlib.Path(f"/proc/{process.id}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024


windows.tell("memory", "resident set at the first page, median", "MB", windows.measured(resident_megabytes))
