"""What is due in a case, by when, by which rule: one row for each running clock.

>>> from datetime import date
>>> from withhold.cases.model import Case, CaseEvent, Opening
>>> case = Case(case_id="C-1", track="U", opening=Opening(state="EXPECTED"))
>>> case = case.with_event(CaseEvent(event="presented", on=date(2026, 3, 2)))
>>> [(d.clock, str(d.act_by), d.alarm) for d in dues(case, date(2026, 3, 20)) if d.status == "runs"]
[('detention_notice', '2026-03-16', False), ('admissibility_30', '2026-04-01', True)]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.cases.clock_picture import (
    RUNNING,
    STOPPED,
    alerted,
    clock_of,
    deemed_exclusion_binds,
)
from withhold.cases.fold import standing
from withhold.law import clock_table

if TYPE_CHECKING:
    from withhold.cases.model import Case, Standing

#: A case event moves a calendar entry by at most this many deemed events: the sequence still grows.
_STRIDE = 10
#: Alerts that are no clocks of the table, by the fact that holds their last day.
_FACTS = {"export_deadline_in_notice": "export_deadline_in_notice", "rfi_due": "rfi_due"}

_OF_A_FACT = {"act": "importer", "consequence": "", "citation": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One running clock of a case.

    Attributes:
        strand: `LINE/TRACK` of a case of several lines; empty: the whole case.
        words: what ends with it.
        status: `runs`; `met`: the act it asks for is done; `ended`: it runs no more.
        act_by: the day to act by, or on which the law acts; None: not known any more.
        last_on: the literal last day. arguable_to: an argument, never a deadline (GEN-06).
        alarm: the importer is reminded of it.
        actor: `importer`, `cbp` or `law`.
        days_left: from the day asked about to `act_by`; negative: over.
        sequence: grows with every event of the case and every deemed one.
    """

    case_id: str
    strand: str
    clock: str
    words: str
    status: str
    act_by: date | None
    last_on: date | None
    arguable_to: date | None
    alarm: bool
    actor: str
    consequence: str
    rule: str
    citation: str
    days_left: int | None
    state: str
    track: str
    sequence: int

    @property
    def uid(self) -> str:
        """The stable name of its calendar entry."""
        return ".".join(filter(None, (self.case_id, self.strand.replace("/", "-"), self.clock)))


@cache
def clock_words() -> dict[str, dict[str, Any]]:
    """What a running clock asks of whom, in words."""
    words: dict[str, dict[str, Any]] = shipped_yaml("cases", "clock_words.yaml")
    return words


def dues(
    case: Case, day: date, *, strand: str = "", now: Standing | None = None
) -> tuple[Due, ...]:
    """What runs in a case on a day, and what ran before, the earliest first.

    Args:
        case: the case, or one strand of it.
        day: the legal day asked about.
        strand: its name where the case has several.
        now: where it stands on the day, where that is known already.
    """
    here = now or standing(case, on=day)
    alerts = alerted(here)
    deemed = sum(step.event == "tick" for step in here.path)
    names = [n for n in clock_table() if here.clocks.get(n) in {RUNNING, STOPPED}]
    names += [n for n in _FACTS if n in alerts]
    found = [_due(here, name, alerts, day) for name in names]
    sequence = _STRIDE * len(case.events) + deemed
    return tuple(
        sorted(
            (
                Due(case_id=case.case_id, strand=strand, sequence=sequence, **row)
                for row in found
                if row["last_on"] is not None
            ),
            key=lambda due: (due.status != "runs", due.act_by or date.max, due.clock),
        )
    )


def due_within(found: tuple[Due, ...], days: int) -> tuple[Due, ...]:
    """What the importer is to act on within so many days, or should have acted on."""
    return tuple(
        due
        for due in found
        if due.status == "runs"
        and due.alarm
        and due.days_left is not None
        and due.days_left <= days
    )


def _due(now: Standing, name: str, alerts: dict[str, date], day: date) -> dict[str, Any]:
    """The row of one clock, but for what is of the case."""
    words = clock_words()[name]
    row: dict[str, Any] = clock_table().get(name) or _OF_A_FACT | {"rule": words["rule"]}
    dates = _dates(now, name, alerts)
    running = name in _FACTS or now.clocks.get(name) == RUNNING
    met = running and isinstance(now.facts.get(row.get("met_by", "")), date)
    return {
        "clock": name,
        "words": words["contested"] if _is_information(now, name) else words["words"],
        "status": "met" if met else "runs" if running else "ended",
        "act_by": dates[0],
        "last_on": dates[1],
        "arguable_to": dates[2],
        "alarm": name in alerts,
        "actor": row["act"],
        "consequence": row["consequence"],
        "rule": row["rule"],
        "citation": row["citation"],
        "days_left": (dates[0] - day).days if dates[0] else None,
        "state": now.state,
        "track": now.track,
    }


def _is_information(now: Standing, name: str) -> bool:
    """CLK-16: day 30 of a WRO or Finding detention is shown and excludes nothing."""
    return name == "admissibility_30" and not deemed_exclusion_binds(now)


def _dates(
    now: Standing, name: str, alerts: dict[str, date]
) -> tuple[date | None, date | None, date | None]:
    """The day to act by, the literal last day, and the last that can be argued."""
    if name in _FACTS:
        last = now.facts.get(_FACTS[name])
        return alerts[name], last if isinstance(last, date) else alerts[name], None
    clock = clock_of(now, name)
    if clock is None:
        return None, None, None
    by_law = clock_table()[name]["act"] != "importer" and name not in alerts
    safe = clock.nominal if by_law else clock.extended_safe_by or clock.safe_by
    return safe, clock.nominal, clock.latest_arguable
