"""Whom the words of a speaker mean: a name, "he", "the company", "its report".

A short name of a party means its whole name, as the text gives it; a last name the whole name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from withhold.reading.cast import Cast, initials, whole_names
from withhold.reading.mentions import ROLES, Mentions
from withhold.reading.numerals import number_of
from withhold.reading.own_voice import HEAD
from withhold.reading.party_shapes import shapes
from withhold.reading.speaker_shapes import (
    AGED,
    BY,
    CLAUSE_PERSON,
    CUSTOMS_OFFICERS,
    DESK,
    FOR,
    INITIAL,
    MEMBER,
    OFFICE_OF_FIRM,
    OFFICER,
    OPENING,
    OWN_DESK,
    OWNED,
    PEOPLE_OF,
    SMALL_OPENER,
    SPEAKS_FOR,
    SPOKES,
    THE_COMPANY,
    THE_OFFICE_OF,
    WHEN,
    dateline_end,
    is_headline,
    is_time,
    owner,
)
from withhold.reading.speakers import (
    amounts,
    bodies,
    is_person,
    name_in,
    offices,
    title_words,
    titles,
)
from withhold.reading.stand_ins import ARTICLES, is_no_subject, is_speaking, stand_in_words
from withhold.reading.told_of import (
    apposed_body,
    body_told,
    is_only_place,
    is_place,
    is_title,
    made_by,
    named_body,
    paper_told,
    people_told,
)
from withhold.reading.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

_BACK = 4
#: Offices with what they are of: "the labour secretary" is another than any secretary named.
_PARTS = frozenset(("department", "bureau"))
_TIES = frozenset(("at", "with", "from", "aboard", "inside"))
_STATIONS = frozenset(("minister", "secretary", "commissioner", "director", "president"))
_OFFICE = 200
_PERSONS = (["he"], ["she"], ["él"], ["ella"])
_OWNERS = (["his"], ["her"])


class Reference:
    """Resolves the speakers of one text, from left to right."""

    def __init__(self, marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> None:
        self._marked = marked
        self.mentions = self._named = Mentions(marked, parties, bodies)
        self.turns = Turns(marked)
        self._office = ("", -1)
        self._is_office = False
        self._spelt = initials(marked.text)
        self._cast = Cast(
            frozenset(
                name
                for name in whole_names(marked.text)
                if not any(p.value.startswith(name) for p in parties) and not is_place(name)
            )
        )

    def name(self, said: str, place: int) -> str:
        """The speaker by name; empty where the words stand for nobody that can be named."""
        said = WHEN.sub("", said)
        said = SMALL_OPENER.sub("", said)
        words = said.lower().replace("’", "'").split()
        bare = [
            w.strip(",.")
            for w, raw in zip(words, said.split(), strict=True)
            if raw == "UN" or w not in {"the", "a", "an", "el", "la", "un", "una"}
        ]
        if not bare:
            return ""
        pronoun = self._pronoun(bare, place, words[0])
        if pronoun is not None:
            return pronoun
        if bare[-1] in stand_in_words()["documents"] and not is_title(said):
            return self._canonical(owner(said)) if owner(said) else self._author(bare, place)
        if words[0] in {"a", "an", "one", "un", "una"} and SPOKES.fullmatch(" ".join(bare)):
            return self._cast.last_body or self._named.last("party", place)
        is_noun = words[0] in {"the", "that", "this"} and said.partition(" ")[2].islower()
        is_told = len(bare) == 1 or is_noun
        is_told = is_told and _TIES.isdisjoint(bare)  # "the workers at the company"
        if is_told and bare[-1] in stand_in_words()["stand_ins"]:
            name = self._stand_in(bare[-1], place, " ".join(bare))
            is_own = said.endswith(bare[-1].capitalize()) and bare[-1] in title_words("own_bodies")
            return said.rsplit(maxsplit=1)[-1] if is_own and bare[-1] not in name.lower() else name
        name = (
            self._seated(said, place)
            or self._served(said, place)
            or self._holder(said, bare)
            or self._canonical(name_in(said))
        )
        self._is_office = self._is_office or bool(offices().intersection(bare))
        name = self.opening(place) if is_time(name) else name
        is_nobody = name.lower() in shapes()["openers"] | ARTICLES or INITIAL.fullmatch(name)
        return "" if is_nobody else name

    def _seated(self, said: str, place: int) -> str:
        """Whose office it is that speaks: "Acme's office in Oaktown"; empty: no firm's."""
        seat = OFFICE_OF_FIRM.fullmatch(said) or THE_OFFICE_OF.fullmatch(said)
        if seat is None:
            return ""
        if is_place(seat["owner"]) and self._canonical(seat["owner"]) == seat["owner"]:
            return ""
        if seat["owner"][0].islower():
            return self._stand_in(seat["owner"].split()[-1], place, seat["owner"])
        return self._canonical(seat["owner"])

    def party_at(self, start: int, end: int) -> str:
        """The party whose name the words from `start` to `end` are, or end with; else empty."""
        parties = self._named.known["party"]
        number = bisect_left(parties, end, key=lambda p: p.start)
        last = parties[number - 1] if number else None
        if last is None or not end <= last.end <= end + 1:
            return ""
        said = self._marked.text[start:end]
        if self._cast.resolve(said) in self._cast.persons:
            return ""  # the last name of a person whose firm bears it
        return last.value if last.start <= start else ""

    def spoke(self, name: str, place: int) -> None:
        """Remember who spoke, and where."""
        self._cast.speaks(name)
        self.turns.last = (name, place)
        if self._is_office and name not in self._cast.persons:
            self._office = self.turns.last  # "a spokeswoman for Acme" is "she"
        self._is_office = False

    def officer(self, start: int) -> str:
        """The person whose office ends with the words at `start`: "Jo Doe, counsel at X"."""
        served = FOR.search(self._marked.text, max(0, start - _OFFICE), start)
        self._is_office = served is not None and served["office"].lower() in offices()
        found = OFFICER.search(self._marked.text, max(0, start - _OFFICE), start)
        member = MEMBER.search(self._marked.text, max(0, start - _OFFICE), start)
        if member is not None and is_person(member["name"]) and not is_place(member["name"]):
            return self._canonical(member["name"])
        if found is None or not {w.lower().strip(",.") for w in found["office"].split()} & titles():
            return ""
        return self._canonical(found["name"])

    def subject(self, place: int) -> str:
        """Who the last sentences before `place` are about: the first that each of them names."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        for _ in range(_BACK):
            start, end = sentence.start, min(sentence.end, place)
            found = (
                body_told(self._marked.text, start, end)
                or self._company(start, end)
                or self._named.first_named(start, end)
            )
            if found or sentence.start == 0:
                return found
            sentence = self._marked.sentence_at(sentence.start - 1)
        return ""

    def _company(self, start: int, end: int) -> str:
        """The party that a sentence begins with by a noun: "The Company was not heard"."""
        found = THE_COMPANY.match(self._marked.text, start, end)
        noun = found["noun"].lower() if found else ""
        is_party = stand_in_words()["stand_ins"].get(noun) == "party"
        return self._named.last("party", start) if is_party else ""

    def opening(self, place: int) -> str:
        """Who the sentence that holds `place` begins with: "The Acme Institute's new report"."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        parted = self._marked.text.rfind("; ", sentence.start, place)
        start = parted + 2 if parted >= 0 else dateline_end(self._marked.text, sentence.start)
        first = CLAUSE_PERSON.match(self._marked.text, start, place) if parted >= 0 else None
        if first is not None and titles() & set(first["office"].lower().split()):
            return self._canonical(first["name"])
        by = BY.match(self._marked.text, start, place)
        if by is not None:
            name = self._canonical(name_in(by["by"]))
            return "" if name.lower() in ARTICLES else name
        found = OPENING.match(self._marked.text, start, place)
        if found is None or is_no_subject(
            found["name"], self._marked.text[found.end("name") :][:9]
        ):
            return self._named.first_named(sentence.start, place)
        nouns = found["noun"].split()
        if nouns and found["name"].lower() in ARTICLES | {"la", "el"}:
            return self.name(f"{found['name']} {nouns[0]}".lower(), place)
        for number, noun in enumerate(nouns):
            if is_speaking(noun):
                return " ".join([found["name"], *nouns[: number + 1]])
        return self._canonical(name_in(found["name"]))

    def teller(self, place: int) -> str:
        """Who says what "saying" at `place` brings; empty where the sentence told it before."""
        return "" if self.teller_before(place) else self.opening(place)

    def teller_before(self, place: int) -> str:
        """Who spoke before in the sentence that holds `place`; empty: nobody did."""
        return self.turns.in_sentence(place)

    def _opening_body(self, place: int) -> str:
        """The body with which the sentence of `place` begins: "The Oak League has not: it says"."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        found = OPENING.match(self._marked.text, sentence.start, place)
        last = found["name"].rsplit(maxsplit=1)[-1].lower() if found else ""
        is_body = found is not None and last in bodies() and " " in found["name"]
        return self._canonical(name_in(found["name"])) if found and is_body else ""

    def doer(self, place: int) -> str:
        """Who does what a participle at `place` says: the last named of its sentence."""
        sentence = self._marked.sentence_at(max(0, place - 1))
        if self.teller_before(place):
            return self.turns.last[0]
        number = bisect_left(self._named.entities, place, key=lambda f: f.start)
        last = self._named.entities[number - 1] if number else None
        if last is not None and last.start >= sentence.start:
            return self._named.as_named(last)
        return self.opening(place)

    def _stand_in(self, noun: str, place: int, said: str) -> str:
        """Whom "the company", "the agency", "the official" mean; the words where nobody is."""
        means = stand_in_words()["stand_ins"][noun]
        if noun in ROLES and (party := self._named.party_in_role(noun)):
            return party
        if means == "person" and said != noun and noun in _STATIONS:
            found = self._cast.holder(self._marked.text, noun)
        elif means == "person":
            found = self._cast.last_person or self._cast.nearest_person(self._marked.text, place)
            if not found and SPOKES.fullmatch(noun):
                found = self._cast.last_body
        elif means == "speaker":
            is_alone = said == noun and noun not in self._cast.called
            found = named_body(self._marked.text, noun, place) if is_alone else ""
            found = found or self._cast.body_called(noun, said)
            found = found or apposed_body(self._marked.text, noun, place)
        elif means == "authority":
            found = self._named.last_called(noun, place) or self._named.last(means, place)
            if noun in _PARTS and said != noun and said.split(maxsplit=1)[0] not in found.lower():
                found = ""  # "the labour department"
        else:
            found = self._named.last(means, place) or self._announced(place) or self._firm()
        return found or said

    def _firm(self) -> str:
        """Who spoke last, where it may be a firm: no office, body, authority or place."""
        name = self._cast.last_body
        words = {w.lower() for w in name.split()}
        is_other = name.islower() or is_place(name) or self._named.is_authority(name)
        return "" if is_other or words & (bodies() | offices()) else name

    def _pronoun(self, bare: Sequence[str], place: int, first: str) -> str | None:
        """Whom a pronoun, or a word like one, means; None: the words are none."""
        if bare in _PERSONS or bare in _OWNERS:
            return self._person(place)
        if first == "the" and AGED.match(bare[0]):
            return self._person(place) or " ".join(bare)
        if bare == ["we"]:
            return "" if self._marked.is_quoted(place, place + 1) else self._writer()
        if bare in (["it"], ["they"], ["its"], ["their"]):
            return self._thing(bare[0], place)
        is_amount = len(bare) == 1 and (
            bare[0] in amounts() or number_of(bare[0]) is not None or bare[0] == "others"
        )
        return people_told(self._marked, place) if is_amount else self._officers(bare, place)

    def _officers(self, bare: Sequence[str], place: int) -> str | None:
        """The authority that "customs officials" are of; None: the words are others."""
        if bare == ["government"]:
            return self._named.prosecutor() or None
        are_officers = CUSTOMS_OFFICERS.fullmatch(" ".join(bare)) is not None
        return (self._named.last("authority", place) or None) if are_officers else None

    def _thing(self, word: str, place: int) -> str:
        """Whom "it" or "they" means: who speaks in the sentence, or whom the last ones tell of."""
        told = self.teller_before(place) or self.turns.put_in(place)
        if word == "it" and not told and (paper := paper_told(self._marked, place)):
            return self._author([paper], place)
        told = told or self._opening_body(place) or self.turns.in_sentence_before(place)
        return (
            ("" if told in self._cast.persons else told)
            or (people_told(self._marked, place) if word == "they" else "")
            or self.subject(place)
            or self._cast.last_body
            or self._named.last("authority", place)
        )

    def told_person(self, place: int) -> str:
        """The person whom the sentences right before `place` tell of; empty: none."""
        return self._person(place) if self._cast.persons else ""

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
        parties = self._named.known["party"]
        is_head = bool(parties) and parties[0].start <= HEAD
        return parties[0].value if is_head else self._cast.last_body

    def _author(self, bare: Sequence[str], place: int) -> str:
        """Whose report "the report" is: who spoke last, where it is a paper with an author."""
        if bare[-1] not in stand_in_words()["papers"]:
            return ""
        if bare[:-1] == ["their"] and (people := people_told(self._marked, place)):
            return people
        if bare[:-1] in (["its"], ["their"]):
            return self._cast.last_body or made_by(self._marked, place)[1] or self.subject(place)
        if len(bare) > 1 and bare[:-1] not in (["that"], ["this"], ["same"]):
            return ""
        start, name = made_by(self._marked, place)
        return name if name and start > self.turns.last[1] else self._cast.last_body

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
        if OWN_DESK.fullmatch(said):
            owner = self._thing("its", place)
            return self._named.last("party", place) if self._named.is_authority(owner) else owner
        for shape in (PEOPLE_OF, DESK):
            desk = shape.fullmatch(said)
            if desk is not None and not (shape is PEOPLE_OF and is_only_place(desk["name"])):
                return self._canonical(name_in(desk["name"]))
        owned = OWNED.fullmatch(said)
        if owned is not None and (means := stand_in_words()["stand_ins"].get(owned["noun"])):
            noun = owned["noun"]
            if means == "party":
                return self._named.last("party", place)
            if means == "speaker" and not offices() & set(said.lower().split()):
                return self._cast.body_called(noun, noun)
        if found is not None and titles() & set(found[0].lower().split()):
            is_party = stand_in_words()["stand_ins"].get(found["noun"].lower()) == "party"
            return self._named.last("party", place) if is_party else ""
        is_noun = stand_in_words()["stand_ins"].get(said.rsplit(maxsplit=1)[-1]) == "party"
        return self._announced(place) if is_noun else ""

    def _announced(self, place: int) -> str:
        """The first party of a text, where a headline or one of its points tells of it before."""
        parties = self._named.known["party"]
        ahead = bool(parties) and parties[0].start > place
        return parties[0].value if ahead and is_headline(self._marked.text, place) else ""

    def _canonical(self, name: str) -> str:
        """The whole name of a person or party that `name` means; else `name`."""
        bare = name.rstrip(".")
        if bare.isupper() and bare.isalpha() and self._named.is_authority(bare):
            return self._named.in_full(bare)
        if not self._named.is_authority(bare):
            bare = name = self._spelt.get(bare, name)
            bare = bare.rstrip(".")
        if " " not in bare and self._cast.resolve(bare) != bare:
            return self._cast.resolve(bare)
        owned = re.sub(r"^[A-Z]\w+[’']s\s+", "", bare)
        for form in (name, f"{bare}.", owned, f"{owned}."):
            if form in self._named.whole:
                return self._named.whole[form]
        return self._named.begun(bare) or self._named.begun(owned) or self._cast.resolve(name)
