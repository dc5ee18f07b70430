"""Building register objects from the order vocabulary of law cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from withhold.base import digest_of, slug
from withhold.law import order_events
from withhold.register import OrderEvent
from withhold.services.law_check.reading import UnknownKey, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

_EVENT_KEYS = {
    "event": "word",
    "at": "date",
    "recorded_at": "date",
    "name": "text",
    "entities": "any",
    "applies_by": "word",
}
_NOTED = frozenset({"petition", "representation_received"})


def events_of(
    rows: list[Mapping[str, Any]], entities: tuple[str, ...] = ()
) -> tuple[OrderEvent, ...]:
    """The events of an order object; `modified` without parties concerns some of it.

    Args:
        rows: as the case has them.
        entities: all parties of the order: a modification that names them all is an end.

    Raises:
        UnknownKey: a key or an event no order knows.
    """
    return tuple(_event(row, entities) for row in rows)


def _event(row: Mapping[str, Any], entities: tuple[str, ...]) -> OrderEvent:
    """One event."""
    for key in row:
        if key not in _EVENT_KEYS:
            raise UnknownKey(key)
    cells = {key: typed(key, value, _EVENT_KEYS[key]) for key, value in row.items()}
    word = cells["event"]
    if word not in order_events() | _NOTED:
        raise UnknownKey(word)
    named = tuple(cells.get("entities") or ())
    everyone = bool(named) and bool(entities) and set(named) >= set(entities)
    known: date | None = cells.get("recorded_at") or cells.get("at")
    return OrderEvent(
        event_id=digest_of("case", *sorted((k, str(v)) for k, v in cells.items()))[:16],
        order_id="case",
        word=word,
        effective_on=cells.get("at"),
        known_at=datetime.combine(known or date.min, time.min, tzinfo=UTC),
        scope="some" if word == "modified" and not everyone else "all",
        party_ids=tuple(f"case#{slug(name)}" for name in named),
        name=cells.get("name") or "",
        applies_by=cells.get("applies_by") or "",
    )


def entities_of(order: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The names of the parties of an order object."""
    entities = (order or {}).get("entities")
    return tuple(str(e) for e in entities) if isinstance(entities, list) else ()
