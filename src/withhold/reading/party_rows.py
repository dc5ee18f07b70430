"""Parties that stand in a row with others: "Nestlé, Illy, Mars and Cacao Sur", two of them known.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.model import Found
>>> text = mark("It names Acme, Brill Foods, Illyrian and Corvo, and four others.")
>>> known = [Found(type="party", value=v, start=s, end=e)
...          for v, s, e in (("Acme", 9, 13), ("Brill Foods", 15, 26))]
>>> [text.text[s:e] for s, e in rows(text, known, [])]
['Illyrian', 'Corvo']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.marking import plain_words
from withhold.reading.party_slots import NAME, may_be
from withhold.reading.speaker_shapes import is_time
from withhold.reading.speakers import who_words
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

#: A name, with the bracket of its short form.
_ITEM = (
    rf"(?:the\s+)?{NAME}[’']?(?:\s+\([A-Z][\w ]{{1,30}}\))?"
    r"(?:,?\s+(?:Inc|Ltd|Ltda|Co|Corp|LLC|Bhd|GmbH"
    r"|S\.\s?A\.(?:\s+de\s+C\.\s?V\.)?|S\.\s?R\.\s?L\.)\.?)*"
)
_JOIN = r"(?:,\s+(?:and\s+|as well as\s+)?|\s+and\s+|\s+&\s+|;\s+(?:and\s+)?)"
_ROW = re.compile(rf"(?<![\w.]){_ITEM}(?:{_JOIN}{_ITEM}){{2,}}")
_JOINED = re.compile(_JOIN)
_NAMED = re.compile(rf"(?:the\s+)?(?P<name>{NAME}[’']?)")
#: At least so many of a row are known.
_KNOWN = 2
_SHORTEST = 2
#: So many capitals are initials, more a name.
_INITIALS = 4


def rows(
    marked: Marked, parties: Sequence[Found], others: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Where the names begin and end that stand in one row with at least two parties.

    Args:
        marked: the text.
        parties: those found already.
        others: places, authorities and other names that are no parties; a row with one is none.
    """
    text = marked.text
    for row in _ROW.finditer(text) if len(parties) >= _KNOWN else ():
        inside = [p for p in parties if p.overlaps(*row.span())]
        if len({p.value for p in inside}) < _KNOWN:
            continue
        names = list(_left(text, row.span(), inside))
        if not any(s <= start and end <= e for start, end in names for s, e in others):
            yield from names


def _is_word(name: str) -> bool:
    """True for one word that can name a firm where others beside it do: "Mars", "Gap"."""
    if not name.isalpha() or name.lower() in who_words():
        return False
    return len(name) > (_INITIALS if name.isupper() else _SHORTEST)


def _left(text: str, row: tuple[int, int], inside: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """The names of a row that no party of it overlaps."""
    start = row[0]
    for joined in (*_JOINED.finditer(text, *row), None):
        end = joined.start() if joined else row[1]
        found = _NAMED.match(text, start, end)
        start = joined.end() if joined else end
        if found is None or any(p.overlaps(*found.span("name")) for p in inside):
            continue
        is_place = set(plain_words(found["name"])) <= place_words() or is_time(found["name"])
        if (_is_word(found["name"]) or may_be(found["name"])) and not is_place:
            yield found.span("name")
