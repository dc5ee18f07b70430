"""What a row compared: the party as on the line, the entity's names, the order's scope.

A person's decision rests on these. When one of them is another one, the decision is asked anew.

>>> from withhold.screening.compared import pair_id
>>> pair_id("ACME CO., LTD.", "acme", "W-1", "") == pair_id("Acme Co Ltd", "acme", "W-1", "")
True
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from withhold.base import digest_of
from withhold.register.asof import NOTES
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.register import Order, Register

_LENGTH = 24
_SHORT = 12
#: Parts of what was compared, with the words a person is told when one has changed.
PARTS = {
    "name": "the party's name",
    "address": "the party's address",
    "country": "the party's country",
    "number": "the party's number",
    "entity": "the entity's names",
    "goods": "the order's goods",
    "parties": "the order's parties",
    "history": "the order's history",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a row compared.

    Attributes:
        name, address, country: of the party as on the line.
        number: of the party (IMO, USCC ...), where it may name the listed one.
        entity: digest of the entity's names and numbers; empty where a place is meant.
        goods, parties, history: digests of the parts of the order.
    """

    name: str = ""
    address: str = ""
    country: str = ""
    number: str = ""
    entity: str = ""
    goods: str = ""
    parties: str = ""
    history: str = ""

    def part(self, name: str) -> str:
        """A part as it is compared: texts folded, digests as they are."""
        value: str = getattr(self, name)
        return fold(value) if name in {"name", "address", "country"} else value

    def changed(self, other: Compared) -> tuple[str, ...]:
        """The parts in which the two differ, in the order of PARTS."""
        return tuple(p for p in PARTS if self.part(p) != other.part(p))

    @property
    def as_text(self) -> str:
        """The parts as one JSON object, as it stands in the answer."""
        return json.dumps({p: getattr(self, p) for p in PARTS}, ensure_ascii=False)


def read_compared(text: str) -> Compared | None:
    """What a row compared, from its cell; None where the cell is no such object.

    >>> read_compared('{"name": "Acme"}').name, read_compared("x") is None
    ('Acme', True)
    """
    try:
        value = json.loads(text)
    except ValueError:
        return None
    if not isinstance(value, dict) or not set(value) <= set(PARTS):
        return None
    return Compared(**{name: str(part) for name, part in value.items()})


def pair_id(name: str, entity: str, order_id: str, limb: str) -> str:
    """The id of a party as on the line, an entity or region, an order and its limb."""
    return digest_of(fold(name), entity, order_id, limb)[:_LENGTH]


def entity_names(register: Register, entity_id: str) -> tuple[str, ...]:
    """Every name of an entity, over all orders that name it, sorted."""
    return _names(register).get(entity_id, ())


def order_parts(order: Order) -> Mapping[str, tuple[str, ...]]:
    """The goods, parties and history of an order as texts, for people and for digests."""
    return {
        "goods": tuple(_goods_text(g) for g in order.goods),
        "parties": tuple(
            sorted(
                " ".join([p.entity_id or p.kind, p.open_clause, "(taken out)" * p.excluded]).strip()
                for p in order.parties
            )
        ),
        "history": tuple(
            sorted(
                f"{e.effective_on or 'day unknown'} {e.word}"
                for e in order.events
                if e.word not in NOTES
            )
        ),
    }


def _goods_text(goods: Any) -> str:  # noqa: ANN401 - Goods of the register
    """One part of an order's goods, with all that its test reads."""
    parts = [
        goods.text or goods.wording,
        goods.scope,
        goods.reach,
        " ".join(goods.taxonomy_keys),
        " ".join(goods.hts_prefixes),
        "limited to these numbers" if goods.hts_is_limit else "",
        goods.country_limit,
        f"from {goods.since}" if goods.since else "",
        f"until {goods.until}" if goods.until else "",
    ]
    return "; ".join(p for p in parts if p)


class Comparer:
    """Makes what rows compared, each entity and order read once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._orders = {o.order_id: o for o in register.orders}
        self.order = lru_cache(maxsize=None)(self._order)
        self.entity = lru_cache(maxsize=None)(self._entity)

    def compared(  # noqa: PLR0913 - what is compared
        self,
        *,
        name: str,
        address: str,
        country: str,
        entity_id: str,
        order_id: str,
        number: str = "",
    ) -> Compared:
        """What a row of that party, entity and order compared."""
        goods, parties, history = self.order(order_id)
        return Compared(
            name=name,
            address=address,
            country=country,
            number=number,
            entity=self.entity(entity_id),
            goods=goods,
            parties=parties,
            history=history,
        )

    def _entity(self, entity_id: str) -> str:
        """The digest of an entity's names."""
        names = entity_names(self._register, entity_id)
        return digest_of(*names)[:_SHORT] if names else ""

    def _order(self, order_id: str) -> tuple[str, str, str]:
        """The digests of an order's parts; empty for law that is no row of the register."""
        order = self._orders.get(order_id)
        if order is None:
            return "", "", ""
        parts = order_parts(order)
        goods, parties, history = (
            digest_of(*parts[p])[:_SHORT] for p in ("goods", "parties", "history")
        )
        return goods, parties, history


@lru_cache(maxsize=8)
def _names(register: Register) -> Mapping[str, tuple[str, ...]]:
    """The names of every entity."""
    found: dict[str, set[str]] = {}
    for order in register.orders:
        for party in order.parties:
            if party.entity_id:
                texts = {name.text for name in party.names} | {party.entity_name}
                texts |= {f"{i.kind} {i.value}" for i in party.identifiers}
                found.setdefault(party.entity_id, set()).update(texts - {""})
    return {entity: tuple(sorted(names)) for entity, names in found.items()}
