"""What an order does to goods: detain, release, may_export, may_demonstrate, presumption ...

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("CBP will detain palm oil. Importers may export their shipments.")
>>> [(f.value, text.text[f.start : f.end]) for f in effects(text, dictionary(()).hits(text))]
[('detain', 'will detain palm oil'), ('may_export', 'export their shipments')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.masking import goods_pattern
from withhold.reading.masking import masked as goods_masked
from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked, Span


@cache
def _rows() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], frozenset[str]]:
    """The patterns of effects, in their order, and the words that say the opposite."""
    table: dict[str, Any] = shipped_yaml("reading", "effects.yaml")
    goods = goods_pattern()
    rows = tuple(
        (
            row["value"],
            re.compile(
                rf"(?:\b|(?=[\u4e00-\u9fff]))(?:{row['words'].replace('@goods', goods)})",
                re.IGNORECASE,
            ),
        )
        for row in table["effects"]
    )
    return rows, frozenset(table["negated"])


@cache
def _cues() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each effect with the parts of words that a sentence about it holds."""
    cues: dict[str, list[str]] = shipped_yaml("reading", "effects.yaml")["cues"]
    return tuple((value, tuple(parts)) for value, parts in cues.items())


def effects(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The effects that a text gives orders; what speakers say in quotations is theirs."""
    seen = goods_masked(marked, hits)
    for sentence in marked.sentences:
        lower = seen[sentence.start : sentence.end].lower()
        told = {value for value, parts in _cues() if any(part in lower for part in parts)}
        if told:
            yield from _in_sentence(marked, seen, sentence, told)


def _in_sentence(marked: Marked, masked: str, sentence: Span, values: set[str]) -> Iterator[Found]:
    """The effects of one sentence, as far as they are of `values`; no two share words."""
    rows, negated = _rows()
    taken: list[tuple[int, int]] = []
    for value, pattern in rows:
        if value not in values:
            continue
        for found in pattern.finditer(masked, sentence.start, sentence.end):
            first, last = found.span()
            while masked[first].isspace():
                first += 1
            before = marked.words[
                max(0, marked.word_before(first) - 1) : marked.word_before(first) + 1
            ]
            if any(word in negated for word in before) or marked.is_quoted(first, last):
                continue
            if any(first < e and s < last for s, e in taken):
                continue
            taken.append((first, last))
            yield Found(type="effect", value=value, start=first, end=last, rule="effects")
