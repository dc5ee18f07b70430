"""The wider pattern: every figure names its claims, copies count once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.investigation.made import STORY, claim, denial, ledger, source

from withhold.base import InputError
from withhold.investigation import PATTERNS, About, pattern


def test_a_figure_names_the_claims_of_every_investigation() -> None:
    first, second = ledger(claim(1)), replace(ledger(claim(1)), investigation_id="I-2")
    rows = pattern([(x, x.claims.values()) for x in (first, second)], "place")
    assert [(r.value, r.claims, r.investigations) for r in rows] == [
        ("MY", ("I-1/C-1", "I-2/C-1"), ("I-1", "I-2"))
    ]


def test_copies_in_two_investigations_are_one_origin() -> None:
    copies = (source(1, text=STORY, publisher="A"),), (source(1, text=STORY, publisher="B"),)
    first = ledger(claim(1), sources=copies[0])
    second = replace(ledger(claim(1, by="x"), sources=copies[1]), investigation_id="I-2")
    (row,) = pattern([(x, x.claims.values()) for x in (first, second)], "indicator")
    assert (row.origins, len(row.claims)) == (1, 2)


def test_months_come_in_order_and_what_has_no_day_last() -> None:
    days = (date(2021, 3, 1), None, date(2020, 9, 30))
    held = ledger(*(claim(n, said_on=d) for n, d in enumerate(days, 1)))
    rows = pattern([(held, held.claims.values())], "time")
    assert [r.value for r in rows] == ["2020-09", "2021-03", "not said"]


def test_a_claim_that_does_not_say_is_not_lost() -> None:
    held = ledger(claim(1, about=About()))
    assert [r.value for r in pattern([(held, held.claims.values())], "party")] == ["not said"]


def test_denied_claims_are_counted() -> None:
    held = ledger(claim(1, denials=(denial(),)), claim(2))
    assert pattern([(held, held.claims.values())], "goods")[0].denied == 1


def test_two_spellings_of_a_party_are_one_row() -> None:
    other = About(parties=("LUMUT JAYA GLOVES SDN BHD",))
    held = ledger(claim(1), claim(2, about=other))
    (row,) = pattern([(held, held.claims.values())], "party")
    assert len(row.names) == 2


@pytest.mark.parametrize("by", PATTERNS)
def test_every_claim_stands_in_every_pattern(by: str) -> None:
    held = ledger(claim(1), claim(2, indicators=()), claim(3, about=About()))
    rows = pattern([(held, held.claims.values())], by)
    assert {i for r in rows for i in r.claims} == {"I-1/C-1", "I-1/C-2", "I-1/C-3"}


def test_an_unknown_pattern_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="place, goods, party"):
        pattern([], "colour")
