"""Closed vocabularies found in one pass over the words of a text, longest first.

>>> from withhold.reading.marking import mark
>>> book = Dictionary([Entry(phrase="palm oil", type="goods", value="palm_oil")])
>>> [(hit.entry.value, hit.start, hit.end) for hit in book.hits(mark("Palm-oil products"))]
[('palm_oil', 0, 8)]
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.reading.marking import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.reading.marking import Marked

#: What may stand between the words of a phrase, and between those of a name.
_TIGHT = re.compile(r"[\s./’'\u2010-\u2015-]{0,4}")
_LOOSE = re.compile(r"[\s./’'\u2010-\u2015,;()&“”\"·-]{0,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A phrase of a vocabulary.

    Attributes:
        phrase: as it is written.
        type, value: what a mention of it means; type `none` hides what it overlaps.
        when: a condition on the place of the mention, which the rule of the type reads.
        case: `any`, `proper` (begins with a capital) or `exact` (written as here).
        detail: a further part of the value, such as the name of a place.
        is_name: commas and brackets may stand between its words.
    """

    phrase: str
    type: str
    value: str
    when: str = ""
    case: str = "any"
    detail: str = ""
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention of an entry: numbers of its words, code points of its text."""

    entry: Entry
    first: int
    last: int
    start: int
    end: int


class Dictionary:
    """Phrases by their first word."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        for entry in entries:
            words = plain_words(entry.phrase)
            if words:
                self._by_first[words[0]].append((words, entry))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda pair: -len(pair[0]))

    def hits(self, marked: Marked) -> list[Hit]:
        """The mentions, left to right; where two begin together or overlap, the longer one."""
        found: list[Hit] = []
        words, by_first = marked.words, self._by_first
        free = 0
        for number, word in enumerate(words):
            if number >= free and word in by_first:
                hit = self._longest(marked, number)
                if hit is not None:
                    found.append(hit)
                    free = hit.last + 1
        return found

    def _longest(self, marked: Marked, first: int) -> Hit | None:
        """The longest phrase that begins at word `first`."""
        words = marked.words
        for phrase, entry in self._by_first[words[first]]:
            last = first + len(phrase) - 1
            if tuple(words[first : last + 1]) == phrase and _stands(marked, first, last, entry):
                return Hit(entry, first, last, marked.starts[first], marked.ends[last])
        return None


def _stands(marked: Marked, first: int, last: int, entry: Entry) -> bool:
    """True where the words belong together and are written as the entry asks."""
    text = marked.text
    between = _LOOSE if entry.is_name else _TIGHT
    for number in range(first, last):
        if not between.fullmatch(text, marked.ends[number], marked.starts[number + 1]):
            return False
    if entry.case == "any":
        return True
    start, end = marked.starts[first], marked.ends[last]
    if entry.case == "proper":
        return text[start].isupper() or not text[start].isascii()
    return _letters(text[start:end]) == _letters(entry.phrase)


def _letters(text: str) -> str:
    """`text` with every run of other signs as one blank."""
    return " ".join(re.findall(r"[^\W_]+", text))
