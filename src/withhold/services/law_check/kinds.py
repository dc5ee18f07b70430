"""What each kind of law case asks: objects of its vocabulary, one service call, the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from withhold.base import LawError, UnknownName, digest_of
from withhold.law import Config
from withhold.register import OrderEvent, fold, known_events
from withhold.services.clocks import clock_answer, with_local_days
from withhold.services.identify import identify
from withhold.services.law_check.objects import entities_of, events_of
from withhold.services.law_check.reading import UnknownKey
from withhold.services.order_desk import DeskAnswer, OrderAct, OrderFile, file_event

if TYPE_CHECKING:
    from withhold.services.law_check.reading import LawCase

Answer = Mapping[str, Any]

#: How an order file in a given state began, where the case tells no history of it.
_BEGAN = {
    "WRO": ("wro_issued", "issued_on"),
    "FINDING": ("finding_published", "published_on"),
    "UFLPA": ("listed", "effective_on"),
}


def answer(case: LawCase) -> Answer:
    """The answer of the product to a case.

    Raises:
        UnknownKey: a clock, event or type that does not exist.
    """
    return _KINDS[case.kind](case)


def _clock(case: LawCase) -> Answer:
    """Kind `clock`: one clock from facts."""
    facts = with_local_days(case.inputs)
    try:
        found = clock_answer(case.asked, facts, Config.of(case.config))
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    told = {
        name: getattr(found, name)
        for name in (
            "nominal",
            "safe_by",
            "latest_arguable",
            "latest_count",
            "extended_safe_by",
            "earliest_protest",
            "state",
            "refused",
            "reason",
        )
    }
    return {**told, "presented": facts.get("presented")}


def _identifier(case: LawCase) -> Answer:
    """Kind `identifier`: one identifier as typed."""
    options = {k: v for k, v in case.inputs.items() if k != "value"}
    try:
        found = identify(case.asked, case.inputs["value"], **options)
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    return {
        **found.parts,
        "valid": found.valid,
        "stored": found.stored,
        "formatted": found.formatted,
        "warnings": found.warnings,
    }


def _order(case: LawCase) -> Answer:
    """Kind `order`: the status on a day, or an act at the desk."""
    inputs = dict(case.inputs)
    events = events_of(inputs.get("events") or [], entities_of(inputs.get("order")))
    if "event" in inputs:
        return _desk(inputs, events)
    limit = inputs.get("as_known_at")
    state = fold(known_events(events, limit), inputs["as_of"])
    later = fold(known_events(events), inputs["as_of"])
    return {
        "status": state.status,
        "label": state.label,
        "later_known_status": later.status,
        "name": state.name,
        "former_names": state.former_names,
        "first_listed": state.first_listed,
        "version": state.version,
        "gap_without_order": state.gap_without_order,
    }


def _desk(inputs: Mapping[str, Any], events: tuple[OrderEvent, ...]) -> Answer:
    """An act on an order file in the state the case gives."""
    state = inputs.get("from")
    file = OrderFile(state=state, events=events or _began(inputs.get("order")))
    facts = {k: v for k, v in inputs.items() if k not in {"event", "events", "from", "order", "at"}}
    act = OrderAct(event=inputs["event"], on=inputs.get("at"), facts=facts)
    try:
        found = file_event(file, act)
    except LawError as error:
        return {"refused": True, "reason": error.code, "next": state}
    return _told(found)


def _told(found: DeskAnswer) -> Answer:
    """The desk's answer under the keys of the vocabulary."""
    told = asdict(found)
    told["status"] = found.next
    return told


def _began(order: Mapping[str, Any] | None) -> tuple[OrderEvent, ...]:
    """The first event of an order object, from its own date."""
    word, key = _BEGAN.get(str((order or {}).get("instrument")), ("", ""))
    cell = (order or {}).get(key)
    if not word or not cell:
        return ()
    day = date.fromisoformat(str(cell))
    return (
        OrderEvent(
            event_id=digest_of("began", word, cell)[:16],
            order_id="case",
            word=word,
            effective_on=day,
            known_at=datetime.combine(day, time.min, tzinfo=UTC),
        ),
    )


_KINDS: dict[str, Callable[[LawCase], Answer]] = {
    "clock": _clock,
    "identifier": _identifier,
    "order": _order,
}
