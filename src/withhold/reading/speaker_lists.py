"""Several speakers of one verb: "Acme and Bolt denied it", "the union and the ministry said".

A name may hold `and` itself ("Customs and Border Protection"): it is two where each side is a name
known as one, a person, a single word, or the name of a body.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.mentions import Mentions
>>> text = mark("Adel, Bolt and Carp said no. The Department of Labor and Employment agreed.")
>>> [text.text[s:e] for s, e in together(text, (6, 19), Mentions(text, [], []))]
['Adel', 'Bolt', 'Carp']
>>> len(together(text, (33, 68), Mentions(text, [], [])))
1
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.reading.party_shapes import shapes
from withhold.reading.speakers import bodies, is_person, speaking_nouns

if TYPE_CHECKING:
    from withhold.reading.marking import Marked
    from withhold.reading.mentions import Mentions

_AND = re.compile(r",?\s+(?:and|or|y|e)\s+|,\s+")
_NAME = r"(?:[Tt]he\s+)?[A-Z][\w.&’'-]*(?:\s+(?:(?:of|for|de)\s+(?:the\s+)?)?[A-Z][\w.&’'-]*){0,5}"
_AMOUNT = r"(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ss]everal|[Ss]ome|\d+)"
_NOUN = rf"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|{_AMOUNT})\s+(?:[\w’'-]+\s+){{0,3}}?[a-z]+"
#: Names in a row that end right before the last of them.
_ROW = re.compile(
    rf"(?:\A|(?<=[.!?”\"]\s)|(?<=,\s)|(?<=\n))(?P<row>(?:(?:{_NAME}|{_NOUN}),\s+)*(?:{_NAME}|{_NOUN}),?)\s+(?:and\s+|or\s+|y\s+)?\Z"
)
#: Where a member of a parliament sits: "(D-Ohio)".
_SEAT = re.compile(r"\s*\([DRI]-[^)\n]{2,14}\)")
_TOLD = re.compile(r"(?:an?|the|one)\s")
_ARTICLE = re.compile(r"(?<=\s)(?:[Tt]he|[Aa]n?|la|el)\s+\Z")
_OWNED = re.compile(r"\w[’']s\s")
_PORTFOLIO = re.compile(r"(?:[A-Z]\w+\s+){1,3}(?:Minister|Secretary|Commissioner|Director)\b")
_FURTHEST = 160
_MOST = 8


def together(marked: Marked, phrase: tuple[int, int], mentions: Mentions) -> list[tuple[int, int]]:
    """The phrases of all who speak together with `phrase`, itself last.

    Args:
        marked: the text.
        phrase: the speaker beside the verb.
        mentions: the parties and authorities of the text.
    """
    start, end = phrase
    inside = _parts(marked.text, start, end, mentions)
    head = _before(marked, start, is_list=len(inside) > 1)
    return [*head, *inside][-_MOST:]


def _parts(text: str, start: int, end: int, mentions: Mentions) -> list[tuple[int, int]]:
    """The names that `and` parts inside a phrase; the phrase alone where it is one name."""
    for found in _AND.finditer(text, start, end):
        left, right = text[start : found.start()], text[found.end() : end]
        if mentions.holds(found.start()):
            continue  # "Customs and Border Protection"
        if _OWNED.search(left) and _PORTFOLIO.match(right) is not None:
            continue  # "Peru's Trade and Tourism Minister Jo Doe"
        if _are_two(left, right) or found.start() in mentions.ends():
            return [(start, found.start()), *_parts(text, found.end(), end, mentions)]
    return [(start, end)]


def _are_two(left: str, right: str) -> bool:
    """True where both sides of `and` stand for themselves."""
    if is_person(left) and is_person(right):
        return True
    last = left.split()[-1:] or [""]
    if last[0].lower() in bodies() and right[:1].isupper() | right.startswith("the "):
        return True
    words = (left, right)
    if " " in left and " " not in right and right[:1].isupper():
        return (
            not bodies() & {w.lower() for w in left.split()}
            and right.lower() not in shapes()["joined"]
        )
    alone = all(" " not in w and w[:1].isupper() and len(w) > 1 for w in words)
    return alone and not any(w.lower() in shapes()["joined"] for w in words)


def _before(marked: Marked, start: int, *, is_list: bool) -> list[tuple[int, int]]:
    """The names in a row before the speaker: all of them name somebody, and begin their clause."""
    text = marked.text
    floor = max(marked.sentence_at(start).start, start - _FURTHEST)
    head = _SEAT.sub(lambda seat: " " * len(seat[0]), _ARTICLE.sub("", text[floor:start]))
    if not head.rstrip().endswith((" and", " or", " y")) and not (is_list and head.endswith(", ")):
        return []
    found = _ROW.search(head)
    if found is None:
        return []
    spans: list[tuple[int, int]] = []
    for part in re.finditer(r"[^,]+", found["row"]):
        words = part[0].strip()
        place = floor + found.start("row") + part.start() + len(part[0]) - len(part[0].lstrip())
        if _TOLD.match(words) if spans else re.match(rf"{_AMOUNT}\s", words) and is_list:
            continue  # "Acme, a mill, and Bolt"; "Two of the mills, Acme and Bolt"
        if not _speaks(words):
            return []
        spans.append((place, place + len(words)))
    return spans


def _speaks(words: str) -> bool:
    """True for a name, or a noun that speaks."""
    last = words.rsplit(maxsplit=1)[-1]
    return last[:1].isupper() or last.lower() in speaking_nouns()
