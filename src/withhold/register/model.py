"""The objects of the register: an order as a rule, with its whole history.

An order is entity x goods x place x dates x status (ORD-10). What the sources print is kept beside
what was derived from it: `Order.published` holds the raw cells. None means unknown, an empty tuple
known to be none.

>>> OrderEvent(event_id="x", order_id="o", word="wro_issued", effective_on=None).scope
'all'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType

from withhold.base import Citation

#: Stands for "known from the first day on": events whose day of publication nobody recorded.
ALWAYS_KNOWN = datetime(1, 1, 1, tzinfo=UTC)
NO_CITATION = Citation(source="")


class Instrument(StrEnum):
    """What the order is (law.md section 1, INS-10 to INS-13)."""

    WRO = "WRO"
    FINDING = "FINDING"
    UFLPA = "UFLPA"
    CAATSA = "CAATSA"
    OWN = "OWN"


class InForce(StrEnum):
    """Whether an order is in force on a day; `unknown` where its end has no date."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a party.

    Attributes:
        text: as printed, or as cut out of the printed form.
        kind: `published`, `alias`, `former`, `zh`, `clean` (cut out of a printed form), `weak`
            (short or generic: review only), `unverified` (never makes a hit by itself) or `place`
            (the name of a region: never compared with the names of parties).
        until: first day on which the list no longer carried this name; None: still carried.
        basis: where the name was read.
    """

    text: str
    kind: str
    until: date | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of a party, with the ground it rests on.

    Attributes:
        country: ISO 3166-1 alpha-2, or empty.
        province: first-level division, or empty; likewise `prefecture` and `county`.
        text: the place as printed.
        basis: `order`, `press`, `name` (inferred from the name) or `reviewed`.
    """

    country: str = ""
    province: str = ""
    prefecture: str = ""
    county: str = ""
    text: str = ""
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyIdentifier:
    """A number or sign that names a party apart from its name, as a source gives it.

    Attributes:
        kind: `imo`, `call_sign`, `flag` (of a vessel: ISO alpha-2), `uscc`, `lei` or `duns`.
        value: in the form in which it is stored and compared.
        basis: `order`, `press` or `imported list`.
    """

    kind: str
    value: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One part of an order's goods.

    Attributes:
        wording: the whole published wording; `text` the part this row speaks of.
        scope: `named` or `all_products`.
        taxonomy_keys: keys of the goods taxonomy.
        hts_prefixes: HTS digits that describe the goods (2 to 10 each).
        hts_is_limit: the order itself prints these numbers as its limit (ORD-11).
        reach: `itself`, `containing`, `derivatives` or `downstream`.
        country_limit: ISO alpha-2 where the order limits the country of make, or empty.
        since, until: first day covered; first day no longer covered (None: open).
    """

    wording: str
    text: str = ""
    scope: str = "named"
    taxonomy_keys: tuple[str, ...] = ()
    hts_prefixes: tuple[str, ...] = ()
    hts_is_limit: bool = False
    reach: str = "itself"
    country_limit: str = ""
    since: date | None = None
    until: date | None = None
    signs: tuple[str, ...] = ()
    review: str = ""

    def covered_on(self, day: date) -> bool:
        """True where this part belongs to the order on `day`."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party of an order: a firm, prison, park, vessel, fleet, region, or a group's open clause.

    Attributes:
        party_id: `ORDER_ID#slug`, stable.
        entity_id: one for a firm that stands on several lists; empty for clauses and regions.
        entity_name: the name shown for the entity.
        published_name: the name of this party in this order.
        role: the role as curated (`manufacturer`, `fleet owner`, `excluded party` ...).
        kind: `firm`, `prison`, `park`, `vessel`, `fleet`, `region`, `country`, `group`,
            `open_clause` ...
        names: all names, published first; empty where the text is no name (open clauses).
        places: each with its basis; several where sources differ.
        identifiers: numbers of its own; empty where no source gives one, never made up.
        excluded: taken out of a country or region order: the order reaches all but this party.
        open_clause: the clause as printed ("and its subsidiaries"), or empty.
    """

    party_id: str
    published_name: str
    kind: str
    role: str = ""
    entity_id: str = ""
    entity_name: str = ""
    names: tuple[Name, ...] = ()
    places: tuple[Place, ...] = ()
    identifiers: tuple[PartyIdentifier, ...] = ()
    excluded: bool = False
    open_clause: str = ""
    locality: str = ""
    basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent:
    """Something that happened to an order, on two time axes (ORD-29).

    Attributes:
        event_id: digest of what the event says; doubles fall together.
        word: the event's word (law.md 6.2: `wro_issued`, `modified`, `listed` ...) or a note
            that changes no state (`announced`, `absent_from_list` ...).
        effective_on: the legal day; None: the day is unknown, the event applies last.
        dated_on: the day printed for it, where that is not the legal day.
        known_at: first instant it was public (UTC); ALWAYS_KNOWN where nobody recorded one.
        known_assumed: no publication was seen; the event's own day stands in.
        scope: `all`, or `some` where only `party_ids` or `goods` are concerned.
        party_ids: the parties concerned; empty: all, or none named. At a start: those it reaches.
        goods: text of the goods concerned.
        name: the list name from then on (renames, listings).
        section: the statutory section from then on (listings).
        applies_by: ORD-23; empty: the default of the instrument.
        published_word: the word of the source ("fully released").
    """

    event_id: str
    order_id: str
    word: str
    effective_on: date | None
    dated_on: date | None = None
    known_at: datetime = ALWAYS_KNOWN
    known_assumed: bool = False
    scope: str = "all"
    party_ids: tuple[str, ...] = ()
    goods: str = ""
    name: str = ""
    section: str = ""
    applies_by: str = ""
    published_word: str = ""
    detail: str = ""
    citation: Citation = NO_CITATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order, Finding or listing as a rule with its history.

    Attributes:
        order_id: stable; for the UFLPA the listing id.
        list: `wro`, `finding`, `uflpa` or `own:NAME`.
        key: the UFLPA `entity_key`; for others the order id.
        modelled_on: of an order of an own list: the instrument it is made after, or empty.
        country: ISO alpha-2 as published, or empty (vessels have none).
        scope_kind: `entity`, `entities`, `facility`, `vessel`, `fleet`, `region_product`,
            `country_product`.
        tail: how far the wording reaches beyond the named (`subsidiaries`, `containing` ...).
        issued_on, announced_on: ORD-07; `effective_on` where the source prints another day.
        published: the raw cells of the source row, by column.
        unread: names of cells of the source that nothing was derived from.
        former_ids: ids this order had before (listings that were renamed).
    """

    order_id: str
    instrument: Instrument
    list: str
    parties: tuple[Party, ...]
    goods: tuple[Goods, ...] = ()
    events: tuple[OrderEvent, ...] = ()
    key: str = ""
    modelled_on: str = ""
    authority: str = ""
    country: str = ""
    locality: str = ""
    scope_kind: str = "entity"
    tail: tuple[str, ...] = ()
    issued_on: date | None = None
    announced_on: date | None = None
    effective_on: date | None = None
    section: str = ""
    industry: str = ""
    related: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    unverified: tuple[str, ...] = ()
    note: str = ""
    published: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def goods_wording(self) -> str:
        """The goods as published; empty where the source prints none."""
        return self.goods[0].wording if self.goods else self.published.get("merchandise", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownGap:
    """Something the list version is known to lack; shown with every answer it touches.

    Attributes:
        since, until: first and last day whose answers it touches (None: open).
        closed_by: a whole edition of the list published on or after that day closes the gap.
    """

    gap_id: str
    list: str
    text: str
    source: str = ""
    touches: str = ""
    since: date | None = None
    until: date | None = None
    closed_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A high-priority sector of the UFLPA strategy: inspection risk, no presumption (INS-18)."""

    name: str
    since: date
    hts_text: str
    note: str = ""
    citation: Citation = NO_CITATION
