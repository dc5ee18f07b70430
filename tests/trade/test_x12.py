"""X12 interchanges: delimiters from the ISA, envelopes checked, whole lines kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.trade.lines import ROLES
from withhold.trade.x12 import X12Fault, looks_like_x12, segments
from withhold.trade.x12_lines import X12Line, dispositions, party_roles, read_lines

EXAMPLES = Path(__file__).parents[2] / "examples"
MANIFEST = (EXAMPLES / "manifest_309.x12").read_text("utf-8")
FILING = (EXAMPLES / "security_filing_309.x12").read_text("utf-8")
STATUS = (EXAMPLES / "status_350.x12").read_text("utf-8")


def read(text: str, size: int = 10_000) -> tuple[list[dict[str, str]], list[X12Fault]]:
    """The cells of the lines, and the faults, of a text that comes in pieces."""
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    found = list(read_lines(segments(pieces)))
    return (
        [dict(f.cells) for f in found if isinstance(f, X12Line)],
        [f for f in found if isinstance(f, X12Fault)],
    )


def test_a_manifest_gives_a_line_for_each_item_with_its_parties_and_numbers() -> None:
    lines, faults = read(MANIFEST)
    assert faults == []
    first, second = lines
    assert first["shipper_name"] == "HEFEI BITLAND INFORMATION TECHNOLOGY CO LTD"
    assert first["shipper_postal_code"] == "230601"
    assert first["bill_of_lading"] == "XOCLHB00000001"
    assert first["container"] == "CSQU3054383"
    assert (first["hts"], first["goods_description"]) == ("8471300100", "TABLET COMPUTERS")
    assert (first["vessel_name"], first["vessel_imo"]) == ("NORTH STAR EXAMPLE", "9000003")
    assert (first["port"], first["import_date"]) == ("2704", "20240120")
    assert second["master_bill"] == "XOCLMB00000009"
    assert "notify_party_name" not in second


def test_a_security_filing_keeps_each_items_own_maker() -> None:
    lines, faults = read(FILING)
    assert faults == []
    assert [line["manufacturer_name"] for line in lines] == [
        "HETIAN HAOLIN HAIR ACCESSORIES CO LTD",
        "EXAMPLE GARMENT FACTORY VIETNAM",
    ]
    assert [line["country_of_origin"] for line in lines] == ["CN", "VN"]
    assert [line.get("manufacturer_postal_code") for line in lines] == ["848200", None]
    assert {line["supplier_name"] for line in lines} == {"EXAMPLE CONSOLIDATION CO"}


def test_a_status_gives_a_line_for_each_posting_with_the_day_of_a_release() -> None:
    lines, faults = read(STATUS)
    assert faults == []
    assert [line["bill_of_lading"] for line in lines] == ["XOCLHB00000001", "XOCLHB00000002"]
    assert [line.get("release_date") for line in lines] == [None, "20240122"]
    assert {line["entry_number"] for line in lines} == {"B7603245278"}


@pytest.mark.parametrize("size", [1, 7, 106, 10_000])
def test_pieces_of_any_size_read_the_same(size: int) -> None:
    assert read(FILING, size) == read(FILING)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("*", "|").replace(">~", ":~"),
        lambda t: t.replace("~\n", "'").replace("~", "'"),
        lambda t: t.replace("~\n", "\n").replace("~", "\n"),
        lambda t: t.replace("~\n", "~\r\n"),
        lambda t: "\ufeff\n " + t,
        lambda t: t.replace("CARRIERX       ", "CARRIERX").replace("CBP            ", "CBP"),
    ],
)
def test_delimiters_are_those_the_isa_names(change: object) -> None:
    assert callable(change)
    lines, faults = read(change(MANIFEST))
    assert faults == []
    assert lines == read(MANIFEST)[0]


def test_two_interchanges_with_their_own_delimiters_stand_in_one_file() -> None:
    lines, faults = read(MANIFEST + STATUS.replace("*", "|"))
    assert faults == []
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("before", "after", "code", "told"),
    [
        ("SE*22*0001", "SE*20*0001", "x12_count", "segment 24 (SE): it counts 20 segments, 22"),
        ("SE*22*0001", "SE*22*0009", "x12_control", "its control number is 0009"),
        ("GE*1*1", "GE*4*1", "x12_count", "segment 25 (GE): it counts 4 messages, 1"),
        ("IEA*1*000000001~\n", "", "x12_truncated", "without the IEA that closes segment 1 (ISA)"),
        ("IEA*1*000000001~\n", "IEA*1*000000001", "x12_truncated", "no terminator"),
        ("ST*309*0001~\n", "", "x12_envelope", "it closes no message"),
    ],
)
def test_a_broken_envelope_is_named_by_segment_and_place(
    before: str, after: str, code: str, told: str
) -> None:
    assert before in MANIFEST
    lines, faults = read(MANIFEST.replace(before, after))
    assert code in [f.code for f in faults]
    assert any(told in f.message for f in faults), [f.message for f in faults]
    assert len(lines) == (0 if before.startswith("ST") else 2)


def test_a_message_that_is_cut_off_keeps_its_whole_bills_and_rejects_the_last() -> None:
    cut = MANIFEST[: MANIFEST.index("N1*CN*EXAMPLE TOYS INC") + 9]
    lines, faults = read(cut)
    assert [line["bill_of_lading"] for line in lines] == ["XOCLHB00000001"]
    rejected = next(f for f in faults if f.code == "x12_bill")
    assert "bill of lading XOCLHB00000002 is not screened" in rejected.message
    assert {f.code for f in faults} == {"x12_bill", "x12_truncated"}


def test_a_segment_nobody_can_read_takes_its_own_bill_only() -> None:
    broken = MANIFEST.replace("N4*HEFEI*AH*230601*CN", "n4 HEFEI")
    lines, faults = read(broken)
    assert [line["bill_of_lading"] for line in lines] == ["XOCLHB00000002"]
    assert "segment 10 (" in faults[0].message
    assert faults[0].code == "x12_segment"


def test_other_messages_are_passed_over() -> None:
    lines, _ = read(MANIFEST.replace("ST*309", "ST*310"))
    assert lines == []


def test_what_is_no_interchange_is_not_taken_for_one() -> None:
    for text in ("ISABELLA,x\n1,2\n", "ISA*", "", "name\nAcme\n", "ISA" * 100):
        assert not looks_like_x12(text)
    assert looks_like_x12(MANIFEST)


def test_roles_and_dispositions_are_known_ones() -> None:
    assert set(party_roles().values()) <= set(ROLES)
    assert {row["released"] for row in dispositions().values()} == {"yes", "no"}


@given(st.data())
def test_no_damage_makes_the_reader_fail(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([MANIFEST, FILING, STATUS]))
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    put = data.draw(st.text("ISA*~N1>\n", max_size=8))
    read(text[:start] + put + text[stop:], data.draw(st.integers(1, 200)))
