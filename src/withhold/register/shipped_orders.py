"""WROs and Findings from the curated tables.

Three tables make one order: its row, its parties, its history. Dates of announcement that have no
row in the history become events of their own.

>>> [o.issued_on.isoformat() for o in wros_and_findings()][:1]
['1953-12-28']
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING

from withhold.base import Citation, digest_of, shipped_csv, slug, split_list
from withhold.law import event_word
from withhold.register.corrected import corrected
from withhold.register.model import Instrument, Name, Order, OrderEvent, Party
from withhold.register.reviewed import day, distinct, names, reviewed_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, str]

_INSTRUMENTS = {"WRO": Instrument.WRO, "Finding": Instrument.FINDING}
_ISSUED = {Instrument.WRO: "wro_issued", Instrument.FINDING: "finding_published"}
_OUT_OF_SCOPE = frozenset({"removed", "excluded from the order"})
_CLAUSE_ROLES = frozenset({"unnamed subsidiaries", "unnamed vessels"})


def wros_and_findings() -> tuple[Order, ...]:
    """Every WRO and Finding of the shipped tables, in their order."""
    parties = _grouped(corrected("wro_entities.csv"))
    events = _grouped(corrected("wro_events.csv"))
    facts = {
        (r["order_id"], r["event_date"], r["event_type"]): r
        for r in shipped_csv("register", "event_facts.csv")
    }
    return tuple(
        _order(row, parties[row["order_id"]], events[row["order_id"]], facts)
        for row in corrected("wro_findings.csv")
    )


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by order id."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["order_id"]].append(row)
    return groups


def _order(
    row: Row, party_rows: list[Row], event_rows: list[Row], facts: dict[tuple[str, str, str], Row]
) -> Order:
    """One order from its rows."""
    instrument = _INSTRUMENTS[row["instrument"]]
    order_id = row["order_id"]
    return Order(
        order_id=order_id,
        key=order_id,
        instrument=instrument,
        list=instrument.value.lower(),
        authority=row["authority"],
        country=row["country_iso2"],
        locality=row["locality"],
        scope_kind=row["scope_kind"],
        parties=tuple(_party(p) for p in party_rows),
        goods=reviewed_tables().goods_of(row["merchandise"], order_id),
        events=tuple(_events(row, instrument, party_rows, event_rows, facts)),
        tail=split_list(row["subsidiaries_clause"]),
        issued_on=day(row["issued_date"]),
        announced_on=day(row["announced_date"]),
        effective_on=day(row["effective_date"]),
        industry=row["industry"],
        related=split_list(row["related_order_ids"]),
        citations=(
            Citation(
                source=row["source"],
                confidence=row["confidence"],
                reference=row["fr_or_press_reference"],
            ),
        ),
        unverified=split_list(row["unverified_fields"]),
        note=row["note"],
        published=MappingProxyType(row),
    )


def _party(row: Row) -> Party:
    """One party from its row and the reviewed tables."""
    tables = reviewed_tables()
    order_id, printed = row["order_id"], row["entity_name"]
    review = tables.kind_of(order_id, printed)
    is_name = review.get("match_name", "yes") == "yes" and row["role"] not in _CLAUSE_ROLES
    entity_id, entity_name = (
        tables.entity_of("wro", f"{order_id}#{printed}", printed) if is_name else ("", "")
    )
    weak = set(split_list(review.get("weak_names", "")))
    found = [
        *names({"clean": review.get("clean_names", "")}, basis="cut out of the printed form"),
        Name(text=printed, kind="published", basis=row["basis"]),
        *names({"alias": row["aliases"], "zh": row["names_zh"]}, basis=row["basis"]),
    ]
    return Party(
        party_id=f"{order_id}#{slug(printed)}",
        published_name=printed,
        kind=review.get("kind") or ("open_clause" if row["role"] in _CLAUSE_ROLES else "firm"),
        role=row["role"],
        entity_id=entity_id,
        entity_name=entity_name,
        names=distinct([_weakened(n, weak) for n in found])
        if is_name
        else _place_names(row, review),
        places=tables.places_of(order_id, printed),
        identifiers=tables.identifiers_of(order_id, printed),
        excluded=row["state_in_order"] == "excluded from the order",
        open_clause=printed.strip("()") if row["role"] in _CLAUSE_ROLES else "",
        locality=row["locality"],
        basis=row["basis"],
        note=row["note"],
    )


def _place_names(row: Row, review: Row) -> tuple[Name, ...]:
    """The names of a region: kept, and never compared with the names of parties."""
    if review.get("kind") != "region":
        return ()
    found = [Name(text=row["entity_name"], kind="place", basis=row["basis"])]
    return distinct([*found, *names({"place": f"{row['aliases']}|{row['names_zh']}"})])


def _weakened(name: Name, weak: set[str]) -> Name:
    """`name`, marked weak where the review says so."""
    return Name(text=name.text, kind="weak", basis=name.basis) if name.text in weak else name


def _events(
    row: Row,
    instrument: Instrument,
    party_rows: list[Row],
    event_rows: list[Row],
    facts: dict[tuple[str, str, str], Row],
) -> Iterable[OrderEvent]:
    """The history of an order; the announcement of its row is added where the history lacks it."""
    in_force = next(
        (day(e["event_date"]) for e in event_rows if e["event_type"] == "in force"), None
    )
    for event in event_rows:
        fact = facts.get((event["order_id"], event["event_date"], event["event_type"]), {})
        yield _event(row, instrument, event, fact, _concerned(event, party_rows), in_force)
    if row["announced_date"] and not any(e["event_type"] == "announced" for e in event_rows):
        yield _event(
            row,
            instrument,
            {
                "order_id": row["order_id"],
                "event_date": row["announced_date"],
                "event_type": "announced",
                "detail": "press release or public announcement",
                "source": "announced_date of wro_findings.csv",
                "confidence": row["confidence"],
            },
            {},
            (),
            in_force,
        )


def _event(  # noqa: PLR0913 - an event is made of this many rows
    row: Row,
    instrument: Instrument,
    event: Row,
    fact: Row,
    concerned: tuple[str, ...],
    in_force: date | None,
) -> OrderEvent:
    """One event of the history."""
    issue = event["event_type"] == "issued"
    meaning = event_word(event["event_type"])
    word = _ISSUED[instrument] if issue else meaning.event
    dated = day(event["event_date"])
    effective = in_force if issue and in_force else dated
    known = day(fact.get("known_on", "")) or (day(row["announced_date"]) if issue else None)
    fallback = dated or day(row["issued_date"])
    return OrderEvent(
        event_id=digest_of(event["order_id"], word, str(effective), event["detail"])[:16],
        order_id=event["order_id"],
        word=word,
        effective_on=effective,
        dated_on=dated if dated != effective else None,
        known_at=_midnight(known or fallback),
        known_assumed=known is None and event["event_type"] != "announced",
        scope=meaning.scope,
        party_ids=concerned,
        goods=event["detail"] if event["event_type"] == "goods released" else "",
        applies_by=fact.get("applies_by", ""),
        published_word=event["event_type"],
        detail=event["detail"],
        citation=Citation(
            source=event["source"],
            confidence=event["confidence"],
            reference=fact.get("basis", ""),
        ),
    )


def _concerned(event: Row, party_rows: list[Row]) -> tuple[str, ...]:
    """The parties a partial release concerns: those whose state changed on its day."""
    if event["event_type"] != "partial release":
        return ()
    return tuple(
        f"{p['order_id']}#{slug(p['entity_name'])}"
        for p in party_rows
        if p["state_in_order"] in _OUT_OF_SCOPE and p["state_date"] == event["event_date"]
    )


def _midnight(known_on: date | None) -> datetime:
    """The first instant of a day, UTC."""
    return datetime.combine(known_on or date.min, time.min, tzinfo=UTC)
