"""Measures the package and appends one line a measure to `results/`; prints a table.

    python benchmarks/run.py

Times are medians of fresh processes (`help`, `version`, `load`), so they hold what a user waits
for; each is set beside the bare interpreter of the same run, because machines differ.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import withhold

HERE = Path(__file__).parent
REPEATS = 7

#: What is timed, as arguments of the interpreter, and the most it may take (seconds).
MEASURES = {
    "interpreter": (["-c", "pass"], None),
    "help": (["-m", "withhold", "--help"], 0.5),
    "register_load": (
        [
            "-c",
            (
                "import time; start = time.perf_counter()\n"
                "from withhold import load_register; load_register()\n"
                "print(time.perf_counter() - start)"
            ),
        ],
        0.3,
    ),
    "as_of_json": (
        ["-m", "withhold", "register", "as-of", "2026-07-09", "--json", "--quiet"],
        None,
    ),
    "law_check_own_cases": (
        ["-m", "withhold", "law", "check", str(HERE.parent / "tests/law/cases/clocks.yaml")],
        None,
    ),
}


def seconds(arguments: list[str]) -> float:
    """Seconds a fresh process takes; where it prints a number of its own, that number."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    passed = time.perf_counter() - start
    return float(done.stdout) if arguments[0] == "-c" and done.stdout.strip() else passed


def main() -> None:
    """Measure everything, print it, append it."""
    found = {
        name: statistics.median(seconds(arguments) for _ in range(REPEATS))
        for name, (arguments, _) in MEASURES.items()
    }
    line = {
        "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "version": withhold.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, {platform.system()}",
        "repeats": REPEATS,
        "seconds": {name: round(value, 4) for name, value in found.items()},
    }
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    with (results / "start.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    print(f"{'measure':<22}{'seconds':>9}{'limit':>8}{'x interpreter':>15}")
    for name, value in found.items():
        limit = MEASURES[name][1]
        shown = f"{limit:.1f}" if limit else ""
        print(f"{name:<22}{value:>9.3f}{shown:>8}{value / found['interpreter']:>15.1f}")


if __name__ == "__main__":
    main()
