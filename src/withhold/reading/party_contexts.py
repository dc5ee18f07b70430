"""Parties that words around their names tell: vessels, appositions, makers, lists.

>>> from withhold.reading.marking import mark
>>> text = mark("Its parent, Acme Resources, caught tuna aboard the Hai Long 7 in May.")
>>> sorted(text.text[n.start : n.end] for n in by_words_around(text, frozenset()))
['Acme Resources', 'Hai Long 7']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from withhold.reading.dates import months
from withhold.reading.marking import plain_words
from withhold.reading.party_explained import explaining
from withhold.reading.party_shapes import BEHIND_COMMA, RUN, TAILED, apposed, shapes
from withhold.reading.speakers import titles
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked

_FEW_WORDS, _FEW_PARTS = 4, 2
_LONGEST_BRACKET = 40
_VESSEL = re.compile(
    rf"\b(?:[Aa]board|[Oo]n board|[Ss]ister (?:ship|vessel),?"
    rf"|(?:crew|captain|owner|deck|master|skipper) of)"
    rf"\s+the\s+[“\"]?(?P<aboard>{RUN})"
    rf"|\b(?:[Ff]ishing [Vv]essels?|[Vv]essel|F/V|M/V|MV|FV|[Ll]ongliner|[Tt]rawler)"
    rf"(?:,?\s+(?:named|called|known as))?,?\s+(?:the\s+)?[“\"]?(?P<name>{RUN})"
    rf"|(?:\bthe\s+|\bthe\s*[“\"])(?P<other>{RUN})[”\"]?,?\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,5}}"
    rf"(?:vessel|trawler|longliner|boat|ship)\b"
)
#: A text without these has no vessel.
_AFLOAT = frozenset(
    (
        *("aboard", "board", "ship", "vessel", "vessels", "crew", "captain", "owner", "deck"),
        *("master", "skipper", "f", "m", "mv", "fv", "longliner", "trawler", "boat"),
    )
)
_SLOT = re.compile(
    rf"\b(?:produced|made|manufactured|harvested|mined|grown|processed|caught|owned|operated)"
    rf"(?:,? (?:in whole or in part|wholly or in part"
    rf"|either wholly or in part))?\s+by\s+(?:the\s+)?(?P<name>{RUN})"
)
_FIRSTS = sorted(shapes()["prefixed"], key=len, reverse=True)
#: A legal form or a kind of works before the name: "PT Biru Lestari".
_PREFIXED = re.compile(
    rf"(?<![\w-])(?P<name>(?:{'|'.join(_FIRSTS)})\.?[^\S\n]+"
    rf"(?:(?:des?|du|del|do|da|de la|de los)[^\S\n]+)?{RUN.replace('of|and|de|', 'of|de|do|da|')})"
)
_FIRST_WORDS = frozenset(plain_words(first)[0] for first in _FIRSTS)
#: The same, but `and` parts two names.
_ONE = RUN.replace("of|and|de|", "of|de|")
_LISTED_WORDS = "|".join(sorted(shapes()["listed_nouns"], key=len, reverse=True))
_LISTED = re.compile(
    rf"\b(?P<noun>{_LISTED_WORDS})\b(?:\s+(?:in|of|from)\s+(?:the\s+)?(?:\w+\s*){{1,3}})?"
    rf"\s*(?:\s[-–—]{{1,2}}\s|[:,]?\s+(?:namely|as|including|called|among them)\s+|:\s+)(?:the\s+)?"
    rf"(?P<names>{_ONE}(?:(?:,\s*(?:and\s+)?|\s+and\s+){_ONE})+)"
)
#: Whose officer it is, "Acme Pacific's general manager", and what a firm does, behind its name:
#: "Acme Healthcare, which supplies".
_BEHIND = re.compile(
    r"[’']s\s+(?:then\s+|new\s+|former\s+)?(?i:general\s+manager|managing\s+director|chief\s+executive"
    r"|chairman|chairwoman|finance\s+director|plant\s+manager|factory\s+manager|export\s+manager"
    rf"|shareholders|ceo)\b|,\s+which\s+(?:also\s+|now\s+)?(?:{'|'.join(sorted(shapes()['which']))})\b"
)
_NAME_END = re.compile(rf"(?:\A|(?<=[\s“\"(]))(?P<name>{_ONE})\Z")
_NAME_REACH = 60
#: Two firms and more behind a comma: "two sub-contractors, Acme Pelli and Brill Cuir, are".
_TWO = re.compile(
    rf"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Bb]oth|[Oo]ther)\s+(?:[\w-]+\s+){{0,3}}?(?P<noun>{_LISTED_WORDS})"
    rf"(?:\s+(?:on|in|of|from|near|named)\s+[^,.;:\n]{{1,30}})?,\s+(?:among\s+them\s+)?"
    rf"(?P<names>{_ONE}(?:,\s+{_ONE})*,?\s+and\s+{_ONE})(?=[,.;])"
)
#: An item of a list that tells what a firm answered: "- Acme Nine: denies it".
_ITEM = re.compile(
    rf"^[^\S\n]*[-–—•*][^\S\n]+(?P<name>{_ONE})[^\S\n]*:\s+(?i:{'|'.join(sorted(shapes()['answers']))})\b",
    re.MULTILINE,
)
_NOUNED = re.compile(rf"\b(?P<noun>[A-Z]?[a-z]+)(?!\s*\n\s*\n)\s+(?P<name>{RUN})")
_SAYS = re.compile(r"\s+(?:said|says|told)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: code points, numbers of its words, kind, and how it was recognised."""

    start: int
    end: int
    kind: str
    rule: str


def by_words_around(marked: Marked, closed: frozenset[int]) -> Iterator[Named]:
    """Vessels, and names that a text explains or puts where a maker stands."""
    may_be = not _AFLOAT.isdisjoint(marked.words)
    for found in _VESSEL.finditer(marked.text) if may_be else ():
        group = str(found.lastgroup)
        yield from checked(marked, found.span(group), "vessel", closed)
    yield from _explained(marked, closed)
    yield from _listed(marked, closed)
    yield from _rowed(marked, closed)


def _explained(marked: Marked, closed: frozenset[int]) -> Iterator[Named]:
    """Names that words beside them explain, or that end like a firm's."""
    for found in apposed().finditer(marked.text):
        yield from checked(marked, found.span("name"), "firm", closed)
    for found in BEHIND_COMMA.finditer(marked.text):
        noun = explaining(marked, found.start())
        if noun and _is_firm(noun, found["name"]):
            yield from checked(marked, found.span("name"), "firm", closed)
    for found in TAILED.finditer(marked.text):
        words = plain_words(found["name"])
        is_place = len(words) == 2 and words[0] in place_words()  # noqa: PLR2004 - "Chinese Aluminum"
        is_common = words[0] in shapes()["common_first"] or words[0] in shapes()["not_first"]
        if not is_common and not is_place and not _wares().issuperset(words):
            yield from checked(
                marked, (_opening(marked, found.start()), found.end()), "firm", closed
            )
    makers = shapes()["makers"] - {"group"}
    for found in _NOUNED.finditer(marked.text):
        may_be = found["noun"].lower() in shapes()["person_makers"]
        if may_be and _SAYS.match(marked.text, found.end()):
            continue  # "the buyer Jo Doe said"
        noun = found["noun"].lower()
        if noun not in makers or not _is_firm(noun, found["name"]):
            continue
        start = found.start()
        if found["noun"].islower() or marked.sentence_at(start).start == start:
            yield from checked(marked, found.span("name"), "firm", closed)


@cache
def _wares() -> frozenset[str]:
    """Words of wares and trades: "Tobacco Imports" is no firm."""
    tails = (tail.lower() for tail in shapes()["tails"])
    return frozenset((*tails, *shapes()["joined"], *shapes()["generic"]))


def _opening(marked: Marked, start: int) -> int:
    """Where a name begins whose first word opens its sentence: "Koderma Acme Exports sells"."""
    before = marked.word_from(start) - 1
    if before < 0:
        return start
    opens = marked.starts[before]
    word = marked.words[before]
    is_word = word in shapes()["not_first"] or word in shapes()["makers"] or word in titles()
    is_name = marked.text[opens].isupper() and not is_word and word not in months()
    gap = marked.text[marked.ends[before] : start]
    return opens if is_name and gap == " " and marked.sentence_at(start).start == opens else start


def _listed(marked: Marked, closed: frozenset[int]) -> Iterator[Named]:
    """Names in a list behind a noun, behind a verb of making, and with a legal form before them."""
    for found in _LISTED.finditer(marked.text):
        for name in re.finditer(_ONE, found["names"]):
            start = found.start("names") + name.start()
            yield from checked(marked, (start, start + len(name[0])), "firm", closed)
    for found in (*_SLOT.finditer(marked.text), *_prefixed(marked)):
        if len(found["name"].split()) > 1 and not _holds_two(found["name"]):
            yield from checked(marked, found.span("name"), "firm", closed)
    for behind in _BEHIND.finditer(marked.text):
        first = max(marked.sentence_at(behind.start()).start, behind.start() - _NAME_REACH)
        told = _NAME_END.search(marked.text[first : behind.start()])
        if told is not None and plain_words(told["name"])[0] not in place_words():
            span = (first + told.start("name"), behind.start())
            yield from checked(marked, span, "firm", closed)


def _rowed(marked: Marked, closed: frozenset[int]) -> Iterator[Named]:
    """Two names and more behind their noun and a comma, and names before what each answered."""
    for found in _TWO.finditer(marked.text):
        for name in re.finditer(_ONE, found["names"]):
            if _is_firm(found["noun"].removesuffix("s"), name[0]):
                start = found.start("names") + name.start()
                yield from checked(marked, (start, start + len(name[0])), "firm", closed)
    for found in _ITEM.finditer(marked.text):
        yield from checked(marked, found.span("name"), "firm", closed)


def _prefixed(marked: Marked) -> Iterator[re.Match[str]]:
    """Names with their kind before them; "Consejo Agrícola del Valle" is a body."""
    if _FIRST_WORDS.isdisjoint(marked.words):
        return
    bodies = shapes()["no_prefix_after"]
    for found in _PREFIXED.finditer(marked.text):
        before = marked.word_before(found.start())
        last = plain_words(found["name"])[-1]
        if last not in bodies and (before < 0 or marked.words[before] not in bodies):
            yield found


def _holds_two(name: str) -> bool:
    """True for two names in one run: "Acme Sdn Bhd and Brill Sdn Bhd"."""
    head, _, rest = name.partition(" and ")
    forms = shapes()["forms"]
    return bool(rest) and plain_words(head)[-1] in forms and plain_words(rest)[-1] in forms


def _is_firm(noun: str, name: str) -> bool:
    """False for the name of a person, whom the noun can tell as well: "a buyer, Jo Doe"."""
    words = name.split()
    is_long = len(words) == 1 or len(words) > 2 or plain_words(words[0])[0] in place_words()  # noqa: PLR2004 - a person has two names
    may_be = (
        not is_long
        and noun.lower() in shapes()["person_makers"]
        and words[-1] not in shapes()["tails"]
    )
    return not may_be and len(name) > 2 and not {w.lower().strip(".,") for w in words} & titles()  # noqa: PLR2004 - no initials


def _is_alias(marked: Marked, before: int, number: int) -> bool:
    """True for a word in capitals in a bracket behind a name: "Société des Fèves (SDF)"."""
    opens = "(" in marked.text[marked.ends[before] : marked.starts[number]]
    return opens and marked.text[marked.starts[number] : marked.ends[number]].isupper()


def _is_place(marked: Marked, number: int) -> bool:
    """True for a word that names a place."""
    return marked.words[number] in place_words()


def close_name(marked: Marked, first: int, last: int) -> int:
    """The end of a name with the dot of its abbreviation and a bracket it opened."""
    end = marked.ends[last]
    text = marked.text
    start = text.rfind("(", max(0, end - _LONGEST_BRACKET), end)
    if text[end : end + 1] == ")" and start > marked.starts[first] and ")" not in text[start:end]:
        end += 1
    if text[end : end + 1] == "." and _is_short_form(marked.words[last]):
        end += 1
    return end


def is_compound_end(marked: Marked, number: int) -> bool:
    """True for the last word of a compound before a name: "Hong Kong-based", "Nasdaq-listed"."""
    start = marked.starts[number]
    return marked.words[number] in shapes()["compounds"] and marked.text[start - 1 : start] in "-‑"


def _parts(marked: Marked, number: int) -> bool:
    """True for a word that ends what stands before a name: "Malaysia's", "Hong Kong-based"."""
    word, before = (
        marked.words[number],
        marked.text[marked.starts[number] - 1 : marked.starts[number]],
    )
    return is_compound_end(marked, number) or (word == "s" and before in {"'", "’"})


def _is_no_first(word: str, count: int) -> bool:
    """True for a word, or a number before others, that begins no name."""
    return word in shapes()["not_first"] or (word.isdecimal() and count > 1)


def _is_short_form(word: str) -> bool:
    """True for an abbreviated legal form, whose dot belongs to it."""
    return len(word) == 1 or word in shapes()["dotted_ends"]


def _is_area(marked: Marked, last: int) -> bool:
    """True for the last word of an area: "Lop County"."""
    return marked.words[last] in shapes()["areas"]


def _is_own(marked: Marked, number: int) -> bool:
    """False for a number and what stands before one: "kiln No. 14"."""
    return not marked.words[number].isdecimal() and marked.words[number] != "no"


def checked(
    marked: Marked, span: tuple[int, int], kind: str, closed: frozenset[int]
) -> Iterator[Named]:
    """The span as a name, without words before it that are no part of one."""
    numbers = list(range(marked.word_from(span[0]), marked.word_before(span[1]) + 1))
    cut = max((n for n in numbers if _parts(marked, n)), default=-1)
    numbers = [n for n in numbers if n > cut]
    ends = shapes()["heading_ends"]
    while numbers and marked.words[numbers[-1]] in ends:
        numbers.pop()  # "Vessel Withdrawn"
    is_headline = len(numbers) > _FEW_WORDS and marked.text[slice(*span)].isupper()
    if (
        not numbers
        or is_headline
        or marked.words[numbers[0]] in ends
        or _is_area(marked, numbers[-1])
    ):
        return
    while numbers and _is_no_first(marked.words[numbers[0]], len(numbers)):
        numbers.pop(0)
    if len(numbers) > 3 and marked.words[numbers[-2]] == "of":  # noqa: PLR2004 - two words and "of China"
        numbers = numbers[:-2]
    if len(numbers) > _FEW_PARTS and _is_alias(marked, numbers[-2], numbers[-1]):
        numbers.pop()
    if numbers and shapes()["persons"] & set(marked.words[max(0, numbers[0] - 1) : numbers[0] + 1]):
        return  # "Senator Jo Mill"
    if " ".join(marked.words[n] for n in numbers) in shapes()["states"]:
        return
    if len(numbers) == 1 and marked.words[numbers[0]] in months():
        return  # "dates from July 2022"
    common = shapes()["generic"]
    own = [
        n
        for n in numbers
        if marked.words[n] not in common and marked.words[n] not in months() and _is_own(marked, n)
    ]
    is_named = bool(own) and not marked.text[marked.starts[numbers[0]]].islower()
    if is_named and not closed & set(numbers):
        yield Named(
            marked.starts[numbers[0]],
            close_name(marked, numbers[0], numbers[-1]),
            kind,
            "party_contexts",
        )
