"""A document linked to the orders it speaks of: by the parties it names, or by all else it says.

A text that names no party can still be placed: the orders announced on one day shortly before it
are weighed against its authority, instrument, goods, places and counts. Where the text counts
parties otherwise than the register does, both counts stand in a `conflict`; neither is changed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_csv
from withhold.reading.model import Fact
from withhold.reading.order_book import goods_above
from withhold.reading.portions import portions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from withhold.reading.model import Document
    from withhold.reading.order_book import Entry, OrderBook

#: Days before its publication that a text may look back to an announcement it does not date.
LOOK_BACK = 60
#: Days after its publication on which an order it announces may be issued.
_SOON = 31
#: Days before its day in force on which an announcement is reported.
_BEFOREHAND = 7
_LEAST_AGREEMENT = 2
_ANY_PARTY = frozenset(("entity", "producer", "supplier", "facility"))
_OWN_KINDS = frozenset(("training_centre", "park", "prison", "camp", "vessel"))
_RULE = "linking@1"


def links(document: Document, facts: Sequence[Fact], book: OrderBook) -> tuple[Fact, ...]:
    """The orders that a document speaks of, and where its counts differ from the register's."""
    told = _Told(document, facts)
    found = list(_by_party(told, book)) or list(_by_day(told, book))
    return tuple(sorted([*found, *_conflicts(told, found, book)], key=lambda f: (f.start, f.value)))


class _Told:
    """What a document says that can place an order."""

    def __init__(self, document: Document, facts: Sequence[Fact]) -> None:
        self.document = document
        self.by_type: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self.by_type[fact.type].append(fact)
        self.instruments = self.values("instrument")
        self.authorities = self.values("authority")
        keys = self.values("goods")
        self.goods = keys | {above[k] for k in keys if k in (above := goods_above())}
        self.places = self.values("place")
        counted = {str(f.attrs.get("kind")) for f in self.by_type["count"]}
        self.kinds = counted | _kinds_named(document.text)
        self.days = {d for f in self.by_type["date"] if (d := _day(f.value)) is not None}
        self.published = document.published or _published(self.by_type["date"])

    def values(self, kind: str) -> set[str]:
        """The values of one type."""
        return {f.value for f in self.by_type[kind]}

    def anchor(self, *kinds: str) -> Fact:
        """The first fact of the first of `kinds` that the document has."""
        return next(self.by_type[kind][0] for kind in kinds if self.by_type[kind])

    def agrees(self, entry: Entry) -> list[str]:
        """In what the document agrees with an order."""
        tests = {
            "authority": entry.authority in self.authorities,
            "instrument": entry.instrument in self.instruments,
            "date": bool(entry.days & self.days),
            "goods": bool(entry.goods & self.goods),
            "place": bool(entry.places & self.places),
        }
        return [name for name, holds in tests.items() if holds]

    def can_mean(self, entry: Entry) -> bool:
        """False for another instrument than the text has, and for orders of a later time."""
        if self.instruments and entry.instrument not in self.instruments:
            return False
        if self.published is None or not entry.days:
            return True
        return min(entry.days) <= self.published + timedelta(days=_SOON)


def _kinds_named(text: str) -> set[str]:
    """The kinds of places of work that a text names without counting them."""
    rows = [r for r in shipped_csv("reading", "party_nouns.csv") if r["kind"] in _OWN_KINDS]
    kinds: set[str] = set()
    for _, part in portions(text):
        plain = part.lower().replace("centre", "center")
        kinds |= {row["kind"] for row in rows if row["noun"].removesuffix("s") in plain}
    return kinds


def _by_party(told: _Told, book: OrderBook) -> Iterator[Fact]:
    """Links to the orders that name a party of the document, each at its first mention."""
    seen: set[str] = set()
    for fact in told.by_type["party"]:
        for entry in book.named(fact.value, str(fact.attrs.get("entity_id", ""))):
            if entry.order_id not in seen and told.can_mean(entry):
                seen.add(entry.order_id)
                yield _link(entry, fact, ["party", *told.agrees(entry)])


def _by_day(told: _Told, book: OrderBook) -> Iterator[Fact]:
    """Links to the orders announced together that agree best with a document without names."""
    if not told.authorities or not told.instruments or told.published is None:
        return
    days = {d for d in book.by_day if _is_near(d, told.published) or d in told.days}
    scored = [(agreement, d) for d in days if (agreement := _agreement(told, book.by_day[d]))]
    if not scored:
        return
    _, best = max(scored)
    entries = [e for e in book.by_day[best] if _fits(told, e)]
    counted = ["count"] if _is_counted(told, entries) else []
    for entry in entries:
        by = [*told.agrees(entry), *counted]
        dated = [] if "date" in by else ["date"]
        yield _link(entry, told.anchor("count", "instrument", "authority"), [*by, *dated])


def _is_near(day: date, published: date) -> bool:
    """True for an announcement that a text of that day still reports."""
    return timedelta(days=-_BEFOREHAND) <= published - day <= timedelta(days=LOOK_BACK)


def _fits(told: _Told, entry: Entry) -> bool:
    """True where instrument and place agree, and the goods, or what the party is."""
    if entry.instrument not in told.instruments or entry.authority not in told.authorities:
        return False
    specific = {p for p in entry.places if "-" in p} or entry.places
    if entry.instrument == "UFLPA":
        return bool(entry.places & told.places)
    is_kind = any(p.kind in told.kinds for p in entry.parties)
    goods = bool(entry.goods & told.goods) or (not entry.goods and is_kind)
    return goods and bool(specific & told.places or entry.places & told.places)


def _agreement(told: _Told, entries: Iterable[Entry]) -> tuple[int, int] | None:
    """How well the orders of one day agree with a document; None: too little."""
    fitting = [e for e in entries if _fits(told, e)]
    if any(e.instrument == "UFLPA" for e in fitting) and not _is_counted(told, fitting):
        return None
    goods = {k for e in fitting for k in e.goods} & told.goods
    places = {p for e in fitting for p in e.places} & told.places
    dated = any(e.days & told.days for e in fitting)
    total = len(goods) + len(places) + 2 * dated + _is_counted(told, fitting)
    return (total, len(fitting)) if fitting and total >= _LEAST_AGREEMENT else None


def _is_counted(told: _Told, entries: Sequence[Entry]) -> bool:
    """True where the document counts as many parties as the orders name, or as many orders."""
    numbers = {int(f.value) for f in told.by_type["count"]}
    return bool(numbers & {len(entries), sum(len(e.parties) for e in entries)})


def _link(entry: Entry, anchor: Fact, by: list[str]) -> Fact:
    """A link to an order, at the mention that leads to it."""
    announced = entry.announced.isoformat() if entry.announced else ""
    return _fact(
        anchor,
        "link",
        entry.order_id,
        {"by": by, "instrument": entry.instrument, "announced": announced},
        "high" if "party" in by and len(by) > _LEAST_AGREEMENT else "medium",
    )


def _conflicts(told: _Told, found: Sequence[Fact], book: OrderBook) -> Iterator[Fact]:
    """Where the document counts parties of the linked orders otherwise than the register does."""
    entries = [book.entries[f.value] for f in found]
    if not entries or any("party" in f.attrs["by"] for f in found):  # type: ignore[operator]
        return
    parties = [p for e in entries for p in e.parties]
    for fact in told.by_type["count"]:
        kind, place = str(fact.attrs.get("kind", "")), str(fact.attrs.get("place", ""))
        same = [p for p in parties if kind in _ANY_PARTY or p.kind == kind]
        sure = [p for p in same if not place or all(_lies_in(c, place) for c in p.places)]
        most = [p for p in same if not place or any(_lies_in(c, place) for c in p.places)]
        if not len(sure) <= int(fact.value) <= len(most):
            register: dict[str, Any] = {"least": len(sure), "most": len(most)}
            yield _fact(
                fact,
                "conflict",
                f"count {fact.value} {kind} {place}".strip(),
                {
                    "text": {"count": int(fact.value), "kind": kind, "place": place},
                    "register": register | {"parties": _listed(parties)},
                    "orders": [e.order_id for e in entries],
                },
                "medium",
            )


def _listed(parties: Iterable[Any]) -> dict[str, int]:
    """The parties of the register by kind and place; `a|b` where sources differ."""
    counted: dict[str, int] = defaultdict(int)
    for party in parties:
        counted[f"{party.kind} {'|'.join(sorted(party.places))}".strip()] += 1
    return dict(sorted(counted.items()))


def _lies_in(code: str, place: str) -> bool:
    """True where `code` is `place` or lies in it."""
    return code == place or code.startswith(f"{place}-")


def _fact(
    anchor: Fact, kind: str, value: str, attrs: Mapping[str, object], confidence: str
) -> Fact:
    """A fact at the place of another."""
    return Fact(
        doc=anchor.doc,
        type=kind,
        value=value,
        start=anchor.start,
        end=anchor.end,
        text=anchor.text,
        attrs=attrs,
        extractor=_RULE,
        confidence=confidence,
    )


def _published(dates: Sequence[Fact]) -> date | None:
    """The day of publication that the text itself prints; None where it prints none."""
    return next((_day(f.value) for f in dates if f.attrs.get("role") == "published"), None)


def _day(value: str) -> date | None:
    """A whole date as a day; None for parts of one."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
