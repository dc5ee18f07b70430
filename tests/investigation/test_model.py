"""Claims cannot be built without their source."""

from __future__ import annotations

import pytest
from tests.investigation.made import claim, denial

from withhold.base import InputError, from_plain, to_plain
from withhold.investigation import Claim, Quotation, Source, indicator, indicator_words


@pytest.mark.parametrize(("source_id", "text"), [("", "words"), ("S-1", ""), ("S-1", "  \n")])
def test_a_fact_without_a_source_does_not_exist(source_id: str, text: str) -> None:
    with pytest.raises(InputError, match="a fact without a source does not exist") as caught:
        Quotation(source_id=source_id, text=text)
    assert caught.value.code == "no_source"


@pytest.mark.parametrize(
    ("field", "word"), [("topic", "weather"), ("known_by", "guess"), ("credibility", "7")]
)
def test_a_claim_takes_only_known_words(field: str, word: str) -> None:
    with pytest.raises(InputError, match="not one of the known words"):
        claim(1, "", **{field: word})


def test_a_denial_that_asserts_is_refused() -> None:
    with pytest.raises(InputError, match="--stance"):
        denial(stance="asserts")


def test_a_source_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="--kind"):
        Source(source_id="S-1", kind="rumour")


def test_there_are_eleven_indicators() -> None:
    assert len(indicator_words()) == 11


def test_an_indicator_is_known_by_its_other_words() -> None:
    assert indicator("Passport  Retention") == "retention of identity documents"
    assert indicator("life under duress") == ""


def test_a_claim_is_read_back_as_it_was_written() -> None:
    made = claim(denials=(denial(),))
    assert from_plain(Claim, to_plain(made)) == made
