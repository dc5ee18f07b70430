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
from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

#: One letter that stands for each letter of a mention of goods, so that patterns can see it.
_GOODS = "\ue000"
_CUE = re.compile(
    r"detain|detention|withh|entitled|restricted|prohibited|banned|推定|扣留|暂扣|禁止|查扣|没收|转运|再出口|退运|复出口|运往|证明|提交|提供|exportar|probar|acreditar|stop|held|hold|halt|ship|send|treat|regard|deem|admitted|cleared|interce|otherwise|reten|deten|deteng"
    r"|present|submit|free|export|demonstrat|prov|show|evidence|proof|presum|exclu|seiz|forfeit"
    r"|deny|denie|refus|barred|admissible|no longer|allow|permit|eligible|released|establish"
    r"|subject to|\b(?:directed|instructed)\b",
    re.IGNORECASE,
)


@cache
def _rows() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], frozenset[str]]:
    """The patterns of effects, in their order, and the words that say the opposite."""
    table: dict[str, Any] = shipped_yaml("reading", "effects.yaml")
    nouns = "|".join(table["merchandise"])
    goods = rf"(?:[\w’'-]+\s+){{0,3}}?(?:\b(?:{nouns})\b|{_GOODS}+)"
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


def effects(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The effects that a text gives orders; what speakers say in quotations is theirs."""
    masked = _masked(marked, hits)
    for sentence in marked.sentences:
        if _CUE.search(masked, sentence.start, sentence.end):
            yield from _in_sentence(marked, masked, sentence.start, sentence.end)


def _masked(marked: Marked, hits: Sequence[Hit]) -> str:
    """The text with every mention of goods made visible to patterns, at the same places."""
    parts: list[str] = []
    place = 0
    for hit in hits:
        if hit.entry.type == "goods" and hit.start >= place:
            parts += [marked.text[place : hit.start], _GOODS * (hit.end - hit.start)]
            place = hit.end
    return "".join([*parts, marked.text[place:]])


def _in_sentence(marked: Marked, masked: str, start: int, end: int) -> Iterator[Found]:
    """The effects of one sentence; no two share words."""
    rows, negated = _rows()
    taken: list[tuple[int, int]] = []
    for value, pattern in rows:
        for found in pattern.finditer(masked, start, end):
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
