"""The importer's choices where a case stands: open now or why not, until when, by which rule.

>>> from datetime import date
>>> from withhold.cases.model import Standing
>>> now = Standing(track="U", state="DETAINED", facts={"presented": date(2026, 3, 2)})
>>> [(c.id, c.is_open, c.reason) for c in choices(now, date(2026, 3, 20)) if c.id == "protest"]
[('protest', False, 'premature')]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import from_plain, shipped_yaml
from withhold.cases.clock_picture import RUNNING, clock_of, export_day
from withhold.cases.fold import advanced
from withhold.cases.model import CaseEvent
from withhold.cases.moment import Moment
from withhold.cases.predicates import holds
from withhold.cases.steps import judged, row_of

if TYPE_CHECKING:
    from withhold.cases.model import Standing

#: CLK-14, CLK-37: before a decision goods may be exported; WRO goods after it as well.
_BY_RIGHT = {
    "W": frozenset({"PRESENTED", "DETAINED", "UNDER_REVIEW", "EXCLUDED"}),
    "U": frozenset({"PRESENTED", "DETAINED", "UNDER_REVIEW"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """A row of the table of choices; the head of the table says what each column is."""

    id: str
    event: str
    tracks: tuple[str, ...]
    until: tuple[str, ...]
    needs: tuple[str, ...]
    tell: tuple[str, ...]
    cite: tuple[str, ...]
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice of the importer on a day.

    Attributes:
        is_open: the law allows the act that day, by what is known.
        reason: why not; empty where it is open.
        row: the row of the transitions that carries it.
        first_on: the first day it may be done, where a rule names one.
        act_by: the safe day to do it by; None: no deadline is known to run.
        last_on: the literal last day.
        arguable_to: the last day that can be argued, never a deadline (GEN-06).
        needs, tell: what it takes, and what to know before.
    """

    id: str
    is_open: bool
    reason: str
    row: str
    first_on: date | None
    act_by: date | None
    last_on: date | None
    arguable_to: date | None
    needs: tuple[str, ...]
    tell: tuple[str, ...]
    cite: tuple[str, ...]


@cache
def choice_rows() -> tuple[ChoiceRow, ...]:
    """The table of choices as shipped."""
    return tuple(from_plain(ChoiceRow, row) for row in shipped_yaml("law", "choices.yaml"))


def choices(now: Standing, day: date) -> tuple[Choice, ...]:
    """Every choice of the track on a day, in the order of the table."""
    return tuple(_choice(row, now, day) for row in choice_rows() if now.track in row.tracks)


def _choice(row: ChoiceRow, now: Standing, day: date) -> Choice:
    """One choice on a day."""
    act = CaseEvent(event=row.event, on=day)
    there = advanced(now, day, coming=row.event)
    verdict = judged(there, act)
    clocks = [clock_of(there, name) for name in row.until if there.clocks.get(name) == RUNNING]
    safe = [c.extended_safe_by or c.safe_by for c in clocks if c and c.safe_by]
    last = [c.nominal for c in clocks if c and c.nominal]
    argued = [c.latest_arguable for c in clocks if c and c.latest_arguable]
    printed = export_day(there) if row.id == "export" else None
    first = clock_of(there, row.first) if row.first else None
    return Choice(
        id=row.id,
        is_open=not verdict.refused,
        reason=verdict.reason,
        row=verdict.row,
        first_on=first.earliest_protest if first else None,
        act_by=min((d for d in (*safe, printed) if d), default=None),
        last_on=min((d for d in (*last, printed) if d), default=None),
        arguable_to=min(argued, default=None),
        needs=row.needs,
        tell=row.tell,
        cite=tuple(dict.fromkeys((*verdict.cite, *row.cite))),
    )


def export_allowed(now: Standing, day: date) -> str:
    """`yes`, `no` or `ask_cbp`: whether the goods may be exported (CLK-14, CLK-21, CLK-37)."""
    row = row_of(now, CaseEvent(event="exported", on=day))
    moment = Moment(now=now, day=day)
    if row is None or not all(holds(guard, moment) for guard in row.guards):
        return "no"
    if now.track == "F":
        return str(now.config["finding.export_allowed"])
    return "yes" if now.state in _BY_RIGHT[now.track] else "ask_cbp"
