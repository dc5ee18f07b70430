"""GS1 EPCIS 2.0 documents (JSON-LD): transformation events as supplied-by edges.

What went into an event flows into all that came out of it. Inputs and outputs of one
`transformationID` belong together, whatever event reports them.

>>> event = {"type": "TransformationEvent", "eventTime": "2024-01-15T08:00:00Z",
...     "inputEPCList": ["urn:x:lint"], "outputEPCList": ["urn:x:yarn"]}
>>> read_epcis({"epcisBody": {"eventList": [event]}}, document="e.jsonld").edges[0].to_id
'urn:x:yarn'
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from withhold.supply_chain.edge_rows import read_quantity
from withhold.supply_chain.model import Edge, EdgeFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TRANSFORMATION = "TransformationEvent"
#: Pairs of input and output that one act of production may have.
MOST_PAIRS = 10_000
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
_LOT = re.compile(r"(?:lgtin:\d+\.\d+\.(?P<urn>[^:/?#]+)|/10/(?P<link>[^/?#]+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class EpcisAnswer:
    """What a document holds: edges, faults (their row is the event, from 1), notes."""

    edges: tuple[Edge, ...]
    faults: tuple[EdgeFault, ...]
    events: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Act:
    """One act of production: what went in and came out, with quantities and units."""

    inputs: dict[str, tuple[Decimal | None, str]] = field(default_factory=dict)
    outputs: dict[str, tuple[Decimal | None, str]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    row: int = 0


def read_epcis(value: Any, *, document: str) -> EpcisAnswer:  # noqa: ANN401 - JSON holds anything
    """The edges of a document, of a query document, or of a list of events."""
    acts: dict[str, _Act] = {}
    faults: list[EdgeFault] = []
    passed: Counter[str] = Counter()
    number = 0
    for number, event in enumerate(_events(value), 1):
        kind = _kind(event)
        if kind != _TRANSFORMATION:
            passed[kind or "nameless event"] += 1
            continue
        key = str(event.get("transformationID") or event.get("eventID") or f"event {number}")
        act = acts.setdefault(key, _Act(row=number))
        faults += _take(act, event, number)
    edges: list[Edge] = []
    for key, act in acts.items():
        fault = _unusable(act)
        if fault is not None:
            faults.append(fault)
        else:
            edges += _edges(key, act, document)
    notes = tuple(f"{count} {kind} not read" for kind, count in sorted(passed.items()))
    return EpcisAnswer(edges=tuple(edges), faults=tuple(faults), events=number, notes=notes)


def _events(value: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - JSON holds anything
    """The events of a document, wherever its form puts them."""
    if isinstance(value, list):
        for member in value:
            yield from _events(member)
        return
    if not isinstance(value, dict):
        return
    body = value.get("epcisBody")
    if isinstance(body, dict):
        found = body.get("eventList") or body.get("event")
        result = body.get("queryResults")
        if found is None and isinstance(result, dict):
            found = (result.get("resultsBody") or {}).get("eventList")
        yield from _events(found if isinstance(found, list) else [found])
    elif "eventList" in value:
        yield from _events(value["eventList"])
    elif _kind(value):
        yield value


def _kind(event: Mapping[str, Any]) -> str:
    """The type of an event, without its name space."""
    return str(event.get("type") or event.get("@type") or event.get("isA") or "").rsplit(":", 1)[-1]


def _take(act: _Act, event: Mapping[str, Any], number: int) -> Iterator[EdgeFault]:
    """Add an event to its act; yields what could not be used."""
    day = _event_day(event)
    if day is None:
        yield _fault(number, "eventTime", str(event.get("eventTime", "")), "day", "no instant")
    else:
        act.days.append(day)
    for side, into in (("input", act.inputs), ("output", act.outputs)):
        for epc in _list(event.get(f"{side}EPCList")):
            into.setdefault(str(epc), (Decimal(1), "pcs"))
        for item in _list(event.get(f"{side}QuantityList")):
            name = str(item.get("epcClass", "")) if isinstance(item, dict) else ""
            if not name:
                yield _fault(
                    number, f"{side}QuantityList", str(item)[:80], "missing_id", "no class"
                )
                continue
            text = str(item.get("quantity", "")).strip()
            quantity = read_quantity(text)
            if text and quantity is None:
                told = "no quantity, or a negative one: the edge stays, the quantity is not used"
                yield _fault(number, f"{side}QuantityList", text, "quantity", told)
            into[name] = (quantity, str(item.get("uom") or "pcs"))


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON holds anything
    """A member that is a list, or one thing, or nothing."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _unusable(act: _Act) -> EdgeFault | None:
    """Why an act makes no edges; None: it does."""
    if not act.inputs or not act.outputs:
        side = "inputs" if not act.inputs else "outputs"
        return _fault(act.row, side, "", "missing_id", f"no {side} are named", dropped=True)
    if len(act.inputs) * len(act.outputs) > MOST_PAIRS:
        told = f"more than {MOST_PAIRS} pairs of input and output"
        value = f"{len(act.inputs)} x {len(act.outputs)}"
        return _fault(act.row, "inputs", value, "event_too_wide", told, dropped=True)
    if set(act.inputs) == set(act.outputs):
        told = "nothing is its own input"
        return _fault(act.row, "inputs", next(iter(act.inputs)), "self_edge", told, dropped=True)
    return None


def _edges(key: str, act: _Act, document: str) -> Iterator[Edge]:
    """The edges of an act: every input flows into every output."""
    day = max(act.days, default=None)
    for source, (went_in, unit_in) in act.inputs.items():
        for target, (came_out, unit_out) in act.outputs.items():
            if source == target:
                continue
            yield Edge(
                from_id=source,
                to_id=target,
                lot=_lot(target),
                input_qty=went_in,
                output_qty=came_out if unit_in == unit_out else None,
                uom=unit_in,
                on=day,
                process=key,
                document=f"{document}, event {act.row}",
            )


def _lot(name: str) -> str:
    """The lot that an EPC class or a GS1 link names, or nothing."""
    found = _LOT.search(name)
    return (found["urn"] or found["link"]) if found else ""


def _event_day(event: Mapping[str, Any]) -> date | None:
    """The day of an event where it happened: its instant in its own offset."""
    text = str(event.get("eventTime", "")).strip().replace("Z", "+00:00")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = _OFFSET.fullmatch(str(event.get("eventTimeZoneOffset", "")).strip())
    if found and instant.tzinfo is not None:
        minutes = int(found[2]) * 60 + int(found[3])
        offset = timedelta(minutes=minutes if found[1] == "+" else -minutes)
        if abs(offset) < timedelta(hours=24):
            instant = instant.astimezone(timezone(offset))
    return instant.date()


def _fault(  # noqa: PLR0913 - the place of a fault has this many parts
    row: int, column: str, value: str, code: str, message: str, *, dropped: bool = False
) -> EdgeFault:
    """A fault of an event."""
    return EdgeFault(
        row=row, column=column, value=value, code=code, message=message, dropped=dropped
    )
