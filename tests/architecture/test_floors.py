"""Imports run downhill, and every room has its floor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.house import PROJECT, ROOMS, ROOT

FLOORS: list[str] = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
NAMED = {room.strip() for floor in FLOORS for room in floor.split("|")}


def test_imports_run_downhill() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_floor() -> None:
    assert set(ROOMS) <= {room.strip("()") for room in NAMED}


def test_only_a_room_not_yet_built_stands_in_parentheses() -> None:
    assert {room for room in NAMED if not room.startswith("(")} == set(ROOMS)


def test_the_page_draws_the_floors_as_they_are() -> None:
    page = (ROOT / "docs" / "why" / "house.md").read_text("utf-8")
    drawn = page.partition("```text\n")[2].partition("```")[0].splitlines()
    built = [[room.strip() for room in floor.split("|") if "(" not in room] for floor in FLOORS]
    assert drawn == [" | ".join(rooms) for rooms in built if rooms]
