"""Opening a case: from nothing, from a paper that names a state, or from the facts of its history.

A case that begins in the middle keeps what is known of the time before as facts; a fact of an act
that came after the state is an event of its own day. Where the state was reached by law, the
history before it is built, so that a late decision can still be folded in.

>>> from datetime import date
>>> case = open_case("W", "EXCLUDED", {"advice_mailed": date(2026, 5, 4)})
>>> case.opening.facts["excluded_on"]
datetime.date(2026, 5, 4)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from withhold.cases.fold import standing
from withhold.cases.model import Case, CaseEvent, Opening
from withhold.law import Config, shipment_event, shipment_events, shipment_row, shipment_rows

Facts = Mapping[str, Any]

#: Facts that say what happened after the goods were let go of, and begin no history by themselves.
_WORDS_ONLY = frozenset({"remitted_on"})
_ADVICE = ("advice_mailed", "advice_delivered")
_DECIDED = "excluded_on"
#: The states behind a proposed release, by the fact that shows them, the latest first.
_BEHIND = (
    ("summons_filed", "IN_COURT"),
    ("denied_on", "PROTEST_DENIED"),
    ("protest_filed", "PROTESTED"),
    ("excluded_on", "EXCLUDED"),
)


def open_case(
    track: str, state: str, facts: Facts, *, config: Config | None = None, by: date | None = None
) -> Case:
    """A case that stands in a state, with the facts known of it.

    Args:
        track: W, F or U.
        state: where it stands.
        facts: days and words under the names of the case vocabulary; acts that came after the state
            become events of their own days.
        config: switches of the law.
        by: leave out what happened after this day.
    """
    known = with_decision(facts)
    ahead = {n: day for n, day in _days(known).items() if _is_ahead(track, state, n, known)}
    behind = {n: value for n, value in known.items() if n not in ahead}
    opening = Opening(
        state=state,
        facts={n: v for n, v in behind.items() if not _is_payload(n, ahead)},
        behind=_behind(known) if state == "RELEASE_PROPOSED" else "",
        mode="actual" if isinstance(known.get("detained_on"), date) else None,
    )
    case = Case(case_id="", track=track, opening=opening, config=config or Config())
    return _with_events(case, ahead, known, by)


def case_of_history(
    track: str, facts: Facts, *, config: Config | None = None, by: date | None = None
) -> Case:
    """A case whose history is told by the days of its acts alone."""
    known = with_decision(facts)
    acts = {n: d for n, d in _days(known).items() if n in _words() and n not in _WORDS_ONLY}
    first = min(acts, key=lambda n: (acts[n], _order(n)), default="")
    opening = Opening(
        state=_state_before(first, track, known),
        facts={n: v for n, v in known.items() if n not in acts and not _is_payload(n, acts)},
    )
    case = Case(case_id="", track=track, opening=opening, config=config or Config())
    return _with_events(case, acts, known, by)


def case_with_history(
    track: str, state: str, facts: Facts, *, by: date, config: Config | None = None
) -> Case:
    """A case in a state, its history built where that leads to the same state by a day."""
    told = case_of_history(track, facts, config=config, by=by)
    if standing(told, on=by).state == state:
        return replace(told, opening=replace(told.opening, seen_on=by))
    return open_case(track, state, facts, config=config, by=by)


def with_decision(facts: Facts) -> dict[str, Any]:
    """`facts` with the decision to exclude: the advice in writing is it (CLK-12)."""
    found = dict(facts)
    days = [found[name] for name in _ADVICE if isinstance(found.get(name), date)]
    if days and not isinstance(found.get(_DECIDED), date):
        found[_DECIDED] = days[0]
    return found


def act_facts(word: str) -> frozenset[str]:
    """The facts that an act itself fixes or says."""
    kind = shipment_event(word)
    return frozenset({*kind.payload, kind.fact, kind.mails, "author", "approver"} - {""})


@cache
def _words() -> dict[str, str]:
    """Fact -> the act that fixes it; the first of the table where several do."""
    found: dict[str, str] = {}
    for word, kind in shipment_events().items():
        if kind.fact:
            found.setdefault(kind.fact, word)
    return found


def _order(fact: str) -> int:
    """The place of a fact's act in the table: the order of acts of one day."""
    return list(_words()).index(fact)


def _days(facts: Facts) -> dict[str, date]:
    """The facts that are days."""
    return {name: value for name, value in facts.items() if isinstance(value, date)}


def _is_ahead(track: str, state: str, fact: str, facts: Facts) -> bool:
    """True where a fact is of an act that came after the state: a row leads on from there."""
    word = _words().get(fact)
    if word is None or fact in _WORDS_ONLY:
        return False
    row = shipment_row(state, word, track)
    if row is None or (row.target == "same" and not row.track):
        return False
    behind = [d for n, d in _days(facts).items() if n in _words() and _leads_to(n, state, track)]
    return not behind or facts[fact] >= max(behind)


def _leads_to(fact: str, state: str, track: str) -> bool:
    """True where the act of a fact is how a case came to a state."""
    return any(
        row.event == _words()[fact] and row.target == state and track in row.tracks
        for row in shipment_rows()
    )


def _behind(facts: Facts) -> str:
    """The state behind a proposed release, as far as the facts show it."""
    return next((s for name, s in _BEHIND if isinstance(facts.get(name), date)), "DETAINED")


def _state_before(fact: str, track: str, facts: Facts) -> str:
    """The state in which the first act of a history came."""
    if fact == "protest_filed" and track == "U" and not isinstance(facts.get(_DECIDED), date):
        return "DEEMED_EXCLUDED"
    if fact == _DECIDED:
        return "DETAINED"
    rows = (r for r in shipment_rows() if r.event == _words().get(fact) and track in r.tracks)
    return next((row.source[0] for row in rows), "EXPECTED")


def _is_payload(fact: str, acts: Mapping[str, date]) -> bool:
    """True where a fact is what one of the acts says."""
    said = {s for n in acts for s in (*_kind(n).keeps, _kind(n).mails, *_kind(n).carries.values())}
    return fact in said


def _kind(fact: str) -> Any:  # noqa: ANN401 - an event of the law's table
    """The act that fixes a fact."""
    return shipment_event(_words()[fact])


def _with_events(case: Case, acts: Mapping[str, date], facts: Facts, by: date | None) -> Case:
    """A case with the acts as events of their own days."""
    known = [n for n in acts if by is None or acts[n] <= by]
    for name in sorted(known, key=lambda n: (acts[n], _order(n))):
        event = CaseEvent(event=_words()[name], on=acts[name], facts=_payload(name, facts))
        case = replace(case, events=(*case.events, event))
    return case


def _payload(fact: str, facts: Facts) -> dict[str, Any]:
    """What an act of a history says; a mailing that is not told of stays unknown."""
    kind = _kind(fact)
    said = {n: facts[n] for n in (*kind.keeps, kind.mails) if n in facts}
    said |= {word: facts[name] for word, name in kind.carries.items() if name in facts}
    if fact == _DECIDED:
        said.setdefault("advice_mailed", None)
    return said
