"""Long texts are read in portions; offsets stay those of the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from withhold.reading import Document, read_facts
from withhold.reading.portions import MOST, portions


@given(st.text(alphabet="ab.\n ", max_size=300), st.integers(min_value=2, max_value=50))
def test_the_portions_are_the_text(text: str, most: int) -> None:
    parts = list(portions(text, most=most))
    assert "".join(part for _, part in parts) == text
    assert all(text.startswith(part, start) and len(part) <= most for start, part in parts)


def test_a_portion_ends_with_a_paragraph_where_it_can() -> None:
    assert [p for _, p in portions("one two.\n\nthree four", most=12)] == [
        "one two.\n\n",
        "three four",
    ]


def test_a_long_text_is_read_to_its_end_with_whole_offsets() -> None:
    text = "Nothing to see here.\n\n" * (MOST // 20) + "CBP issued a withhold release order."
    found = read_facts(Document(name="d", text=text))
    assert [f.value for f in found] == ["US-CBP", "issued", "WRO"]
    assert all(f.text == text[f.start : f.end] for f in found)
