"""CBP's list: what its rows say, and what stops the import of a spoilt file."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from tests.sources.samples import CBP_SAMPLE, CBP_WHOLE, cbp_bytes, cbp_rows, cbp_with

from withhold.base import SourceError, shipped_csv, slug
from withhold.sources.cbp_orders import read_cbp
from withhold.sources.cbp_orders.parties import UnreadableCell, read_parties
from withhold.sources.cbp_orders.remarks import read_remarks
from withhold.sources.published import PublishedFile, Removal

WHOLE = CBP_WHOLE.read_bytes()


def _read(data: bytes) -> PublishedFile:
    return read_cbp(data, "wro.csv")


def test_every_row_of_the_sample_is_read() -> None:
    found = _read(CBP_SAMPLE.read_bytes())
    assert found.encoding == "windows-1252"
    assert Counter(r.instrument for r in found.rows) == {"WRO": 14, "FINDING": 4}
    assert found.unread_columns == ("Press Release",)
    assert found.rejects == ()


def test_the_whole_edition_equals_the_curated_orders() -> None:
    curated = {
        (r["instrument"].upper(), r["date_as_published"], slug(r["manufacturer_raw"])): r
        for r in shipped_csv("register", "wro_findings.csv")
        if "fy26-2026-06-23" in r["source"]
    }
    read = _read(WHOLE)
    keys = {(r.instrument, r.raw["Effective Date"], slug(r.raw["Entity"])): r for r in read.rows}
    assert set(keys) == set(curated)
    for key, row in keys.items():
        assert row.effective_on.isoformat() == curated[key]["issued_date"]
        assert row.merchandise == curated[key]["merchandise"]
        assert row.country_iso2 == curated[key]["country_iso2"]


def test_the_parties_of_the_whole_edition_equal_the_curated_ones() -> None:
    orders = [
        r for r in shipped_csv("register", "wro_findings.csv") if "fy26-2026-06-23" in r["source"]
    ]
    added = {"unnamed subsidiaries", "unnamed vessels", "excluded party", "group member"}
    named: dict[str, set[str]] = {}
    for row in shipped_csv("register", "wro_entities.csv"):
        if row["role"] not in added:
            named.setdefault(row["order_id"], set()).add(slug(row["entity_name"]))
    for printed, order in zip(_read(WHOLE).rows, orders, strict=True):
        assert {slug(p.name) for p in printed.parties} == named[order["order_id"]]


def test_a_no_break_space_is_a_blank_and_the_raw_cell_stays() -> None:
    row = next(r for r in _read(WHOLE).rows if "Tomatoes and" in r.merchandise)
    assert row.merchandise == "Cotton, Tomatoes and Downstream Products"
    assert "\u00a0" in row.raw["Merchandise"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_reads_the_same_in_each_encoding(encoding: str) -> None:
    assert _read(cbp_bytes(cbp_rows(), encoding)).rows == _read(WHOLE).rows


def test_columns_in_another_order_read_the_same() -> None:
    turned = cbp_bytes([row[::-1] for row in cbp_rows()])
    wanted = [(r.row_key, r.parties, r.removals) for r in _read(WHOLE).rows]
    assert [(r.row_key, r.parties, r.removals) for r in _read(turned).rows] == wanted


def test_an_edition_without_an_optional_column_is_read_and_says_so() -> None:
    rows = cbp_rows()
    place = rows[0].index("Industry")
    found = _read(cbp_bytes([[c for i, c in enumerate(r) if i != place] for r in rows]))
    assert len(found.rows) == 67
    assert found.notes == ("the edition has no column 'Industry'",)


def test_rows_without_an_entity_are_kept_as_rejects() -> None:
    rows = cbp_rows()
    rows.insert(4, [""] * 11)
    rows.insert(9, ["", "", "", "China", *[""] * 7])
    found = _read(cbp_bytes(rows))
    assert [(r.row, r.code) for r in found.rejects] == [(4, "blank_row"), (9, "no_entity")]
    assert len(found.rows) == 67


SPOILT = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \r\n \r\n", "the file is empty"),
    "workbook": (b"PK\x03\x04xxxx", "is a workbook"),
    "header only": (cbp_bytes(cbp_rows()[:1]), "no order in the file"),
    "cut inside a quoted cell": (WHOLE[:-300], "wro.csv"),
    "cut at the end of a cell": (WHOLE[:-2], "the last line has no line end"),
    "cut in a row": (WHOLE[: WHOLE.index(b"Marange") + 3], "the last line has no line end"),
    "a row cut short": (WHOLE.replace(b",N/A,Asli Maydi,", b""), "8 cells where the header has 11"),
    "zero bytes": (WHOLE.replace(b"China", b"Ch\0na"), "holds zero bytes"),
    "re-encoded twice": (
        WHOLE.decode("cp1252").replace("\u00a0", "\u00c2\u00a0").encode("utf-8"),
        "was re-encoded",
    ),
    "letters lost on the way": (
        WHOLE.decode("cp1252").replace("\u00a0", "\ufffd").encode("utf-8"),
        "was re-encoded",
    ),
    "read as Latin-1 and saved again": (
        WHOLE.replace(b"Marange", b"Marange\x92").decode("latin-1").encode("utf-8"),
        "was re-encoded",
    ),
    "an undecodable byte": (WHOLE.replace(b"\xa0", b"\x81"), "cannot be read as cp1252"),
    "doubled": (WHOLE + WHOLE.split(b"\r\n", 1)[1], "the same row as row 1"),
    "two files in one": (WHOLE + WHOLE, "the header again"),
    "a column twice": (
        cbp_bytes([[*r, r[0]] for r in cbp_rows()]),
        "the header has a column twice",
    ),
    "a new column": (
        cbp_bytes([[*r, "Note" if i == 0 else ""] for i, r in enumerate(cbp_rows())]),
        "a column that the list never had",
    ),
    "a missing column": (cbp_bytes([r[:-1] for r in cbp_rows()]), "column 'Remarks'"),
    "ISO dates": (cbp_with(3, "Effective Date", "1991-11-06"), "M/D/YYYY"),
    "day first": (cbp_with(4, "Effective Date", "14/11/1991"), "M/D/YYYY"),
    "an impossible day": (cbp_with(4, "Effective Date", "2/30/1991"), "M/D/YYYY"),
    "a day before the law": (cbp_with(1, "Effective Date", "1/1/1899"), "row 1"),
    "years that disagree": (cbp_with(4, "Calendar Year", "1992"), "Calendar Year"),
    "a new status": (cbp_with(5, "Status", "Suspended"), "value 'Suspended'"),
    "a new instrument": (cbp_with(5, "WRO/Finding", "Notice"), "value 'Notice'"),
    "an order without an entity": (cbp_with(5, "Entity", ""), "without an entity"),
    "an order without goods": (cbp_with(5, "Merchandise", " "), "without merchandise"),
    "a new grammar": (
        cbp_with(6, "Entity", "Any facility owned by Acme, Beta and Gamma"),
        "a party cell with a new grammar",
    ),
    "a new form of removal": (
        cbp_with(6, "Remarks", "Acme was released in May 2024"),
        "tells of a change in a new form",
    ),
    "an impossible removal": (
        cbp_with(6, "Remarks", "Acme removed from the order, 13/13/2024"),
        "impossible day",
    ),
}


@pytest.mark.parametrize(("data", "message"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_stops_with_its_place_and_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        _read(data)
    assert message in str(caught.value)
    assert "wro.csv" in str(caught.value)
    assert caught.value.way_out


def test_a_fault_names_row_column_and_value() -> None:
    with pytest.raises(SourceError) as caught:
        _read(cbp_with(5, "Status", "Suspended"))
    assert (caught.value.row, caught.value.column, caught.value.value) == (
        5,
        "Status",
        "Suspended",
    )


def test_a_column_that_was_looked_at_may_stay_unread() -> None:
    data = cbp_bytes([[*r, "Note" if i == 0 else ""] for i, r in enumerate(cbp_rows())])
    found = read_cbp(data, "wro.csv", accept_columns=frozenset({"Note"}))
    assert found.unread_columns == ("Press Release", "Note")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Acme Co., Ltd.", ["Acme Co., Ltd."]),
        ("Acme Co., Ltd.,", ["Acme Co., Ltd."]),
        ("Acme Co., Ltd.; Beta Inc.", ["Acme Co., Ltd.", "Beta Inc."]),
        ("Acme Ltd. and Beta Mill Co., Ltd.", ["Acme Ltd.", "Beta Mill Co., Ltd."]),
        ("Acme Ltd., Beta Inc., and Gamma LLC", ["Acme Ltd.", "Beta Inc.", "Gamma LLC"]),
        ("Acme S.A. de C.V. and Beta S.A. de C.V.", ["Acme S.A. de C.V.", "Beta S.A. de C.V."]),
        ("Forging and Pressing Machine Works", ["Forging and Pressing Machine Works"]),
        ("Cotton and Linen Co., Ltd.", ["Cotton and Linen Co., Ltd."]),
        ("Xinsheng (New Life) Factory", ["Xinsheng (New Life) Factory"]),
        ("Fishing Vessel: Da Wang 7", ["Da Wang 7"]),
    ],
)
def test_a_party_cell_splits_at_firms_and_nowhere_else(cell: str, names: list[str]) -> None:
    assert [p.name for p in read_parties(cell, {})] == names


def test_an_a_k_a_chain_is_other_names_of_one_party() -> None:
    (party,) = read_parties("Yunnan Machinery, a/k/a Golden Horse Factory, a/k/a 1st Prison", {})
    assert party.name == "Yunnan Machinery"
    assert party.aliases == ("Golden Horse Factory", "1st Prison")
    assert party.kind == "prison"


def test_an_open_clause_is_never_a_name() -> None:
    first, second = read_parties("Acme Ltd. and Beta Ltd. and their subsidiaries", {})
    assert (first.open_clause, second.open_clause) == ("", "and their subsidiaries")
    assert second.name == "Beta Ltd."


def test_a_fleet_has_its_owner_and_a_clause() -> None:
    (party,) = read_parties("Fishing Vessels owned by Dalian Ocean Fishing Co. Ltd.", {})
    assert (party.kind, party.name) == ("fleet", "Dalian Ocean Fishing Co. Ltd.")
    assert party.open_clause == "Fishing Vessels owned by"


@pytest.mark.parametrize(
    "cell",
    [
        "Acme, Beta",
        "Everest Carpet and Valley Carpet",
        "Acme (Beta",
        "Cotton produced in Atlantis",
        "All goods of Acme Ltd.",
        "Acme Ltd. except its plant in Beta",
        "123",
    ],
)
def test_a_cell_that_no_rule_splits_safely_is_refused(cell: str) -> None:
    with pytest.raises(UnreadableCell):
        read_parties(cell, {})


def test_a_removal_names_a_party_or_goods() -> None:
    text = "Acme Ltd. removed from the order, 7/23/2021\nRayon removed from the order, 1/2/2020"
    found = read_remarks(text, ["Acme Ltd."], wide=False)
    assert found.removals == (
        Removal(on=date(2021, 7, 23), party_text="Acme Ltd."),
        Removal(on=date(2020, 1, 2), goods="Rayon"),
    )


def test_a_removal_from_a_country_order_names_a_firm_it_never_named() -> None:
    found = read_remarks("Acme removed from the order, 7/23/2021", ["Tobacco of X"], wide=True)
    assert found.removals == (Removal(on=date(2021, 7, 23), party_text="Acme"),)
