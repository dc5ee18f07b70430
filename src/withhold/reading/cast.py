"""The persons whom a text names, and the speakers so far: whole names for last names.

>>> cast = Cast(whole_names("“Yes,” said Jo Doe, a director."))
>>> cast.resolve("Doe")
'Jo Doe'
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import shipped_csv
from withhold.reading.speakers import (
    EDGES,
    PERSON,
    any_words,
    behind_office,
    is_person,
    plain_token,
    title_words,
)

#: How far behind a name a pronoun tells that it is a person's.
_SOON = 400


class Cast:
    """The speakers of a text so far: whole names for last names, and who spoke last."""

    def __init__(self, whole_names: frozenset[str]) -> None:
        ordered = sorted(whole_names)
        first = {name.split()[0].lower(): name for name in ordered if len(name.split()) == 2}  # noqa: PLR2004 - family name first
        self._whole = first | {name.split()[-1].lower(): name for name in ordered}
        self.persons = whole_names
        self.last_person = ""
        self.last_body = ""
        self.called: dict[str, str] = {}

    def resolve(self, name: str) -> str:
        """The whole name that a last name means; any other name as it is."""
        if " " not in name:
            return self._whole.get(name.lower(), name)
        return name

    def speaks(self, name: str) -> None:
        """Remember who spoke."""
        if name in self.persons:
            self.last_person = name
        else:
            self.last_body = name
            self.called |= dict.fromkeys(name.lower().split(), name)

    def holder(self, text: str, office: str) -> str:
        """The person whom a text gives this office: "owner Jo Doe", "Jo Doe, the owner"."""
        for name in sorted(self.persons):
            whole, noun = re.escape(name), re.escape(office)
            if re.search(
                rf"\b{noun},?\s+{whole}\b|{whole},\s+(?:[\w’'-]+\s+){{0,4}}{noun}\b", text
            ):
                return name
        return ""

    def body_called(self, noun: str, said: str) -> str:
        """The body that spoke last with `noun` in its name; for the noun alone, that spoke last."""
        is_own = said != noun and noun in title_words("own_bodies")  # "the foreign ministry"
        return self.called.get(noun, "" if is_own else self.last_body)

    def nearest_person(self, text: str, place: int) -> str:
        """The person named last before `place`; empty: nobody was."""
        ends = {name: text.rfind(name.split()[-1], 0, place) for name in self.persons}
        best = max(ends, key=lambda name: (ends[name], name), default="")
        return best if best and ends[best] >= 0 else self.last_person


_PART = r"(?:[A-Z]\.(?:[A-Z]\.)*|(?:Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Gen|Prof|St|Amb|Hon)\.|[A-Z][\w’'-]*)"
_RUN = re.compile(
    rf"{_PART}(?:\s+(?:(?:de|van|von|bin|al|of|for)\s+(?=[A-Z]))?{_PART})*(?:,? (?:Jr|Sr)\.)?"
)


#: One name alone where a person is told: "Gulnar, 46", "Rafiq, who", "said Issouf,".
_SINGLE = re.compile(
    r"[A-Z](?:(?<![\w’'-]\s[A-Z])(?<![\w’'.-][A-Z])[a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
    r"(?=\s+\(not\s+(?:her|his|their)\s+real|,\s+(?:now\s+|aged\s+)?(?:\d\d(?:,|\s)|an?\s+\d\d-year-old|who\s|un\s|una\s))"
    r"|(?<=\bidentified as\s[A-Z])[a-zà-ÿ]+(?=[,.])"
    r"|(?<=\bsaid\s[A-Z])[a-zà-ÿ]+(?=,\s+(?:an?|the|who|now|\d\d)\b)"
    r"|(?<=[.!?]\s[A-Z])[a-zà-ÿ]+(?=\s+(?:recalls|recalled|remembers|remembered)\b))"
)
#: Two names at the start of a sentence that tells of a person.
_TOLD_OF = re.compile(
    r"(?=[A-Z])(?:(?<=[.!?”\",]\s)|(?<=\n)|\A|(?<=[a-z]\s)(?<!\bin\s)(?<!\bat\s)(?<!\bof\s)(?<!\bto\s)"
    r"(?<!\bby\s)(?<!\bon\s)(?<!\bde\s)(?<!\ben\s)(?<!\bla\s)(?<!\bel\s)(?<!\bthe\s)(?<!\bfor\s)"
    r"(?<!\bfrom\s)(?<!\bwith\s)(?<!\bnear\s)(?<!\binto\s))(?P<name>[A-Z][\wà-ÿ’'-]+(?:\s(?:dos\s|da\s|de\s|bin\s)?[A-Z][\wà-ÿ’'-]+){1,2})"
    r"(?=,\s+who\b|\s+(?:was|is|had|has|left|came|arrived|worked|works|lives|lived|grew|took|spent|began|started"
    r"|went|returned|got|paid|signed|borrowed|wanted|knew|thought|never|still|noticed|remembers"
    r"|walks|walked|picks|picked|has|says|said|told|tells|sits|sat|stands|stood|shows|showed|runs|keeps|earned|joined|flew|boarded"
    r"|recuerda|cuenta|relata|dice|durmió|trabajó|llegó|salió|vivió|pasó|tenía|vivía|trabajaba)\b)"
)
#: One of several, by name between commas: "a third, Jo Doe, showed his scars".
_ONE_OF = re.compile(
    r"\b(?:[Aa]|[Tt]he|[Oo]ne|[Aa]nother|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s*(?:second|third|fourth|other|of\s+them"
    r"|(?:[\w-]+\s+){0,2}(?:worker|packer|picker|cutter|welder|sailor|fisherman|deckhand|miner|farmer|farmhand|weaver"
    r"|seamstress|stitcher|driver|guard|nurse|teacher|student|trainee|survivor|witness|man|woman|migrant|recruit|boss|owner|foreman|founder|head|captain|lawyer|author))?,\s+"
    r"(?P<name>[A-Z][\wà-ÿ’'-]+\s[A-Z][\wà-ÿ’'-]+),\s"
)
_PERSONAL = re.compile(r"\b(?:he|she|his|her|him|él|ella|recuerda|cuenta|relata|dice|dijo|contó)\b")


#: A name, and its initials in a bracket.
_INITIALS = re.compile(
    r"(?<![\w.])(?!The\b)(?P<name>[A-Z][\w’'-]+(?:\s+(?:(?:of|for|and|on|the|de|in)\s+){0,2}[A-Z][\w’'-]*){1,8})"
    r"\s+\((?P<letters>[A-Z]{3,8})\)"
)


def initials(text: str) -> dict[str, str]:
    """The names that a text gives initials to, by these, and by the name with both.

    >>> initials("The National Labour Office (NLO) acted.")
    {'NLO': 'National Labour Office', 'National Labour Office NLO': 'National Labour Office'}
    """
    found: dict[str, str] = {}
    for told in _INITIALS.finditer(text):
        name, letters = told["name"], told["letters"]
        large = "".join(c for c in name if c.isupper())
        if large.startswith(letters[0]) and set(letters) <= set(large + name.upper()):
            found |= {letters: name, f"{name} {letters}": name}
    return found


def whole_names(text: str) -> frozenset[str]:
    """The names of persons that a text gives in full: behind an office, or before one.

    >>> sorted(whole_names("said Acting Commissioner Troy Miller. Jo N. Doe, director of X, left."))
    ['Jo N. Doe', 'Troy Miller']
    """
    found = set()
    maybe: dict[str, str] = {}
    known = title_words("offices")
    for run in _RUN.finditer(text):
        if run[0].isalnum():
            continue  # a single word
        tokens = run[0].split()
        offices = [n for n, token in enumerate(tokens) if plain_token(token) in known]
        plain = re.split(r"\s(?:of|for)\s", run[0], maxsplit=1)[0]
        name = (behind_office(tokens[offices[-1] + 1 :]) if offices else plain).rstrip(".")
        if PERSON.fullmatch(name) is None or plain_token(name.split()[-1]) in title_words("bodies"):
            continue
        if {plain_token(t) for t in name.split()} <= title_words("qualifiers"):
            continue
        before = text[max(0, run.start() - 30) : run.start()].split()[-1:]
        spoken = bool(before) and (
            plain_token(EDGES.sub("", before[0])) in title_words("offices")
            or before[0] in {"said", "says"}
        )
        if offices or spoken or _names_office(text[run.end() : run.end() + 90]):
            found.add(name)
        elif is_person(name):
            maybe.setdefault(name.split()[-1], name)
    for told in (*_TOLD_OF.finditer(text), *_ONE_OF.finditer(text)):
        goes_on = _PERSONAL.search(text, told.end(), told.end() + _SOON)
        if goes_on and is_person(told["name"]):
            found.add(told["name"])
    found |= {single[0] for single in _SINGLE.finditer(text) if _is_given(single[0])}
    alone = {m["last"] for m in _ALONE.finditer(text)} if maybe else set()
    return frozenset(found | {name for last, name in maybe.items() if last in alone})


def _is_given(name: str) -> bool:
    """True for a word that can be the one name of a person: no place, time, body or noun."""
    word = name.lower()
    known = any_words("bodies", "offices", "nouns", "qualifiers")
    return word not in known and word not in _times() and word.rstrip("s") not in known


@cache
def _times() -> frozenset[str]:
    """Months and days of the week, and words that begin sentences."""
    months = {row["word"].lower() for row in shipped_csv("reading", "months.csv")}
    days = {f"{day}day" for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")}
    return frozenset(months | days | {"she", "he", "they", "who", "those", "it", "we", "one"})


#: A last name by itself where a person is told of: "Ann Lee ... Lee said".
_ALONE = re.compile(
    r"(?:\A|[.!?,”\"\n—]\s+|\b(?:said|and|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)\s)"
    r"(?P<last>[A-Z][\w-]*)(?=(?:[’']s)?(?:\s+[a-z]|[.,]))"
)


def _names_office(after: str) -> bool:
    """True where an office, an age, or what a person is follows the name behind a comma."""
    apposed = re.match(r",\s+((?:[\w.’'&/-]+\s*){1,9})", after)
    if re.match(r",\s+(?:now\s+)?(?:\d\d\b|aged\b|who\b|whose\b)", after):
        return True
    return apposed is not None and any(
        plain_token(w) in any_words("offices", "persons") for w in apposed[1].split()[:7]
    )
