"""The reviewed tables that turn published wording into rules: entities, kinds, places, goods.

Each table is data with a reason a row; this module only looks things up. What a table does not
hold is never guessed: a party without a reviewed entity gets one of its own, goods without a
reviewed row stay unmapped and are named by `verify`.

>>> reviewed_tables().goods_of("Apparel")[0].taxonomy_keys
('apparel',)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from withhold.base import shipped_csv, slug, split_list
from withhold.register.model import Goods, Name, PartyIdentifier, Place

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedTables:
    """The reviewed tables of the register, indexed."""

    entities: Mapping[tuple[str, str], tuple[str, str]]
    kinds: Mapping[tuple[str, str], Row]
    places: Mapping[tuple[str, str], tuple[Place, ...]]
    goods: Mapping[str, tuple[Row, ...]]
    identifiers: Mapping[tuple[str, str], tuple[PartyIdentifier, ...]]

    def entity_of(self, member_list: str, key: str, name: str) -> tuple[str, str]:
        """Entity id and shown name of a member; one of its own where nobody reviewed it."""
        own = key if member_list == "uflpa" else slug(name)
        return self.entities.get((member_list, key)) or (f"e-{own}", name)

    def kind_of(self, order_id: str, name: str) -> Row:
        """The reviewed row on what kind of party this is; empty cells where nobody reviewed it."""
        return self.kinds.get((order_id, name), {})

    def places_of(self, order_id: str, name: str) -> tuple[Place, ...]:
        """The reviewed places of a party of an order."""
        return self.places.get((order_id, name), ())

    def identifiers_of(self, order_id: str, name: str) -> tuple[PartyIdentifier, ...]:
        """The identifiers that a public source gives a party of an order."""
        return self.identifiers.get((order_id, name), ())

    def goods_of(self, wording: str, order_id: str = "") -> tuple[Goods, ...]:
        """The goods a published wording stands for; rows of the order itself come before all."""
        rows = self.goods.get(wording, ())
        own = tuple(r for r in rows if r["order_id"] == order_id != "")
        chosen = own or tuple(r for r in rows if not r["order_id"])
        return tuple(_goods(r) for r in chosen)


@cache
def reviewed_tables() -> ReviewedTables:
    """The tables as shipped."""
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for row in shipped_csv("register", "party_places.csv"):
        places[row["order_id"], row["entity_name"]].append(_place(row))
    identifiers: dict[tuple[str, str], list[PartyIdentifier]] = defaultdict(list)
    for row in shipped_csv("register", "party_identifiers.csv"):
        identifiers[row["order_id"], row["entity_name"]].append(
            PartyIdentifier(kind=row["kind"], value=row["value"], basis=row["basis"])
        )
    goods: dict[str, list[Row]] = defaultdict(list)
    for row in shipped_csv("register", "order_goods.csv"):
        goods[row["wording"]].append(row)
    return ReviewedTables(
        entities={
            (r["member_list"], r["member_key"]): (r["entity_id"], r["entity_name"])
            for r in shipped_csv("register", "entity_merges.csv")
        },
        kinds={
            (r["order_id"], r["entity_name"]): r for r in shipped_csv("register", "party_kinds.csv")
        },
        places={key: tuple(value) for key, value in places.items()},
        goods={key: tuple(value) for key, value in goods.items()},
        identifiers={key: tuple(value) for key, value in identifiers.items()},
    )


def day(cell: str) -> date | None:
    """A date cell; None where empty."""
    return date.fromisoformat(cell) if cell else None


def names(cells: Mapping[str, str], *, basis: str = "", until: date | None = None) -> list[Name]:
    """Names from cells of `|`-separated names, keyed by the kind of name."""
    return [
        Name(text=text, kind=kind, basis=basis, until=until)
        for kind, cell in cells.items()
        for text in split_list(cell)
    ]


def distinct(found: list[Name]) -> tuple[Name, ...]:
    """`found` with each text once, the first one kept."""
    seen: dict[str, Name] = {}
    for name in found:
        seen.setdefault(name.text, name)
    return tuple(seen.values())


def _place(row: Row) -> Place:
    """A row of party_places.csv as a place."""
    return Place(
        country=row["country_iso2"],
        province=row["province"],
        prefecture=row["prefecture"],
        county=row["county"],
        text=row["place_text"],
        basis=row["basis"],
        note=row["note"],
    )


def _goods(row: Row) -> Goods:
    """A row of order_goods.csv as goods."""
    return Goods(
        wording=row["wording"],
        text=row["text"],
        scope=row["scope"],
        taxonomy_keys=split_list(row["taxonomy_keys"]),
        hts_prefixes=split_list(row["hts_prefixes"]),
        hts_is_limit=row["hts_limit"] == "yes",
        reach=row["reach"],
        country_limit=row["country_limit"],
        since=day(row["from"]),
        until=day(row["to"]),
        signs=(*split_list(row["signs_en"]), *split_list(row["signs_zh"])),
        review=row["review"],
    )
