"""A document to its facts: every rule over one marked text, then what lies inside names is dropped.

>>> from withhold.reading.model import Document
>>> text = "CBP issued a withhold release order against Acme Glove Sdn. Bhd. of Malaysia."
>>> [(f.type, f.value) for f in read_facts(Document(name="a", text=text))][:3]
[('authority', 'US-CBP'), ('action', 'issued'), ('instrument', 'WRO')]
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.reading.actions import actions
from withhold.reading.apart import set_apart
from withhold.reading.bare_months import bare_months
from withhold.reading.bodies import bodies
from withhold.reading.chinese import chinese
from withhold.reading.citations import citations
from withhold.reading.claims import claims
from withhold.reading.counts import counts
from withhold.reading.dated_acts import dated_acts
from withhold.reading.dates import dates, day_of_publication
from withhold.reading.effects import effects
from withhold.reading.indicators import indicators
from withhold.reading.marking import mark
from withhold.reading.merchandise import goods, tariff_numbers
from withhold.reading.model import Document, Fact, Found, KnownParty
from withhold.reading.organizations import organizations
from withhold.reading.parties import parties
from withhold.reading.passing import weighed
from withhold.reading.placing import places
from withhold.reading.portions import portions
from withhold.reading.relative_dates import relative_dates
from withhold.reading.vocabulary import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

#: Version of the rules and tables; it stands in every fact.
VERSION = "1"


def read_facts(document: Document, known: tuple[KnownParty, ...] = ()) -> tuple[Fact, ...]:
    """The facts of a document, in the order of its text.

    Args:
        document: what is read; `published` gives days without a year their year.
        known: the parties of the lists, from the register.
    """
    return tuple(fact for _, facts in read_portions(document, known) for fact in facts)


def read_portions(
    document: Document, known: tuple[KnownParty, ...] = (), *, after: int = 0
) -> Iterator[tuple[int, list[Fact]]]:
    """The facts of each portion of a document, with the code point at which it ends.

    Args:
        document: what is read; `published` gives days without a year their year.
        known: the parties of the lists, from the register.
        after: portions that end here or before are left out.
    """
    held = _Held()
    for start, text in portions(document.text):
        end = start + len(text)
        if end > after or not text:
            proposed = _found(text, document.published, known)
            yield end, [_fact(document, one, start, held) for one in proposed]


def _found(text: str, published: date | None, known: tuple[KnownParty, ...]) -> list[Found]:
    """What every rule proposes for a text, in its order."""
    marked = mark(text)
    hits = dictionary(known).hits(marked)
    acting = [(h.end, marked.text[h.start : h.end]) for h in hits if h.entry.type == "authority"]
    han = list(chinese(marked, text, acting))
    bodied = list(organizations(marked))
    named = [
        party
        for party in parties(marked, hits, [f for f in han if f.type == "party"])
        if not _is_of_one(party, bodied)
    ]
    told = list(bodies(marked, hits))
    names = sorted([*named, *bodied], key=lambda f: f.start)
    located = list(_outside(places(marked, hits), names))
    days = list(_outside(dates(marked, published), named))
    day = day_of_publication(marked, published)
    relative = [*relative_dates(marked, day, days), *bare_months(marked, day)]
    days, unsaid = _months_apart(days)
    found = [
        *named,
        *(f for f in han if f.type != "party"),
        *_without_task_force(told),
        *weighed(marked, located),
        *_outside(goods(marked, hits), names),
        *_outside(tariff_numbers(marked), named),
        *_outside(indicators(marked, hits), named),
        *days,
        *dated_acts(marked, _outside([*relative, *unsaid], named)),
        *_outside(counts(marked, located, days), named),
        *actions(marked, hits),
        *effects(marked, hits),
        *citations(marked),
        *claims(marked, named, [f for f in told if f.type == "authority"]),
    ]
    found.sort(key=lambda f: (f.start, f.end, f.type, f.value))
    return list(set_apart(marked, found))


def _without_task_force(told: Sequence[Found]) -> Iterator[Found]:
    """The bodies without the task force that a department chairs, where the text names both."""
    is_chaired = any(f.value == "US-DHS" for f in told)
    for found in told:
        if not (is_chaired and found.value == "US-FLETF"):
            yield found


def _months_apart(days: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The dates, and the months with a year of which no word says what they date.

    "In May 2021" dates an act only where its clause tells one; else it is a time in passing.
    """
    is_month = [len(d.value) == len("YYYY-MM") and "role" not in d.attrs for d in days]
    kept = [d for d, is_one in zip(days, is_month, strict=True) if not is_one]
    months = [
        replace(d, type="when", attrs={"precision": "month"})
        for d, is_one in zip(days, is_month, strict=True)
        if is_one
    ]
    return kept, months


def _is_of_one(party: Found, bodied: Sequence[Found]) -> bool:
    """True where the name is one of an organization: "Ministry of Human Resources"."""
    if party.attrs.get("kind") == "facility":
        return any(f.start == party.start and party.end < f.end for f in bodied)
    within = (f for f in bodied if f.start <= party.start and party.end <= f.end)
    return party.confidence == "low" and any(within)


def _outside(found: Iterable[Found], named: Sequence[Found]) -> Iterator[Found]:
    """The facts that no name of a party holds."""
    for fact in found:
        place = bisect_left(named, fact.end, key=lambda n: n.start)
        beside = named[max(0, place - 1) : place]
        if not any(n.start <= fact.start and fact.end <= n.end for n in beside):
            yield fact


class _Held:
    """Words and attributes that many facts share, held once: a long text has a million facts."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._attrs: dict[tuple[tuple[str, object], ...], Mapping[str, object]] = {}

    def word(self, word: str) -> str:
        """The word, as it was held first."""
        return self._words.setdefault(word, word)

    def attrs(self, attrs: Mapping[str, object]) -> Mapping[str, object]:
        """Attributes that are equal to these, as they were held first; words alone are shared."""
        if all(isinstance(value, str) for value in attrs.values()):
            return self._attrs.setdefault(tuple(attrs.items()), attrs)
        return attrs


def _fact(document: Document, found: Found, shift: int, held: _Held) -> Fact:
    """A proposal as a fact, its text cut out of the document."""
    start, end = found.start + shift, found.end + shift
    return Fact(
        doc=document.name,
        type=found.type,
        value=held.word(found.value),
        start=start,
        end=end,
        text=held.word(document.cut(start, end)),
        attrs=held.attrs(found.attrs),
        extractor=held.word(f"{found.rule}@{VERSION}"),
        confidence=found.confidence,
    )
