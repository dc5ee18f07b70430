"""What a stranger changed in the database is found and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from tests.services.investigation.desk import desk, proposed

from withhold.services.investigation.proving import investigation_checks

if TYPE_CHECKING:
    from pathlib import Path


def faults(folder: Path) -> list[str]:
    """The checks that do not hold."""
    with desk(folder) as at:
        return [r["check"] for r in investigation_checks(at, "gloves") if not r["holds"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with desk(tmp_path) as at:
        proposed(at)
    return tmp_path


def test_an_investigation_as_it_was_written_holds(folder: Path) -> None:
    assert faults(folder) == []


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (
            "update event set payload = replace(payload, 'Harbour', 'Harvest')",
            "the chain of investigation gloves",
        ),
        (
            "delete from event where kind = 'order' and number = 2",
            "the chain of order O-1",
        ),
        ("update source_file set content = X'00'", "texts of sources"),
    ],
)
def test_a_change_from_outside_is_found(folder: Path, change: str, check: str) -> None:
    with desk(folder) as at, at.engine.begin() as connection:
        connection.execute(text(change))
    assert check in faults(folder)
