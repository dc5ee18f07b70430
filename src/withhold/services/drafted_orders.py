"""An order from its plain wording: names, place, goods as text, dates, its history.

What the wording says is kept; what it means for a test (keys of the goods taxonomy, the code of a
place) is derived here, as far as it can be read from the words.

>>> order = drafted_order(OrderDraft(order_id="o-1", instrument="WRO", place="Xinjiang",
...     goods=("cotton",), tail=("wholly_or_in_part",)))
>>> order.parties[0].kind, order.goods[0].taxonomy_keys, order.goods[0].reach
('region', ('cotton',), 'containing')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from withhold.base import digest_of, plain_code, slug
from withhold.goods import named_goods
from withhold.law.instruments import reaches_upstream, scope_rules
from withhold.register import Goods, Instrument, Name, Order, OrderEvent, Party
from withhold.screening.line_places import ANYWHERE, place_code
from withhold.screening.order_rules import XINJIANG
from withhold.screening.reach_rows import ENTITY_AT_PLACE
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The event an order of each instrument begins with, and the day it has by then (ORD-07).
_BEGINS = {
    "WRO": ("wro_issued", ("issued_on", "announced_on")),
    "FINDING": ("finding_published", ("published_on",)),
    "UFLPA": ("listed", ("effective_on",)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """An order as it is worded.

    Attributes:
        entities: names; empty: any party (ORD-10).
        place: as worded; empty: any place.
        goods: texts; empty: all goods.
        hts_limit: HTS numbers the order itself prints as its limit; a list in questions and
            answers is none (ORD-11).
        tail: words that carry it further (`wholly_or_in_part`, `affiliates` ...).
        clause: of the UFLPA list.
        days: `issued_on`, `announced_on`, `published_on`, `effective_on`.
        events: what happened since.
        excluded: parties taken out of an order that names none.
    """

    order_id: str
    instrument: str
    entities: tuple[str, ...] = ()
    place: str = ""
    goods: tuple[str, ...] = ()
    hts_limit: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    clause: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    events: tuple[OrderEvent, ...] = ()
    excluded: tuple[str, ...] = ()


def drafted_order(draft: OrderDraft) -> Order:
    """The order that a wording makes."""
    code = place_code(draft.place)
    named = bool(draft.entities)
    lists_goods = bool(draft.clause) and not named
    at_place = named and code != ANYWHERE
    return Order(
        order_id=draft.order_id,
        instrument=Instrument(draft.instrument),
        list=draft.instrument.lower(),
        parties=() if lists_goods else tuple(_parties(draft, code)),
        goods=tuple(_goods(draft)),
        events=_history(draft),
        country="" if named or code == XINJIANG else code,
        locality=code if at_place else "",
        scope_kind=ENTITY_AT_PLACE if at_place else "entities" if named else "region_product",
        tail=draft.tail,
        section=draft.clause,
        issued_on=draft.days.get("issued_on"),
        announced_on=draft.days.get("announced_on"),
        effective_on=draft.days.get("effective_on"),
    )


def party_id(name: str) -> str:
    """The id of a party within a drafted order."""
    return f"case#{slug(name)}"


def _parties(draft: OrderDraft, code: str) -> Iterator[Party]:
    """The parties of an order: those it names, or the place; then those taken out of it."""
    later = tuple(e.name for e in draft.events if e.name)
    for name in draft.entities:
        names = (name, *later) if len(draft.entities) == 1 else (name,)
        yield _firm(name, names)
    if not draft.entities:
        kind = "region" if code == XINJIANG else "country"
        yield Party(party_id=party_id(draft.place), published_name=draft.place, kind=kind)
    for name in draft.excluded:
        yield _firm(name, (name,), excluded=True)


def _firm(name: str, names: tuple[str, ...], *, excluded: bool = False) -> Party:
    """A firm, under the names it had on the list."""
    return Party(
        party_id=party_id(name),
        published_name=name,
        kind="firm",
        entity_id=slug(name) or name,
        entity_name=name,
        names=tuple(Name(text=text, kind="published") for text in dict.fromkeys(names)),
        excluded=excluded,
    )


def _goods(draft: OrderDraft) -> Iterator[Goods]:
    """The goods of an order, one for each text."""
    numbers = tuple(plain_code(number) for number in draft.hts_limit)
    if not draft.goods and not numbers:
        yield Goods(wording="all goods", scope="all_products")
        return
    for text in draft.goods or ("goods within the limit",):
        wide = reaches_upstream(draft.tail) or _is_of_products(text)
        yield Goods(
            wording=text,
            text=text,
            taxonomy_keys=tuple(named_goods(text)),
            hts_prefixes=numbers,
            hts_is_limit=bool(numbers),
            reach="containing" if wide else "itself",
        )


def _is_of_products(text: str) -> bool:
    """True where a text means every article made of the goods."""
    return bool(set(fold(text).split()) & set(scope_rules()["product_words"]))


def _history(draft: OrderDraft) -> tuple[OrderEvent, ...]:
    """The history: the first event from the order's own day, unless it is told."""
    word, days = _BEGINS[draft.instrument]
    day = next((d for name in days if (d := draft.days.get(name))), None)
    if day is None or any(e.word == word for e in draft.events):
        return draft.events
    first = OrderEvent(
        event_id=digest_of(draft.order_id, word, str(day))[:16],
        order_id=draft.order_id,
        word=word,
        effective_on=day,
        known_at=datetime.combine(day, time.min, tzinfo=UTC),
        name=next(iter((*draft.entities, *draft.goods)), ""),
    )
    return (first, *draft.events)
