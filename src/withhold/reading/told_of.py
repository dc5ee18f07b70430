"""Of whom the last sentences tell: people by a noun, who made a report, names that end like papers.

>>> from withhold.reading.marking import mark
>>> people_told(mark("The workers slept. They said so."), 24), is_title("Freight Ledger")
('workers', True)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.speakers import name_in
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

#: People told by a noun.
_PEOPLE = re.compile(
    r"\b(?P<who>(?:(?:former|migrant|female|male|young|other|current|local)\s+){0,2}(?:workers|women"
    r"|men|crew ?members|deckhands|fishermen|girls|boys|laborers|labourers|cutters|pickers|miners"
    r"|families|villagers|residents|survivors|detainees|farmers|employees|fishers|seafarers"
    r"|adults|harvesters|people|children|migrants|pickers|tappers|teachers|recruits|crew|researchers|investigators|activists|lawyers|officials))\b(?![’'])"
)
#: A report with its author behind.
_MADE_BY = re.compile(
    r"\b(?:report|study|paper|survey|investigation|petition|complaint|analysis|lawsuit|suit)\s+"
    r"(?:[\w’'-]+\s+){0,5}?by\s+(?P<who>(?:the\s+|an?\s+)?(?:[a-z-]+\s+){0,2}"
    r"(?:(?:[A-Z][\w&’'-]*\s*(?:(?:of|for)\s+)?){1,6}|researchers|workers|scholars|investigators))"
)
_FAR = 900


def people_told(marked: Marked, place: int) -> str:
    """Whom "they" means: the people that the last sentences before `place` tell of."""
    sentence = marked.sentence_at(max(0, place - 1))
    before = marked.sentence_at(max(0, sentence.start - 1))
    start = marked.sentence_at(max(0, before.start - 1)).start
    found = [*_PEOPLE.finditer(marked.text, start, place)]
    return found[-1]["who"] if found else ""


def made_by(marked: Marked, place: int) -> tuple[int, str]:
    """Where a report is told last before `place`, and who made it; an empty name: none is."""
    found = [*_MADE_BY.finditer(marked.text, max(0, place - _FAR), place)]
    return (found[-1].start(), name_in(found[-1]["who"])) if found else (-1, "")


def is_title(said: str) -> bool:
    """True for a name that ends like a paper: "Acme AS", "Freight Ledger"."""
    words = said.split()
    return said[-2:].isupper() or (
        len(words) > 1
        and all(w[:1].isupper() for w in words)
        and words[0] not in {"The", "A", "An", "This", "Its"}
    )


def is_place(name: str) -> bool:
    """True where a word of a name is a place: "Northern Ireland"."""
    return any(word.lower() in place_words() for word in name.split())
