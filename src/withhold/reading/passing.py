"""Places that a text names only in passing: markets, seats of speakers, homes of workers.

A place is told where one mention of it at least tells where goods come from, where a party works or
what an order covers. One that stands only beside words of other things is an `aside`, which says of
what: nobody has to guess why it is no `place`.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.model import Found
>>> text = mark("Shrimp from India is sold in Kenya and Japan.")
>>> found = [Found(type="place", value=v, start=s, end=e)
...          for v, s, e in (("IN", 12, 17), ("KE", 29, 34), ("JP", 39, 44))]
>>> [(f.type, f.value, f.attrs.get("as")) for f in weighed(text, found)]
[('place', 'IN', None), ('aside', 'KE', 'market'), ('aside', 'JP', 'market')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.ways import Index, Way, needed_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

#: Code points before a place that are looked at; a row of the table may look further.
_NEAR = 64
_FAR = 130
_AFTER = 60
_BESIDE = 16
#: What stands before a place and is of a party or a person, not of the place where goods are made.
_OF_PARTIES = frozenset(("seat", "owner", "home"))
_JOINS = re.compile(
    r"\s*(?:,|,?\s*(?:and|or|nor|&)|/|、|和|及)\s*(?:the\s+|in\s+|from\s+)?", re.IGNORECASE
)
_QUOTES = ("“", "”"), ("‘", "’"), ("'", "'")
#: A part of a country behind it: "China's far western Xinjiang".
_OF = re.compile(r"[’']s?\s+(?:[a-z-]+\s+){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """Words beside a place that say of what else it is told."""

    name: str
    words: Way
    excepted: frozenset[str]
    needs: str
    unless: re.Pattern[str] | None
    said: re.Pattern[str] | None
    near: int


@cache
def _shape(name: str) -> re.Pattern[str]:
    """A shape of the table that stands for itself; what stands before a place ends at it."""
    return re.compile(shipped_yaml("reading", "passing.yaml")[name], re.IGNORECASE)


@cache
def _importers() -> frozenset[str]:
    """States whose bodies stop goods: where one acts on imports it is no place of theirs."""
    return frozenset(shipped_yaml("reading", "passing.yaml")["importers"])


@cache
def _signs() -> dict[str, Index[_Sign]]:
    """The signs by the side on which they stand, by the pieces of words that they need."""
    table: dict[str, Any] = shipped_yaml("reading", "passing.yaml")
    found: dict[str, list[_Sign]] = {"before": [], "after": []}
    for row in table["rows"]:
        words = "|".join(row["words"]).replace("GAP", table["gap"])
        shape = (
            rf"(?:{words})\s*{table['wide']}(?:{table['small']}\s+){{0,3}}[\[(“]?\Z"
            if row["side"] == "before"
            else rf"(?-i:\.?(?:[’']s?)?[ -]?(?:{words}))"
        )
        excepted = frozenset(row.get("except", ()))
        found[row["side"]].append(
            _Sign(
                name=row["as"],
                words=Way(shape, needed_of(words)),
                excepted=excepted,
                needs=row.get("needs", ""),
                near=row.get("near", _NEAR),
                unless=re.compile(row["unless"]) if "unless" in row else None,
                said=re.compile(row["said"]) if "said" in row else None,
            )
        )
    return {side: Index(signs, lambda sign: sign.words.needs) for side, signs in found.items()}


def weighed(marked: Marked, found: Iterable[Found]) -> Iterator[Found]:
    """Places as they are told: those named only in passing as asides, with what they are of."""
    mentions = sorted(map(_of_country, found), key=lambda f: (f.start, f.end))
    roles = [role for row in _rows(marked, mentions) for role in _roles(marked, row)]
    for number, (place, following) in enumerate(pairwise(mentions)):
        if _is_whole(marked, place, following):
            roles[number] = roles[number + 1] or "whole"
        if _is_named_behind(marked, place, following):
            roles[number + 1] = roles[number] or "whole"
    labels = {f.value for f, role in zip(mentions, roles, strict=True) if role == "label"}
    told = {f.value for f, role in zip(mentions, roles, strict=True) if not role} - labels
    told |= {value[:2] for value in told if not value.startswith("CN-")}
    states = {f.value for f, r in zip(mentions, roles, strict=True) if r in {"seat", "state"}}
    told |= {value for value in states if any(t.startswith(value) for t in told)}
    if not told and len(states) == 1:
        told = states - _importers()
    for mention, role in zip(mentions, roles, strict=True):
        if mention.value in told:
            yield mention
        else:
            attrs = dict(mention.attrs) | {"of": mention.type, "as": role or "label"}
            yield replace(mention, type="aside", attrs=attrs, rule="passing")


def _of_country(place: Found) -> Found:
    """A part of a country as its country, with the part in `attrs`; provinces of China stand."""
    if "-" not in place.value or place.value.startswith("CN-"):
        return place
    attrs = dict(place.attrs) | {"part": place.value}
    return replace(place, value=place.value[:2], attrs=attrs)


def _rows(marked: Marked, mentions: Sequence[Found]) -> Iterator[list[Found]]:
    """The mentions in groups of those that stand in one row."""
    row = list(mentions[:1])
    for before, mention in pairwise(mentions):
        if not _JOINS.fullmatch(marked.text, before.end, mention.start) and not _holds(
            marked, before, mention
        ):
            yield row
            row = []
        row.append(mention)
    if row:
        yield row


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands around a row of places in its sentence."""

    before: str
    after: str
    sentence: str
    said: str

    def signs(self) -> list[_Sign]:
        """The signs that the row is named only in passing."""
        if _shape("worked").match(self.after):
            return []
        works = _shape("works").match(self.after) is not None
        return [sign for side in ("before", "after") for sign in self._on(side, works=works)]

    def _on(self, side: str, *, works: bool) -> Iterator[_Sign]:
        """The signs on one side; `works`: goods are made or caught at the place."""
        beside = self.before if side == "before" else self.after
        for sign in _signs()[side].possible(beside.lower()):
            if side == "before":
                near = max(0, len(self.before) - sign.near)
                holds = sign.words.pattern.search(self.before, near)
                holds = None if works and sign.name in _OF_PARTIES else holds
            else:
                holds = sign.words.pattern.match(self.after)
            if not holds or (sign.unless and sign.unless.search(self.sentence)):
                continue
            if sign.said and not sign.said.search(self.said):
                continue
            if not sign.needs or _shape(sign.needs).search(self.before):
                yield sign


def _roles(marked: Marked, row: Sequence[Found]) -> Iterator[str]:
    """What each place of a row is named for in passing; empty: it is told."""
    start, end = row[0].start, row[-1].end
    sentence = marked.sentence_at(start)
    around = _Around(
        before=marked.text[max(sentence.start, start - _FAR) : start],
        after=marked.text[end : min(sentence.end, end + _AFTER)],
        sentence=marked.text[sentence.start : sentence.end],
        said=marked.text[start:end],
    )
    if (around.before[-1:], around.after[:1]) in _QUOTES:
        yield from ("label" for _ in row)
        return
    signs = around.signs()
    for place in row:
        yield next((s.name for s in signs if place.value not in s.excepted), "")


def _holds(marked: Marked, place: Found, following: Found) -> bool:
    """True for a country right before its own region: "China's Xinjiang"."""
    return (
        following.value.startswith(f"{place.value}-")
        and _OF.fullmatch(marked.text, place.end, following.start) is not None
    )


def _is_named_behind(marked: Marked, place: Found, following: Found) -> bool:
    """True for a country right behind its own region: "Xinjiang ... Region of the PRC"."""
    between = marked.text[place.end : following.start]
    return place.value.startswith(f"{following.value}-") and between.split() == ["of", "the"]


def _is_whole(marked: Marked, place: Found, following: Found) -> bool:
    """True for a country that only says where its own region lies."""
    near = max(0, place.start - _BESIDE)
    return (
        _holds(marked, place, following)
        and _shape("address").search(marked.text, near, place.start) is not None
    )
