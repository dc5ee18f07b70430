"""A marked text: sentences of bounded length, so that any text is read in linear time."""

from __future__ import annotations

import pytest

from withhold.reading.marking import mark


@pytest.mark.parametrize(
    "piece", ["gloves, ", "Acme Glove ", "a", "新疆伊犁卓万服装制造有限公司", "said that\n"]
)
def test_a_text_without_stops_has_no_sentence_that_grows_with_it(piece: str) -> None:
    text = piece * 3_000
    sentences = mark(text).sentences
    assert max(s.end - s.start for s in sentences) <= 2_000
    assert "".join(text[s.start : s.end] for s in sentences) == text


def test_a_long_sentence_is_parted_between_words() -> None:
    text = "wages " * 1_000
    assert all(text[s.end - 1] == " " for s in mark(text).sentences)
