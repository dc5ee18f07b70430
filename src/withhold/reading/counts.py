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

from withhold.base import shipped_csv
from withhold.reading.model import Found
from withhold.reading.numerals import NUMBER, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

#: How far behind a count its place may stand.
_REACH = 61
_DIRECTION = r"(?:(?:north|south)?(?:east|west)?(?:ern)?|central|the|nearby|coastal)"
_PLACE_AFTER = re.compile(
    rf"\s*(?:,?\s*(?:all|each|both)?\s*(?:that are |which are )?(?:located|based|operating"
    rf"|headquartered|situated))?"
    rf"\s+(?:in|from|of)\s+(?:{_DIRECTION}\s+){{0,3}}\Z",
    re.IGNORECASE,
)
_MIDDLE = (
    r"(?:(?:Republic\s+of\s+)|(?!(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|million"
    r"|billion|percent|years?|months?|days?|of|after|before"
    r"|when|the|a|an|that|which|who|to|by|for|with|was|were|is|are|in|on|at|from|its|their|has"
    r"|have|had|will|since)\b)[^\s.,;:]+\s+|\([^)\n]{1,12}\)\S*\s+){0,7}?"
)
_TOTAL = re.compile(
    r"\b(?:bring|brings|bringing|brought|increas\w+|grow\w*|grew|rais\w+|expand\w*|total\w*|now"
    r"|since|seen)\b"
    r"[^.]{0,120}\b(?:to|of|is|includes?|contains?|seen|names?|numbers?)\s+(?:more than |over "
    r"|nearly |about )?\Z",
    re.IGNORECASE,
)
_TOTAL_ALONE = re.compile(
    rf"\b(?:bring|brings|bringing|brought|increas\w+|grow\w*|rais\w+|expand\w*"
    rf"|total\w*)\b[^.]{{0,120}}?"
    rf"\bto\s+(?:more than |over )?(?P<number>{NUMBER})(?=[\s.,;])",
    re.IGNORECASE,
)
#: One of a rank is no count: "the ten largest growers".
_GREATEST = re.compile(r"\b(?:largest|biggest|leading|top|oldest|richest)\b", re.IGNORECASE)
#: Verbs of a list, before the one party that is put on it or taken off.
_LISTED = re.compile(
    r"\b(?:adds?|adding|added|removes?|removing|removed|removal of|addition of)\s+\Z", re.IGNORECASE
)
_SHORT = 14
_OWNS = re.compile(r"\b(?:owns?|owned|operates?|runs?|ran)\s+\Z", re.IGNORECASE)
_RUN_BY = re.compile(r"[^.;,]{0,40}?\b(?:run|owned|operated)\s+by\s")
_VAGUE = re.compile(r"(?:up to|\$|fy|no\.|section|tier)\s*\Z", re.IGNORECASE)
_FOLLOWING = re.compile(
    rf"\s*,?\s*(?:and|as well as|,)\s+(?P<number>{NUMBER})(?P<place>(?:\s+more"
    rf"|\s+other)?\s+(?:in|from|based in)\s+)",
    re.IGNORECASE,
)


@cache
def _kinds() -> dict[str, str]:
    """Nouns of parties, singular and plural, with the kind of party."""
    return {row["noun"]: row["kind"] for row in shipped_csv("reading", "party_nouns.csv")}


@cache
def _pattern() -> re.Pattern[str]:
    """A number, some words, and a noun of parties."""
    nouns = sorted(_kinds(), key=len, reverse=True)
    body = "|".join(re.escape(noun).replace(r"\ ", r"\s+") for noun in nouns)
    return re.compile(
        rf"\b(?P<all>(?:all|both|these|those|other)\s+(?:of\s+the\s+)?)?"
        rf"(?P<number>{NUMBER})\s+(?P<of>of\s+(?P<own>its\s+|their\s+|the\s+(?:group"
        rf"|company)[’']s\s+)?)?(?P<middle>{_MIDDLE})(?P<noun>{body})\b",
        re.IGNORECASE,
    )


def counts(marked: Marked, places: Sequence[Found], days: Sequence[Found] = ()) -> Iterator[Found]:
    """The counts of a text; `places` and `days` are the places and dates found in it."""
    found: list[Found] = []
    totals = {str(number_of(m["number"])) for m in _TOTAL_ALONE.finditer(marked.text)}
    for match in _pattern().finditer(marked.text):
        number = number_of(" ".join(match["number"].split()))
        if not number or marked.sentence_at(match.start()).end < match.end():
            continue
        if "\n" in marked.text[match.end("number") : match.start("noun")]:
            continue  # "Appendix 1" and a heading below it
        if _between(days, *match.span("number")):
            continue
        head = marked.text[max(0, match.start("number") - 160) : match.start("number")]
        if _TOTAL.search(head):
            totals.add(str(number))
        elif not _VAGUE.search(head) and _is_count(match, places) and not _is_owned(marked, match):
            found += _with_following(marked, match, number, places)
    yield from (f for f in found if f.value not in totals)


def _is_owned(marked: Marked, match: re.Match[str]) -> bool:
    """True for the plants of somebody the text names: "who owns two kilns", "run by Acme"."""
    if _kinds()[" ".join(match["noun"].lower().split())] in {"company", "entity", "producer"}:
        return False
    head = marked.text[max(0, match.start() - _SHORT) : match.start()]
    behind = marked.text[match.end() : match.end() + _REACH]
    return _OWNS.search(head) is not None or _RUN_BY.match(behind) is not None


def _is_count(match: re.Match[str], places: Sequence[Found]) -> bool:
    """False for "one of the largest companies" and for ordinal use."""
    if _GREATEST.search(match["middle"]):
        return False
    if match["own"]:
        return match["number"].lower() not in {"one", "1"}
    if match["of"]:
        return bool(_between(places, *match.span("middle")))
    singular = match["number"].lower() in {"one", "1"} and not _LISTED.search(
        match.string, max(0, match.start() - _SHORT), match.start()
    )
    return not singular or match["noun"].lower() not in {"company", "entity", "producer"}


def _with_following(
    marked: Marked, match: re.Match[str], number: int, places: Sequence[Found]
) -> Iterator[Found]:
    """The count, and the one that goes on from it ("... and one in Anhui")."""
    kind = _kinds()[" ".join(match["noun"].lower().split())]
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
