"""Signs of forced labour told in plain words: "kept our passports", "were never paid", "locked in".

A table holds, for each indicator, the words that bring it to mind and the clauses that tell it; a
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
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked

_BEFORE, _FEW = 40, 8


@dataclass(frozen=True, slots=True)
class _Sign:
    """A row of the table: the indicator, the clauses that tell it, and whether it has no number."""

    value: str
    words: re.Pattern[str]
    unmapped: bool


@cache
def _table() -> tuple[dict[str, tuple[_Sign, ...]], re.Pattern[str]]:
    """The rows by each word that brings them to mind, and what says that something is not so."""
    table = shipped_yaml("reading", "indicator_clauses.yaml")
    slots = {key.upper(): table[key] for key in ("people", "own", "document", "pay", "home")}
    by_cue: dict[str, list[_Sign]] = defaultdict(list)
    for row in table["rows"]:
        body = re.sub("|".join(slots), lambda found: slots[found[0]], row["words"])
        edge = "" if row.get("han") else r"(?<![\w’'])"
        words = re.compile(rf"{edge}(?:{body})", re.IGNORECASE)
        sign = _Sign(row["value"], words, bool(row.get("unmapped")))
        for cue in row["cues"]:
            by_cue[cue].append(sign)
    rows = {cue: tuple(signs) for cue, signs in by_cue.items()}
    return rows, re.compile(table["negated"], re.IGNORECASE)


def told_signs(marked: Marked) -> Iterator[Found]:
    """The signs that the sentences of a text tell in plain words, in its order."""
    rows, negated = _table()
    done: set[tuple[_Sign, int]] = set()
    told: list[tuple[str, int, int]] = []
    for number, word in enumerate(marked.words):
        for sign in rows.get(word, ()):
            sentence = marked.sentence_at(marked.starts[number])
            if (sign, sentence.start) in done:
                continue
            done.add((sign, sentence.start))
            for found in sign.words.finditer(marked.text, sentence.start, sentence.end):
                head = marked.text[max(sentence.start, found.start() - _BEFORE) : found.start()]
                again = any(
                    v == sign.value and s < found.end() and found.start() < e
                    for v, s, e in told[-_FEW:]
                )
                if not again and not negated.search(head):
                    told.append((sign.value, *found.span()))
                    yield Found(
                        type="indicator",
                        value=sign.value,
                        start=found.start(),
                        end=found.end(),
                        attrs={"unmapped": True} if sign.unmapped else {},
                        rule="indicator_clauses",
                        confidence="medium",
                    )
