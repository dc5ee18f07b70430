"""Passages of a text that belong to orders of the register, and where the two do not agree.

>>> fact = {"type": "link", "value": "o-1", "start": 0, "end": 4, "text": "Five", "attrs":
...     {"by": ["date"]}}
>>> links_of([fact], Source(source_id="S-1"))[0].order_ids
('o-1',)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.investigation.ledger import Link
from withhold.investigation.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Source", "links_of"]

_SHORT = 200


def links_of(facts: Iterable[Mapping[str, Any]], source: Source) -> tuple[Link, ...]:
    """The passages that belong to orders, each once, with what the register says otherwise."""
    found: dict[tuple[int, int], Link] = {}
    for fact in facts:
        if fact["type"] not in {"link", "conflict"}:
            continue
        attrs, place = fact["attrs"], (fact["start"], fact["end"])
        held = found.get(place) or Link(
            source_id=source.source_id,
            text=str(fact["text"])[:_SHORT],
            start=place[0],
            end=place[1],
        )
        named = attrs.get("orders", [fact["value"]] if "by" in attrs else ())
        cited = "" if named else str(fact["value"])
        notes = (held.note, str(attrs.get("note", "")), cited, _grounds(attrs))
        conflicts = [_conflict(fact)] if fact["type"] == "conflict" else attrs.get("conflicts", ())
        found[place] = replace(
            held,
            order_ids=tuple(dict.fromkeys((*held.order_ids, *map(str, named)))),
            note="; ".join(dict.fromkeys(filter(None, notes))),
            conflicts=tuple(dict.fromkeys((*held.conflicts, *map(str, conflicts)))),
        )
    return tuple(found.values())


def _grounds(attrs: Mapping[str, Any]) -> str:
    """In what a passage agrees with an order."""
    by = attrs.get("by", ())
    return f"agrees by {', '.join(map(str, by))}" if by else ""


def _conflict(fact: Mapping[str, Any]) -> str:
    """What a text says otherwise than the register, both as they are."""
    attrs = fact["attrs"]
    if "register" not in attrs:
        return str(fact["value"])
    held = attrs["register"]
    listed = ", ".join(f"{n} {what}" for what, n in held.get("parties", {}).items())
    least, most = held.get("least"), held.get("most")
    count = f"{least}" if least == most else f"{least} to {most}"
    return f"the text has {fact['value']}, the register {count} of these: {listed}"
