"""What an edition of CBP's list of Withhold Release Orders and Findings changes in the register.

Source: ORD-22 (status words), ORD-20 (modification), INS-19 (superseded by the UFLPA).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TYPE_CHECKING

from withhold.base import Citation, shipped_csv, slug
from withhold.law import published_status
from withhold.register import (
    Goods,
    Instrument,
    Name,
    Order,
    OrderEvent,
    Party,
    order_state,
)
from withhold.register.reviewed import reviewed_tables
from withhold.sources.entities import parties_of, short_slug
from withhold.sources.plan import ImportPlan, absences, event_of, returns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.register import Register
    from withhold.sources.plan import Edition
    from withhold.sources.published import PublishedRow, Removal

_FAMILY = (Instrument.WRO, Instrument.FINDING)
_START = {Instrument.WRO: "wro_issued", Instrument.FINDING: "finding_published"}
#: The day the presumption took effect (INS-12), from which it supersedes a WRO's enforcement.
_UFLPA_FROM = date(2022, 6, 21)
#: How alike two printings of one entity cell are, at least, on the same day and instrument.
_DRIFT = 0.8


def plan_cbp(edition: Edition, register: Register) -> ImportPlan:
    """The plan of an edition: rows matched by instrument, day and entity; the rest are new."""
    plan = ImportPlan()
    family = tuple(o for o in register.orders if o.instrument in _FAMILY)
    matched: set[str] = set()
    for row in edition.file.rows:
        order = _match(row, family, matched)
        doubt = "" if order and _prints_the_same(row, order) else _doubtful(row)
        if doubt:
            plan.refused[row.row] = doubt
            continue
        if order is None:
            order = _new_order(edition, row, register, plan)
        else:
            _change(edition, row, order, plan)
        plan.order_ids[row.row] = order.order_id
        matched.add(order.order_id)
    plan.events += absences(edition, family, matched)
    return plan


def _doubtful(row: PublishedRow) -> str:
    """Why a row never becomes an order: it is one of the rows reviewed and rejected."""
    printed = slug(_entity_cell(row))
    for known in shipped_csv("register", "wro_rejected_rows.csv"):
        name = slug(known["published_name"].split(" (as ")[0].split(" (date")[0].split(" ... ")[0])
        same = printed.startswith(name) and known["claimed_date"] == row.effective_on.isoformat()
        if same and known["claimed_instrument"].upper() == row.instrument:
            return f"{known['published_name']}: {known['reason_not_taken']}"
    return ""


def _match(row: PublishedRow, family: Iterable[Order], taken: set[str]) -> Order | None:
    """The order a row speaks of: same instrument and day, and the nearest entity cell."""
    scored = [
        (SequenceMatcher(None, slug(_entity_cell(row)), slug(_printed_entity(o))).ratio(), o)
        for o in family
        if o.order_id not in taken
        and o.instrument.value == row.instrument
        and row.effective_on in (o.issued_on, o.effective_on)
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best[0] >= _DRIFT:
        return best[1]
    named = {slug(p.name) for p in row.parties if p.name}
    return next(
        (o for _, o in scored if named & {slug(n.text) for p in o.parties for n in p.names}), None
    )


def _prints_the_same(row: PublishedRow, order: Order) -> bool:
    """True where a row prints an order's own entity."""
    return slug(_entity_cell(row)) == slug(_printed_entity(order))


def _entity_cell(row: PublishedRow) -> str:
    """The entity as printed in a row."""
    return row.raw.get("Entity", "") or row.merchandise


def _printed_entity(order: Order) -> str:
    """The entity as printed in the edition an order came from."""
    return order.published.get("manufacturer_raw") or order.published.get("Entity", "")


def _new_order(edition: Edition, row: PublishedRow, register: Register, plan: ImportPlan) -> Order:
    """A row without an order: a new one, with its first event."""
    instrument = Instrument(row.instrument)
    order_id = _new_id(row, instrument, register, plan)
    order = Order(
        order_id=order_id,
        key=order_id,
        instrument=instrument,
        list=instrument.value.lower(),
        authority="CBP",
        country=row.country_iso2,
        scope_kind=_scope_kind(row),
        parties=parties_of(row.parties, order_id, register),
        goods=_goods(row, order_id, plan),
        tail=tuple(p.open_clause for p in row.parties if p.open_clause),
        issued_on=row.effective_on,
        effective_on=row.effective_on,
        industry=row.industry,
        citations=(Citation(source=edition.file.file, confidence="medium"),),
        published=MappingProxyType(dict(row.raw)),
    )
    plan.orders[order_id] = order
    plan.events.append(
        event_of(edition, order_id, _START[instrument], row.effective_on, detail=row.merchandise)
    )
    _status(edition, row, order, plan)
    return order


def _new_id(row: PublishedRow, instrument: Instrument, register: Register, plan: ImportPlan) -> str:
    """An id nobody has: list, instrument, year, first name; numbered where that is taken."""
    name = next((p.name for p in row.parties if p.name), row.merchandise)
    wanted = f"cbp-{instrument.value.lower()}-{row.effective_on.year}-{short_slug(name)}"
    taken = {o.order_id for o in register.orders} | set(plan.orders)
    numbered = (f"{wanted}-{n}" for n in range(2, 1000))
    return wanted if wanted not in taken else next(i for i in numbered if i not in taken)


def _scope_kind(row: PublishedRow) -> str:
    """What the order reaches, from the kinds of its parties."""
    kinds = {p.kind for p in row.parties}
    for kind, scope in (
        ("region", "region_product"),
        ("country", "country_product"),
        ("fleet", "fleet"),
        ("vessel", "vessel"),
    ):
        if kind in kinds:
            return scope
    return "entity" if len(row.parties) == 1 else "entities"


def _goods(row: PublishedRow, order_id: str, plan: ImportPlan) -> tuple[Goods, ...]:
    """The goods of a published wording; a wording nobody reviewed is kept as printed and noted."""
    found = reviewed_tables().goods_of(row.merchandise, order_id)
    if found:
        return found
    plan.notes.append(
        f"row {row.row}: the goods wording {row.merchandise!r} is not in the reviewed map; "
        "lines are compared with its words only"
    )
    return (Goods(wording=row.merchandise, review="not reviewed yet"),)


def _change(edition: Edition, row: PublishedRow, order: Order, plan: ImportPlan) -> None:
    """What a row says about an order we hold."""
    plan.events += returns(edition, order)
    if not _prints_the_same(row, order):
        detail = f"entity printed as {_entity_cell(row)!r}, before as {_printed_entity(order)!r}"
        plan.events.append(
            event_of(
                edition, order.order_id, "published_changed", edition.published_on, detail=detail
            )
        )
    _status(edition, row, order, plan)


def _status(edition: Edition, row: PublishedRow, order: Order, plan: ImportPlan) -> None:
    """Removals, an end, and the remark on the UFLPA, as far as the register lacks them."""
    state = order_state(order, edition.published_on)
    for removal in row.removals:
        plan.events += _removal(edition, order, removal, plan)
    if row.superseded_by_uflpa and state.superseded_from is None:
        plan.events.append(event_of(edition, order.order_id, "superseded", _UFLPA_FROM))
    printed = published_status(row.status_published)
    held = state.label if order.events else "Active"
    if printed.label == "Inactive" and held != "Inactive":
        plan.events.append(
            event_of(
                edition,
                order.order_id,
                "revoked",
                edition.published_on,
                detail=f"shown as {row.status_published!r}; the list prints no day, "
                "the day of the edition stands in",
            )
        )
    elif printed.label == "Active" and held == "Inactive":
        plan.notes.append(
            f"row {row.row}: {order.order_id} is shown as {row.status_published!r}, "
            "the register holds its end: review"
        )


def _removal(
    edition: Edition, order: Order, removal: Removal, plan: ImportPlan
) -> Iterable[OrderEvent]:
    """`modified` for a party or goods taken out, unless the history tells it already."""
    if any(e.word == "modified" and e.effective_on == removal.on for e in order.events):
        return
    if removal.goods:
        yield event_of(
            edition,
            order.order_id,
            "modified",
            removal.on,
            scope="some",
            goods=removal.goods,
            detail=f"{removal.goods} taken out of the order",
        )
        return
    party_ids = _removed(order, removal.party_text)
    if not party_ids:
        order, party_ids = _exclude(order, removal.party_text, plan)
    yield event_of(
        edition,
        order.order_id,
        "modified",
        removal.on,
        scope="some",
        party_ids=party_ids,
        detail=f"{removal.party_text} taken out of the order",
    )


def _removed(order: Order, text: str) -> tuple[str, ...]:
    """The parties of an order that a removal names."""
    wanted = slug(text)
    return tuple(
        p.party_id
        for p in order.parties
        if any(slug(n.text) in wanted for n in p.names if n.kind != "weak")
    )


def _exclude(order: Order, text: str, plan: ImportPlan) -> tuple[Order, tuple[str, ...]]:
    """A party taken out of an order that never named it (country and region orders)."""
    party = Party(
        party_id=f"{order.order_id}#{slug(text)}",
        published_name=text,
        kind="firm",
        role="excluded party",
        entity_id=f"e-{short_slug(text)}",
        entity_name=text,
        names=(Name(text=text, kind="published", basis="imported list"),),
        excluded=True,
        basis="imported list",
    )
    held = plan.orders.get(order.order_id, order)
    changed = replace(held, parties=(*held.parties, party))
    plan.orders[order.order_id] = changed
    return changed, (party.party_id,)
