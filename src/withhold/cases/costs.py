"""What a choice costs by the user's own figures: storage to a day, freight, value, charges.

>>> from datetime import date
>>> found = cost_of("export", {"storage_per_day": 100.0}, start=date(2026, 3, 2),
...     act_by=date(2026, 3, 12))
>>> found.known_usd, found.not_given
(1000.0, ('freight',))
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName, shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One figure of a choice.

    Attributes:
        figure, what: its name, and in words.
        given: as the user gave it, USD or USD a day; None: not given.
        days: the days it is counted for; None: not by days.
        usd: what it comes to; None: not given.
    """

    figure: str
    what: str
    given: float | None
    days: int | None = None
    usd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What a choice costs, as far as known.

    Attributes:
        start, until: the days storage is counted between.
        open_ended: storage runs on after that until somebody decides, and no day is known.
        known_usd: the sum of what is known.
        lost: the goods themselves are lost with it.
    """

    lines: tuple[CostLine, ...]
    known_usd: float
    not_given: tuple[str, ...]
    start: date | None = None
    until: date | None = None
    open_ended: bool = False
    lost: tuple[str, ...] = ()


@cache
def cost_table() -> dict[str, Any]:
    """The table as shipped."""
    table: dict[str, Any] = shipped_yaml("cases", "choice_costs.yaml")
    return table


def read_figures(said: Mapping[str, object]) -> dict[str, float]:
    """The user's figures, each a sum of money that is not negative.

    Raises:
        UnknownName: no such figure.
        InputError: not a sum.
    """
    known = cost_table()["figures"]
    for name in said:
        if name not in known:
            near = tuple(get_close_matches(name, known, n=3)) or tuple(known)
            raise UnknownName("figure", name, near=near)
    return {name: _sum(name, value) for name, value in said.items()}


def _sum(name: str, value: object) -> float:
    """A sum of money as written: `1200`, `$1,200.50`."""
    try:
        found = float(str(value).replace("$", "").replace(",", "").strip())
    except ValueError:
        found = -1.0
    if not 0 <= found < float("inf"):
        raise InputError(
            "not a sum of money", column=name, value=value, way_out="write it as 1200 or 1200.50"
        )
    return found


def cost_of(choice: str, figures: Mapping[str, float], *, start: date, act_by: date) -> Costs:
    """What a choice costs where it is made on a day.

    Args:
        choice: an id of the table of choices.
        figures: the user's, as `read_figures` gives them.
        start: the day storage is counted from.
        act_by: the day it is made.
    """
    row = cost_table()["choices"][choice]
    wait = row.get("wait")
    days = max((act_by - start).days, 0) + int(wait or 0)
    lines = tuple(_line(name, figures.get(name), days) for name in row["figures"])
    return Costs(
        lines=lines,
        known_usd=round(sum(line.usd or 0.0 for line in lines), 2),
        not_given=tuple(line.figure for line in lines if line.given is None),
        start=start,
        until=start + timedelta(days=days),
        open_ended=wait is None,
        lost=tuple(row.get("lost", ())),
    )


def _line(name: str, given: float | None, days: int) -> CostLine:
    """One figure of a choice."""
    row = cost_table()["figures"][name]
    by_days = bool(row.get("days"))
    usd = None if given is None else round(given * (days if by_days else 1), 2)
    return CostLine(
        figure=name, what=row["what"], given=given, days=days if by_days else None, usd=usd
    )
