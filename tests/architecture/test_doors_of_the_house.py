"""`make` and the gate offer what they promise, and fail when something fails."""

from __future__ import annotations

import re
import subprocess

import pytest
from tests.architecture.house import ROOT

TARGETS = [
    *("setup", "demo", "test", "check", "check-slow"),
    *("bench", "docs", "lock", "format", "help"),
]
GATE = (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.fixture(scope="module")
def help_text() -> str:
    return subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("target", TARGETS)
def test_the_help_of_make_lists_a_target(target: str, help_text: str) -> None:
    assert re.search(rf"^  make {target} +\S", help_text, re.MULTILINE)


def test_the_gate_runs_the_tests_then_the_checks_then_the_slow_ones() -> None:
    assert re.findall(r"^step (make .*)$", GATE, re.MULTILINE) == [
        "make test",
        "make check",
        "make check-slow",
    ]


def test_the_readme_names_the_test_command_that_the_gate_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"^(?:\$ )?make test\b", readme, re.MULTILINE)


def test_the_gate_stops_at_the_first_failure() -> None:
    assert "set -euo pipefail" in GATE


def test_the_step_of_the_gate_hands_a_failure_on() -> None:
    body = GATE[GATE.index("step() {") : GATE.index("command -v make")]
    script = f"set -euo pipefail\n{body}\nstep bash -c 'exit 3'\necho went on"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "went on" not in done.stdout


def test_a_python_that_does_not_exist_is_not_found() -> None:
    done = subprocess.run(
        [ROOT / "requirements" / "find_python.sh", "3.999"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "no Python 3.999 was found: install it, or put it on PATH\n"


def test_the_python_that_is_found_is_new_enough() -> None:
    found = subprocess.run(
        [ROOT / "requirements" / "find_python.sh"], capture_output=True, text=True, check=True
    ).stdout.strip()
    code = "import sys; sys.exit(sys.version_info < (3, 11))"
    assert subprocess.run([found, "-c", code], check=False).returncode == 0
