"""A decision on a pair: applied to the same values, asked anew where either side has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from withhold.screening.compared import Compared, pair_id, read_compared
from withhold.screening.decisions import Decision, standing

SEEN = Compared(
    name="Acme Co., Ltd.", address="1 Road, Town", country="VN", entity="e1", goods="g1",
    parties="p1", history="h1",
)  # fmt: skip
TODAY = date(2026, 6, 1)


def decision(**said: object) -> Decision:
    base = Decision(
        decision_id="d1",
        pair_id="p",
        word="dismissed",
        author="ana",
        reason="another firm",
        made_at="2026-01-02T10:00:00+00:00",
        compared=SEEN,
        seen={"entity": ("Acme Holdings",), "goods": ("cotton",)},
    )
    return replace(base, **said)  # type: ignore[arg-type]


def test_a_decision_applies_to_the_same_values() -> None:
    found = standing([decision()], replace(SEEN, name="ACME CO LTD"), today=TODAY)
    assert found.word == "dismissed"
    assert found.told == "decision: dismissed by ana on 2026-01-02: another firm"


def test_the_last_decision_counts() -> None:
    later = decision(decision_id="d2", word="escalated", made_at="2026-02-02T10:00:00+00:00")
    assert standing([later, decision()], SEEN, today=TODAY).word == "escalated"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"address": "2 Street"}, "the party's address was '1 Road, Town', is '2 Street'"),
        ({"country": "CN"}, "the party's country was 'VN', is 'CN'"),
        ({"address": ""}, "the party's address was '1 Road, Town', is 'empty'"),
        ({"entity": "e2"}, "the entity's names changed (+ Acme Group)"),
        ({"goods": "g2"}, "the order's goods changed (+ yarn, - cotton)"),
        ({"history": "h2"}, "the order's history changed"),
    ],
)
def test_a_change_of_either_side_reopens_it_and_is_told(change: dict[str, str], told: str) -> None:
    seen = {"entity": ("Acme Group", "Acme Holdings"), "goods": ("yarn",)}
    found = standing([decision()], replace(SEEN, **change), today=TODAY, seen=seen)
    assert found.word == ""
    assert found.told.startswith(f"decision reopened, {told}: before, dismissed by ana")


def test_two_firms_of_one_name_keep_their_own_decisions() -> None:
    other = replace(SEEN, address="9 Lane")
    both = [
        decision(),
        decision(decision_id="d2", word="confirmed", compared=other, made_at="2026-03-01"),
    ]
    assert standing(both, SEEN, today=TODAY).word == "dismissed"
    assert standing(both, other, today=TODAY).word == "confirmed"


def test_a_decision_holds_until_the_day_before_it_expires() -> None:
    limited = decision(expires_on=date(2026, 6, 2))
    assert standing([limited], SEEN, today=TODAY).word == "dismissed"
    found = standing([limited], SEEN, today=date(2026, 6, 2))
    assert found.word == ""
    assert found.told.startswith("decision expired on 2026-06-02")


def test_a_pair_is_one_whatever_case_and_signs_its_name_has() -> None:
    assert pair_id("ACME CO., LTD", "e", "o", "") == pair_id("Acme Co Ltd.", "e", "o", "")
    assert pair_id("Acme", "e", "o", "") != pair_id("Acme", "e", "o", "entity")


def test_what_was_compared_is_read_back_equal() -> None:
    assert read_compared(SEEN.as_text) == SEEN
    assert read_compared('["a"]') is None
    assert read_compared('{"strange": 1}') is None
