"""Consent by purpose and day; texts in which nobody can be known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.base import InputError
from withhold.investigation import Consent, Witness, mask, names_somebody

NAMES = {"W-1": ("María José López", "+60 12-345 6789"), "W-2": ("阿依古丽",)}
DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        "María José López said so",
        "MARIA JOSE LOPEZ said so",
        "said López María José",
        "lopez, maria jose",
        "Mari\u0301a José López",
        "María-José_López",
        "López left first",
        "call 0060123456789 or +60123456789",
        "60 12 345 67 89",
        "据阿依古丽说",
        "ＭＡＲＩＡ ＪＯＳＥ ＬＯＰＥＺ",
    ],
)
def test_a_name_is_masked_however_it_is_written(text: str) -> None:
    assert names_somebody(text, NAMES)
    masked = mask(text, NAMES).casefold()
    assert not any(part in masked for part in ("lópez", "lopez", "古丽", "345"))


@pytest.mark.parametrize("text", ["Workers were not paid", "may export", "in 60 days", ""])
def test_a_text_without_a_name_stays_as_it_is(text: str) -> None:
    assert mask(text, {**NAMES, "W-3": ("May Li",)}) == text


def test_a_part_of_a_name_in_a_public_text_stays() -> None:
    text = "The Lopez Textile Mill in Lima"
    assert mask(text, NAMES, parts=False) == text
    assert mask(text, NAMES) == "The [W-1] Textile Mill in Lima"


def test_words_around_a_name_stay_whole() -> None:
    assert mask("At 9, María José López came.", NAMES) == "At 9, [W-1] came."


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_never_comes_through(before: str, after: str) -> None:
    text = f"{before} Xochitl Quetzalan {after}"
    assert "quetzalan" not in mask(text, {"W-1": ("Xochitl Quetzalan",)}).casefold()


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text, NAMES)
    assert mask(once, NAMES) == once


def test_a_consent_covers_its_purposes_and_days_alone() -> None:
    consent = Consent(
        purposes=("allegation",), given_on=date(2026, 1, 1), expires_on=date(2026, 12, 31)
    )
    who = Witness(witness_id="W-1", consents=(consent,))
    assert who.agreed("allegation", date(2026, 12, 31))
    assert not who.agreed("allegation", date(2027, 1, 1))
    assert not who.agreed("allegation", date(2025, 12, 31))
    assert not who.agreed("publication", DAY)
    assert not who.agreed("allegation", DAY, named=True)


def test_a_consent_taken_back_covers_nothing_from_that_day_on() -> None:
    consent = Consent(purposes=("court",), given_on=date(2026, 1, 1))
    who = Witness(witness_id="W-1", consents=(consent,), withdrawn_on=DAY)
    assert who.agreed("court", date(2026, 11, 24))
    assert not who.agreed("court", DAY)


def test_a_consent_to_nothing_is_none() -> None:
    with pytest.raises(InputError, match="--for"):
        Consent(purposes=(), given_on=DAY)


def test_a_consent_cannot_end_before_it_begins() -> None:
    with pytest.raises(InputError, match="--until"):
        Consent(purposes=("court",), given_on=DAY, expires_on=date(2026, 1, 1))
