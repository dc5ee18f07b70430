"""An act in a case: what becomes of it, and every answer a user may want about it.

>>> from datetime import date
>>> asked = CaseQuestion(track="U", state="DETAINED", event="tick", on=date(2026, 4, 2),
...    facts={"presented": date(2026, 3, 2)})
>>> row = outcome_row(act_on_case(asked), asked.on)
>>> row["next"], str(row["deemed_excluded_on"]), str(row["protest_180"])
('DEEMED_EXCLUDED', '2026-04-01', '2026-09-28')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from withhold.cases import (
    Case,
    CaseEvent,
    Outcome,
    Standing,
    act_facts,
    case_with_history,
    clock_of,
    clocks_of,
    deadline_shown,
    export_allowed,
    on_the_day,
    open_case,
    running,
    state_of,
    take,
)
from withhold.law import ClockDates, Config, clock_table, compute_clock, shipment_states

_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: The facts of a case that an answer repeats as they stand after the act.
_FACTS = ("deemed_excluded_on", "denied_on", "detained_on", "excluded_on", "rfi_due")
#: What an answer may tell besides; None where the act has nothing to say of it.
_TELLS = (
    *("basis", "condition", "court", "instead", "old_kept", "right", "still_possible", "timely"),
)
#: The states the law leads to by the passing of time: their history can be built.
_BY_LAW = frozenset({"DEEMED_EXCLUDED", "PROTEST_DEEMED_DENIED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuestion:
    """A case that stands in a state, and an act in it.

    Attributes:
        facts: what is known, of the time before and of the act, under the names of the vocabulary.
        on: the day of the act.
    """

    track: str
    state: str
    event: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    config: Config = field(default_factory=Config)


def act_on_case(asked: CaseQuestion) -> Outcome:
    """What becomes of an act.

    Raises:
        UnknownName: no shipment knows such an event.
    """
    said = act_facts(asked.event)
    before = {n: value for n, value in asked.facts.items() if n not in said}
    payload = {n: value for n, value in asked.facts.items() if n in said}
    event = CaseEvent(event=asked.event, on=asked.on, facts=payload)
    return take(_case(asked, before), event)


def _case(asked: CaseQuestion, facts: Mapping[str, Any]) -> Case:
    """The case of a question; the history of a deemed state is built where it can be."""
    late = asked.event == "late_decision_received"
    unknown = not isinstance(facts.get("presented"), date)
    if late and asked.state == "DEEMED_EXCLUDED" and unknown:
        return open_case(asked.track, "DETAINED", facts, config=asked.config, by=asked.on)
    if late or asked.state in _BY_LAW:
        return case_with_history(asked.track, asked.state, facts, by=asked.on, config=asked.config)
    return open_case(asked.track, asked.state, facts, config=asked.config, by=asked.on)


def outcome_row(outcome: Outcome, day: date) -> dict[str, Any]:
    """An outcome as a flat answer, with every clock under its own keys."""
    now = outcome.after
    told = outcome.told
    late = now.facts.get("late_notice_on")
    return {
        "next": now.state,
        "track": now.track,
        "mode": now.mode,
        "refused": outcome.refused,
        "reason": outcome.reason,
        "row": outcome.row,
        "cite": outcome.cite,
        "flags": told.flags,
        "tasks": told.tasks,
        "warnings": told.warnings,
        "info": told.info,
        "started": outcome.started,
        "stopped": outcome.stopped,
        "open_clocks": running(now),
        "terminal": shipment_states()[now.state].terminal,
        "releases_goods": now.state == "RELEASED",
        "next_if_tick": on_the_day(outcome, day).state,
        "deadline_shown": deadline_shown(now),
        "export_allowed": export_allowed(now, day),
        "protests": len(now.protests),
        "protest_180_before": _protest_end(outcome.replayed_from),
        "protest_180_from_notice": _counted_from(late, now),
        "earliest_protest": earliest_protest(now),
        **{name: told.tells.get(name) for name in _TELLS},
        **{name: now.facts.get(name) for name in _FACTS},
        **clock_cells(clocks_of(now), now),
        "allowed": tuple(f"{a.event} ({a.row})" for a in outcome.allowed),
    }


def clock_cells(dates: Mapping[str, ClockDates], now: Standing) -> dict[str, Any]:
    """Every clock of the table under its own keys; None where the track lacks it."""
    cells: dict[str, Any] = {}
    for name in clock_table():
        found = dates.get(name)
        for key in ("safe_by", "latest_arguable", "latest_count"):
            cells[f"{name}_{key}"] = getattr(found, key) if found else None
        cells[name] = found.nominal if found else None
        cells[f"{name}_state"] = state_of(now, name)
    return cells


def earliest_protest(now: Standing) -> date | None:
    """The first day a protest may be filed: of the decision, or after a deemed one (CLK-06)."""
    found = clock_of(now, "protest_180")
    return found.earliest_protest if found else None


def _protest_end(now: Standing | None) -> date | None:
    """The end of the protest period by what was known before a correction."""
    found = clock_of(now, "protest_180") if now else None
    return found.nominal if found else None


def _counted_from(day: object, now: Standing) -> date | None:
    """The protest period counted from a late notice: an argument only (CLK-07)."""
    if not isinstance(day, date):
        return None
    return compute_clock("protest_180", {"excluded_on": day}, now.config).nominal
