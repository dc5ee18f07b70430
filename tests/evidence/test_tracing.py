"""Lots that link, quantities that can be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.evidence import (
    Conversion,
    Lot,
    Trace,
    broken_links,
    max_output,
    missing_stage_documents,
    read_trace,
    reconcile_lots,
)
from withhold.law.evidence_rules import evidence_requirements

AMOUNTS = st.decimals(min_value=0, max_value=1_000_000, places=3)


def gin(output: str, *, lot: str = "L-1", uom: str = "kg", tolerance: str = "0") -> Conversion:
    return Conversion(
        from_stage="gin",
        to_stage="spinner",
        input_qty=Decimal(1000),
        output_qty=Decimal(output),
        uom=uom,
        max_yield=Decimal("0.92"),
        tolerance=Decimal(tolerance),
        lot=lot,
    )


def test_a_chain_links_where_each_lot_that_went_in_came_out_before() -> None:
    lots = (
        Lot(stage="gin", lot_out="B-1"),
        Lot(stage="gin", lot_out="B-2"),
        Lot(stage="spinner", lot_in="B-2", lot_out="Y-1"),
        Lot(stage="knitter", lot_in="y-1"),
    )
    assert broken_links(lots) == ()


def test_a_lot_from_elsewhere_breaks_the_chain() -> None:
    lots = (
        Lot(stage="gin", lot_out="B-1"),
        Lot(stage="spinner", lot_in="B-1"),
        Lot(stage="spinner", lot_in="B-9"),
    )
    assert broken_links(lots) == (("gin", "spinner"),)


def test_the_first_break_is_told() -> None:
    lots = tuple(Lot(stage=stage) for stage in ("gin", "spinner", "knitter"))
    assert read_trace(Trace(lots=lots)).between == ("gin", "spinner")


@given(quantity=AMOUNTS, share=st.decimals(min_value=0, max_value=1, places=3), more=AMOUNTS)
def test_output_up_to_the_most_is_plausible_and_above_it_is_not(
    quantity: Decimal, share: Decimal, more: Decimal
) -> None:
    at_most = quantity * share
    for output, fails in ((at_most, False), (at_most + more, more > 0)):
        conversion = Conversion(
            from_stage="a", to_stage="b", input_qty=quantity, output_qty=output, max_yield=share
        )
        found = read_trace(Trace(conversions=(conversion,)))
        assert ("mass_balance_fail" in found.flags) is fails
        assert found.max_output_qty == max_output(conversion) == at_most


def test_inputs_of_one_lot_count_together() -> None:
    records = (gin("900"), gin("940"), gin("921", lot="L-2"))
    assert reconcile_lots(records) == {"L-2": Decimal("1.00")}


def test_one_lot_in_two_units_is_refused() -> None:
    with pytest.raises(ValueError, match="L-1"):
        reconcile_lots((gin("900"), gin("1", uom="t")))


def test_the_documents_of_a_stage_are_counted_off() -> None:
    wanted = evidence_requirements()["stage_documents"]
    assert missing_stage_documents(()) == tuple(wanted)
    assert missing_stage_documents(set(wanted) - {"proof_of_payment"}) == ("proof_of_payment",)
