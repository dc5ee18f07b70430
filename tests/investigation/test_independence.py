"""Copies of one story are one origin; witnesses are each their own."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.investigation.made import STORY, claim, source

from withhold.investigation import Claim, Source, is_copy, origins, shared, sketch

OTHER = (
    "The harbour office published its figures for the third quarter, and more containers of rice "
    "and timber left the port than in any other quarter since the office began to count them there."
)


def groups(claims: list[Claim], sources: list[Source]) -> list[tuple[str, ...]]:
    return [o.claim_ids for o in origins(claims, {s.source_id: s for s in sources})]


def test_a_story_cut_and_framed_anew_is_a_copy() -> None:
    framed = f"LUMUT, 3 May. By our own correspondent. {STORY[:150]} Nobody at the mill answered."
    assert is_copy(sketch(STORY), sketch(framed))


def test_a_story_inside_a_long_digest_is_a_copy() -> None:
    assert is_copy(sketch(STORY), sketch(f"{OTHER} {STORY} {OTHER[:80]}"))


def test_two_stories_are_no_copies() -> None:
    assert not is_copy(sketch(STORY), sketch(OTHER))


def test_two_short_notes_are_no_copies() -> None:
    assert not is_copy(sketch("No comment was given."), sketch("No comment was given."))


def test_a_chinese_story_is_compared_by_characters() -> None:
    story = "工厂的工人们说他们的护照在到达当天就被收走而且三个月的工资从来没有支付给任何新工人"
    assert is_copy(sketch(story), sketch(f"本报讯{story}工厂没有回应记者的提问"))


def test_a_text_of_50000_words_keeps_a_small_sketch_and_finds_its_part() -> None:
    draw = random.Random(7)  # noqa: S311 - words for a test
    words = [f"w{draw.randrange(20_000)}" for _ in range(50_000)]
    whole, part = sketch(" ".join(words)), sketch(" ".join(words[10_000:30_000]))
    assert len(whole.hashes) <= 1024
    assert shared(whole, part) > 0.9


@given(st.text(max_size=400), st.text(max_size=400))
def test_what_two_texts_share_does_not_depend_on_their_order(left: str, right: str) -> None:
    a, b = sketch(left), sketch(right)
    assert shared(a, b) == shared(b, a)
    assert 0 <= shared(a, b) <= 1


def test_two_papers_with_one_wire_story_are_one_origin() -> None:
    papers = [source(1, text=STORY, publisher="A"), source(2, text=f"{STORY} End.", publisher="B")]
    assert groups([claim(1), claim(2)], papers) == [("C-1", "C-2")]


def test_one_speaker_in_two_papers_is_one_origin() -> None:
    papers = [source(1, text=STORY, publisher="A"), source(2, text=OTHER, publisher="B")]
    assert groups([claim(1, by="Ana Roe"), claim(2, by="ANA ROE")], papers) == [("C-1", "C-2")]


def test_two_speakers_in_two_papers_are_two_origins() -> None:
    papers = [source(1, text=STORY, publisher="A"), source(2, text=OTHER, publisher="B")]
    assert groups([claim(1), claim(2)], papers) == [("C-1",), ("C-2",)]


def test_two_witnesses_stay_apart_though_one_group_took_both_down() -> None:
    told = [source(n, publisher="Taken down by us", witness_id=f"W-{n}") for n in (1, 2)]
    assert groups([claim(1), claim(2)], told) == [("C-1",), ("C-2",)]


def test_two_statements_of_one_witness_are_one_origin() -> None:
    told = [source(n, witness_id="W-1") for n in (1, 2)]
    assert groups([claim(1), claim(2)], told) == [("C-1", "C-2")]


def test_a_report_that_rests_on_a_testimony_is_no_second_origin() -> None:
    told = [source(1, witness_id="W-1"), source(2, publisher="Paper", rests_on=("S-1",))]
    assert groups([claim(1), claim(2)], told) == [("C-1", "C-2")]


def test_ties_carry_over() -> None:
    papers = [
        source(1, text=STORY, publisher="A"),
        source(2, text=STORY, publisher="B"),
        source(3, text=OTHER, publisher="B"),
    ]
    assert groups([claim(1), claim(2), claim(3)], papers) == [("C-1", "C-2", "C-3")]


@given(st.permutations(range(6)))
def test_the_number_of_origins_does_not_depend_on_the_order(order: list[int]) -> None:
    publishers = ("A", "A", "B", "C", "C", "D")
    sources = [source(n, publisher=p) for n, p in enumerate(publishers)]
    claims = [claim(n) for n in range(6)]
    assert len(groups([claims[n] for n in order], sources)) == 4


def test_a_reason_names_both_claims() -> None:
    papers = {s.source_id: s for s in (source(1, publisher="A"), source(2, publisher="a"))}
    assert origins([claim(1), claim(2)], papers)[0].reasons == ("C-1 and C-2: the same publisher",)


@pytest.mark.parametrize("text", ["", " ", "…"])
def test_an_empty_text_is_a_copy_of_nothing(text: str) -> None:
    assert shared(sketch(text), sketch(STORY)) == 0
