"""UFLPA Entity List listings from the curated table.

A listing is in force from the day it was first listed. Renames, resets of the printed date and
moves to another section change one listing and never make a second (STM-51).

>>> [o.key for o in listings() if o.former_ids][:1]
['xinjiang-east-hope-nonferrous-metals']
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType

from withhold.base import Citation, digest_of, shipped_csv, slug, split_list
from withhold.register.corrected import corrected
from withhold.register.model import Goods, Instrument, Name, Order, OrderEvent, Party
from withhold.register.reviewed import day, distinct, names, reviewed_tables

Row = dict[str, str]

_NOTICE_DAY = re.compile(r"\((\d{4}-\d{2}-\d{2})\)")
#: What a change of a listing is called in its history.
_CHANGES = {
    "renamed": "renamed",
    "name_corrected": "renamed",
    "section_moved": "section_moved",
    "alias_withdrawn": "alias_withdrawn",
    "date_reset": "date_reset",
}
ALL_GOODS = Goods(
    wording="all goods, wares, articles and merchandise",
    scope="all_products",
    reach="containing",
    review="the presumption reaches all goods made wholly or in part by a listed entity (INS-12)",
)


def listings() -> tuple[Order, ...]:
    """Every listing ever, renames merged into the listing they changed."""
    rows = {row["listing_id"]: row for row in corrected("uflpa_entity_list.csv")}
    changes: dict[str, list[Row]] = defaultdict(list)
    for change in shipped_csv("register", "listing_merges.csv"):
        changes[change["listing_id"]].append(change)
    swallowed = {c["member_listing_id"] for found in changes.values() for c in found} - set(changes)
    return tuple(
        _listing(row, changes[listing_id], rows)
        for listing_id, row in rows.items()
        if listing_id not in swallowed
    )


def _listing(row: Row, changes: list[Row], rows: dict[str, Row]) -> Order:
    """One listing with what it was before."""
    listing_id = row["listing_id"]
    earlier = [
        rows[c["member_listing_id"]] for c in changes if c["member_listing_id"] != listing_id
    ]
    return Order(
        order_id=listing_id,
        key=row["entity_key"],
        instrument=Instrument.UFLPA,
        list="uflpa",
        authority="DHS (FLETF)",
        country="CN",
        locality=row["locality"],
        scope_kind="entity",
        parties=_parties(row, earlier),
        goods=(ALL_GOODS,),
        events=_events(row, earlier, changes),
        tail=split_list(row["subsidiaries_clause"]),
        issued_on=day(row["first_listed_date"]),
        effective_on=day(row["effective_date"]),
        section=row["section"],
        former_ids=tuple(e["listing_id"] for e in earlier),
        citations=(
            Citation(
                source=row["source"], confidence=row["confidence"], reference=row["fr_notice"]
            ),
        ),
        note=row["note"],
        published=MappingProxyType(row),
    )


def _parties(row: Row, earlier: list[Row]) -> tuple[Party, ...]:
    """The listed entity, and its open clause where the listing has one."""
    tables = reviewed_tables()
    listing_id, printed = row["listing_id"], row["entity_name"]
    entity_id, entity_name = tables.entity_of("uflpa", row["entity_key"], printed)
    entity = Party(
        party_id=f"{listing_id}#{slug(printed)}",
        published_name=printed,
        kind=tables.kind_of(listing_id, printed).get("kind") or "firm",
        role="listed entity",
        entity_id=entity_id,
        entity_name=entity_name,
        names=_names(row, earlier),
        places=tables.places_of(listing_id, printed),
        locality=row["locality"],
        basis=row["source"],
        note=row["parent_entity"] and f"parent: {row['parent_entity']}",
    )
    if not row["subsidiaries_clause"]:
        return (entity,)
    clause = row["subsidiaries_clause"]
    return (
        entity,
        Party(
            party_id=f"{listing_id}#{slug(clause)}",
            published_name=clause,
            kind="open_clause",
            role="unnamed subsidiaries",
            open_clause=clause,
        ),
    )


def _names(row: Row, earlier: list[Row]) -> tuple[Name, ...]:
    """The names of a listed entity: printed, aliases, former, Chinese; unverified ones apart."""
    weak = set(
        split_list(
            reviewed_tables().kind_of(row["listing_id"], row["entity_name"]).get("weak_names", "")
        )
    )
    found = [Name(text=row["entity_name"], kind="published", basis=row["source"])]
    found += names(
        {"alias": row["aliases"], "former": row["former_names"], "zh": row["names_zh"]},
        basis=row["source"],
    )
    for old in earlier:
        gone = day(old["removed_date"])
        found.append(Name(text=old["entity_name"], kind="former", until=gone, basis=old["source"]))
        found += names(
            {"alias": old["aliases"], "zh": old["names_zh"]}, basis=old["source"], until=gone
        )
    for each in (row, *earlier):
        found += names(
            {"unverified": each["names_zh_unverified"]}, basis="not seen in a public text"
        )
    return tuple(replace(n, kind="weak") if n.text in weak else n for n in distinct(found))


def _events(row: Row, earlier: list[Row], changes: list[Row]) -> tuple[OrderEvent, ...]:
    """The history of a listing: first listed, then each change."""
    first = min([row, *earlier], key=lambda r: (r["effective_date"], r["first_listed_date"]))
    listed = _event(
        row,
        "listed",
        day(row["first_listed_date"]),
        name=_first_name(row, first, changes),
        section=first["section"],
        detail=f"listed under section {first['section'] or '(not seen)'}",
        reference=first["fr_notice"],
    )
    return (listed, *(_change(row, change) for change in changes))


def _first_name(row: Row, first: Row, changes: list[Row]) -> str:
    """The name under which the entity was first listed."""
    corrected_from = next((c.get("former_name", "") for c in changes if c.get("former_name")), "")
    return corrected_from or first["entity_name"] or row["entity_name"]


def _change(row: Row, change: Row) -> OrderEvent:
    """A reviewed change of a listing as an event."""
    word = _CHANGES[change["kind"]]
    return _event(
        row,
        word,
        day(change["on"]),
        name=row["entity_name"] if word == "renamed" else "",
        section=row["section"] if word == "section_moved" else "",
        detail=change["reason"],
        reference=row["fr_notice"],
        published_word=change["kind"].replace("_", " "),
    )


def _event(  # noqa: PLR0913 - the parts of an event
    row: Row,
    word: str,
    effective: date | None,
    *,
    name: str = "",
    section: str = "",
    detail: str = "",
    reference: str = "",
    published_word: str = "",
) -> OrderEvent:
    """An event of a listing; public from the day its Federal Register notice prints."""
    notice = _NOTICE_DAY.search(reference)
    known = day(notice.group(1)) if notice and word == "listed" else None
    return OrderEvent(
        event_id=digest_of(row["listing_id"], word, str(effective), name, detail)[:16],
        order_id=row["listing_id"],
        word=word,
        effective_on=effective,
        known_at=datetime.combine(known or effective or date.min, time.min, tzinfo=UTC),
        known_assumed=known is None,
        name=name,
        section=section,
        published_word=published_word or word,
        detail=detail,
        citation=Citation(source=row["source"], confidence=row["confidence"], reference=reference),
    )
