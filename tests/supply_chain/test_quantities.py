"""Quantities along a chain: a gap is named, what cannot be judged is not."""

from __future__ import annotations

from decimal import Decimal

from withhold.supply_chain import Edge, quantity_gaps, throughput_gaps, unit_of


def edge(source: str, target: str, *, lot: str = "", **said: object) -> Edge:
    def quantity(name: str) -> Decimal | None:
        return Decimal(str(said[name])) if name in said else None

    return Edge(
        from_id=source,
        to_id=target,
        lot=lot,
        uom=str(said.get("uom", "kg")),
        input_qty=quantity("input_qty"),
        output_qty=quantity("output_qty"),
        max_yield=quantity("share"),
        process=str(said.get("process", "")),
    )


def test_inputs_of_a_lot_count_together() -> None:
    edges = [
        edge("A", "Y", lot="L", input_qty=60, output_qty=100),
        edge("B", "Y", lot="L", input_qty=60, output_qty=100),
    ]
    assert quantity_gaps(edges) == {}


def test_more_out_than_the_inputs_can_give_is_a_gap() -> None:
    found = quantity_gaps([edge("A", "Y", lot="L", input_qty=100, output_qty=95, share=0.9)])
    assert found == {
        ("Y", "L"): "Y, lot L: 95 kg came out; 100 kg went in and can have given 90 kg at most "
        "(EVD-12)"
    }


def test_a_tolerance_is_the_users() -> None:
    edges = [edge("A", "Y", input_qty=100, output_qty=105)]
    assert quantity_gaps(edges)
    assert quantity_gaps(edges, tolerance=Decimal("0.05")) == {}


def test_pieces_without_a_yield_and_unknown_units_are_not_judged() -> None:
    assert quantity_gaps([edge("A", "Y", input_qty=1, output_qty=9, uom="pcs")]) == {}
    assert quantity_gaps([edge("A", "Y", input_qty=1, output_qty=9, uom="furlong")]) == {}
    assert quantity_gaps([edge("A", "Y", output_qty=9)]) == {}


def test_a_yield_that_makes_weight_from_nothing_is_a_gap() -> None:
    found = quantity_gaps([edge("A", "Y", input_qty=1, output_qty=1, share=1.4)])
    assert "more weight out than in" in found["Y", ""]


def test_an_event_counts_each_input_and_output_once() -> None:
    edges = [
        edge(source, target, input_qty=50, output_qty=made, process="E1")
        for source in ("A", "B")
        for target, made in (("X", 60), ("Y", 45))
    ]
    assert "105 kg came out; 100 kg went in" in quantity_gaps(edges)["E1", ""]


def test_more_going_on_than_was_made_is_a_gap_in_any_unit_of_the_kind() -> None:
    edges = [
        edge("LINT", "YARN", input_qty=100, output_qty=90),
        edge("YARN", "SHIRT", input_qty=0.08, uom="t"),
        edge("YARN", "SOCK", input_qty=20),
    ]
    assert list(throughput_gaps(edges)) == ["YARN"]
    assert unit_of("MT") == unit_of("tonnes")
