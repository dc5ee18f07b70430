"""Pages of an investigation: the denial beside the claim, and nothing from outside."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.investigation.made import claim, denial, ledger

from withhold.investigation import PatternRow, Wording, drafted, pattern, weigh
from withhold.reports.investigation_pages import (
    allegation_page,
    allegation_text,
    dossier_page,
    pattern_page,
    plain_text,
)

DAY = date(2026, 11, 25)
EVIL = "<script>alert(1)</script>"


def pages() -> list[str]:
    held = ledger(claim(1, what=EVIL, by=EVIL, denials=(denial(what=EVIL),)), claim(2))
    claims = tuple(held.claims.values())
    return [
        allegation_page(drafted(held, Wording(description=EVIL), day=DAY)),
        dossier_page(held, claims, weigh(claims, held.sources), orders=(), day=DAY),
        pattern_page(
            {by: pattern([(held, claims)], by) for by in ("place", "time")},
            claims,
            investigations=("I-1",),
            day=DAY,
        ),
    ]


@pytest.mark.parametrize("number", range(3))
def test_what_was_typed_is_text_and_never_code(number: int) -> None:
    page = pages()[number]
    assert EVIL not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("number", range(3))
def test_a_page_needs_no_network_and_no_script(number: int) -> None:
    page = pages()[number]
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not any(f'{word}="http' in page for word in ("src", "href"))


@pytest.mark.parametrize("number", range(3))
def test_no_page_says_clear_or_that_somebody_is_guilty(number: int) -> None:
    words = pages()[number].casefold().replace("nothing here says that anybody is guilty", "")
    assert "guilty" not in words
    assert ">clear" not in words


def test_the_denial_stands_in_the_section_of_its_claim() -> None:
    held = ledger(claim(1, denials=(denial(),)), claim(2))
    page = allegation_page(drafted(held, Wording(sample=True), day=DAY))
    section = page[page.index('id="C-1"') : page.index('id="C-2"')]
    assert "All wages were paid" in section
    assert "No denial is recorded" in page[page.index('id="C-2"') :]


def test_the_plain_text_holds_the_other_side_as_well() -> None:
    held = ledger(claim(1, denials=(denial(),)))
    text = allegation_text(drafted(held, Wording(sample=True), day=DAY))
    assert "Against it: Lumut Jaya, denies, no day: All wages were paid" in text


def test_the_plain_text_says_what_is_missing() -> None:
    text = allegation_text(drafted(ledger(), Wording(), day=DAY))
    assert text.count("MISSING") == 3


@given(st.text(max_size=200))
def test_plain_text_has_letters_digits_and_a_few_marks(text: str) -> None:
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,;:()/\n-")
    assert set(plain_text(text)) <= allowed


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("伊犁卓万服装", "Yilizhuowanfuzhuang"),
        ("Société – “x”", "Societe - x"),
        ("Завод в Ош", "(in another script, see the index of evidence)"),
    ],
)
def test_names_in_other_scripts_are_read_or_said_to_be_elsewhere(text: str, plain: str) -> None:
    assert plain_text(text).strip() == plain


@pytest.mark.parametrize("months", [1, 5, 12, 13, 60])
def test_the_labels_of_a_time_line_do_not_touch(months: int) -> None:
    rows = [
        PatternRow(
            by="time",
            value=f"{2020 + n // 12}-{n % 12 + 1:02}",
            names=(),
            claims=("I-1/C-1",),
            origins=1,
            denied=0,
            investigations=("I-1",),
            indicators=(),
        )
        for n in range(months)
    ]
    page = pattern_page({"time": rows}, (), investigations=("I-1",), day=DAY)
    places = [int(x) for x in re.findall(r'<text x="(\d+)" y="168">', page)]
    assert places
    assert all(after - before >= 56 for before, after in pairwise(places))
