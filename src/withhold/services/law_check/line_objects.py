"""Building registers and traced lines from the nested objects of law cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.register import Register
from withhold.screening.dates import LineDates
from withhold.screening.traced_line import Maker, Material, TracedLine
from withhold.services.drafted_orders import OrderDraft, drafted_order
from withhold.services.law_check.objects import events_of
from withhold.services.law_check.reading import UnknownKey, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.register import Order

_INSTRUMENTS = frozenset({"WRO", "FINDING", "UFLPA"})
_ANY = "ANY"
_LINE_DATES = {
    "imported": "import_date",
    "released_on": "release_date",
    "produced_on": "production_date",
}


@cache
def _vocabulary() -> dict[str, dict[str, str]]:
    """The keys of each nested object, with their types."""
    table: dict[str, dict[str, str]] = shipped_yaml("services.law_check", "objects.yaml")
    return table


def read_object(kind: str, value: object) -> dict[str, Any]:
    """The cells of a nested object by their types; null cells stay None.

    Raises:
        UnknownKey: no map, a key the object does not have, or a value that is not of its type.
    """
    types = _vocabulary()[kind]
    if not isinstance(value, dict):
        raise UnknownKey(f"{kind}={value}")
    for key in value:
        if key not in types:
            raise UnknownKey(str(key))
    return {key: _cell(key, cell, types[key]) for key, cell in value.items()}


def read_objects(kind: str, value: object) -> list[dict[str, Any]]:
    """The cells of each object of a list; null: none.

    Raises:
        UnknownKey: as `read_object`.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise UnknownKey(f"{kind}={value}")
    return [read_object(kind, item) for item in value]


def _cell(key: str, value: object, kind: str) -> Any:  # noqa: ANN401 - as the type says
    """One cell by its type."""
    if value is None:
        return None
    if kind == "decimal":
        return _decimal(key, value)
    if kind == "names":
        if not isinstance(value, list):
            raise UnknownKey(f"{key}={value}")
        return tuple(str(item) for item in value)
    return typed(key, value, kind)


def _decimal(key: str, value: object) -> Decimal:
    """A number as written."""
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise UnknownKey(f"{key}={value}") from error


def register_of(orders: object) -> Register:
    """The register that holds exactly the orders of a case."""
    rows = read_objects("order", orders)
    return Register(
        version="case", orders=tuple(_order(number, row) for number, row in enumerate(rows, 1))
    )


def _order(number: int, cells: Mapping[str, Any]) -> Order:
    """One order of a case."""
    word = cells.get("instrument")
    if word not in _INSTRUMENTS:
        raise UnknownKey(f"instrument={word}")
    entities = _names("entities", cells.get("entities"))
    events = events_of(cells.get("events") or [], entities)
    taken_out = () if entities else tuple(n for row in cells.get("events") or [] for n in _of(row))
    place = cells.get("place") or ""
    return drafted_order(
        OrderDraft(
            order_id=f"case-{number}",
            instrument=word,
            entities=entities,
            place="" if place == _ANY else place,
            goods=cells.get("goods") or (),
            hts_limit=cells.get("hts_limit") or (),
            tail=_names("tail", cells.get("tail")),
            clause=cells.get("clause") or "",
            days={k: v for k, v in cells.items() if isinstance(v, date)},
            events=events,
            excluded=tuple(dict.fromkeys(taken_out)),
        )
    )


def _of(event: Mapping[str, Any]) -> tuple[str, ...]:
    """The parties an event of an order takes out."""
    return tuple(event.get("entities") or ()) if event.get("event") == "modified" else ()


def _names(key: str, value: object) -> tuple[str, ...]:
    """A list of words, or one word; ANY and null: none."""
    if value is None or value == _ANY:
        return ()
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    if isinstance(value, str):
        return (value,)
    raise UnknownKey(f"{key}={value}")


def line_of(inputs: Mapping[str, Any]) -> TracedLine:
    """The trade line of a case, with its maker and materials."""
    dates: dict[str, Any] = {name: inputs.get(key) for key, name in _LINE_DATES.items()}
    value = inputs.get("value_usd")
    return TracedLine(
        goods=inputs.get("goods") or "",
        hts=inputs.get("hts") or "",
        country_of_origin=inputs.get("country_of_origin") or "",
        entry_type=inputs.get("entry_type") or "",
        value_usd=None if value is None else Decimal(str(value)),
        dates=LineDates(**dates),
        maker=maker_of(inputs.get("maker")),
        materials=tuple(map(_material, read_objects("material", inputs.get("materials")))),
        chain_complete=inputs.get("chain_complete"),
    )


def maker_of(value: object) -> Maker:
    """A producing party; null cells are not known."""
    if value is None:
        return Maker()
    cells = read_object("maker", value)
    return Maker(**{key: cell for key, cell in cells.items() if cell is not None})


def _material(cells: Mapping[str, Any]) -> Material:
    """An upstream line."""
    known = {key: cell for key, cell in cells.items() if cell is not None and key != "maker"}
    return Material(**known, maker=maker_of(cells.get("maker")))
