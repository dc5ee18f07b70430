"""Whom the words of a speaker mean: a name, "he", "the company", "its report".

A short name of a party means its whole name, as the text gives it; a last name the whole name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from withhold.reading.own_voice import HEAD
from withhold.reading.party_shapes import shapes
from withhold.reading.speaker_shapes import (
    BY,
    DESK,
    FOR,
    OFFICER,
    OPENING,
    OWNED,
    SPEAKS_FOR,
    dateline_end,
    is_time,
    owner,
)
from withhold.reading.speakers import Cast, name_in, offices, titles, whole_names
from withhold.reading.stand_ins import ARTICLES, is_no_subject, is_speaking, stand_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

_BACK = 4
#: People told by a noun.
_PEOPLE = re.compile(
    r"\b(?P<who>(?:(?:former|migrant|female|male|young|other|current|local)\s+){0,2}(?:workers|women"
    r"|men|crew ?members|deckhands|fishermen|girls|boys|laborers|labourers|cutters|pickers|miners"
    r"|families|villagers|residents|survivors|detainees|farmers|employees|fishers|seafarers"
    r"|researchers|investigators|activists|lawyers|officials))\b(?![’'])"
)
#: Who speaks for somebody without a name.
_SPOKES = re.compile(r"(?:company |corporate |ministry )?(?:spokes\w+|representative)")
#: Departments by their letters.
_DEPARTMENTS = frozenset(("DHS", "DOL", "DOS", "DOC", "DOJ"))
#: A person told by age: "the 29-year-old".
_AGED = re.compile(r"\d+-year-old\b")
_OFFICE = 200
_PERSONS = (["he"], ["she"], ["él"], ["ella"])
_OWNERS = (["his"], ["her"])


class Reference:
    """Resolves the speakers of one text, from left to right."""

    def __init__(self, marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> None:
        self._marked = marked
        self._known = {"party": parties, "authority": bodies}
        self._entities = sorted([*parties, *bodies], key=lambda f: f.start)
        self._ends = frozenset(f.end for f in self._entities)
        self._whole = {marked.text[p.start : p.end]: p.value for p in parties}
        self._spoken = self._office = ("", -1)
        self._is_office = False
        self._cast = Cast(whole_names(marked.text))

    def name(self, said: str, place: int) -> str:
        """The speaker by name; empty where the words stand for nobody that can be named."""
        words = said.lower().replace("’", "'").split()
        bare = [
            w.strip(",.") for w in words if w not in {"the", "a", "an", "el", "la", "un", "una"}
        ]
        if not bare:
            return ""
        pronoun = self._pronoun(bare, place, words[0])
        if pronoun is not None:
            return pronoun
        if bare[-1] in stand_in_words()["documents"] and not said[-2:].isupper():  # no "Acme AS"
            return self._canonical(owner(said)) if owner(said) else self._author(bare, place)
        if words[0] in {"a", "an", "one"} and _SPOKES.fullmatch(" ".join(bare)):
            return self._cast.last_body or self._last("party", place)
        is_told = len(bare) == 1 or (words[0] == "the" and said[4:].islower())
        if is_told and bare[-1] in stand_in_words()["stand_ins"]:
            return self._stand_in(bare[-1], place, " ".join(bare))
        name = (
            self._served(said, place) or self._holder(said, bare) or self._canonical(name_in(said))
        )
        self._is_office = self._is_office or bool(offices().intersection(bare))
        name = self.opening(place) if is_time(name) else name
        return "" if name.lower() in shapes()["openers"] | ARTICLES else name

    def party_at(self, start: int, end: int) -> str:
        """The party whose name the words from `start` to `end` are, or end with; else empty."""
        parties = self._known["party"]
        number = bisect_left(parties, end, key=lambda p: p.start)
        last = parties[number - 1] if number else None
        if last is None or not end <= last.end <= end + 1:
            return ""
        return last.value if last.start <= start else ""

    def ends(self) -> frozenset[int]:
        """Where the names of parties and authorities end."""
        return self._ends

    def party_before(self, place: int) -> str:
        """The party whose name ends right before `place`; else empty."""
        parties = self._known["party"]
        number = bisect_left(parties, place, key=lambda p: p.start)
        last = parties[number - 1] if number else None
        is_beside = last is not None and not self._marked.text[last.end : place].strip()
        return last.value if last is not None and is_beside else ""

    def is_authority(self, name: str) -> bool:
        """True where the text names an authority in these words, or with them."""
        return any(self._as_named(body) in name for body in self._known["authority"])

    def spoke(self, name: str, place: int) -> None:
        """Remember who spoke, and where."""
        self._cast.speaks(name)
        self._spoken = (name, place)
        if self._is_office and name not in self._cast.persons:
            self._office = self._spoken  # "a spokeswoman for Acme" is "she"
        self._is_office = False

    def officer(self, start: int) -> str:
        """The person whose office ends with the words at `start`: "Jo Doe, counsel at X"."""
        served = FOR.search(self._marked.text, max(0, start - _OFFICE), start)
        self._is_office = served is not None and served["office"].lower() in offices()
        found = OFFICER.search(self._marked.text, max(0, start - _OFFICE), start)
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
        start = dateline_end(self._marked.text, sentence.start)
        by = BY.match(self._marked.text, start, place)
        if by is not None:
            name = self._canonical(name_in(by["by"]))
            return "" if name.lower() in ARTICLES else name
        found = OPENING.match(self._marked.text, start, place)
        if found is None or is_no_subject(
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
        return "" if self.teller_before(place) else self.opening(place)

    def teller_before(self, place: int) -> str:
        """Who spoke before in the sentence that holds `place`; empty: nobody did."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        return self._spoken[0] if sentence.start <= self._spoken[1] < place else ""

    def doer(self, place: int) -> str:
        """Who does what a participle at `place` says: the last named of its sentence."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        if self.teller_before(place):
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

    def _stand_in(self, noun: str, place: int, said: str) -> str:
        """Whom "the company", "the agency", "the official" mean; the words where nobody is."""
        means = stand_in_words()["stand_ins"][noun]
        if means == "person":
            found = self._cast.last_person or self._cast.nearest_person(self._marked.text, place)
        elif means == "speaker":
            found = self._cast.body_called(noun, said)
        elif means == "authority":
            found = self._last_called(noun, place) or self._last(means, place)
        else:
            found = self._last(means, place)
        return found or said

    def _pronoun(self, bare: Sequence[str], place: int, first: str) -> str | None:
        """Whom a pronoun means; None: the words are none."""
        if bare in _PERSONS or bare in _OWNERS:
            return self._person(place)
        if first == "the" and _AGED.match(bare[0]):
            return self._person(place) or " ".join(bare)
        if bare == ["we"]:
            return "" if self._marked.is_quoted(place, place + 1) else self._writer()
        if bare in (["it"], ["they"], ["its"], ["their"]):
            told = self.teller_before(place)
            told = "" if told in self._cast.persons else told
            return (
                told
                or (self._people(place) if bare[0] == "they" else "")
                or self.subject(place)
                or self._cast.last_body
                or self._last("authority", place)
            )
        return None

    def _people(self, place: int) -> str:
        """Whom "they" means: the people that the last sentences before `place` tell of."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        start = self._marked.sentence_at(max(0, sentence.start - 1)).start
        found = [*_PEOPLE.finditer(self._marked.text, start, place)]
        return found[-1]["who"] if found else ""

    def _person(self, place: int) -> str:
        """Whom "he" or "she" means: the person named last, or whoever an office spoke for since."""
        person = self._cast.nearest_person(self._marked.text, place)
        name, spoken = self._office
        is_since = (
            self._marked.text.rfind(person.split()[-1], 0, place) < spoken if person else True
        )
        return (name if is_since else person) or self._cast.last_body

    def _writer(self) -> str:
        """Who "we" means outside quotations: the party at the head, or whose report it is."""
        parties = self._known["party"]
        is_head = bool(parties) and parties[0].start <= HEAD
        return parties[0].value if is_head else self._cast.last_body

    def _author(self, bare: Sequence[str], place: int) -> str:
        """Whose report "the report" is: who spoke last, where it is a paper with an author."""
        if bare[-1] not in stand_in_words()["papers"]:
            return ""
        if bare[:-1] in (["its"], ["their"]):
            return self._cast.last_body or self.subject(place)
        return self._cast.last_body if len(bare) == 1 else ""

    def _holder(self, said: str, bare: Sequence[str]) -> str:
        """The person who holds the office that is told without a name: "its owner"."""
        is_alone = said[1:].islower() and (len(bare) == 1 or bare[-2] in {"its", "their", "his"})
        return (
            self._cast.holder(self._marked.text, bare[-1])
            if is_alone and bare[-1] in offices()
            else ""
        )

    def _served(self, said: str, place: int) -> str:
        """The party for which an office speaks, or which a noun at the head of a text announces."""
        found = SPEAKS_FOR.fullmatch(said)
        desk = DESK.fullmatch(said)
        if desk is not None:
            return self._canonical(name_in(desk["name"]))
        owned = OWNED.fullmatch(said)
        if owned is not None and stand_in_words()["stand_ins"].get(owned["noun"]) == "party":
            return self._last("party", place)
        if found is not None and titles() & set(found[0].lower().split()):
            is_party = stand_in_words()["stand_ins"].get(found["noun"].lower()) == "party"
            return self._last("party", place) if is_party else ""
        parties = self._known["party"]
        ahead = bool(parties) and parties[0].start > place
        is_noun = stand_in_words()["stand_ins"].get(said.rsplit(maxsplit=1)[-1]) == "party"
        return parties[0].value if ahead and is_noun and self._is_headline(place) else ""

    def _is_headline(self, place: int) -> bool:
        """True on the first line of a text."""
        return "\n" not in self._marked.text[:place].lstrip()

    def _last(self, kind: str, place: int) -> str:
        """The party or authority named last before `place`, outside its own sentence's end."""
        known = self._known[kind]
        number = bisect_left(known, place, key=lambda f: f.start)
        return self._as_named(known[number - 1]) if number else ""

    def _last_called(self, noun: str, place: int) -> str:
        """The authority named last before `place` that is a department, or that is none."""
        known = self._known["authority"]
        number = bisect_left(known, place, key=lambda f: f.start)
        for body in reversed(known[max(0, number - _BACK) : number]):
            name = self._as_named(body)
            if ("Department" in name or name in _DEPARTMENTS) == (noun == "department"):
                return name
        return ""

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
