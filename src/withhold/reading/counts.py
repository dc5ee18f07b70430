"""Counts of parties that a text does not name: how many, of what kind, where.

The total of a list ("bringing the list to 73 companies") is no count of parties of the measure.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> from withhold.reading.placing import places
>>> text = mark("Two firms in Vietnam and one in eastern Anhui province, all three mills, acted.")
>>> found = counts(text, tuple(places(text, dictionary(()).hits(text))))
>>> [(f.value, f.attrs.get("kind"), f.attrs.get("place")) for f in found]
[('2', 'company', 'VN'), ('1', 'company', 'CN-AH'), ('3', 'factory', None)]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv, shipped_yaml
from withhold.reading.model import Found
from withhold.reading.numerals import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from withhold.reading.marking import Marked

#: Numbers by other words.
_PAIRS = {"a pair of": 2, "a trio of": 3, "a single": 1, "half a dozen": 6, "a score of": 20}
_SOME = (
    r"(?:a\s+(?:pair\s+of|trio\s+of|dozen|score\s+of)|half\s+a\s+dozen"
    r"|(?:two|three|four|five)\s+dozen)"
)
#: How far behind a count its place may stand.
_REACH = 61
_DIRECTION = r"(?:(?:north|south)?(?:east|west)?(?:ern)?|central|the|nearby|coastal)"
_PLACE_AFTER = re.compile(
    rf"\s*(?:,?\s*(?:all|each|both)?\s*(?:that are |which are )?(?:located|based|operating"
    rf"|headquartered|situated))?"
    rf"\s+(?:in|from|of)\s+(?:{_DIRECTION}\s+){{0,3}}(?:(?:province|state|region|prefecture)\s+of\s+)?\Z",
    re.IGNORECASE,
)
_MIDDLE = (
    r"(?:(?:[a-z-]+,\s+){1,4}[a-z-]+,?\s+and\s+[a-z-]+\s+(?:more\s+)?(?=entit|compan|firm|mills|producers|plants|makers))?"
    r"(?:(?:Republic\s+of\s+)|(?!(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|million"
    r"|billion|percent|years?|months?|days?|of|after|before"
    r"|when|the|a|an|that|which|who|to|by|for|with|was|were|is|are|in|on|at|from|its|their|has"
    r"|have|had|will|since)\b)[^\s.,;:]+\s+|\([^)\n]{1,12}\)\S*\s+){0,7}?"
)
_TOTAL = re.compile(
    r"\b(?:bring|brings|bringing|brought|increas\w+|grow\w*|grew|rais\w+|expand\w*|total\w*|now"
    r"|since|seen)\b"
    r"[^.]{0,120}\b(?:to|of|is|includes?|contains?|seen|names?|numbers?)\s+(?:more than |over "
    r"|nearly |about )?\Z"
    r"|\blist\b[^.]{0,40}\b(?:stands?|stood)\s+at\s+\Z|\blist,\s+with\s+\Z",
    re.IGNORECASE,
)
_TOTAL_ALONE = re.compile(
    rf"\b(?:bring|brings|bringing|brought|increas\w+|grow\w*|rais\w+|expand\w*"
    rf"|total\w*)\b[^.]{{0,120}}?"
    rf"\bto\s+(?:more than |over )?(?P<number>{NUMBER})(?=[\s.,;])",
    re.IGNORECASE,
)
#: Verbs of a list, before the one party that is put on it or taken off.
_LISTED = re.compile(
    r"\b(?:adds?|adding|added|removes?|removing|removed|removal of|addition of)\s+\Z", re.IGNORECASE
)
_SHORT = 14
_OWNS = re.compile(r"(?:\b(?:owns?|owned|operates?|runs?|ran)|[’']s)\s+\Z", re.IGNORECASE)
#: Before the one plant or farm that is meant: "an order against one canning plant".
_MEANT = re.compile(
    r"\b(?:against|aimed\s+at|cover(?:s|ed|ing)?|nam(?:es|ed|ing)|list(?:s|ed|ing)|add(?:s|ed|ing)|remov(?:es|ed|ing)"
    r"|target(?:s|ed|ing)?|hits?|appl(?:y|ies|ied)\s+to|blacklist\w*|sanction\w*|barr?(?:s|ed)|bann?(?:s|ed)"
    r"|block(?:s|ed)|addition\s+of|removal\s+of|and)\s+(?:[\w-]+\s+){0,3}?\Z",
    re.IGNORECASE,
)
#: Behind the one company that is meant: "one company was added".
_MEANT_BEHIND = re.compile(
    r"[^.;]{0,60}?\b(?:was|were|is|are|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:added|removed|named|listed"
    r"|blacklisted|sanctioned)\b"
)
#: Another noun before the noun of parties: "two orders put importers", "three news agencies".
_OTHER_NOUN = re.compile(r"\b(?!\w*(?:ss|ous|us|is)\b)[a-z]{2,}s\b(?![’'])")
_RUN_BY = re.compile(r"[^.;,]{0,40}?\b(?:run|owned|operated)\s+by\s")
_NUMBERED = re.compile(
    r"(?:up to|\$|fy|no\.|section|tier|article|chapter|annex|table|figure|appendix)\s*\Z",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    rf"\s*,?\s*(?:and|as well as|,)\s+(?P<number>{NUMBER})(?P<place>(?:\s+more"
    rf"|\s+other)?\s+(?:in|from|based in)\s+)",
    re.IGNORECASE,
)


@cache
def _around() -> dict[str, re.Pattern[str]]:
    """What stands around a number of parties that counts none of a measure, by its place."""
    table = shipped_yaml("reading", "party_counts.yaml")
    rows = {key: "|".join(map(re.escape, words)) for key, words in table.items() if key != "trades"}
    shapes = {
        "before": rf"\b(?:(?:{rows['before']}|(?:{rows['bodies']})\s+of"
        rf"|(?:{rows['owners']})\s+with)"
        r"\s+(?:the\s+|more\s+than\s+|some\s+|about\s+)?)\Z",
        "scene": r"\b(?:at|in|inside|aboard|(?:men|women|workers|migrants|crew)\s+on)"
        r"\s+(?:the\s+)?\Z",
        "made": rf"\b(?:{rows['made']})\b[^.;]{{0,40}}\Z",
        "behind": rf"\s+(?:{rows['behind']})\b",
        "again": rf"\s+(?:{rows['again']})\b",
        "the": r"\bthe\s+\Z",
        "between": rf"\b(?:{rows['between']})\b",
    }
    return {key: re.compile(shape, re.IGNORECASE) for key, shape in shapes.items()}


@cache
def _trades() -> frozenset[str]:
    """Trades in the plural, as they stand before a noun of parties."""
    return frozenset(shipped_yaml("reading", "party_counts.yaml")["trades"])


@cache
def _kinds() -> dict[str, str]:
    """Nouns of parties, singular and plural, with the kind of party."""
    return {row["noun"]: row["kind"] for row in shipped_csv("reading", "party_nouns.csv")}


@cache
def _singulars() -> dict[str, str]:
    """Nouns of one party that are no companies: "plant", "farm", "fishing vessel"."""
    plain = {"company", "entity", "producer"}
    found: dict[str, str] = {}
    for noun, kind in _kinds().items():
        if kind not in plain and noun.endswith("s"):
            found[noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]] = kind
    return found


def _kind(noun: str) -> str:
    """The kind of party of a noun, in either number."""
    word = " ".join(noun.lower().split())
    return _kinds().get(word) or _singulars()[word]


def _either(nouns: Iterable[str]) -> str:
    """A pattern for any of the nouns, the longest first."""
    longest = sorted(nouns, key=len, reverse=True)
    return "|".join(re.escape(noun).replace(r"\ ", r"\s+") for noun in longest)


@cache
def _pattern() -> re.Pattern[str]:
    """A number, some words, and a noun of parties."""
    body, single = _either(_kinds()), _either({**_kinds(), **_singulars()})
    return re.compile(
        rf"\b(?P<all>(?:all|both|these|those|other)\s+(?:of\s+the\s+)?)?"
        rf"(?P<number>(?P<one>one|1|a\s+single)|{_SOME}|{NUMBER})\s+(?P<of>of\s+(?P<own>its\s+|their\s+|these\s+|those\s+"
        rf"|the\s+(?:group|company|firm)[’']s\s+)?)?(?P<middle>{_MIDDLE})(?P<noun>(?(one)(?:{single})|(?:{body})))\b"
        rf"(?![’']|\s+(?:officials|executives|managers|workers|employees|owners|crews?)\b)",
        re.IGNORECASE,
    )


def counts(marked: Marked, places: Sequence[Found], days: Sequence[Found] = ()) -> Iterator[Found]:
    """The counts of a text; `places` and `days` are the places and dates found in it."""
    found: list[Found] = []
    totals = {str(number_of(m["number"])) for m in _TOTAL_ALONE.finditer(marked.text)}
    for match in _pattern().finditer(marked.text):
        number = _number(match["number"])
        if not number or marked.sentence_at(match.start()).end < match.end():
            continue
        if "\n" in marked.text[match.end("number") : match.start("noun")]:
            continue  # "Appendix 1" and a heading below it
        if _between(days, *match.span("number")):
            continue
        head = marked.text[max(0, match.start("number") - 160) : match.start("number")]
        if _TOTAL.search(head):
            totals.add(str(number))
        elif _is_meant(match, head) and _is_count(match, places) and not _is_owned(marked, match):
            told = list(_with_following(marked, match, number, places))
            found += told if told[0].attrs.get("place") or not _is_scene(head) else ()
    yield from (f for f in found if f.value not in totals)


def _is_meant(match: re.Match[str], head: str) -> bool:
    """False for customers, bodies of many members, and those a text told of before."""
    around = _around()
    if _NUMBERED.search(head) or around["before"].search(head):
        return False
    again = around["the"].search(head) and around["again"].match(match.string, match.end())
    return not again and around["behind"].match(match.string, match.end()) is None


def _is_scene(head: str) -> bool:
    """True where something happened "in six kilns"; not where goods were made there."""
    return bool(_around()["scene"].search(head)) and not _around()["made"].search(head)


def _is_owned(marked: Marked, match: re.Match[str]) -> bool:
    """True for the plants of somebody the text names: "who owns two kilns", "run by Acme"."""
    if _kind(match["noun"]) in {"company", "entity", "producer"}:
        return False
    head = marked.text[max(0, match.start() - _SHORT) : match.start()]
    behind = marked.text[match.end() : match.end() + _REACH]
    is_run = _kind(match["noun"]) != "vessel" and _RUN_BY.match(behind) is not None
    return is_run or _OWNS.search(head) is not None


def _is_count(match: re.Match[str], places: Sequence[Found]) -> bool:
    """False for "one of the largest companies" and for ordinal use."""
    others = set(_OTHER_NOUN.findall(match["middle"])) - _trades()
    if _around()["between"].search(match["middle"]) or others:
        return False
    is_one = _number(match["number"]) == 1
    if match["own"]:
        return not is_one
    if match["of"]:  # "one of Java's mills", and no "one of Java's companies"
        is_plant = _kind(match["noun"]) not in {"company", "entity", "producer"}
        return (is_plant or not is_one) and bool(_between(places, *match.span("middle")))
    noun = " ".join(match["noun"].lower().split())
    if noun in _singulars() and noun not in _kinds():
        return is_one and _MEANT.search(_head(match)) is not None
    if is_one and noun in {"company", "entity", "producer"}:
        is_meant = _MEANT_BEHIND.match(match.string, match.end()) is not None
        return is_meant or _LISTED.search(_head(match)) is not None
    return is_one == (noun in {"company", "entity", "producer"}) or not is_one


def _head(match: re.Match[str]) -> str:
    """The words before a count."""
    return match.string[max(0, match.start() - _REACH) : match.start()]


def _number(words: str) -> int | None:
    """The number that words write, in dozens and pairs too."""
    plain = " ".join(words.lower().split())
    if plain in _PAIRS:
        return _PAIRS[plain]
    if plain.endswith("dozen"):
        return 12 * (number_of(plain.removesuffix("dozen").strip()) or 1)
    return number_of(plain)


def _with_following(
    marked: Marked, match: re.Match[str], number: int, places: Sequence[Found]
) -> Iterator[Found]:
    """The count, and the one that goes on from it ("... and one in Anhui")."""
    kind = _kind(match["noun"])
    start = match.start("all") if match["all"] else match.start("number")
    end, place = _place(marked, match, places)
    yield _count(number, kind, place, (start, end))
    going_on = _FOLLOWING.match(marked.text, end)
    if going_on is None:
        return
    behind = _place_behind(marked, going_on.start("place"), places)
    more = number_of(going_on["number"])
    if behind is not None and more:
        yield _count(
            more, kind, behind.value, (going_on.start("number"), _with_noun(marked, behind))
        )


def _count(number: int, kind: str, place: str, span: tuple[int, int]) -> Found:
    """A count as a fact."""
    attrs = {"kind": kind} | ({"place": place} if place else {})
    return Found(
        type="count", value=str(number), start=span[0], end=span[1], attrs=attrs, rule="counts"
    )


def _place(marked: Marked, match: re.Match[str], places: Sequence[Found]) -> tuple[int, str]:
    """Where the count ends, and the place inside it or right behind it."""
    near = _between(places, match.start("number"), match.end())
    inside = [f for f in near if f.start >= match.start("number") and f.end <= match.end()]
    if inside:
        return match.end(), inside[0].value
    behind = _place_behind(marked, match.end(), places)
    return (_with_noun(marked, behind), behind.value) if behind else (match.end(), "")


def _place_behind(marked: Marked, end: int, places: Sequence[Found]) -> Found | None:
    """The place that the words behind `end` put the parties in."""
    for found in _between(places, end, end + _REACH):
        if end <= found.start:
            return found if _PLACE_AFTER.match(marked.text[end : found.start]) else None
    return None


def _between(found: Sequence[Found], start: int, end: int) -> list[Found]:
    """Those of `found`, which stand in the order of the text, that lie between two places."""
    first = bisect_left(found, start, key=lambda f: f.end)
    last = bisect_left(found, end, key=lambda f: f.start)
    return [f for f in found[first:last] if f.overlaps(start, end)]


def _with_noun(marked: Marked, place: Found) -> int:
    """The end of a place with the word `province` or `region` behind it."""
    noun = re.compile(r"\s+(?:province|region|prefecture|county|city)\b", re.IGNORECASE)
    found = noun.match(marked.text, place.end)
    return found.end() if found else place.end
