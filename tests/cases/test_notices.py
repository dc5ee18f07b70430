"""Detention notices of many layouts: every statement with its place, the five items, the track."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.cases.notices import NoticeReading, read_notice
from withhold.cases.notices.us_dates import dates_in
from withhold.law.evidence_rules import evidence_requirements

NOTICES = Path(__file__).parents[1] / "fixtures" / "notices"
TEXTS = sorted(NOTICES.glob("*.txt"))
DAYS = {"presented": "2026-03-02", "detained_on": "2026-03-09", "detention_notice_on": "2026-03-12"}


def read(name: str) -> NoticeReading:
    return read_notice((NOTICES / f"{name}.txt").read_text("utf-8"), today=date(2026, 11, 25))


def days_of(text: str) -> dict[str, str]:
    facts = read_notice(text).facts
    return {name: facts[name] for name in DAYS if name in facts}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_statement_stands_where_it_says(path: Path) -> None:
    text = path.read_text("utf-8")
    found = read_notice(text)
    for said in (*found.statements, *found.authorities):
        if "masked" not in said.notes:
            assert text[said.start : said.end] == said.text


def test_a_filled_form_states_everything() -> None:
    found = read("form_6051d")
    assert (found.track, found.missing_items) == ("U", ())
    assert found.facts == {
        **DAYS,
        "entered": "2026-02-26",
        "entry_number": "ABC-1234567-5",
        "port_of_entry": "2704",
    }
    values = {s.field: s.value for s in found.statements}
    assert values["quantity"] == "420 CARTONS"
    assert values["container"] == "MSKU1234565"
    assert values["reason"].endswith("cotton of unknown origin.")


def test_an_importer_number_is_never_shown() -> None:
    found = read("form_6051d")
    assert "12-3456789" not in repr(found)


def test_a_letter_states_its_days_in_sentences() -> None:
    found = read("letter_wro")
    assert (found.track, found.missing_items) == ("W", ())
    assert found.facts["presented"] == "2020-10-07"
    assert found.facts["detained_on"] == "2020-10-09"
    assert found.facts["imported"] == "2020-09-28"
    assert found.facts["detention_notice_on"] == "2020-10-14"
    assert found.facts["port_of_entry"] == "4601"


def test_values_stand_under_their_columns_and_an_empty_box_names_nothing() -> None:
    found = read("columns")
    assert found.facts["presented"] == "2026-03-02"
    assert found.facts["detained_on"] == "2026-03-06"
    assert found.facts["detention_notice_on"] == "2026-03-10"
    assert [a.value for a in found.authorities] == ["UFLPA"]
    assert found.missing_items == ("anticipated_length", "tests")


def test_a_notice_that_lacks_items_is_told_so_and_its_odd_dates_are_named() -> None:
    found = read("missing_items")
    assert found.track == "F"
    assert set(found.missing_items) == {
        *("initiation", "specific_reason", "anticipated_length", "tests"),
        "information_to_accelerate",
    }
    assert any(w.startswith("impossible_date: detained_on") for w in found.warnings)
    assert any(w.startswith("day_before_month: presented") for w in found.warnings)


def test_a_spanish_notice_is_read() -> None:
    found = read("spanish")
    assert (found.track, found.missing_items, found.facts["port_of_entry"]) == ("W", (), "4909")
    assert {n: found.facts[n] for n in DAYS} == DAYS


def test_another_paper_is_no_notice() -> None:
    found = read("not_a_notice")
    assert not found.is_notice
    assert "no_forced_labor_instrument" in found.warnings


@pytest.mark.parametrize(
    "text",
    [
        "Presentation Date: 3/2/2026\nDetention Date: 3/9/2026\nNotice Date: 3/12/2026",
        "DATE PRESENTED: MAR 2 2026\nDETAINED ON: 09MAR2026\nnotice date - 3.12.2026",
        (
            "Date of Presentation\n03/02/2026\n\nDate of Detention\n03/09/2026\n\nDate of Notice\n"
            "03/12/2026"
        ),
        "Detention Date\tPresentation Date\tNotice Date\n03/09/2026\t03/02/2026\t03/12/2026",
        (
            "Date goods presented      March 2, 2026\nDate of detention   March 9th, 2026\n"
            "Issued on      March 12, 2026"
        ),
        "Date Detained03/09/2026 Date Presented (MM/DD/YYYY): 03 / 02 / 2026\nIssued: 20260312",
        (
            "The goods were presented for examination at Savannah CES on\nMarch 2, 2026. On March "
            "9, 2026 CBP detained the shipment.\nThis notice is dated 12 March 2026."
        ),
        "Detention initiated: 2026-03-09\nPresented to CBP: 2026-03-02\nNotice issued: 2026-03-12",
    ],
    ids=["colons", "capitals", "below", "tabs", "gaps", "glued", "sentences", "iso"],
)
def test_labels_and_dates_of_other_layouts_are_read(text: str) -> None:
    assert days_of(f"DETENTION NOTICE\n{text}") == DAYS


def test_an_instant_in_utc_is_a_day_at_the_port() -> None:
    found = read_notice("Detention notice\nPort: 2704\nDetained on: 2026-03-10T03:22:00Z")
    assert found.facts["detained_on"] == "2026-03-09"


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("Withhold Release Order on palm oil", "W"),
        ("19 CFR 12.42(e)", "W"),
        ("a Finding published at 86 FR 16380", "F"),
        ("Uyghur Forced Labor Prevention Act", "U"),
        ("22 U.S.C. 9241a (CAATSA)", "U"),
        ("[ ] UFLPA  [X] WRO", "W"),
        ("not subject to the UFLPA; WRO on cotton", "W"),
        ("UFLPA, and in the alternative a WRO", "U"),
        ("made with forced labor, 19 U.S.C. 1307", ""),
    ],
)
def test_the_track_is_that_of_the_instrument_named(text: str, track: str) -> None:
    assert read_notice(f"Detention notice\nReason for detention: {text}").track == track


def test_several_instruments_are_all_told() -> None:
    found = read_notice("Detention notice. Authority: UFLPA; Withhold Release Order")
    assert [a.value for a in found.authorities] == ["UFLPA", "WRO"]
    assert any(w.startswith("several_instruments") for w in found.warnings)


def test_days_out_of_their_order_and_days_to_come_are_told() -> None:
    text = "Detention notice\nPresented: 03/09/2026\nDetained on: 03/02/2026\nNotice date: 1/2/2027"
    found = read_notice(text, today=date(2026, 11, 25))
    assert any(w.startswith("days_out_of_order: presented") for w in found.warnings)
    assert any(w.startswith("day_to_come: detention_notice_on") for w in found.warnings)


def test_a_pointer_to_another_page_is_told() -> None:
    found = read_notice("Detention notice\nReason for detention: See attached")
    assert found.first("reason") is not None
    assert any(w.startswith("by_reference: reason") for w in found.warnings)


@pytest.mark.parametrize("nothing", ["N/A", "TBD", "_______", "", "pending"])
def test_what_states_nothing_is_missing(nothing: str) -> None:
    found = read_notice(f"Detention notice\nReason for detention: {nothing}\n\nPort: 2704")
    assert "specific_reason" in found.missing_items


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_a_day_is_read_in_every_form_it_is_written_in(day: date) -> None:
    for form in ("%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%d-%b-%Y", "%d%b%Y", "%m-%d-%Y"):
        assert [d.day for d in dates_in(f"on {day.strftime(form)} at noon")] == [day], form


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read_notice(text)
    for said in found.statements:
        if "masked" not in said.notes:
            assert text[said.start : said.end] == said.text


@given(
    st.permutations(["Date of Detention: 03/09/2026", "Date of Presentation: 03/02/2026"]),
    st.sampled_from(["\n", "\n\n", "    ", "\r\n"]),
)
def test_the_order_of_labels_does_not_matter(lines: list[str], gap: str) -> None:
    facts = read_notice(gap.join(["Detention notice", *lines])).facts
    assert (facts["presented"], facts["detained_on"]) == ("2026-03-02", "2026-03-09")


def test_the_items_of_the_table_of_labels_are_those_of_the_law() -> None:
    found = read("form_6051d")
    assert set(found.items) == set(evidence_requirements()["notice"]["fields"])
