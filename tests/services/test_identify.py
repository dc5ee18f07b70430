"""Identifiers as typed: whatever is typed gets an answer, and check digits hold."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withhold.services.identify import PARSERS, identify

DIGITS = st.text(string.digits, min_size=1, max_size=12)


@pytest.mark.parametrize("kind", PARSERS)
@given(value=st.text(max_size=60))
def test_anything_typed_gets_an_answer(kind: str, value: str) -> None:
    found = identify(kind, value)
    assert found.kind
    assert found.valid or found.reason


@pytest.mark.parametrize("kind", PARSERS)
@given(value=st.text(string.ascii_letters + string.digits + "-. ", max_size=24))
def test_the_stored_form_reads_back_as_itself(kind: str, value: str) -> None:
    found = identify(kind, value)
    if found.valid and found.stored:
        again = identify(kind, found.stored)
        assert again.valid
        assert again.stored == found.stored


@given(st.text(string.digits, min_size=8, max_size=8))
def test_exactly_one_check_digit_of_an_inbond_number_holds(serial: str) -> None:
    held = [d for d in string.digits if not identify("inbond", serial + d).warnings]
    assert len(held) == 1


@given(st.text(string.digits, min_size=7, max_size=7), st.sampled_from(["ABC", "B76", "231"]))
def test_exactly_one_check_digit_of_an_entry_number_holds(serial: str, filer: str) -> None:
    held = [d for d in string.digits if not identify("entry_number", filer + serial + d).warnings]
    assert len(held) == 1


@given(st.text(string.digits, min_size=6, max_size=6))
def test_exactly_one_check_digit_of_a_container_holds(serial: str) -> None:
    held = [d for d in string.digits if not identify("container", f"CSQU{serial}{d}").warnings]
    assert len(held) == 1


@given(st.from_regex(r"[0-9]{3}-[0-9]{2}-[0-9]{4}", fullmatch=True))
def test_a_social_security_number_shows_four_digits_at_most(value: str) -> None:
    found = identify("importer_number", value)
    shown = [str(v) for k, v in found.parts.items()]
    assert not [s for s in shown if sum(c.isdigit() for c in s) > 4]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("entry_number", "\uff21\uff22\uff23-1234567-6"),
        ("hts", "7604.29.1000\u200b"),
        ("container", " csqu 305438-3 "),
    ],
)
def test_wide_letters_and_stray_blanks_are_read(kind: str, value: str) -> None:
    assert identify(kind, value).valid


def test_a_number_as_long_as_a_file_is_refused_at_once() -> None:
    assert not identify("hts", "1" * 1_000_000).valid
