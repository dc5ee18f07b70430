"""The worked cases of the law, as they stand beside these tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from withhold.base import load_yaml

FOLDER = Path(__file__).with_name("cases")


def worked_cases() -> list[dict[str, Any]]:
    """Every worked case."""
    return [
        case
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in load_yaml(path.read_text("utf-8"), file=path.name)["cases"]
    ]


def as_file(*cases: dict[str, Any]) -> str:
    """Cases as the text of a file."""
    lines = "\n".join(f"- {_flow(case)}" for case in cases)
    return f"schema_version: 1\ncalendar: us_federal_observed\ncases:\n{lines}\n"


def _flow(case: dict[str, Any]) -> str:
    return repr(case).replace("None", "null").replace("True", "true").replace("False", "false")
