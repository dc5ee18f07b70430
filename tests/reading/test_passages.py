"""Who says what in 220 short passages that others composed and marked."""

from __future__ import annotations

from datetime import date

from benchmarks.reading_score import same_value
from tests.reading.gold import COMPOSED

from withhold.reading import Document, read_facts

PASSAGES = COMPOSED.with_name("passages.txt")


def passages() -> list[tuple[list[str], str]]:
    """Each passage behind the claims that it holds."""
    lines = PASSAGES.read_text("utf-8").splitlines()[1:]
    parted = (f" {line}".partition(" :: ") for line in lines)
    return [([c.strip() for c in held.split(";") if c.strip()], text) for held, _, text in parted]


def claims(text: str) -> set[str]:
    """The claims that reading finds."""
    facts = read_facts(Document(name="p", text=text, published=date(2024, 5, 7)))
    return {fact.value for fact in facts if fact.type == "claim"}


def test_claims_of_composed_passages_are_found() -> None:
    told = right = held = found = 0
    for gold, text in passages():
        read = claims(text)
        told, held = told + len(read), held + len(gold)
        right += sum(any(same_value("claim", c, g) for g in gold) for c in read)
        found += sum(any(same_value("claim", c, g) for c in read) for g in gold)
    assert held > 270
    assert right / told >= 0.9
    assert found / held >= 0.85
