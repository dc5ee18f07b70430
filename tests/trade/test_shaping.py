"""Cells to lines and parties: headers of any kind, cells that cannot be used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.base import InputError
from withhold.trade.cells import read_day_cell, read_hts_cell
from withhold.trade.lines import KNOWN, mapped, role_and_column
from withhold.trade.shaping import LINE, PARTY, plan_rows, shape_row


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("HTS Number", "hts"),
        ("hts_code", "hts"),
        ("Country of Origin", "country_of_origin"),
        ("Shipper Name", "shipper_name"),
        ("SHIPPER", "shipper_name"),
        ("Manufacturer Address", "manufacturer_address"),
        ("Exporter", "shipper_name"),
        ("ZIP code", "postal_code"),
        ("Description of Goods", "goods_description"),
        ("公司名称", "name"),
        ("Date of Importation", "import_date"),
        ("colour", ""),
    ],
)
def test_a_common_name_of_a_column_is_known(header: str, column: str) -> None:
    assert mapped(header) == column


@pytest.mark.parametrize("column", sorted(KNOWN))
def test_every_column_of_ours_is_read_in_any_case(column: str) -> None:
    assert mapped(column.upper().replace("_", " ")) == column


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2020-08-25", "2020-08-25"),
        ("2020-08-25T10:00:00", "2020-08-25"),
        ("20200825", "2020-08-25"),
        ("8/25/2020", "2020-08-25"),
        ("25/08/2020", "2020-08-25"),
        ("08/09/2020", "2020-08-09"),
        ("25-Aug-20", "2020-08-25"),
        ("Aug 25, 2020", "2020-08-25"),
        ("2020年8月25日", "2020-08-25"),
        ("44068", "2020-08-25"),
        ("", ""),
        ("N/A", ""),
        ("31/31/2020", None),
        ("2020-02-30", None),
        ("soon", None),
    ],
)
def test_a_day_cell_is_read_or_said_to_be_none(cell: str, day: str | None) -> None:
    assert read_day_cell(cell) == day


@given(st.text(max_size=30))
def test_any_cell_is_read_or_refused(cell: str) -> None:
    read_day_cell(cell)
    read_hts_cell(cell)


def test_a_lost_leading_zero_is_put_back_and_said() -> None:
    assert read_hts_cell("702002035") == (
        "0702002035",
        "HTS 702002035 read as 0702002035: a leading zero was lost",
    )
    assert read_hts_cell("0702.00.2035") == ("0702002035", "")
    assert read_hts_cell("7020020.0")[0] == "07020020"


def test_a_wide_row_is_one_line_with_several_parties() -> None:
    plan = plan_rows(["id", "Shipper", "Consignee Name", "Maker", "HS code"], file="x.csv")
    shaped = shape_row(plan, ["7", "A", "B", "C", "6109.10"], file="x.csv", row=1)
    assert dict(zip(LINE, shaped.line, strict=True))["row_id"] == "7"
    roles = [(p[0], p[1 + PARTY.index("name")]) for p in shaped.parties]
    assert roles == [("manufacturer", "C"), ("shipper", "A"), ("consignee", "B")]


def test_a_long_row_has_the_role_of_its_cell() -> None:
    plan = plan_rows(["name", "party_role"], file="x.csv")
    assert shape_row(plan, ["A", "Exporter"], file="x.csv", row=1).parties[0][0] == "shipper"
    odd = shape_row(plan, ["A", "wizard"], file="x.csv", row=1)
    assert odd.parties[0][0] == "manufacturer"
    assert "party_role 'wizard' is unknown" in odd.line[-1]


def test_a_missing_row_id_is_the_place_in_the_file() -> None:
    plan = plan_rows(["name"], file="x.csv")
    assert shape_row(plan, ["A"], file="x.csv", row=9).line[0] == "x.csv#9"


def test_a_cell_that_cannot_be_used_stands_in_the_notes_and_the_line_stays() -> None:
    plan = plan_rows(["name", "import_date", "hts"], file="x.csv")
    line = shape_row(plan, ["A", "31/31/2020", "abc"], file="x.csv", row=1).line
    assert line[-1] == "import_date '31/31/2020' is no day|HTS 'abc' cannot be read"


def test_a_number_that_a_spreadsheet_shortened_is_said() -> None:
    plan = plan_rows(["row_id", "name"], file="x.csv")
    assert "shortened" in shape_row(plan, ["1.23E+15", "A"], file="x.csv", row=1).line[-1]


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ([], "the header is empty"),
        (["", " "], "the header is empty"),
        (["name", "Name"], "two columns for name"),
        (["name", "name"], "two columns for name"),
        (["colour", "size"], "no column names a party"),
    ],
)
def test_a_header_that_does_not_serve_is_refused(header: list[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        plan_rows(header, file="x.csv")


def test_the_own_name_of_a_column_comes_before_other_names_of_it() -> None:
    plan = plan_rows(["Product", "goods_description", "Company", "Vendor"], file="x.csv")
    assert plan.mapped == {"goods_description": "goods_description", "Company": "name"}
    assert plan.unread == (
        "Product (goods_description is goods_description)",
        "Vendor (Company is name)",
    )


def test_a_mapping_of_the_user_comes_first() -> None:
    plan = plan_rows(["Vendor Nm", "Company"], file="x.csv", mapping={"Vendor Nm": "supplier_name"})
    shaped = shape_row(plan, ["S", "M"], file="x.csv", row=1)
    assert [p[:2] for p in shaped.parties] == [("manufacturer", "M"), ("supplier", "S")]


@pytest.mark.parametrize("cells", [["A"], ["A", "B", "C"]])
def test_a_row_of_another_length_is_refused(cells: list[str]) -> None:
    plan = plan_rows(["name", "hts"], file="x.csv")
    with pytest.raises(InputError, match="cells where the header has 2"):
        shape_row(plan, cells, file="x.csv", row=3)


def test_empty_cells_too_many_are_cut() -> None:
    plan = plan_rows(["name", "hts"], file="x.csv")
    assert shape_row(plan, ["A", "61", "", " "], file="x.csv", row=1).parties[0][1] == "A"


def test_a_wide_column_is_a_role_and_a_party_column() -> None:
    assert role_and_column("notify_party_postal_code") == ("notify_party", "postal_code")
    assert role_and_column("colour") == ("", "")


@pytest.mark.parametrize(
    ("cell", "usable"),
    [
        *[(c, True) for c in ("120", "1,200.50", "1 200", "", "N/A", "1e9", "12 KG", ".5", "0")],
        *[(c, False) for c in ("-5", "a few", "#REF!", "--", "1.2.3")],
    ],
)
def test_a_quantity_that_is_none_is_said_and_the_line_stays(cell: str, usable: bool) -> None:  # noqa: FBT001 - a case
    plan = plan_rows(["name", "Qty"], file="a.csv")
    line = shape_row(plan, ["Acme", cell], file="a.csv", row=1).line
    assert ("is no quantity" not in line[LINE.index("notes")]) == usable
