"""Roles, stores and what takes two persons."""

from __future__ import annotations

from datetime import date

import pytest

from withhold.base import UnknownName
from withhold.law import rules
from withhold.record import (
    PowerOfAttorney,
    action,
    actions,
    may_see_store,
    needs_four_eyes,
    role,
    roles,
)


@pytest.mark.parametrize("word", roles())
def test_everybody_sees_the_register(word: str) -> None:
    assert may_see_store(role(word), "register")


@pytest.mark.parametrize("word", [w for w, r in roles().items() if r.side == "enforcement"])
def test_the_agency_does_not_see_the_importers_case(word: str) -> None:
    assert may_see_store(role(word), "investigation")
    assert not may_see_store(role(word), "case")


@pytest.mark.parametrize("word", [w for w, r in roles().items() if r.side == "importer"])
def test_the_importer_does_not_see_the_investigation(word: str) -> None:
    assert not may_see_store(role(word), "investigation")


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_a_power_of_attorney_counts_both_its_days(day: date, valid: bool) -> None:  # noqa: FBT001 - a parameter of the table
    power = PowerOfAttorney(start=date(2026, 7, 1), end=date(2026, 12, 31))
    assert power.is_valid_on(day) == valid


def test_an_open_power_of_attorney_has_no_ends() -> None:
    assert PowerOfAttorney().is_valid_on(date(2026, 7, 1))


def test_a_witness_is_disclosed_by_two_persons_only() -> None:
    assert not needs_four_eyes(action("export_testimony"))
    assert needs_four_eyes(action("export_testimony"), redacted=False)


def test_a_fact_that_starts_no_clock_may_be_put_right_by_one_person() -> None:
    assert needs_four_eyes(action("correct_fact"))
    assert not needs_four_eyes(action("correct_fact"), is_start=False)


@pytest.mark.parametrize("word", actions())
def test_an_action_rests_on_a_rule(word: str) -> None:
    assert action(word).rule in rules()


def test_the_nearest_role_is_named() -> None:
    with pytest.raises(UnknownName, match="did you mean auditor"):
        role("auditer")
