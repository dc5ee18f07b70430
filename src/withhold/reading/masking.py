"""A text in which patterns see every mention of goods, at the same places.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("CBP banned palm oil.")
>>> masked(text, dictionary(()).hits(text)).replace(GOODS, "#")
'CBP banned ########.'
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

#: One letter that stands for each letter of a mention of goods.
GOODS = "\ue000"


@cache
def ware_pattern() -> str:
    """A pattern for a mention of goods, or for words such as shipments."""
    nouns = "|".join(shipped_yaml("reading", "effects.yaml")["merchandise"])
    return rf"(?:\b(?:{nouns})\b|{GOODS}+)"


@cache
def goods_pattern() -> str:
    """The same with up to three words before it."""
    return rf"(?:[\w’'-]+\s+){{0,3}}?{ware_pattern()}"


def masked(marked: Marked, hits: Sequence[Hit]) -> str:
    """The text with every mention of goods made visible to patterns."""
    parts: list[str] = []
    place = 0
    for hit in hits:
        if hit.entry.type == "goods" and hit.start >= place:
            parts += [marked.text[place : hit.start], GOODS * (hit.end - hit.start)]
            place = hit.end
    return "".join([*parts, marked.text[place:]])
