"""The policy on one screen."""

from __future__ import annotations

import pytest

from withhold.base import UnknownName
from withhold.law.rules import rules
from withhold.screening.verdict import TESTS, WORDS, effects, policy, would_change
from withhold.services.policy_page import policy_lines, policy_table


def test_the_whole_policy_fits_on_one_screen() -> None:
    lines = policy_lines(width=96)
    assert len(lines) <= 48
    assert max(map(len, lines)) <= 100


def test_one_row_is_told_in_full() -> None:
    assert any("would_change" in line for line in policy_lines("UFLPA", width=96))
    with pytest.raises(UnknownName):
        policy_table("V-99")


def test_every_word_that_is_open_or_fails_says_what_would_change_it() -> None:
    fine = dict.fromkeys(TESTS, "yes")
    for row in policy()["rows"]:
        assert row["cite"]
    for name in TESTS:
        for word in set(WORDS) - {"yes", "any"}:
            if (name, word) not in {("party", "unknown"), ("goods", "any"), ("date", "any")}:
                assert would_change({**fine, name: word})


def test_every_instrument_has_an_effect_a_step_and_a_way_out() -> None:
    for effect in effects().values():
        assert effect["effect"]
        assert effect["next_step"]
        assert effect["would_change"]


def test_every_rule_that_is_cited_is_a_rule() -> None:
    cited = {rule for row in (*policy()["rows"], *policy()["beside"]) for rule in row["cite"]} | {
        rule for effect in effects().values() for rule in effect["rules"]
    }
    assert cited <= set(rules())
