"""Kind `order`: the status of an order on a day, or an act at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from withhold.base import LawError, digest_of
from withhold.register import OrderEvent, fold, known_events
from withhold.services.law_check.objects import entities_of, events_of
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


def answer_order(case: LawCase) -> Answer:
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
