"""Parties: those the lists name, those a text writes like names, and later short forms of both.

The value is the name as the text writes it; a short form ("FGV") has the whole name as its value.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("FGV Holdings Berhad and its units denied it. FGV will appeal.")
>>> [(f.value, f.start) for f in parties(text, dictionary(()).hits(text))]
[('FGV Holdings Berhad', 0), ('FGV Holdings Berhad', 45)]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.reading.dictionary import Dictionary, Entry
from withhold.reading.marking import plain_words
from withhold.reading.model import Found
from withhold.reading.party_contexts import checked
from withhold.reading.party_names import is_never, named
from withhold.reading.party_rows import rows
from withhold.reading.party_shapes import RUN, shapes
from withhold.reading.party_slots import slots
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked
    from withhold.reading.party_contexts import Named

_ALIAS = re.compile(
    r"(?:[’']s)?\s*,?\s*\((?:(?:hereinafter|collectively|together|also|formerly)?\s*,?\s*"
    r"(?:(?:known|referred to) as|as|a/k/a|aka|f/k/a|or|the)?\s*)[“\"‘]?"
    r"(?P<alias>[A-Z][\w&’-]*(?:\s+[A-Z0-9][\w&’-]*){0,4})[”\"’]?\)"
)
_ALSO = re.compile(
    r"\s*,?\s*\((?:including[^)]{0,40}aliases:|(?:also|formerly|previously|better) known as|a/k/a"
    r"|aka|f/k/a|d/b/a|(?:also |now |formerly )?(?:doing business|trading) as|formerly)"
    r"\s+(?P<names>[^)]{3,600})",
    re.IGNORECASE,
)
_SIBLING = re.compile(
    rf"[,;]\s*(?:and\s+|as well as\s+)?(?P<name>{RUN})(?=\s*(?:[,;.:(]|\Z)|\s+(?:and|will|are|is"
    rf"|were|in|to)\b)"
)
_SHORTEST = 3
#: Behind a word that only begins a name: "Dell’Aquila".
_GOES_ON = re.compile(r"[’'][A-Z]")


def parties(marked: Marked, hits: Sequence[Hit], others: Sequence[Found] = ()) -> list[Found]:
    """The parties of a text, with `others` found elsewhere, in its order; no two overlap."""
    closed = frozenset(
        n
        for hit in hits
        if hit.entry.type in {"authority", "instrument", "none"}
        for n in range(hit.first, hit.last + 1)
    )
    whole = [*_listed(marked, hits), *_written(marked, closed), *others]
    whole = _longest([*whole, *_well_known(marked, hits, whole)])
    located = {(h.start, h.end) for h in hits if h.entry.type == "place"}
    whole = [p for p in whole if (p.start, p.end) not in located or p.confidence == "high"]
    shorts = {form for p in whole if " " in p.value for form in _short_names(marked, p)}
    whole = [p for p in whole if p.confidence != "low" or p.value not in shorts]
    aliases = _aliases(marked, whole)
    whole = [
        p
        for p in whole
        if p.confidence == "high" or not aliases.get(p.value, frozenset()) - {p.value}
    ]
    whole = _longest([*whole, *_siblings(marked, whole, closed)])
    whole = _longest([*whole, *_in_slots(marked, hits, whole, closed)])
    whole = _longest([*whole, *_in_rows(marked, hits, whole, closed)])
    whole = _longest([*_with_aliases(marked, whole), *_also_known(marked, whole)])
    return _longest([*whole, *_short_forms(marked, whole), *_singles(hits)])


def _listed(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The parties of the lists."""
    for hit in hits:
        if hit.entry.type == "party" and not _is_single(hit):
            attrs = {"kind": hit.entry.when} | (
                {"entity_id": hit.entry.detail} if hit.entry.detail else {}
            )
            end = hit.end + (marked.text[hit.end : hit.end + 1] == "." and _is_short(marked, hit))
            yield _party(marked, (hit.start, end), attrs, "known_parties", "high")


def _well_known(marked: Marked, hits: Sequence[Hit], whole: list[Found]) -> Iterator[Found]:
    """Firms that every reader knows by a short name, where none in `whole` is called by it."""
    begun = tuple(party.value for party in whole)
    for hit in hits:
        is_firm = hit.entry.type == "firm" and not _GOES_ON.match(marked.text, hit.end)
        if is_firm and not any(name.startswith(f"{hit.entry.phrase} ") for name in begun):
            yield _party(marked, (hit.start, hit.end), {"kind": "firm"}, "known_firms", "medium")


def _is_single(hit: Hit) -> bool:
    """True for the first word of a listed name that stands for the name."""
    return hit.first == hit.last and " " in hit.entry.value and " " not in hit.entry.phrase


def _singles(hits: Sequence[Hit]) -> Iterator[Found]:
    """Listed parties by the first word of their names, where the text does not write them whole."""
    for hit in hits:
        if hit.entry.type == "party" and _is_single(hit):
            attrs = {"kind": hit.entry.when, "entity_id": hit.entry.detail}
            yield Found(
                type="party",
                value=hit.entry.value,
                start=hit.start,
                end=hit.end,
                attrs={key: value for key, value in attrs.items() if value},
                rule="known_short_names",
            )


def _is_short(marked: Marked, hit: Hit) -> bool:
    """True where the last word is an abbreviated legal form, whose dot belongs to it."""
    word = marked.words[hit.last]
    return word in shapes()["forms"] and len(word) <= 4  # noqa: PLR2004 - an abbreviation


def _written(marked: Marked, closed: frozenset[int]) -> Iterator[Found]:
    """The parties that the text writes like names."""
    for name in named(marked, closed):
        if marked.words[marked.word_from(name.start)] not in shapes()["persons"]:
            yield _from_name(marked, name)


def _from_name(marked: Marked, name: Named) -> Found:
    """A written name as a fact."""
    attrs = {"kind": name.kind}
    sure = "medium" if name.rule == "party_names" else "low"
    return _party(marked, (name.start, name.end), attrs, name.rule, sure)


def _party(
    marked: Marked, span: tuple[int, int], attrs: dict[str, str], rule: str, confidence: str
) -> Found:
    """A party as a fact; its value is its text on one line."""
    return Found(
        type="party",
        value=" ".join(marked.text[span[0] : span[1]].split()),
        start=span[0],
        end=span[1],
        attrs=attrs,
        rule=rule,
        confidence=confidence,
    )


def _longest(found: list[Found]) -> list[Found]:
    """Of facts that overlap, the longest; of equally long ones, the surer; in text order."""
    kept: list[Found] = []
    rank = {"high": 0, "medium": 1, "low": 2}
    for fact in sorted(found, key=lambda f: (f.start - f.end, rank[f.confidence], f.start)):
        place = bisect_left(kept, fact.start, key=lambda k: k.start)
        beside = kept[max(0, place - 1) : place + 1]
        if not any(fact.overlaps(k.start, k.end) for k in beside):
            kept.insert(place, fact)
    return kept


def _siblings(marked: Marked, whole: list[Found], closed: frozenset[int]) -> Iterator[Found]:
    """Names without a legal form that stand in one list with a party."""
    joined = shapes()["joined"]
    taken = {p.start for p in whole}
    for party in whole:
        place = party.end
        while (found := _SIBLING.match(marked.text, place)) is not None:
            place = found.end("name")
            words = plain_words(found["name"])
            numbers = set(range(marked.word_from(found.start("name")), marked.word_from(place)))
            trade = {"glove", "gloves", "manufacturing", *joined}
            is_name = len(words) > 1 and trade & set(words) and not closed & numbers
            if is_name and found.start("name") not in taken:
                span = found.span("name")
                yield _party(marked, span, {"kind": "firm"}, "party_lists", "low")


def _in_slots(
    marked: Marked, hits: Sequence[Hit], whole: list[Found], closed: frozenset[int]
) -> Iterator[Found]:
    """Names that only their place in a sentence tells; a part of a longer name stands for it."""
    places = [(h.start, h.end) for h in hits if h.entry.type in {"place", "none", "goods"}]
    known = {p.value: plain_words(p.value) for p in whole}
    for start, end, kind in slots(marked, hits):
        for name in checked(marked, (start, end), kind, closed):
            if any(s <= name.start and name.end <= e for s, e in places):
                continue
            found = _from_name(marked, name)
            longer = [v for v, words in known.items() if _holds(words, plain_words(found.value))]
            if len(longer) == 1:
                yield replace(found, value=longer[0])
            elif not longer and not is_never(marked, name.start):
                yield found


def _in_rows(
    marked: Marked, hits: Sequence[Hit], whole: list[Found], closed: frozenset[int]
) -> Iterator[Found]:
    """Names in one row with two parties or more."""
    others = [
        (h.start, h.end)
        for h in hits
        if h.entry.type in {"place", "authority", "instrument", "goods", "none"}
    ]
    for span in rows(marked, whole, others):
        for name in checked(marked, span, "firm", closed):
            yield _from_name(marked, name)


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """True where the words stand in a row in those of a longer name."""
    return any(words[n : n + len(part)] == part for n in range(len(words) - len(part) + 1))


def _aliases(marked: Marked, whole: list[Found]) -> dict[str, frozenset[str]]:
    """Each short form that a bracket behind a party gives, with the names it is given to."""
    found: dict[str, frozenset[str]] = {}
    for party in whole:
        alias = _alias(marked, party)
        if alias is not None:
            found[alias["alias"]] = found.get(alias["alias"], frozenset()) | {party.value}
    return found


def _alias(marked: Marked, party: Found) -> re.Match[str] | None:
    """The bracket behind a party that gives it a short form; one with its place gives none."""
    found = _ALIAS.match(marked.text, party.end)
    is_place = found is not None and set(plain_words(found["alias"])) <= place_words()
    return None if is_place else found


def _also_known(marked: Marked, whole: list[Found]) -> Iterator[Found]:
    """The other names that a bracket behind a party gives it."""
    for party in whole:
        found = _ALSO.match(marked.text, party.end)
        if found is None:
            continue
        for name in re.finditer(rf"{RUN}(?:,?\s+(?:Co|Ltd|Inc|Corp)\b[.,]*)*", found["names"]):
            start = found.start("names") + name.start()
            if len(name[0].split()) > 1:
                alias = _party(
                    marked, (start, start + len(name[0].rstrip(",; "))), {}, "", "medium"
                )
                yield _as_alias(alias, party)


def _as_alias(alias: Found, party: Found) -> Found:
    """Another name of a party as a mention of the party."""
    attrs = {"kind": party.attrs.get("kind", "firm"), "alias": alias.value}
    return replace(alias, value=party.value, attrs=attrs, rule="party_aliases")


def _with_aliases(marked: Marked, whole: list[Found]) -> Iterator[Found]:
    """The parties, those that a bracket gives another one as its other names under that one."""
    brackets = [(p, m.span("names")) for p in whole if (m := _ALSO.match(marked.text, p.end))]
    for found in whole:
        owner = next(
            (p for p, (start, end) in brackets if start <= found.start and found.end <= end + 2),
            None,
        )
        is_listed = found.confidence == "high"
        yield found if owner is None or is_listed else _as_alias(found, owner)


def _short_forms(marked: Marked, whole: list[Found]) -> Iterator[Found]:
    """Later mentions: the whole name again, a short form a bracket gives, its first words."""
    forms: dict[str, Found] = {}
    for party in sorted(whole, key=lambda p: p.start - p.end):
        forms.setdefault(party.value, party)
    for party in whole:
        if "alias" in party.attrs:
            forms.setdefault(str(party.attrs["alias"]), party)
        alias = _alias(marked, party)
        if alias is not None:
            forms.setdefault(alias["alias"], party)
        for short in _short_names(marked, party):
            forms.setdefault(short, party)
    entries = [
        Entry(
            phrase=form,
            type="party",
            value=form,
            case="exact" if len(plain_words(form)) == 1 else "proper",
            is_name=len(plain_words(form)) > 1,
        )
        for form in forms
    ]
    for hit in Dictionary(entries).hits(marked):
        party = forms[hit.entry.value]
        yield Found(
            type="party",
            value=party.value,
            start=hit.start,
            end=hit.end,
            attrs=party.attrs,
            rule="party_short_forms",
            confidence="medium" if party.confidence != "low" else "low",
        )


def _short_names(marked: Marked, party: Found) -> list[str]:
    """What a party may be called by a part of its name."""
    names = (_short(marked, party), _formless(marked, party), *_begun(marked, party))
    return [name for name in names if name]


def _begun(marked: Marked, party: Found) -> Iterator[str]:
    """The beginnings of a name longer than its first own word, and that word without its place."""
    short, whole = _short(marked, party), _formless(marked, party)
    words, own = whole.split(), short.split()
    for number in range(len(own) + 1, len(words)):
        if short and words[number - 1][:1].isupper():
            yield " ".join(words[:number])
    if len(own) > 1 and {w.lower() for w in own[:-1]} <= place_words():
        yield own[-1]


def _formless(marked: Marked, party: Found) -> str:
    """A name without its legal form; empty where it has none, or too little is left."""
    table = shapes()
    first, last = marked.word_from(party.start), marked.word_before(party.end)
    end = last
    while end > first and marked.words[end] in table["forms"]:
        end -= 1
    if end == last or end <= first:
        return ""
    return marked.text[marked.starts[first] : marked.ends[end]]


def _short(marked: Marked, party: Found) -> str:
    """The first words of a name up to one that is its own; empty where there is none."""
    table = shapes()
    first, last = marked.word_from(party.start), marked.word_before(party.end)
    if first >= last or party.attrs.get("kind") in {"vessel", "facility"}:
        return ""
    common = table["first_of_many"]
    for number in range(first, min(last, first + 3)):
        word = marked.words[number]
        if (
            word in common
            or word in table["forms"]
            or word in place_words()
            or len(word) < _SHORTEST
        ):
            continue
        return marked.text[marked.starts[first] : marked.ends[number]]
    return ""
