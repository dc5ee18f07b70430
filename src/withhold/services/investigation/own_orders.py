"""Orders of one's own list, made from a proposal: screening uses them beside the government's.

They carry the instrument OWN and the list `own:NAME`, so nobody takes them for an act of customs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING

from withhold.base import Citation, InputError, digest, digest_of, slug, to_plain
from withhold.investigation import STARTS
from withhold.places import country_code
from withhold.register import Goods, Instrument, Name, Order, OrderEvent, Party, Place
from withhold.sources.entities import parties_of
from withhold.sources.published import PublishedParty
from withhold.storage import NewVersion, VersionInfo

if TYPE_CHECKING:
    from withhold.investigation import Proposal, Scope, ScopePart
    from withhold.register import Register
    from withhold.services.record import Office

_WIDE = frozenset({"wholly_or_in_part", "derivatives"})
_XINJIANG = "CN-XJ"
_SOURCE = "desk"
_ON = {"entities": "parties", "region_product": "a place"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of an order of an own list.

    Attributes:
        order: new, or changed in its standing facts.
        events: to add to its history.
        says: one line for the version's notes.
    """

    order: Order
    events: tuple[OrderEvent, ...]
    says: str


def order_of(proposal: Proposal, register: Register, *, file_id: str) -> Order:
    """The order that a proposal makes, without a history yet.

    Raises:
        InputError: the scope names neither a party nor a place.
    """
    scope = proposal.scope
    if not scope.parties and not scope.places:
        raise InputError(
            "a proposed order needs a party or a place",
            value=file_id,
            way_out="record claims that name one, then propose again",
        )
    order_id = f"{proposal.list_name.replace(':', '-')}-{slug(file_id)}"
    parties = _parties(scope, order_id, register) if scope.parties else _region(scope, order_id)
    countries = {p.country for party in parties for p in party.places if p.country}
    return Order(
        order_id=order_id,
        key=order_id,
        instrument=Instrument.OWN,
        modelled_on=proposal.instrument,
        list=proposal.list_name,
        authority="own list",
        parties=parties,
        goods=_goods(scope),
        country=next(iter(countries)) if len(countries) == 1 else "",
        locality=", ".join(part.value for part in scope.places),
        scope_kind="entities" if scope.parties else "region_product",
        tail=scope.tail,
        citations=(Citation(source=f"own order file {file_id}", confidence="high"),),
        note=f"{proposal.instrument} of an own list; rests on {', '.join(proposal.claim_ids)}",
        published=MappingProxyType({"merchandise": "; ".join(p.value for p in scope.goods)}),
    )


def _parties(scope: Scope, order_id: str, register: Register) -> tuple[Party, ...]:
    """The parties, under the entity that has the name already, if one has."""
    published = [
        PublishedParty(
            name=part.value,
            aliases=tuple(n for n in part.names if n != part.value),
            open_clause="and its subsidiaries" if "subsidiaries" in scope.tail else "",
        )
        for part in scope.parties
    ]
    places = tuple(_place(part) for part in scope.places)
    return tuple(
        replace(p, places=places, basis="own order")
        for p in parties_of(published, order_id, register)
    )


def _region(scope: Scope, order_id: str) -> tuple[Party, ...]:
    """A place as the party of an order that names none (ORD-10)."""
    return tuple(
        Party(
            party_id=f"{order_id}#{slug(part.value)}",
            published_name=part.value,
            kind="region" if part.value == _XINJIANG else "country",
            places=(_place(part),),
            basis="own order",
        )
        for part in scope.places[:1]
    )


def _place(part: ScopePart) -> Place:
    """A place of the scope: its country, and its province where it is one of China."""
    country, _, division = part.value.partition("-")
    code = country_code(country) or country_code(part.value)
    return Place(
        country=code,
        province="Xinjiang" if part.value == _XINJIANG else "",
        text=part.value if not code or division else "",
        basis="order",
    )


def _goods(scope: Scope) -> tuple[Goods, ...]:
    """The goods, one for each part; a scope without goods reaches all."""
    if not scope.goods:
        return (Goods(wording="all products", scope="all_products", review="own order"),)
    wording = "; ".join(part.value for part in scope.goods)
    return tuple(
        Goods(
            wording=wording,
            text=part.value,
            taxonomy_keys=part.keys,
            hts_prefixes=scope.hts_limit or part.hts,
            hts_is_limit=bool(scope.hts_limit),
            reach="containing" if _WIDE & set(scope.tail) else "itself",
            review="own order",
        )
        for part in scope.goods
    )


def renewed(held: Order, fresh: Order, on: date) -> Order:
    """An order that begins again with another scope; what it was before stays as it was.

    Goods left out end on `on`, goods taken in begin then; the event of the act names the parties.

    Raises:
        InputError: one names parties and the other a place.
    """
    if held.scope_kind != fresh.scope_kind:
        raise InputError(
            f"order {held.order_id} stands on {_ON[held.scope_kind]}, the proposal on "
            f"{_ON[fresh.scope_kind]}",
            value=held.order_id,
            way_out="propose it in an order file of its own: withhold investigation propose ID",
            code="another_kind_of_scope",
        )
    named = {p.party_id for p in fresh.parties}
    before = {p.party_id: p.names for p in held.parties}
    again = (_also_named(p, before.get(p.party_id, ())) for p in fresh.parties)
    wanted = {_goods_key(g): g for g in fresh.goods}
    standing = {_goods_key(g) for g in held.goods if g.covered_on(on)}
    goods = (
        *(
            replace(g, until=on) if g.covered_on(on) and _goods_key(g) not in wanted else g
            for g in held.goods
        ),
        *(replace(g, since=on) for key, g in wanted.items() if key not in standing),
    )
    return replace(
        fresh,
        parties=(*(p for p in held.parties if p.party_id not in named), *again),
        goods=goods,
        events=held.events,
        issued_on=held.issued_on or on,
        modelled_on=held.modelled_on or fresh.modelled_on,
    )


def _also_named(party: Party, before: tuple[Name, ...]) -> Party:
    """A party with the names it had before too."""
    texts = {n.text for n in party.names}
    return replace(party, names=(*party.names, *(n for n in before if n.text not in texts)))


def _goods_key(goods: Goods) -> tuple[object, ...]:
    """What makes two parts of an order's goods the same."""
    limits = (goods.hts_prefixes, goods.hts_is_limit, goods.reach)
    return (goods.scope, goods.text, goods.taxonomy_keys, *limits)


def event_of_act(  # noqa: PLR0913 - the parts of an event
    order: Order,
    word: str,
    on: date,
    *,
    known_at: datetime,
    scope: str = "all",
    party_ids: tuple[str, ...] = (),
    goods: str = "",
    detail: str = "",
    reference: str = "",
    name: str = "",
) -> OrderEvent:
    """An act as an event of the order."""
    return OrderEvent(
        event_id=digest_of(order.order_id, word, str(on), scope, party_ids, goods, detail)[:16],
        order_id=order.order_id,
        word=word,
        effective_on=on,
        known_at=known_at,
        scope=scope,
        party_ids=party_ids,
        goods=goods,
        name=name or (order.parties[0].published_name if word in STARTS and order.parties else ""),
        detail=detail,
        citation=Citation(source=f"own list {order.list}", reference=reference, confidence="high"),
    )


def as_if_always(order: Order) -> Order:
    """The order as if it had stood from the first day on, to see what it would have reached."""
    began = date(1900, 1, 1)
    start = event_of_act(
        order, "wro_issued", began, known_at=datetime.combine(began, time.min, tzinfo=UTC)
    )
    return replace(order, issued_on=began, events=(start,))


def version_of_change(office: Office, change: Change, register: Register, held: int) -> NewVersion:
    """A version of the own list that holds one change.

    Args:
        office: who acts, and when.
        change: what becomes of the order.
        register: as it is before.
        held: how many versions of that list there are.
    """
    order = replace(change.order, events=())
    content = {
        "order": to_plain(order),
        "events": [to_plain(e) for e in change.events],
        "says": change.says,
    }
    data = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8")
    name = order.list.replace(":", "-")
    return NewVersion(
        info=VersionInfo(
            version=f"{name}-{office.today.isoformat()}.{held + 1}",
            list=order.list,
            source=_SOURCE,
            published_on=office.today,
            imported_at=office.now,
            imported_by=office.actor.user,
            digest=digest(data),
            partial=True,
            rows_read=1,
            base_version=register.version[:200],
            notes=(change.says,),
        ),
        file_name=f"{order.order_id}.json",
        content=data,
        rows=(),
        orders=(order,),
        events=change.events,
    )
