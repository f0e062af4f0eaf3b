"""Starts the window and an empty one on a virtual screen, for the benchmarks of start and memory."""

import argparse
import json
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from office import Office, Process, clean_environment  # noqa: E402
from screen import Screen, wait_for  # noqa: E402


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, help="where passport-desk is")
    parser.add_argument("--bench", required=True, help="where empty_window is")
    parser.add_argument("--runs", type=int, default=11)
    return parser.parse_args()


def first_page(screen, process, started):
    """Milliseconds from exec until a window is visible, has its page and no request under way."""
    def shown():
        return any(screen.property(window, "WM_WINDOW_ROLE") == "login" for window in screen.windows(process.id))
    wait_for("the first page", shown, seen=process.last_words)
    return (time.monotonic() - started) * 1000


def measured(measure):
    """Medians of `measure(process, milliseconds)` over runs of ours and of the empty window, alternating."""
    chosen = options()
    ours, empty = [], []
    with Screen() as screen, Office(chosen.bin, hub=False) as office, tempfile.TemporaryDirectory() as home:
        environment = {**clean_environment(pathlib.Path(home)), **screen.environment}
        for run in range(chosen.runs + 1):  # the first of each warms the caches
            for results, command in ((ours, [f"{chosen.bin}/passport-desk", "--data", office.desk]),
                                     (empty, [f"{chosen.bench}/empty_window"])):
                started = time.monotonic()
                process = Process(command, {**office.environment, **environment}, pathlib.Path(home) / "log")
                try:
                    took = first_page(screen, process, started)
                    if run > 0:
                        results.append(measure(process, took))
                finally:
                    process.end()
    return chosen.runs, statistics.median(ours), statistics.median(empty)


def tell(bench, case, unit, result):
    n, ours, baseline = result
    print(json.dumps({"bench": bench, "case": case, "n": n, "unit": unit, "ours": round(ours, 3),
                      "baseline": round(baseline, 3), "baseline_is": "an empty QWidget, same screen",
                      "ratio": round(ours / baseline, 3)}, separators=(",", ":")), flush=True)
