"""Signs of forced labour told in plain words: "kept our passports", "were never paid", "locked in".

Two tables hold, for each indicator, the words that bring it to mind and the ways to tell it; a
sentence is searched only where it holds such a word. What a sentence says is not so is no sign.

>>> from withhold.reading.marking import mark
>>> text = mark("He kept our passports. Nobody was beaten. We worked 14 hours a day, unpaid.")
>>> [text.text[f.start : f.end] for f in told_signs(text)]
['kept our passports', 'worked 14 hours']

Source: INS-02.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.model import Found
from withhold.reading.ways import Index, Way, filled, ways_of, ways_of_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from withhold.reading.marking import Marked, Span

_BEFORE, _FEW = 40, 8


@dataclass(frozen=True, slots=True)
class _Sign:
    """A row of a table: the indicator, and the ways to tell it."""

    value: str
    ways: tuple[Way, ...]


@cache
def _table() -> tuple[dict[str, tuple[_Sign, ...]], Index[tuple[_Sign, Way]], re.Pattern[str]]:
    """The rows by words that bring them to mind, their ways by pieces, and what denies a sign."""
    clauses = shipped_yaml("reading", "indicator_clauses.yaml")
    by_cue: dict[str, list[_Sign]] = defaultdict(list)
    for sign, cues in (*_clauses(clauses), *_ways(shipped_yaml("reading", "indicator_ways.yaml"))):
        for cue in cues:
            by_cue[cue].append(sign)
    rows = {cue: tuple(signs) for cue, signs in by_cue.items()}
    signs = {id(sign): sign for signs in rows.values() for sign in signs}
    ways = Index(((sign, way) for sign in signs.values() for way in sign.ways), _needs)
    return rows, ways, re.compile(clauses["negated"], re.IGNORECASE)


def _needs(row: tuple[_Sign, Way]) -> tuple[str, ...]:
    """The pieces of words that a way needs."""
    return row[1].needs


def _clauses(table: Mapping[str, Any]) -> Iterator[tuple[_Sign, list[str]]]:
    """The rows that are written as one pattern, each with its cues."""
    slots = {key.upper(): table[key] for key in ("people", "own", "document", "pay", "home")}
    for row in table["rows"]:
        body = re.sub("|".join(slots), lambda found: slots[found[0]], row["words"])
        yield _Sign(row["value"], ways_of_pattern(body, at_word=not row.get("han"))), row["cues"]


def _ways(table: Mapping[str, Any]) -> Iterator[tuple[_Sign, list[str]]]:
    """The rows whose ways stand one a line, each with its cues."""
    slots = filled(table["slots"])
    for row in table["rows"]:
        yield _Sign(row["value"], ways_of(row["ways"], slots)), row["cues"]


def told_signs(marked: Marked) -> Iterator[Found]:
    """The signs that the sentences of a text tell in plain words, in its order."""
    _, ways, negated = _table()
    told: list[tuple[str, int, int]] = []
    lower = _lower(marked.text)
    possible: dict[int, dict[int, list[Way]]] = {}
    for sign, sentence in _brought_to_mind(marked):
        if sentence.start not in possible:
            found: dict[int, list[Way]] = defaultdict(list)
            for other, way in ways.possible(lower[sentence.start : sentence.end]):
                found[id(other)].append(way)
            possible[sentence.start] = found
        told_ways = possible[sentence.start].get(id(sign), [])
        for start, end in _matches(told_ways, marked.text, sentence):
            head = marked.text[max(sentence.start, start - _BEFORE) : start]
            again = any(v == sign.value and s < end and start < e for v, s, e in told[-_FEW:])
            if not again and not negated.search(head):
                told.append((sign.value, start, end))
                yield Found(
                    type="indicator",
                    value=sign.value,
                    start=start,
                    end=end,
                    rule="indicator_clauses",
                    confidence="medium",
                )


def _lower(text: str) -> str:
    """The text in small letters, each at its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)  # "İ" becomes two


def _brought_to_mind(marked: Marked) -> Iterator[tuple[_Sign, Span]]:
    """The rows of which a sentence holds a cue, once for each sentence."""
    rows = _table()[0]
    done: set[tuple[int, int]] = set()
    for number, word in enumerate(marked.words):
        for sign in rows.get(word, ()):
            sentence = marked.sentence_at(marked.starts[number])
            if (id(sign), sentence.start) not in done:
                done.add((id(sign), sentence.start))
                yield sign, sentence


def _matches(ways: list[Way], text: str, sentence: Span) -> list[tuple[int, int]]:
    """Where a sentence tells one of the ways, in its order, the longer before the shorter."""
    spans: list[tuple[int, int]] = []
    for way in ways:
        spans += [f.span() for f in way.pattern.finditer(text, sentence.start, sentence.end)]
    return sorted(spans, key=lambda span: (span[0], -span[1]))
