"""The importer's choices whole: open or why not, until when, what is missing, cost, what closes.

Which choices an act closes off follows from the table of transitions: those that could still come
where the case stands, and can no more where the act leads.

>>> from datetime import date
>>> from withhold.cases.model import Standing
>>> now = Standing(track="W", state="DETAINED", facts={"imported": date(2026, 3, 15)})
>>> export = next(o for o in options(now, date(2026, 4, 1)) if o.choice.id == "export")
>>> export.choice.is_open, export.leads_to, export.closes_off[0]
(True, 'EXPORTED', 'proof_of_admissibility')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from withhold.cases.choices import Choice, choice_rows, choices
from withhold.cases.clock_picture import clock_of, deemed_exclusion_binds
from withhold.cases.costs import Costs, cost_of
from withhold.cases.fold import advanced
from withhold.cases.model import CaseEvent
from withhold.cases.steps import row_of, taken
from withhold.cases.words import reason_words
from withhold.evidence import ChecklistItem, Held, checklist, missing_items
from withhold.law import rows_from, shipment_states
from withhold.law.shipment_life import REPLAY, SAME

if TYPE_CHECKING:
    from withhold.cases.model import Standing

_NO_FIGURES: Mapping[str, float] = MappingProxyType({})
#: The review each choice is made by (CLK-34, EVD-04).
_REVIEW = {
    "proof_of_admissibility": "admissibility",
    "applicability_review": "applicability",
    "exception_request": "exception",
}
#: Beyond these a new matter begins: what may follow there is no choice of this detention.
_NEW_MATTER = frozenset({"RELEASED", "RELEASE_PROPOSED"})
#: Events that fold the history anew or say that the order changed: no path of the case by itself.
_NO_PATH = frozenset({"order_changed", "late_decision_received"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a user says beside the case.

    Attributes:
        held: the evidence at hand.
        figures: the user's figures, as `read_figures` gives them.
        storage_from: the day storage is counted from; None: the day asked about.
        act_on: the day the user means to act; None: the act-by day, or the day asked about.
    """

    held: Held = field(default_factory=Held)
    figures: Mapping[str, float] = field(default_factory=lambda: _NO_FIGURES)
    storage_from: date | None = None
    act_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice with all that weighs in it.

    Attributes:
        because: why it is not open, in words.
        may_open: it is not open now, and the case can still come to where it is.
        projected: the days are of a clock that starts by what is known, and does not run yet.
        leads_to: the state after the act; empty: the act is not possible here.
        closes_off: choices that could still come and can no more after the act.
        missing: what the submission still lacks; empty where the choice is no submission.
        items: everything it is to hold.
        costs: None where the choice is not open and no day of it is known.
        remarks: what the days of this case say besides.
    """

    choice: Choice
    because: str
    may_open: bool
    projected: bool
    leads_to: str
    closes_off: tuple[str, ...]
    missing: tuple[ChecklistItem, ...]
    items: tuple[ChecklistItem, ...]
    costs: Costs | None
    remarks: tuple[str, ...] = ()


def options(now: Standing, day: date, wishes: Wishes | None = None) -> tuple[Option, ...]:
    """Every choice of the track on a day, in the order of the table.

    Args:
        now: where the case stands on the day.
        day: the legal day asked about.
        wishes: evidence and figures; None: none are told.

    Raises:
        UnknownName: no such commodity or route.
    """
    asked = wishes or Wishes()
    return tuple(_option(choice, now, day, asked) for choice in choices(now, day))


def _option(choice: Choice, now: Standing, day: date, asked: Wishes) -> Option:
    """One choice with all that weighs in it."""
    event = next(row.event for row in choice_rows() if row.id == choice.id)
    there = advanced(now, day, coming=event)
    may_open = not choice.is_open and event in _later(there)
    shown = _projected(choice, there) if may_open else choice
    projected = shown is not choice
    items = checklist(_REVIEW[choice.id], asked.held) if choice.id in _REVIEW else ()
    after = _after(there, event, day)
    return Option(
        choice=shown if choice.is_open or may_open else _without_days(choice),
        because=reason_words().get(choice.reason, choice.reason),
        may_open=may_open,
        projected=projected,
        leads_to=after.state if after else "",
        closes_off=_closed_off(there, after, choice.id) if after and choice.is_open else (),
        missing=missing_items(items),
        items=items,
        costs=_costs(shown, asked, day) if choice.is_open or projected else None,
        remarks=_remarks(choice, there, day),
    )


def _costs(choice: Choice, asked: Wishes, day: date) -> Costs:
    """What the choice costs where it is made on the day meant, else by its act-by day."""
    return cost_of(
        choice.id,
        asked.figures,
        start=asked.storage_from or day,
        act_by=asked.act_on or choice.act_by or day,
    )


def _remarks(choice: Choice, now: Standing, day: date) -> tuple[str, ...]:
    """CLK-31, CLK-33: the answer CBP asked for may be due after the exclusion by law."""
    answer = clock_of(now, "uflpa_response")
    late = choice.id in _REVIEW and choice.reason == "past_due" and now.state == "DEEMED_EXCLUDED"
    if not late or answer is None or answer.nominal is None or answer.nominal < day:
        return ()
    said = f"excluded by law; the period CBP gave for an answer ends on {answer.nominal}: whether "
    return (f"{said}an answer still counts is contested (CLK-33); the protest period runs",)


def _without_days(choice: Choice) -> Choice:
    """A choice that has gone: no day is shown that could be taken for a deadline."""
    return replace(choice, first_on=None, act_by=None, last_on=None, arguable_to=None)


def _after(now: Standing, event: str, day: date) -> Standing | None:
    """Where the act leads; None: no row foresees it."""
    act = CaseEvent(event=event, on=day)
    return taken(now, act) if row_of(now, act) else None


def _projected(choice: Choice, now: Standing) -> Choice:
    """A choice that is not open yet, with the days of clocks that are known to start."""
    row = next(row for row in choice_rows() if row.id == choice.id)
    clocks = [c for name in row.until if (c := clock_of(now, name)) and c.safe_by]
    if choice.act_by is not None or not clocks:
        return choice
    first = min(clocks, key=lambda c: c.safe_by or date.max)
    return replace(
        choice,
        act_by=first.extended_safe_by or first.safe_by,
        last_on=first.nominal,
        arguable_to=first.latest_arguable,
    )


def _closed_off(before: Standing, after: Standing, made: str) -> tuple[str, ...]:
    """The other choices that could still come before an act and not after it."""
    could, can = _later(before), _later(after)
    found = [row for row in choice_rows() if before.track in row.tracks and row.id != made]
    return tuple(row.id for row in found if row.event in could and row.event not in can)


def _later(now: Standing) -> frozenset[str]:
    """The events that may still come in this detention, by the table of transitions."""
    binds = deemed_exclusion_binds(now)
    seen: set[tuple[str, str]] = set()
    waiting = [(now.state, now.track)]
    waiting += [(now.behind, now.track)] if now.behind else []
    events: set[str] = set()
    while waiting:
        here = waiting.pop()
        if here in seen or (here[0] in _NEW_MATTER and here[0] != now.state):
            continue
        seen.add(here)
        if shipment_states()[here[0]].terminal:
            continue
        for row in rows_from(*here):
            deemed = "deemed_exclusion_binds" in row.guards
            if row.event in _NO_PATH or row.target == REPLAY or (deemed and not binds):
                continue
            events.add(row.event)
            waiting.append((here[0] if row.target == SAME else row.target, row.track or here[1]))
    return frozenset(events)
