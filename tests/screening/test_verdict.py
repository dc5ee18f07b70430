"""The verdict table gives what the doors lay down, for every set of tests."""

from __future__ import annotations

import itertools

import pytest

from withhold.screening.verdict import WORDS, policy, verdict_of

EVERY = [
    dict(zip(("party", "goods", "region", "date"), words, strict=True))
    for words in itertools.product(WORDS, repeat=4)
]
REAL = [t for t in EVERY if (t["party"] == "any") != (t["region"] == "any")]


def _laid_down(tests: dict[str, str]) -> str:
    """The sense of the doors, written as prose would read."""
    region_order = tests["party"] == "any"
    sign = tests["region"] if region_order else tests["party"]
    if sign not in {"yes", "weak", "contradicted"}:
        return "none"
    words = list(tests.values())
    if "no" in words:
        return "context" if sign == "yes" else "none"
    return "hit" if set(words) <= {"yes", "any"} else "review"


@pytest.mark.parametrize("tests", REAL, ids=lambda t: "-".join(t.values()))
def test_the_table_says_what_the_doors_say(tests: dict[str, str]) -> None:
    assert verdict_of(tests).word == _laid_down(tests)


def test_every_set_of_tests_meets_a_row_and_every_row_is_met() -> None:
    met = {verdict_of(tests).row for tests in EVERY}
    assert met == {row["id"] for row in policy()["rows"]}


def test_a_failed_test_is_named() -> None:
    tests = {"party": "yes", "goods": "no", "region": "any", "date": "no"}
    assert verdict_of(tests).failed == ("goods", "date")
