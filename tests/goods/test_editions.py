"""Tariff numbers in the stored editions."""

from __future__ import annotations

import pytest

from withhold.goods import hts_line
from withhold.goods.editions import editions, known_codes


def test_the_editions_are_named_newest_first() -> None:
    assert editions() == ("2024", "2024-01", "2013")


@pytest.mark.parametrize(
    ("number", "known", "edition"),
    [
        ("6109100012", "6109100012", "2024"),
        ("61", "61", "2024"),
        ("8541.40.6020", "8541406020", "2013"),
        ("6109109999", "610910", "2024"),
        ("7318159999", "73181", "2024"),
    ],
)
def test_a_number_is_read_by_its_longest_known_prefix(
    number: str, known: str, edition: str
) -> None:
    found = hts_line(number)
    assert known.startswith(found.known[:5])
    assert found.edition == edition
    assert found.is_held == (found.known == found.digits)


def test_a_number_of_no_edition_says_so() -> None:
    assert "stands in no stored edition: read as 610910" in hts_line("6109109999").mark
    assert "nor does its chapter" in hts_line("0011").mark


def test_a_number_of_an_older_edition_only_says_which() -> None:
    assert "edition of 2013 only" in hts_line("4015191010").mark


@pytest.mark.parametrize("number", ["9903.88.15", "9802", "", "ABC"])
def test_additional_numbers_and_rubbish_classify_nothing(number: str) -> None:
    assert hts_line(number).digits == ""


def test_the_materials_of_a_line_are_those_it_names() -> None:
    assert hts_line("6205202016").materials == ("cotton",)
    assert "cotton" not in hts_line("6205302010").materials


def test_every_level_of_the_schedule_is_there() -> None:
    assert {len(code) for code in known_codes()} == {2, 4, 6, 8, 10}
