"""A list of one's own: every faulty cell is named, formulas and stray blanks are data."""

from __future__ import annotations

import pytest

from withhold.base import ManyFaults, SourceError
from withhold.sources.own_list import OWN_TEMPLATE, read_own
from withhold.sources.sniff import sniff_source

HEAD = "order_id,issued_date,entity,aliases,hts_prefixes,country,end_date,status\r\n"


def _own(*lines: str, head: str = HEAD) -> bytes:
    return (head + "".join(f"{line}\r\n" for line in lines)).encode("utf-8")


def test_the_template_has_the_columns_that_are_read() -> None:
    filled = OWN_TEMPLATE + b"A-1,OWN,2026-01-05,Acme" + b"," * 20 + b"\r\n"
    (row,) = read_own(filled, "own.csv", "watch").rows
    assert (row.list, row.instrument, row.parties[0].name) == ("own:watch", "OWN", "Acme")


def test_lists_in_a_cell_are_json_or_bars() -> None:
    data = _own(
        'A,2026-01-05,Acme,"[""A; B"", ""C""]",52|6109.10,China,,',
        "B,2026-01-05,Beta,D|E,,TW,2026-02-01,active",
    )
    first, second = read_own(data, "own.csv", "watch").rows
    assert first.parties[0].aliases == ("A; B", "C")
    assert first.tidied["hts_prefixes"] == "52|610910"
    assert (first.country_iso2, second.country_iso2) == ("CN", "TW")
    assert second.parties[0].aliases == ("D", "E")


def test_the_guard_before_a_formula_is_taken_off_and_the_cell_stays_data() -> None:
    (row,) = read_own(_own("A,2026-01-05,'=cmd|calc,,,,,"), "own.csv", "watch").rows
    assert row.parties[0].name == "=cmd|calc"
    assert row.raw["entity"] == "'=cmd|calc"


def test_every_faulty_cell_is_named_at_once() -> None:
    data = _own(
        "A,05/01/2026,Acme,,,,,",
        "B,2026-01-05,,,,,,",
        'C,2026-01-05,Gamma,"[1]",abc,Atlantis,2025-01-01,gone',
    )
    with pytest.raises(ManyFaults) as caught:
        read_own(data, "own.csv", "watch")
    assert [(f.row, f.column) for f in caught.value.faults] == [
        (1, "issued_date"),
        (2, "entity"),
        (3, "end_date"),
        (3, "aliases"),
        (3, "hts_prefixes"),
        (3, "status"),
        (3, "country"),
    ]
    assert "own.csv, row 3, column 'country', value 'Atlantis'" in str(caught.value)


def test_a_row_twice_is_a_fault() -> None:
    line = "A,2026-01-05,Acme,,,,,"
    with pytest.raises(ManyFaults, match="the same row as row 1"):
        read_own(_own(line, line), "own.csv", "watch")


def test_rows_out_of_the_scope_of_an_export_are_rejects() -> None:
    data = _own(
        "A,2026-01-05,Acme,excluded",
        "A,2026-01-05,Beta,yes",
        head="order_id,issued_date,entity,in_scope\r\n",
    )
    found = read_own(data, "own.csv", "watch")
    assert [r.parties[0].name for r in found.rows] == ["Beta"]
    assert [(r.row, r.code, r.value) for r in found.rejects] == [(1, "out_of_scope", "Acme")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (_own(), "no row in the list"),
        (_own("A,x", head="order_id,entity\r\n"), "column 'issued_date'"),
        (_own("A,x,y", head="issued_date,entity,colour\r\n"), "column 'colour'"),
        ("order_id,issued_date,entity\r\nA,2026-01-05,Caf\xe9\r\n".encode("cp1252"), "not UTF-8"),
    ],
)
def test_a_file_that_is_no_own_list_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_own(data, "own.csv", "watch")


@pytest.mark.parametrize("name", ["", "Watch", "a b", "../x", "x" * 50])
def test_a_name_that_does_not_serve_is_refused(name: str) -> None:
    with pytest.raises(SourceError, match="name of an own list"):
        read_own(_own("A,2026-01-05,Acme,,,,,"), "own.csv", name)


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (b"<!DOCTYPE html><html>", "dhs"),
        (b"\xef\xbb\xbfEffective Date,Country\r\n", "cbp"),
        (OWN_TEMPLATE, "own"),
    ],
)
def test_a_layout_is_told_by_its_contents(data: bytes, source: str) -> None:
    assert sniff_source(data, "x") == source


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(SourceError, match="layout of no known source"):
        sniff_source(b"a,b\r\n1,2\r\n", "x.csv")
