"""Parties by the place of their names in a sentence: "yarn from Acme Spinners", "made by Longfa".

A name of one word counts where it is no place, no people and no paper; none of these is sure.

>>> from withhold.reading.marking import mark
>>> text = mark("It bought yarn from Sri Lakshmi and Arul Mills, made by Longfa near Delhi.")
>>> sorted(text.text[s:e] for s, e, _ in slots(text))
['Arul Mills', 'Longfa', 'Sri Lakshmi']
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.dates import months
from withhold.reading.marking import plain_words
from withhold.reading.party_shapes import shapes
from withhold.reading.speakers import titles
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

#: A word of a name, without the possessive behind it.
_WORD = r"[A-ZÀ-Þ](?:[\w&-]|[’'](?!s\b))*"
#: A name, in which `and` parts two names.
NAME = (
    rf"{_WORD}(?:[^\S\n]+(?:(?:of|de|del|des|du|dos|&)[^\S\n]+)?(?:{_WORD}|(?:al|el|as|ash|an)-{_WORD}|No\.\s*\d+|\d{{1,3}}\b)){{0,6}}"
    r"(?:[^\S\n]+\([A-Z][\w ]{2,20}\))?"
)
_NO_MORE = (
    r"(?![\w’'])(?!\s+(?:said|says|told|added|wrote|Province|County|province|prefecture|region)\b)"
)
_NAMES = rf"(?P<names>{NAME}(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?{NAME}{_NO_MORE})*)"
_NOT_OF = re.compile(
    r"\s+(?:family|brothers|clan|government|people|community|communities|province|region|state|city|district"
    r"|county|Province|County|Region|-)\b|[’']s\s+(?:government|capital|north|south|east|west)|-[a-z]"
)
#: Behind a name from which wares go on: "sponge from Acme Titanium goes to".
_GOES = re.compile(r"\s+(?:goes|went|ends\s+up|ended\s+up|is\s+shipped|was\s+shipped)\b")
_SHORTEST = 4
_MOST = 7
_FEW = 5
#: What parts a verb from the small word of its name.
_PARTS = frozenset(".,;:")
#: Months that are no months alone.
_MONTHS = frozenset(("may", "june", "july"))
_VESSEL_WORDS = frozenset(
    (
        *("vessel", "vessels", "boat", "boats", "ship", "ships", "longliner", "longliners"),
        *("trawler", "trawlers", "jigger", "jiggers", "fleet", "seiner", "reefer", "fishery"),
    )
)
#: A vessel by the number of its name: "Hai Li 2".
_NUMBERED = re.compile(
    r"(?<![\w.])(?P<names>(?:[A-Z][a-z]+\s+){2,4}(?:No\.\s*)?\d{1,3})(?![\w,.]*\d)(?!\s+[A-Z])"
)
#: A vessel by one word and its number: "the Chok 9".
_SINGLE = re.compile(
    r"\bthe\s+[“\"]?(?P<names>[A-Z][a-z]{3,}\s+(?:No\.\s*)?\d{1,3})(?![\w,.]*\d)(?!\s+[A-Z%])"
)
#: A place of labour by its number: "Penal Colony No. 31".
_FACILITY_NUMBER = re.compile(
    r"\b(?:(?:Penal|Correctional|Corrective|Labou?r|Prison|Re-?education|Detention)\s+"
    r"(?:Colony|Camp|Institution|Facility|Center|Centre|Farm)|Prison)\s+(?:No\.\s*|Number\s+|#)\d+\b"
)
_BEFORE = re.compile(rf"(?<![\w.-])(?:{NAME})\Z")
_BOTH = re.compile(r"(?<![\w&.])[A-Z][\w’]+(?:\s+[A-Z][\w’]+)?\s+&\s+[A-Z][\w’]+\b(?!\s+[A-Z])")


@cache
def _table() -> dict[str, list[str]]:
    """The table of slots."""
    table: dict[str, list[str]] = shipped_yaml("reading", "party_slots.yaml")
    return table


def _any(key: str) -> str:
    """The words of a row, as a pattern."""
    return "|".join(map(re.escape, _table()[key]))


@cache
def _slots() -> re.Pattern[str]:
    """Small words before names; which words stand before them decides."""
    article = r"(?:the\s+)?(?:(?:[\w-]+(?:\s[\w-]+)?-based|nearby|neighbou?ring|state-owned)\s+)?"
    return re.compile(
        rf"\b(?P<small>by|from|to|against|at|of|for|{_any('include')}|{_any('accused')})\s+{article}{_NAMES}"
    )


@cache
def _words(key: str) -> frozenset[str]:
    """The words of a row."""
    return frozenset(_table()[key])


def _is_slot(marked: Marked, found: re.Match[str]) -> bool:
    """True where the words before a small word make it one before a party."""
    small, last = found["small"], marked.word_before(found.start())
    if small in _words("accused"):
        return marked.text.startswith(" of ", found.end())
    if small in _words("include"):
        return True
    if small in {"against", "at", "of", "for"} or last < 0:
        key = "against" if small == "against" else "who"
        return last >= 0 and marked.words[last] in _words(key)
    for number in range(last, max(-1, last - _FEW), -1):
        if marked.words[number] in _words(small):
            start = marked.starts[number]
            gap = marked.text[marked.ends[number] : found.start()]
            opens = start == marked.sentence_at(start).start
            is_prose = gap.islower() or not gap.strip()
            return (opens or marked.text[start].islower()) and is_prose and _PARTS.isdisjoint(gap)
    return False


@cache
def _does() -> re.Pattern[str]:
    """What stands behind a name: "employs", "and two other companies"."""
    firms = "companies|firms|mills|farms|factories|plants|suppliers|entities|producers"
    return re.compile(
        rf"(?<=\w )(?:(?:{_any('does')})\b"
        rf"|and\s+(?:\w+|its)\s+(?:other|more)\s+(?:\w+\s+)?(?:{firms})\b)"
    )


@cache
def _speaks() -> re.Pattern[str]:
    """What stands behind the name of a firm that is told by its last word."""
    return re.compile(rf"(?<=\w )(?:{_any('speaks')})\b")


@cache
def _facility() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Facilities by a noun in small letters: "the Lega Dembi mine"; nouns that need two words."""
    return (
        re.compile(
            rf"\b[Tt]he\s+(?P<names>(?:{_WORD}\s+){{1,3}}(?P<noun>{_any('facility')}))\b(?!\s+[a-z]+ing\b)"
        ),
        re.compile(_any("works")),
    )


@cache
def _aliased() -> re.Pattern[str]:
    """A name with another one behind it: "Acme Foods, formerly Apex Canning"."""
    return re.compile(rf"(?<=[ (])(?:{_any('alias')})\s+[“\"]?(?P<names>{NAME})")


def slots(marked: Marked, hits: Sequence[Hit] = ()) -> Iterator[tuple[int, int, str]]:
    """Where each name begins and ends, and its kind; it may still hold words that are no part."""
    text = marked.text
    goods = (h for h in hits if h.entry.type == "goods" and h.entry.when != "idiom")
    wares = {h.end for h in goods if _is_ware(marked, h)}
    opening = {h.end for h in hits if h.end in wares and text[h.start].isupper()}
    for found in _slots().finditer(text):
        small = {"from", "by"} if found.start() - 1 in opening else {"of", "from", "by"}
        of_wares = found["small"] in small and found.start() - 1 in wares
        is_area = found["small"] in {"of", "from"} and " the " in found[0][:10]
        goes = found["small"] == "from" and " " in found["names"] and _GOES.match(text, found.end())
        if (of_wares or goes or _is_slot(marked, found)) and not is_area:
            yield from _each(text, found.start("names"), found["names"])
    for found in _does().finditer(text):
        yield from _ending(marked, found.start() - 1)
    tails = _tails()
    for found in _speaks().finditer(text):
        if marked.words[marked.word_before(found.start())] in tails:
            yield from _ending(marked, found.start() - 1)
    yield from _by_shape(marked)


def _is_ware(marked: Marked, hit: Hit) -> bool:
    """True for wares in small letters, or that open a sentence: "Sponge from Acme Titanium"."""
    word = marked.text[hit.start : hit.end]
    return word[1:].islower() and (
        word[0].islower() or marked.sentence_at(hit.start).start == hit.start
    )


def _by_shape(marked: Marked) -> Iterator[tuple[int, int, str]]:
    """Names with a noun of facilities, other names, names with `&`, vessels with numbers."""
    text = marked.text
    named, needs_two = _facility()
    for found in named.finditer(text):
        is_short = len(found["names"].split()) == 2 and needs_two.fullmatch(found["noun"])  # noqa: PLR2004 - name and noun
        if not is_short and may_be(found["names"]):
            yield *found.span("names"), "facility"
    for found in _aliased().finditer(text):
        yield from _ending(marked, found.start() - 1)
    for found in _FACILITY_NUMBER.finditer(text):
        yield *found.span(), "facility"
    for found in _BOTH.finditer(text) if "&" in text else ():
        if may_be(found[0]) and not shapes()["joined"] & set(plain_words(found[0])):
            yield *found.span(), "firm"
    if not _VESSEL_WORDS.isdisjoint(marked.words):
        for found in (*_NUMBERED.finditer(text), *_SINGLE.finditer(text)):
            words = set(plain_words(found["names"])) - {"no"}
            if not words & (shapes()["generic"] | months() | _MONTHS | shapes()["not_first"]):
                yield *found.span("names"), "vessel"


def _each(text: str, start: int, names: str) -> Iterator[tuple[int, int, str]]:
    """The names of a list that begins at `start`."""
    for name in re.finditer(NAME, names):
        end = start + name.end()
        if may_be(name[0]) and not _NOT_OF.match(text, end):
            yield start + name.start(), end, "firm"


def _ending(marked: Marked, end: int) -> Iterator[tuple[int, int, str]]:
    """The name that ends at `end`, without a common word that a sentence begins with."""
    first = last = marked.word_before(end)
    if last < 0 or not marked.text[marked.starts[last]].isupper():
        return
    end = marked.ends[last]
    sentence = marked.sentence_at(end - 1).start
    while last - first < _MOST and _goes_back(marked, first, sentence):
        first -= 1
    start = marked.starts[first]
    if start == sentence and last > first and _is_common(marked, first):
        start = marked.starts[first + 1]
    name = marked.text[start:end]
    if re.fullmatch(NAME, name) and may_be(name):
        yield start, end, "firm"


def _goes_back(marked: Marked, first: int, sentence: int) -> bool:
    """True where the word before `first` belongs to the same name."""
    before = first - 1
    if before < 0 or marked.starts[before] < sentence:
        return False
    gap = marked.text[marked.ends[before] : marked.starts[first]]
    return gap in {" ", "-", " & "} and marked.text[marked.starts[before]].isupper()


def _is_common(marked: Marked, number: int) -> bool:
    """True for a word that the text also writes small, or that names a trade: "Carmaker Acme"."""
    word = marked.words[number]
    return word in shapes()["makers"] or re.search(rf"\b{word}\b", marked.text) is not None


def may_be(name: str) -> bool:
    """False for places, peoples, papers and persons with their titles."""
    words = plain_words(name)
    own = [w for w in words if w not in shapes()["not_first"] and not w.isdecimal()]
    parts = name.split()
    if not own or not _titled().isdisjoint(words):
        return False
    if parts[0] in _words("papers") or parts[-1] in _words("papers") | _words("never"):
        return False
    if len(own) == 1:
        is_people = name.endswith("s") or name.isupper() or "-" in name
        return own[0] not in place_words() and not is_people and len(name) >= _SHORTEST
    return True


@cache
def _titled() -> frozenset[str]:
    """Words of the offices of persons, and months; a sea or a side of the world is none."""
    return frozenset((titles() - shapes()["common_first"] - _tails()) | months())


@cache
def _tails() -> frozenset[str]:
    """Last words of the names of firms, in small letters."""
    return frozenset(tail.lower() for tail in shapes()["tails"])
