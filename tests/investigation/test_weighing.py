"""The arithmetic of evidence: what counts, once, and what never counts by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.investigation.made import STORY, claim, denial, source

from withhold.evidence import lacks_for, showing
from withhold.investigation import Claim, Judgement, Source, Weighing, as_evidence, weigh
from withhold.investigation.weighing import weighed
from withhold.law.desk import EVIDENCE_LEVELS


def weigh_all(claims: list[Claim], sources: list[Source] | None = None) -> Weighing:
    held = {c.quotation.source_id: source(int(c.quotation.source_id[2:])) for c in claims}
    held |= {s.source_id: s for s in sources or ()}
    return weigh(claims, held)


def importation(number: int, **more: Any) -> Claim:
    return claim(number, topic="importation", indicators=(), **more)


def test_a_weight_is_the_product_of_its_three_factors() -> None:
    found = weighed(claim(known_by="hearsay", credibility="2"), source(1, reliability="C"))
    assert found.weight == Decimal("0.6") * Decimal("0.8") * Decimal("0.5")


def test_one_origin_alone_is_reasonable_cause_at_most() -> None:
    found = weigh_all([claim(1, credibility="1")], [source(1, reliability="A")])
    assert found.labor.level == "reasonable_cause"
    assert found.labor.next_level == ("reasonable_not_conclusive asks for origins 2, here 1",)


def test_two_independent_origins_indicate_reasonably() -> None:
    assert weigh_all([claim(1), claim(2)]).labor.level == "reasonable_not_conclusive"


def test_three_first_hand_origins_on_two_indicators_are_probable_cause() -> None:
    papers = claim(3, indicators=("retention of identity documents",), known_by="documented")
    found = weigh_all([claim(1), claim(2), papers])
    assert found.labor.level == "probable_cause"


def test_a_copy_adds_nothing() -> None:
    copies = [source(n, text=STORY, publisher=f"Paper {n}") for n in (1, 2, 3)]
    one = weigh_all([claim(1)], copies).labor
    three = weigh_all([claim(1), claim(2), claim(3)], copies).labor
    assert (three.level, three.weight) == (one.level, one.weight)


def test_labour_and_importation_stand_apart() -> None:
    found = weigh_all([claim(1), claim(2)])
    assert found.importation.level == "not_shown"
    found = weigh_all([importation(1, known_by="documented")])
    assert (found.labor.level, found.importation.level) == ("insufficient", "shown")


def test_hearsay_of_importation_needs_a_second_origin() -> None:
    heard = {"known_by": "hearsay", "credibility": "1"}
    sources = [source(n, reliability="A") for n in (1, 2)]
    assert weigh_all([importation(1, **heard)], sources).importation.level == "not_shown"
    two = [importation(1, **heard), importation(2, **heard)]
    assert weigh_all(two, sources).importation.level == "shown"


def test_a_denial_stands_beside_and_changes_nothing_by_itself() -> None:
    plain = weigh_all([claim(1), claim(2)]).labor
    denied = weigh_all([claim(1, denials=(denial(),)), claim(2)]).labor
    assert (denied.level, denied.weight) == (plain.level, plain.weight)
    assert denied.denied == ("C-1",)


@pytest.mark.parametrize("change", [{"withdrawn": "taken back"}, {"lost": True}])
def test_what_was_taken_back_or_is_gone_does_not_count(change: dict[str, Any]) -> None:
    assert weigh_all([claim(1, **change)]).labor.level == "insufficient"


def test_a_claim_that_names_no_indicator_has_no_weight_and_says_so() -> None:
    found = weigh_all([claim(1, indicators=())]).labor
    assert found.weight == 0
    assert any("it names no indicator" in line for line in found.why)


def test_an_unreliable_source_counts_for_nothing() -> None:
    assert weigh_all([claim(1)], [source(1, reliability="E")]).labor.weight == 0


def test_what_no_person_looked_at_is_named() -> None:
    assert weigh_all([claim(1, reviewed=False)]).labor.unreviewed == ("C-1",)


def test_the_arithmetic_is_told_step_by_step() -> None:
    assert weigh_all([claim(1)]).labor.why == (
        (
            "origin 1: C-1 (Speaker 1, S-1): reliability B 0.8 x credibility 2 0.8 x "
            "own experience 1.0 = 0.640"
        ),
        "origin 1: counts with C-1, 0.640",
        (
            "reasonable_cause (INS-24): weight 0.640 (asked 0.4), origins 1 (asked 1), "
            "first hand 1 (asked 0), indicators 1 (asked 1)"
        ),
    )


_CLAIMS = st.lists(
    st.builds(
        lambda number, known, credibility, topic: claim(
            number, known_by=known, credibility=credibility, topic=topic
        ),
        st.integers(1, 9),
        st.sampled_from(["own_experience", "documented", "hearsay"]),
        st.sampled_from("123456"),
        st.sampled_from(["labor", "importation", "other"]),
    ),
    unique_by=lambda c: c.claim_id,
    max_size=8,
)


@given(_CLAIMS, st.integers(0, 8))
def test_one_more_claim_never_weakens_a_file(claims: list[Claim], place: int) -> None:
    before, after = weigh_all(claims[:place]), weigh_all(claims)
    levels = EVIDENCE_LEVELS.index
    assert levels(after.labor.level) >= levels(before.labor.level)
    assert (before.importation.level, after.importation.level) != ("shown", "not_shown")


@given(_CLAIMS.flatmap(st.permutations))
def test_the_order_of_claims_makes_no_difference(claims: list[Claim]) -> None:
    ordered = sorted(claims, key=lambda c: c.claim_id)
    left, right = weigh_all(claims), weigh_all(ordered)
    assert (left.labor.level, left.labor.weight) == (right.labor.level, right.labor.weight)


def test_the_order_file_holds_what_the_table_says() -> None:
    claims = [claim(1), claim(2), importation(3, known_by="documented")]
    shown = showing(as_evidence(claims, weigh_all(claims), None))
    assert lacks_for("WRO", shown) == ()
    assert lacks_for("FINDING", shown, secretary_approval=False) == (
        "labor_evidence_level",
        "secretary_approval",
    )


def test_a_persons_judgement_speaks_before_the_table() -> None:
    claims = [claim(1), claim(2)]
    low = Judgement(
        labor="insufficient", importation="not_shown", because="both were paid to speak"
    )
    shown = showing(as_evidence(claims, weigh_all(claims), low))
    assert lacks_for("WRO", shown) == ("labor_evidence_level", "importation_shown")


def test_the_denial_goes_along_into_the_order_file() -> None:
    claims = [replace(claim(1), denials=(denial(),))]
    held = as_evidence(claims, weigh_all(claims), None)
    assert held[0].denials[0].text == "All wages were paid"
