"""Bans of other jurisdictions: from when they apply, the least times they demand (FOR-01 to 05).

>>> from datetime import date
>>> foreign_applies("EU_2024_3015", date(2027, 12, 13))
False
>>> working_days("EU_2024_3015", "compliance", perishable=True)
10
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from withhold.base import UnknownName, shipped_yaml


@cache
def foreign_instruments() -> dict[str, dict[str, Any]]:
    """Every foreign instrument by its word, as shipped."""
    return {row["id"]: row for row in shipped_yaml("law", "foreign_instruments.yaml")}


def foreign_instrument(name: str) -> dict[str, Any]:
    """The row of a foreign instrument.

    Raises:
        UnknownName: no such instrument.
    """
    rows = foreign_instruments()
    if name not in rows:
        near = tuple(get_close_matches(name, rows, n=2)) or tuple(rows)
        raise UnknownName("foreign instrument", name, near=near)
    return rows[name]


def foreign_applies(name: str, day: date, *, with_end_user: bool = False) -> bool:
    """True where a foreign ban applies to an act of `day`.

    Args:
        name: the instrument.
        day: day of the act it asks about (placing on the market, importation).
        with_end_user: the goods are already with an end user (not reached in the EU, FOR-01).
    """
    row = foreign_instrument(name)
    spared = with_end_user and row.get("end_users_covered") is False
    return date.fromisoformat(row["valid_from"]) <= day and not spared


def working_days(name: str, step: str, *, perishable: bool = False) -> int:
    """Working days of a step of the procedure, in the calendar of that law (FOR-02, FOR-05).

    Raises:
        UnknownName: no such instrument or step.
    """
    steps: dict[str, dict[str, Any]] = foreign_instrument(name).get("working_days", {})
    if step not in steps:
        raise UnknownName("step", step, near=tuple(steps))
    row = steps[step]
    return int(row["perishable"] if perishable and "perishable" in row else row["days"])


def compliance_time_is_enough(name: str, days: int, *, perishable: bool = False) -> bool:
    """True where a decision leaves at least the time to comply that the law demands (FOR-02)."""
    return days >= working_days(name, "compliance", perishable=perishable)


def export_warnings(country: str, day: date) -> tuple[str, ...]:
    """Bans that goods held in the United States may meet where they are sent next (FOR-03, FOR-04).

    Args:
        country: ISO alpha-2 of the country they are exported to.
        day: day of the export.
    """
    return tuple(
        row["id"]
        for row in foreign_instruments().values()
        if row["jurisdiction"] == country and date.fromisoformat(row["valid_from"]) <= day
    )
