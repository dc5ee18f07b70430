"""Numbers on a line: what is odd is told, nothing is refused, importers stay masked."""

from __future__ import annotations

import pytest

from withhold.screening.identifier_notes import _kinds, told_identifiers, told_number
from withhold.trade.lines import KNOWN, ROLES


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("entry_number", "B76-0324527-8", ""),
        ("entry_number", "B76-0324527-1", "its check digit would be 8 (DAT-03)"),
        ("entry_number", "12", "an entry number is"),
        ("container", "CSQU3054383", ""),
        ("container", "CSQU3054384", "its check digit would be 3 (DAT-11)"),
        ("in_bond", "257700052", ""),
        ("in_bond", "257700053", "its check digit would be 2 (DAT-10)"),
        ("air_waybill", "125-12345675", ""),
        ("manufacturer_lei", "529900T8BM49AURSDO55", ""),
        ("manufacturer_lei", "529900T8BM49AURSDO56", "the check digits do not hold"),
        ("vessel_imo", "9074729", ""),
        ("vessel_imo", "9074728", "its check digit would be 9"),
        ("uscc", "91110000600037341L", ""),
        ("port", "2704", ""),
        ("port", "Los Angeles", ""),
        ("port", "9999", "not in the shipped table of ports"),
        ("house_bill", "123456789", ""),
        ("goods_description", "B76", ""),
    ],
)
def test_what_is_odd_about_a_number_is_one_sentence(column: str, value: str, told: str) -> None:
    found = told_number(column, value)
    assert (told in found) if told else found == ""


def test_an_importer_number_is_shown_masked() -> None:
    found = told_number("importer_number", "12-34567")
    assert found
    assert "12-34" not in found


def test_a_mid_that_the_makers_name_would_not_give_is_told() -> None:
    notes = ["#manufacturer_mid=CNSHETIM1342SHE", "no HTS number"]
    fits = told_identifiers(notes, role="manufacturer", name="Shenzhen Timely Watch Co.,Ltd")
    assert fits == ("no HTS number",)
    other = told_identifiers(notes, role="manufacturer", name="Hefei Bitland")
    assert "does not fit 'Hefei Bitland', which gives HEFBIT" in other[0]
    assert told_identifiers(notes, role="seller", name="Hefei Bitland") == ("no HTS number",)


def test_every_checked_column_is_one_that_files_have() -> None:
    assert {c for c in _kinds() if not any(c.startswith(f"{r}_") for r in ROLES)} <= KNOWN
