"""Places: countries and Chinese provinces by code; a city only where the text locates something.

A country written behind its own region ("Xinjiang, China") is one place with it.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("Beijing denies it; a mill in Hotan, Xinjiang, China makes yarn for Taiwan.")
>>> [(f.value, text.text[f.start : f.end]) for f in places(text, dictionary(()).hits(text))]
[('CN-XJ', 'Hotan, Xinjiang, China'), ('TW', 'Taiwan')]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

_JOINS = re.compile(
    r"(?:\s+(?:Province|province|Prefecture|prefecture|City|city|County|county))?,\s*"
)
_LOCATES = {
    "located": frozenset(
        ["in", "near", "from", "at", "of", "outside", "around", "based", "across"]
    ),
    "capital": frozenset(["in", "near", "outside", "around"]),
    "homonym": frozenset(["in", "from", "across", "throughout", "within", "outside", "of"]),
}
#: A Chinese place that begins the short name of a firm, and the coast, which holds the name of one.
_HAN_NAME = re.compile(r"(?!省|市|县|縣|区|區|州)[\u4e00-\u9fff]{2,7}?(?:集团|集團)")
_COAST = "沿海地"
_SPEAKS = frozenset(
    ["said", "told", "says", "spokesman", "spokesperson", "spokeswoman", "reporters"]
)


def places(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The places of a text, each written address as one."""
    chain: list[Hit] = []
    countries = {h.entry.value for h in hits if h.entry.type == "place" and not h.entry.when}
    for hit in hits:
        if hit.entry.type != "place":
            continue
        if hit.entry.when == "region":
            yield from _region(hit, countries)
            continue
        if chain and _continues(marked, chain[-1], hit):
            chain.append(hit)
            continue
        yield from _place(marked, chain)
        chain = [hit]
    yield from _place(marked, chain)


def _region(hit: Hit, countries: set[str]) -> Iterator[Found]:
    """A part of a country that the text names; a name of two countries is of the one named."""
    codes = [code for code in hit.entry.value.split("|") if code[:2] in countries]
    if len(codes) == 1:
        yield Found(
            type="place",
            value=codes[0],
            start=hit.start,
            end=hit.end,
            rule="places",
            confidence="medium",
        )


def _continues(marked: Marked, before: Hit, hit: Hit) -> bool:
    """True where `hit` is the larger place that `before` lies in, written behind it."""
    inner, outer = before.entry.value, hit.entry.value
    larger = (before.entry.when and inner == outer and not hit.entry.when) or (
        inner.startswith(f"{outer}-")
    )
    return bool(larger and _JOINS.fullmatch(marked.text, before.end, hit.start))


def _place(marked: Marked, chain: list[Hit]) -> Iterator[Found]:
    """A written place as a fact; a city alone must be where something is."""
    if not chain:
        return
    first = chain[0]
    is_han = not marked.text[first.start].isascii()
    if (first.entry.when or is_han) and len(chain) == 1 and not _stands(marked, first):
        return
    attrs = {"name": first.entry.detail} if first.entry.detail else {}
    yield Found(
        type="place",
        value=first.entry.value,
        start=first.start,
        end=chain[-1].end,
        attrs=attrs,
        rule="places",
        confidence="medium" if first.entry.when else "high",
    )


def _stands(marked: Marked, hit: Hit) -> bool:
    """True where the text puts something into a place that is told only then."""
    if not marked.text[hit.start].isascii():
        return _HAN_NAME.match(marked.text, hit.end) is None and not marked.text.startswith(
            _COAST, max(0, hit.start - 1)
        )
    before = marked.words[max(0, hit.first - 2) : hit.first]
    located = bool(before) and before[-1] in _LOCATES[hit.entry.when] and before[0] not in _SPEAKS
    if hit.entry.when != "homonym":
        return located
    behind = marked.text[hit.end : hit.end + 4]
    owns = behind[:2] in {"’s", "'s"} and behind[-1:].islower()
    goes_on = behind[:1] == " " and behind[1:2].isupper()  # "in Jordan Smith's words"
    apposed = marked.text[max(0, hit.start - 2) : hit.start] == ", " and behind[:1] in {
        ".",
        ";",
        ")",
    }
    return owns or apposed or (located and not goes_on)
