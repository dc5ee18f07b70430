"""Rows of an edges file: what is no supply is dropped, what is only badly measured stays."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from withhold.supply_chain import edge_column, read_edge_rows


def read(**cells: str) -> tuple[tuple[object, ...], list[str]]:
    row = {"from_id": "A", "to_id": "B"} | cells
    edges, faults = read_edge_rows([(1, row)], document="e.csv")
    return edges, [f.code for f in faults]


def test_a_whole_row_becomes_an_edge() -> None:
    edges, faults = read_edge_rows(
        [(4, {"from_id": "A", "to_id": "B", "lot": "L", "input_qty": "1,000", "output_qty": "850",
              "uom": "kg", "yield": "85%", "date": "1/15/2024"})],
        document="e.csv",
    )  # fmt: skip
    assert faults == ()
    assert edges[0].input_qty == Decimal(1000)
    assert edges[0].max_yield == Decimal("0.85")
    assert edges[0].on == date(2024, 1, 15)
    assert edges[0].step == ("B", "L")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"from_id": ""}, "missing_id"),
        ({"to_id": " "}, "missing_id"),
        ({"to_id": "A"}, "self_edge"),
    ],
)
def test_a_row_that_is_no_supply_is_dropped(cells: dict[str, str], code: str) -> None:
    assert read(**cells) == ((), [code])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"input_qty": "-5"}, "quantity"),
        ({"output_qty": "much"}, "quantity"),
        ({"input_qty": "1e999"}, "quantity"),
        ({"yield": "-1"}, "yield"),
        ({"yield": "0"}, "yield"),
        ({"date": "31/31/2024"}, "day"),
        ({"uom": "furlong"}, "unit"),
    ],
)
def test_a_cell_that_cannot_be_used_leaves_the_edge(cells: dict[str, str], code: str) -> None:
    edges, codes = read(**cells)
    assert len(edges) == 1
    assert codes == [code]


def test_headers_are_known_in_other_words() -> None:
    assert edge_column("Source ID") == "from_id"
    assert edge_column("colour") == ""
