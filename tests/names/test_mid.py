"""Manufacturer codes, by the rules of the appendix to 19 CFR part 102 (DAT-06)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.names import parse_mid
from withhold.names.mid import LONGEST_MID, build_mid, compare_mid, street_number


@pytest.mark.parametrize(
    ("name", "street", "city", "country", "mid"),
    [
        ("Amazing Coffee Co.", "88 Hilltop Road", "Bogota", "CO", "COAMACOF88BOG"),
        ("The A.B.C. Company of Weaving", "Mill 4, Street 1204", "Lyon", "FR", "FRABCCOM1204LYO"),
        ("O'Higgins & Sons", "", "Cork", "IE", "IEOHISONCOR"),
        ("Étoile Filée S.A.", "12,000 rue X", "Évry", "FR", "FRETOFIL1200EVR"),
    ],
)
def test_a_code_is_built_by_the_rules(
    name: str, street: str, city: str, country: str, mid: str
) -> None:
    assert build_mid(name, street, city, country) == mid


def test_canada_stands_under_its_province() -> None:
    assert build_mid("Maple Mill", "1 A Street", "Ottawa", "CA", province="ON").startswith("XO")


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20))
def test_a_built_code_is_never_too_long(name: str, street: str, city: str) -> None:
    assert len(build_mid(name, street, city, "CN")) <= LONGEST_MID


def test_a_number_of_ten_thousand_digits_is_no_trouble() -> None:
    assert street_number("9" * 10_000) == "9999"


def test_codes_are_compared_part_by_part() -> None:
    found = compare_mid("CNYILZHU88YIN", "CNYILZHU99YIN")
    assert found == {"country": True, "name_part": True, "number": False, "city": True}
    assert compare_mid("CNYILZHU88YIN", "?") == {}


def test_a_code_is_weak_evidence() -> None:
    assert parse_mid("CNYILZHU88YIN").parts["identity"] == "weak"
