"""Authorities and instruments: which mentions speak of an acting authority, and of an order.

An authority that only says where another one belongs ("DHS's U.S. Customs and Border Protection")
is not told beside it; one that is named only inside quotations does not act in the text.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("DHS’s U.S. Customs and Border Protection issued a Finding.")
>>> [f.value for f in bodies(text, dictionary(()).hits(text))]
['US-CBP', 'FINDING']
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from withhold.base import shipped_csv, shipped_yaml
from withhold.reading.model import Found
from withhold.reading.vocabulary import parents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

#: Code points before a name in which its sign stands.
_NEAR = 120
#: Before departments that only have a seat in a body.
_MEMBERS = re.compile(r"\bmembers\s+(?:are|include|come\s+from)\s+(?:the\s+)?\Z")
#: Before a department of another country: "Malaysia's Department of Labour".
_OF_ANOTHER = re.compile(r"[’']s\s+\Z|\b[A-Z][a-z]+(?:n|se|sh)\s+\Z")
#: Between a country and its body.
_OWNS = re.compile(r"(?:[’']s)?\s+")
#: Between an authority and its part, in either order.
_BELONGS = re.compile(r"(?:[’']s|\s*[,;]|\s*\)?,?)\s*(?:of the )?\s*|\s*\([A-Z]{2,6}\)[’']?s?\s*")


@cache
def _words(kind: str) -> frozenset[str]:
    """A list of the table of bodies."""
    return frozenset(shipped_yaml("reading", "bodies.yaml")[kind])


@cache
def _shape(name: str) -> re.Pattern[str]:
    """A shape of the table of bodies."""
    return re.compile(shipped_yaml("reading", "bodies.yaml")[name])


@cache
def _departments() -> dict[str, str]:
    """What departments are of, with the code of each: "Labor"."""
    rows = shipped_csv("reading", "authorities.csv")
    heads = ("U.S. Department of ", "U.S. Department of the ")
    return {
        row["phrase"].removeprefix(heads[1]).removeprefix(heads[0]): row["value"]
        for row in rows
        if row["phrase"].startswith(heads)
    }


@cache
def _listed_departments() -> re.Pattern[str]:
    """Several departments in a row: "the Departments of Labor, State and the Treasury"."""
    names = "|".join(map(re.escape, sorted(_departments(), key=len, reverse=True)))
    one = rf"(?:the\s+)?(?:{names})"
    return re.compile(rf"\bDepartments\s+of\s+(?P<row>{one}(?:,?\s+(?:and\s+)?{one}\b)+)")


def _in_rows(marked: Marked) -> Iterator[Found]:
    """The departments that a text names in a row."""
    for row in _listed_departments().finditer(marked.text):
        near = max(0, row.start() - _NEAR)
        if _shape("beside").search(marked.text, near, row.start()) or _MEMBERS.search(
            marked.text, near, row.start()
        ):
            continue
        for name in _departments():
            place = row["row"].find(name)
            if place >= 0:
                start = row.start("row") + place
                yield Found(
                    type="authority",
                    value=_departments()[name],
                    start=start,
                    end=start + len(name),
                    rule="authorities",
                )


def bodies(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The authorities and instruments of a text."""
    yield from _in_rows(marked)
    yield from _authorities(marked, list(_of_their_country(marked, hits)))
    knows_uflpa = any(h.entry.value == "UFLPA" and not h.entry.when for h in hits)
    for hit in hits:
        if hit.entry.type == "instrument" and _is_instrument(marked, hit, knows_uflpa):
            yield Found(
                type="instrument",
                value=hit.entry.value,
                start=hit.start,
                end=hit.end,
                rule="instruments",
                confidence="medium" if hit.entry.when else "high",
            )


def _of_their_country(marked: Marked, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The authorities; one by a name that many countries have with the code of its own.

    That is the country right before it, else the one of its countries that the text names.
    """
    countries = {h.entry.value for h in hits if h.entry.type == "place" and not h.entry.when}
    for before, hit in pairwise([None, *hits]):
        if hit is None or hit.entry.type != "authority":
            continue
        if hit.entry.when != "home":
            yield hit
            continue
        beside = before is not None and _OWNS.fullmatch(marked.text, before.end, hit.start)
        named = {before.entry.value} if before is not None and beside else countries
        codes = [code for code in hit.entry.value.split("|") if code[:2] in named]
        if len(codes) == 1 and not _only_speaks(marked, hit):
            yield replace(hit, entry=replace(hit.entry, value=codes[0]))


def _only_speaks(marked: Marked, hit: Hit) -> bool:
    """True for a body of another country that answers, or is asked, and does nothing."""
    near = max(marked.sentence_at(hit.start).start, hit.start - _NEAR)
    return (
        _shape("speaks").match(marked.text, hit.end) is not None
        or _shape("turned_to").search(marked.text, near, hit.start) is not None
    )


def _authorities(marked: Marked, hits: list[Hit]) -> Iterator[Found]:
    """The mentions of authorities that act in the text."""
    kept = [
        h
        for n, h in enumerate(hits)
        if not _belongs(marked, hits, n) and not _is_of_another(marked, h)
    ]
    acting = {
        h.entry.value
        for n, h in enumerate(kept)
        if not marked.is_quoted(h.start, h.end)
        and not _is_title(marked, h)
        and not _is_in_passing(marked, _named(marked, kept, n))
    } or {h.entry.value for h in kept if not marked.is_quoted(h.start, h.end)}
    for hit in kept:
        if hit.entry.value in acting:
            yield Found(
                type="authority",
                value=hit.entry.value,
                start=hit.start,
                end=hit.end,
                rule="authorities",
                confidence="high",
            )


def _is_of_another(marked: Marked, hit: Hit) -> bool:
    """True for a department that is spelt as elsewhere, and of another country or province."""
    said = marked.text[hit.start : hit.end]
    if hit.entry.when == "home" or not hit.entry.value.startswith("US-"):
        return False
    if "Labour" not in said or said.startswith(("US", "U.S", "United")):
        return False
    near = max(0, hit.start - _NEAR)
    return _OF_ANOTHER.search(marked.text, near, hit.start) is not None or (
        marked.text.startswith(" of ", hit.end)
    )


def _named(marked: Marked, hits: list[Hit], number: int) -> Hit:
    """The mention itself; of a short form in a bracket, the name before it."""
    hit, before = hits[number], hits[max(0, number - 1)]
    opens = marked.text[before.end : hit.start].strip() == "("
    return before if opens and before.entry.value == hit.entry.value else hit


def _belongs(marked: Marked, hits: list[Hit], number: int) -> bool:
    """True where the mention only names the parent of the one beside it."""
    hit = hits[number]
    for beside in (*hits[max(0, number - 1) : number], *hits[number + 1 : number + 2]):
        pair = (beside.entry.value, hit.entry.value)
        if pair[0] == pair[1] or pair not in parents():
            continue
        start, end = min(hit.end, beside.end), max(hit.start, beside.start)
        if _BELONGS.fullmatch(marked.text, start, end):
            return True
    return False


def _is_title(marked: Marked, hit: Hit) -> bool:
    """True where the mention is part of a person's office."""
    return any(w in _words("offices") for w in marked.words[hit.last + 1 : hit.last + 4])


def _is_in_passing(marked: Marked, hit: Hit) -> bool:
    """True where a person works there, or only its earlier act is gone back to."""
    near = max(0, hit.start - _NEAR)
    if any(_shape(n).search(marked.text, near, hit.start) for n in ("seat", "beside")):
        return True
    if hit.entry.value in _words("courts") and (
        _shape("asked").search(marked.text, near, hit.start)
        or _shape("counsel").match(marked.text, hit.end)
    ):
        return True
    if _shape("other_act").match(marked.text, hit.end):
        return True
    if (
        hit.entry.value in _words("border")
        or _shape("earlier_act").match(marked.text, hit.end) is None
    ):
        return False
    sentence = marked.text[marked.sentence_at(hit.start).start : hit.start]
    return any(_shape(n).search(sentence) for n in ("earlier", "earlier_opening"))


#: Orders in general, beside the law on a region.
_ANY_ORDERS = re.compile(r"withhold release orders")
#: Before "Findings": all kinds of orders, and none of them.
_ALL_KINDS = frozenset((("wros", "and"), ("orders", "and"), ("wros", "or"), ("orders", "or")))


def _is_instrument(marked: Marked, hit: Hit, knows_uflpa: bool) -> bool:  # noqa: FBT001 - a fact of the text
    """Whether the place of a mention fits its condition."""
    if hit.entry.when == "with_uflpa":
        return knows_uflpa
    if knows_uflpa and _ANY_ORDERS.fullmatch(marked.text, hit.start, hit.end):
        return False  # "shipments held under withhold release orders are counted separately"
    if hit.entry.when == "noun":
        before = marked.words[hit.first - 1] if hit.first else ""
        following = marked.words[hit.last + 1 : hit.last + 4]
        if tuple(following) == ("on", "the", "worst"):
            return False  # a report of the Department of Labor
        listed = tuple(marked.words[max(0, hit.first - 2) : hit.first])
        if marked.words[hit.last] == "findings" and listed in _ALL_KINDS:
            return False  # "since then CBP has issued eight WROs and Findings"
        behind = following[0] if following else ""
        return before in _words("before_finding") or behind in _words("behind_finding")
    return True
