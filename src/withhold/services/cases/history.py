"""A case told by the days of its acts: every clock, what is asked for, who bears the burden.

>>> from datetime import date
>>> row = history_row("U", {"presented": date(2026, 3, 2)})
>>> str(row["admissibility_30"]), str(row["earliest_protest"]), row["ask"]
('2026-04-01', '2026-04-02', ())
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from withhold.cases import (
    Standing,
    alerted,
    case_of_history,
    clock_of,
    clocks_of,
    deadline_shown,
    notes,
    running,
    standing,
)
from withhold.law import Config, clock_table, compute_clock, shipment_states
from withhold.services.cases.acts import clock_cells, earliest_protest

Facts = Mapping[str, Any]

#: CLK-45: who must show what in court; 1499(c)(5)(C) for a detention left undecided, else 28 USC
#: 2639(a)(1).
_UNDECIDED = {
    "burden_on": "CBP",
    "must_show": "good_cause_for_no_decision",
    "standard": "preponderance",
    "decision_presumed_correct": False,
}
_DECIDED = {
    "burden_on": "importer",
    "must_show": None,
    "standard": None,
    "decision_presumed_correct": True,
}
#: The facts every case is asked for (DAT-16): clocks start from them.
_BASE = ("presented", "imported")


def history_row(track: str | None, facts: Facts, config: Config | None = None) -> dict[str, Any]:
    """What follows from the days of a case, as a flat answer.

    Args:
        track: W, F or U; None: not said, and clocks of every track are answered.
        facts: days and words under the names of the case vocabulary.
        config: switches of the law.
    """
    settings = config or Config()
    taken_as = track or ("W" if any(n.startswith("advice_") for n in facts) else "U")
    case = case_of_history(taken_as, facts, config=settings)
    now = standing(case)
    day = max((e.on for e in case.events), default=date.min)
    now = _with_deemed_detention(now, facts)
    flags = (*notes(now, day).flags, *(f for step in now.path for f in step.told.flags))
    return {
        **clock_cells(clocks_of(now), now),
        **_in_court(now),
        "case_opens": track is not None or bool(case.events),
        "state": now.state,
        "open_clocks": running(now),
        "deadline_shown": deadline_shown(now),
        **{
            name: now.facts.get(name) for name in ("deemed_excluded_on", "denied_on", "excluded_on")
        },
        "detained_on": now.facts.get("detained_on"),
        "mode": now.mode,
        "flags": tuple(dict.fromkeys((*flags, *_contested(now)))),
        "ask": _asked_for(now, facts),
        "alert_on": min(alerted(now).values(), default=None),
        "earliest_protest": earliest_protest(now),
        "protest_accepted": _protest_accepted(now, facts),
        "clocks_applicable": tuple(n for n in clock_table() if _applies(now, n)),
        "clocks_not_applicable": tuple(n for n in clock_table() if not _applies(now, n)),
    }


def _with_deemed_detention(now: Standing, facts: Facts) -> Standing:
    """`now` with the detention the law deems at the end of the five days (CLK-01, CLK-03)."""
    undecided = facts.get("decision") is None and now.state == "PRESENTED"
    presented = now.facts.get("presented")
    if not undecided or not isinstance(presented, date):
        return now
    clock = compute_clock("exam_decision", now.facts, now.config)
    return replace(now, mode="deemed", facts={**now.facts, "detained_on": clock.nominal})


def _applies(now: Standing, name: str) -> bool:
    """True where the track has the clock."""
    return clock_of(now, name) is not None


def _in_court(now: Standing) -> dict[str, Any]:
    """Who bears the burden once suit is begun (CLK-45)."""
    if not isinstance(now.facts.get("summons_filed"), date):
        return dict.fromkeys(_UNDECIDED)
    return _DECIDED if isinstance(now.facts.get("excluded_on"), date) else _UNDECIDED


def _contested(now: Standing) -> tuple[str, ...]:
    """CLK-33: an extension was granted beside the 30 days of the statute."""
    granted = now.track == "U" and bool(now.facts.get("extensions_days"))
    return ("contested_by_extension",) * granted


def _asked_for(now: Standing, facts: Facts) -> tuple[str, ...]:
    """The facts a clock of the track waits for: those the state needs, and those left open."""
    open_facts = {n for n in _BASE if n in facts and facts[n] is None}
    due = shipment_states()[now.state].clocks
    found: list[str] = []
    for name, row in clock_table().items():
        clock = clock_of(now, name)
        first = (row.get("from") or row["earliest_of"])[0]
        waits = clock is not None and clock.nominal is None and first in _BASE
        informational = name == "admissibility_30" and now.track != "U"
        if waits and (first in open_facts or (name in due and not informational)):
            found.append(first)
    return tuple(dict.fromkeys(found))


def _protest_accepted(now: Standing, facts: Facts) -> bool | None:
    """Whether the protest was in time; None: none was filed."""
    if not isinstance(facts.get("protest_filed"), date):
        return None
    return any(s.event == "protest_filed" and not s.refused for s in now.path)
