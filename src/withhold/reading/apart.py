"""Places that stand apart: named once, later, in a sentence that tells nothing of the matter.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.model import Found
>>> text = mark("CBP will detain tea from Kenya. She wrote a book on Peru.")
>>> told = [Found(type="goods", value="tea", start=16, end=19)]
>>> told += [Found(type="place", value=v, start=s, end=s + 5) for v, s in (("KE", 25), ("PE", 51))]
>>> [(f.type, f.value, f.attrs.get("as")) for f in set_apart(text, told)]
[('goods', 'tea', None), ('place', 'KE', None), ('aside', 'PE', 'apart')]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

#: Facts that a place of the matter shares its sentence with.
_TELLING = frozenset(
    ("instrument", "action", "effect", "party", "goods", "count", "indicator", "sign")
)
_MAKING = re.compile(
    r"\b(?:made|produced|manufactured|harvested|grown|mined|caught|sewn|processed|packed)\b"
)
#: A place behind a heading of its own: "Country: Brazil".
_HEADED = re.compile(r":\s*\Z")
#: So many places of one sentence are a list of what it is about.
_MANY = 3
_BEFORE = 12


def set_apart(marked: Marked, found: Sequence[Found]) -> Iterator[Found]:
    """The facts, places that stand apart from the matter as asides; those of China all stand."""
    places = [f for f in found if f.type == "place"]
    times = Counter(f.value for f in places)
    starts = [f.start for f in places]
    sure = [f.start for f in places if times[f.value] > 1 or f is places[0]]
    telling = sorted([*sure, *(f.start for f in found if f.type in _TELLING)])
    for fact in found:
        once = fact.type == "place" and times[fact.value] == 1 and fact is not places[0]
        if once and not fact.value.startswith("CN") and _is_apart(marked, fact, starts, telling):
            attrs = dict(fact.attrs) | {"of": "place", "as": "apart"}
            yield replace(fact, type="aside", attrs=attrs, rule="apart")
        else:
            yield fact


def _is_apart(marked: Marked, fact: Found, places: list[int], telling: list[int]) -> bool:
    """True where the sentence of a place tells nothing else of the matter."""
    sentence = marked.sentence_at(fact.start)
    if _count(telling, sentence.start, sentence.end):
        return False
    if _count(places, sentence.start, sentence.end) >= _MANY:
        return False
    text = marked.text
    is_headed = _HEADED.search(text, max(0, fact.start - _BEFORE), fact.start) is not None
    return not is_headed and _MAKING.search(text, sentence.start, sentence.end) is None


def _count(starts: list[int], first: int, last: int) -> int:
    """How many of the places in order lie between two others."""
    return bisect_left(starts, last) - bisect_left(starts, first)
