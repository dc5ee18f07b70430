"""The guidance of the agencies as it stood on a day (GEN-10; law.md section 4.3).

>>> from datetime import date
>>> [g["id"] for g in guidance_on(date(2022, 6, 1), rule="CLK-16")]
['GUI-03']
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from withhold.base import shipped_yaml


@cache
def guidance_table() -> tuple[dict[str, Any], ...]:
    """Every document, by its first day."""
    return tuple(shipped_yaml("law", "guidance.yaml"))


def guidance_on(day: date, *, rule: str = "") -> tuple[dict[str, Any], ...]:
    """The documents that spoke on `day`, all or those on one rule.

    Args:
        day: the day of the case's start event.
        rule: a rule id; empty: all.
    """
    return tuple(
        row
        for row in guidance_table()
        if date.fromisoformat(row["valid_from"]) <= day
        and ("valid_to" not in row or day < date.fromisoformat(row["valid_to"]))
        and (not rule or rule in row["rules"])
    )
