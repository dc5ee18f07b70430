"""Whom the words of a speaker mean: a name, "he", "the company", "its report".

A short name of a party means its whole name, as the text gives it; a last name the whole name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_csv, shipped_yaml
from withhold.reading.party_shapes import shapes
from withhold.reading.speakers import Cast, name_in, speaking_nouns, titles, whole_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

_BACK = 4
_OFFICE = 200
_DATELINE = re.compile(
    r"[\s\d-]*(?:date [\d-]+\s+)?[A-Z]{3}[A-Z .,]*(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s*"
    r"(?:\([^)\n]{2,40}\)\s*)?[—–-]{1,2}\s*"
)
_OFFICER = re.compile(
    r"(?P<name>[A-Z][\w’-]+(?:\s[A-Z]\.)*(?:\s[A-Z][\w’-]+){1,2}),\s+(?P<office>[^,.;“”\"]{3,110}?)"
    r"\s+(?:at|of|for|with|from)\s+(?:the\s+)?\Z"
)
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those"))
_PERSONS = (["he"], ["she"], ["él"], ["ella"])
_OPENING = re.compile(
    r"[\s•*–-]*(?:[\d.]+\s+)?(?:(?:The|A|An|El|La)\s+)?(?P<name>[A-Z][\w’&-]*(?:\s+(?:(?:of|for|and|on"
    r"|the|de)\s+)?[A-Z][\w’&-]*)*)"
    r"(?P<noun>(?:\s+[a-z]+){0,2})"
)
_BY = re.compile(
    r"\s*(?:A|An|The)\s+(?:[\w-]+\s+){0,2}(?:report|study|investigation|survey|analysis|statement)"
    r"\s+(?:[a-z]+\s+){0,3}(?:by|from)\s+"
    r"(?:the\s+\()?(?P<by>(?:(?:an?|the)\s+)?(?:[A-Z][\w’'&-]*|of|for|and|the|think|tank|group"
    r"|[a-z]+(?=\s+(?:group|tank|firm)))"
    r"(?:\s+(?:[A-Z][\w’'&-]*|of|for|and|the|think|tank|group|firm|organization))*)"
)
_NO_SUBJECT = frozenset(
    (
        *(
            "in",
            "on",
            "at",
            "after",
            "before",
            "since",
            "when",
            "as",
            "while",
            "by",
            "for",
            "under",
        ),
        *("asked", "according", "effective", "it", "he", "she", "they", "this", "that", "there"),
        *("despite", "although", "though", "because", "following", "however", "meanwhile", "also"),
        *("but", "and", "last", "earlier", "more", "most", "all", "no", "new", "additionally"),
        *("en", "tras", "según", "por", "durante", "desde", "asimismo", "además", "sin", "para"),
        *("if", "with", "some", "many", "these", "those", "its", "their", "we", "you", "i", "to"),
    )
)


@cache
def _table() -> dict[str, Any]:
    """The table of stances."""
    table: dict[str, Any] = shipped_yaml("reading", "stances.yaml")
    return table | {"documents": frozenset(table["documents"])}


class Reference:
    """Resolves the speakers of one text, from left to right."""

    def __init__(self, marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> None:
        self._marked = marked
        self._known = {"party": parties, "authority": bodies}
        self._entities = sorted([*parties, *bodies], key=lambda f: f.start)
        self._whole = {marked.text[p.start : p.end]: p.value for p in parties}
        self._spoken = ("", -1)
        self._cast = Cast(whole_names(marked.text))

    def name(self, said: str, place: int) -> str:
        """The speaker by name; empty where the words stand for nobody that can be named."""
        words = said.lower().replace("’", "'").split()
        bare = [
            w.strip(",.") for w in words if w not in {"the", "a", "an", "el", "la", "un", "una"}
        ]
        if not bare:
            return ""
        if bare in _PERSONS:
            return self._cast.nearest_person(self._marked.text, place)
        if bare in (["it"], ["they"]):
            return self.subject(place) or self._cast.last_body or self._last("authority", place)
        if bare[-1] in _table()["documents"]:
            return self._canonical(_owner(said)) if _owner(said) else ""
        is_told = len(bare) == 1 or (words[0] == "the" and said[4:].islower())
        if is_told and bare[-1] in _table()["stand_ins"]:
            return self._stand_in(bare[-1], place)
        name = self._canonical(name_in(said))
        name = self.opening(place) if _is_time(name) else name
        return "" if name.lower() in shapes()["openers"] | _ARTICLES else name

    def party_at(self, start: int, end: int) -> str:
        """The party whose name the words from `start` to `end` are, or end with; else empty."""
        parties = self._known["party"]
        number = bisect_left(parties, end, key=lambda p: p.start)
        last = parties[number - 1] if number else None
        if last is None or not end <= last.end <= end + 1:
            return ""
        return last.value if last.start <= start else ""

    def party_before(self, place: int) -> str:
        """The party whose name ends right before `place`; else empty."""
        parties = self._known["party"]
        number = bisect_left(parties, place, key=lambda p: p.start)
        last = parties[number - 1] if number else None
        is_beside = last is not None and not self._marked.text[last.end : place].strip()
        return last.value if last is not None and is_beside else ""

    def spoke(self, name: str, place: int) -> None:
        """Remember who spoke, and where."""
        self._cast.speaks(name)
        self._spoken = (name, place)

    def officer(self, start: int) -> str:
        """The person whose office ends with the words at `start`: "Jo Doe, counsel at X"."""
        found = _OFFICER.search(self._marked.text, max(0, start - _OFFICE), start)
        if found is None or not {w.lower().strip(",.") for w in found["office"].split()} & titles():
            return ""
        return self._canonical(found["name"])

    def subject(self, place: int) -> str:
        """Who the last sentences before `place` are about: the first that each of them names."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        for _ in range(_BACK):
            found = self._first_named(sentence.start, min(sentence.end, place))
            if found or sentence.start == 0:
                return found
            sentence = self._marked.sentence_at(sentence.start - 1)
        return ""

    def opening(self, place: int) -> str:
        """Who the sentence that holds `place` begins with: "The Acme Institute's new report"."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        start = _dateline_end(self._marked.text, sentence.start)
        by = _BY.match(self._marked.text, start, place)
        if by is not None:
            name = self._canonical(name_in(by["by"]))
            return "" if name.lower() in _ARTICLES else name
        found = _OPENING.match(self._marked.text, start, place)
        if found is None or _is_no_subject(
            found["name"], self._marked.text[found.end("name") :][:9]
        ):
            return self._first_named(sentence.start, place)
        nouns = found["noun"].split()
        for number, noun in enumerate(nouns):
            if is_speaking(noun):
                return " ".join([found["name"], *nouns[: number + 1]])
        return self._canonical(name_in(found["name"]))

    def teller(self, place: int) -> str:
        """Who says what "saying" at `place` brings; empty where the sentence told it before."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        return "" if sentence.start <= self._spoken[1] < place else self.opening(place)

    def doer(self, place: int) -> str:
        """Who does what a participle at `place` says: the last named of its sentence."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        if sentence.start <= self._spoken[1] < place:
            return self._spoken[0]
        number = bisect_left(self._entities, place, key=lambda f: f.start)
        last = self._entities[number - 1] if number else None
        if last is not None and last.start >= sentence.start:
            return self._as_named(last)
        return self.opening(place)

    def _first_named(self, start: int, end: int) -> str:
        """The first party or authority between two places, outside quotations."""
        number = bisect_left(self._entities, start, key=lambda f: f.start)
        for found in self._entities[number : number + 8]:
            if found.start >= end:
                break
            if not self._marked.is_quoted(found.start, found.end):
                return self._as_named(found)
        return ""

    def _stand_in(self, noun: str, place: int) -> str:
        """Whom "the company", "the agency", "the official" mean; the noun where nobody is."""
        means = _table()["stand_ins"][noun]
        if means == "person":
            found = self._cast.last_person or self._cast.nearest_person(self._marked.text, place)
        elif means == "speaker":
            found = self._cast.last_body
        else:
            found = self._last(means, place)
        return found or noun

    def _last(self, kind: str, place: int) -> str:
        """The party or authority named last before `place`, outside its own sentence's end."""
        known = self._known[kind]
        number = bisect_left(known, place, key=lambda f: f.start)
        return self._as_named(known[number - 1]) if number else ""

    def _as_named(self, found: Found) -> str:
        """A party by its value, an authority as the text writes it."""
        if found.type == "party":
            return found.value
        return " ".join(self._marked.text[found.start : found.end].split())

    def _canonical(self, name: str) -> str:
        """The whole name of a person or party that `name` means; else `name`."""
        bare = name.rstrip(".")
        owned = re.sub(r"^[A-Z]\w+[’']s\s+", "", bare)
        for form in (name, f"{bare}.", owned, f"{owned}."):
            if form in self._whole:
                return self._whole[form]
        return self._begun(bare) or self._begun(owned) or self._cast.resolve(name)

    def _begun(self, name: str) -> str:
        """The party whose name begins with the words of `name`; empty where none or several do."""
        found = {v for v in self._whole.values() if v.startswith(f"{name} ")}
        return found.pop() if len(found) == 1 and name[:1].isupper() else ""


def _is_no_subject(name: str, after: str) -> bool:
    """True for words that begin a sentence and name nobody: "Under", "Instead, the ..."."""
    first = name.split(maxsplit=1)[0].lower()
    adverb = " " not in name and re.match(r",\s+(?:the|an?|it|they|we|he|she|its|their)\b", after)
    return first in _NO_SUBJECT or name.lower() in shapes()["openers"] | _ARTICLES or bool(adverb)


@cache
def _times() -> frozenset[str]:
    """Words of time, which are no names."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return frozenset((*days, *(row["word"] for row in shipped_csv("reading", "months.csv"))))


def _is_time(name: str) -> bool:
    """True for a month or a day of the week."""
    return name.lower() in _times()


def _dateline_end(text: str, start: int) -> int:
    """Where a sentence begins behind its dateline: "BEIJING (AP) — China said ..."."""
    found = _DATELINE.match(text, start)
    return found.end() if found else start


def _owner(said: str) -> str:
    """Whose report speaks: "a report by CNN", "CNN's report"; empty where nobody's."""
    owner = re.search(
        r"(?:^|\s)[a-z]+\s+(?:[a-z]+\s+){0,3}?(?:by|from|of|del?)\s+"
        r"((?:the\s+|la\s+|el\s+|an?\s+)?(?:[a-z]+\s+){0,3}[A-Z].*)",
        said,
    )
    if owner:
        return name_in(owner[1])
    owner = re.match(
        r"(?:[Aa]n?\s+|[Tt]he\s+)?([A-Z][\w.’'& -]*?)(?:[’']s)?\s+(?:[a-z-]+\s+){0,2}[a-z]+$", said
    )
    if owner is None or owner[1].lower() in {"the", "this", "that", "these", "a", "an"}:
        return ""
    return name_in(owner[1])


def is_speaking(word: str) -> bool:
    """True for a noun that can speak, or stand for somebody who can."""
    return word in speaking_nouns() or word in _table()["stand_ins"]
