"""How long inquiries took, and spans of time that are none of theirs."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def lengths(text: str) -> list[str]:
    return [f.value for f in read_facts(Document(name="d", text=text)) if f.type == "investigation"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("CBP acted after a year and a half of inquiries.", "18 months"),
        ("The agency investigated for 14 months before it acted.", "14 months"),
        ("The inquiry, which ran for four years, ended in May.", "4 years"),
        ("It is the result of an investigation of more than one year.", "1 year"),
        ("Over six months, investigators spoke with forty deckhands.", "6 months"),
        ("An eight-month review of its papers followed.", "8 months"),
        ("The agency spent two years looking into the plant.", "2 years"),
    ],
)
def test_the_length_of_an_inquiry_is_told(text: str, value: str) -> None:
    assert lengths(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "He spent three years working in the mine.",
        "The review of four years ago found nothing.",
        "The agency gave the firm six months.",
    ],
)
def test_other_spans_are_none(text: str) -> None:
    assert lengths(text) == []
