"""Names that words before their comma explain: "its parent, Acme", "one of them, Acme Loom".

>>> from withhold.reading.marking import mark
>>> text = mark("It asked two mills. One of them, Acme Loom, did not answer.")
>>> explaining(text, text.text.index(", Acme"))
'mill'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.party_shapes import explains, shapes

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

_REACH = 110
#: Whose office it is: "the head of the labor policy unit, Jo Ann Doe".
_OFFICE = re.compile(
    r"\b(?:head|director|chief|chair|president|leader|manager|spokes\w+|official|officer|lawyer)\s+"
    r"(?:of|at|for|with)\s[^,.;]*\Z"
)
#: One of those a text spoke of: "One of them, Acme Ardennes, contests it".
_OF_THEM = re.compile(
    r"\b(?:[Oo]ne|[Aa]nother|[Tt]he\s+(?:\w+est|first|second|third|latter|last|other))"
    r"(?:\s+of\s+(?:them|these|those|the\s+(?:two|three|four|five|six)))?\Z"
)
_PLURAL = re.compile(r"\b(?:[a-z-]+s|men|women|people|children)\b")
_SPOKEN_OF = 200
_SHORT_NAME = 30


def explaining(marked: Marked, end: int) -> str:
    """The noun that tells what the name behind the comma at `end` is; empty where none does."""
    first = max(0, end - _REACH)
    said = explains().search(marked.text, first, end)
    if said is not None:
        is_office = _OFFICE.search(marked.text, first, said.end())
        return "" if is_office else said["noun"]
    them = _OF_THEM.search(marked.text, first, end)
    is_one_word = marked.text[end : end + _SHORT_NAME].strip(", ").partition(" ")[0].endswith(",")
    if them is None or is_one_word:
        return ""  # "One of them, Issa, now 22"
    nouns = _PLURAL.findall(marked.text, max(0, them.start() - _SPOKEN_OF), them.start())
    people = shapes()["people"]
    known = [n for n in nouns if n in people or n in shapes()["listed_nouns"]]
    return known[-1].removesuffix("s") if known and known[-1] not in people else ""
