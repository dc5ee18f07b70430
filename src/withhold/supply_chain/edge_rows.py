"""Rows of an edges file as edges; what cannot be used is said, and the rest goes on.

>>> edges, faults = read_edge_rows([(1, {"from_id": "A", "to_id": "A"})], document="e.csv")
>>> edges, faults[0].code
((), 'self_edge')
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.supply_chain.model import Edge, EdgeFault
from withhold.supply_chain.units import unit_of
from withhold.trade.cells import read_day_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Columns of an edges file, and other names they have.
EDGE_COLUMNS = {
    "from_id": ("from", "source", "source_id", "supplier_row_id", "input_id", "child_id"),
    "to_id": ("to", "target", "target_id", "buyer_row_id", "output_id", "parent_id"),
    "lot": ("lot_no", "lot_number", "batch"),
    "input_qty": ("input_quantity", "qty_in", "quantity_in"),
    "output_qty": ("output_quantity", "qty_out", "quantity_out"),
    "uom": ("unit", "unit_of_measure"),
    "yield": ("max_yield", "yield_rate"),
    "date": ("on", "supplied_on", "event_date"),
}
_NOTHING = frozenset({"", "n/a", "na", "none", "null", "-", "unknown"})
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d{1,2})?")
_LARGEST = Decimal(10) ** 18


def edge_column(header: str) -> str:
    """The column of an edges file that a header stands for; empty: none."""
    name = re.sub(r"[^a-z]+", "_", header.strip().casefold()).strip("_")
    if name in EDGE_COLUMNS:
        return name
    return next((column for column, names in EDGE_COLUMNS.items() if name in names), "")


def read_edge_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]], *, document: str
) -> tuple[tuple[Edge, ...], tuple[EdgeFault, ...]]:
    """The edges of rows (row number, cells by column), and what could not be used.

    A row without ids, or from a node to itself, is dropped. A quantity, yield, unit or day that
    cannot be used leaves the edge, for the supply is said all the same.
    """
    edges: list[Edge] = []
    faults: list[EdgeFault] = []
    for number, cells in rows:
        found = tuple(_row_faults(number, cells))
        faults += found
        if any(f.dropped for f in found):
            continue
        edges.append(
            Edge(
                from_id=cells["from_id"].strip(),
                to_id=cells["to_id"].strip(),
                lot=cells.get("lot", "").strip(),
                input_qty=read_quantity(cells.get("input_qty", "")),
                output_qty=read_quantity(cells.get("output_qty", "")),
                uom=cells.get("uom", "").strip(),
                max_yield=_yield(cells.get("yield", "")),
                on=_day(cells.get("date", "")),
                document=document,
            )
        )
    return tuple(edges), tuple(faults)


def _row_faults(number: int, cells: Mapping[str, str]) -> Iterator[EdgeFault]:
    """What is wrong with a row."""
    source, target = cells.get("from_id", "").strip(), cells.get("to_id", "").strip()
    if not source or not target:
        column = "to_id" if source else "from_id"
        yield _fault(number, column, "", "missing_id", "an edge needs both ids", dropped=True)
    elif source == target:
        yield _fault(number, "to_id", target, "self_edge", "nothing is its own input", dropped=True)
    for column in ("input_qty", "output_qty"):
        text = cells.get(column, "").strip()
        if text.casefold() not in _NOTHING and read_quantity(text) is None:
            told = "no quantity, or a negative one: the edge stays, the quantity is not used"
            yield _fault(number, column, text, "quantity", told)
    text = cells.get("yield", "").strip()
    if text.casefold() not in _NOTHING and _yield(text) is None:
        told = "no yield above zero: the edge stays, the yield is not used"
        yield _fault(number, "yield", text, "yield", told)
    text = cells.get("date", "").strip()
    if read_day_cell(text) is None:
        yield _fault(number, "date", text, "day", "no day: the edge stays, without a day")
    text = cells.get("uom", "").strip()
    if text and unit_of(text) is None:
        told = "a unit that is not known: the edge stays, its quantities are not reconciled"
        yield _fault(number, "uom", text, "unit", told)


def _fault(  # noqa: PLR0913 - the place of a fault has this many parts
    row: int, column: str, value: str, code: str, message: str, *, dropped: bool = False
) -> EdgeFault:
    """A fault of a row."""
    return EdgeFault(
        row=row, column=column, value=value, code=code, message=message, dropped=dropped
    )


@lru_cache(maxsize=65_536)
def read_quantity(text: str) -> Decimal | None:
    """A quantity of zero or more; None where it is none.

    >>> read_quantity("1,200.5"), read_quantity("-3")
    (Decimal('1200.5'), None)
    """
    cell = text.strip()
    if not cell or not _NUMBER.fullmatch(cell):
        return None
    try:
        value = Decimal(cell.replace(",", ""))
    except InvalidOperation:
        return None
    return value if 0 <= value <= _LARGEST else None


@lru_cache(maxsize=4096)
def _yield(text: str) -> Decimal | None:
    """A yield above zero: 0.85, or 85%."""
    cell = text.strip()
    percent = cell.endswith("%")
    value = read_quantity(cell.removesuffix("%"))
    if not value:
        return None
    return value / 100 if percent else value


@lru_cache(maxsize=65_536)
def _day(text: str) -> date | None:
    """The day of a cell, or None."""
    found = read_day_cell(text)
    return date.fromisoformat(found) if found else None
