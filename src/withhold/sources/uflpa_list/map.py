"""What an edition of the DHS page of UFLPA listings changes in the register.

A listing is one entity under one section. A new name, a reset date or a move to another section
changes the listing and makes no second one (STM-51, INS-15).
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from withhold.base import Citation, slug
from withhold.register import Instrument, Name, Order, order_state
from withhold.register.reviewed import distinct
from withhold.register.shipped_listings import ALL_GOODS
from withhold.sources.entities import names_of, parties_of, short_slug
from withhold.sources.plan import ImportPlan, absences, event_of, returns

if TYPE_CHECKING:
    from datetime import date

    from withhold.register import Register
    from withhold.sources.plan import Edition
    from withhold.sources.published import PublishedRow

_STRONG = frozenset({"published", "alias", "former", "clean"})


def plan_uflpa(edition: Edition, register: Register) -> ImportPlan:
    """The plan of an edition: rows matched by section and name, then by former name and move."""
    plan = ImportPlan()
    family = tuple(o for o in register.orders if o.instrument is Instrument.UFLPA)
    rows = list(edition.file.rows)
    for find in (_same_name, _known_name, _former_name, _moved):
        taken = set(plan.order_ids.values())
        left = []
        for row in rows:
            free = [o for o in family if o.order_id not in taken]
            order = find(row, free, rows, edition.published_on)
            if order is None:
                left.append(row)
                continue
            _change(edition, row, order, plan)
            plan.order_ids[row.row] = order.order_id
            taken.add(order.order_id)
        rows = left
    for row in rows:
        plan.order_ids[row.row] = _new_listing(edition, row, register, plan)
    plan.events += absences(edition, family, set(plan.order_ids.values()))
    return plan


def _names(order: Order) -> set[str]:
    """Every strong name of a listing, normalised."""
    return {slug(n.text) for n in order.parties[0].names if n.kind in _STRONG}


def _section(order: Order, day: date) -> str:
    """The section a listing stands under on a day."""
    return order_state(order, day).section or order.section


def _same_name(
    row: PublishedRow, free: list[Order], _rows: list[PublishedRow], day: date
) -> Order | None:
    """A listing of the same section whose first name is the row's."""
    name = slug(row.parties[0].name)
    return next(
        (
            o
            for o in free
            if slug(o.parties[0].published_name) == name and _section(o, day) == row.section
        ),
        None,
    )


def _known_name(
    row: PublishedRow, free: list[Order], _rows: list[PublishedRow], day: date
) -> Order | None:
    """A listing of the same section that has the row's name among its names."""
    name = slug(row.parties[0].name)
    return next((o for o in free if name in _names(o) and _section(o, day) == row.section), None)


def _former_name(
    row: PublishedRow, free: list[Order], _rows: list[PublishedRow], day: date
) -> Order | None:
    """A listing of the same section whose name the row prints as a former name."""
    former = {slug(name) for name in row.parties[0].former_names}
    return next((o for o in free if former & _names(o) and _section(o, day) == row.section), None)


def _moved(
    row: PublishedRow, free: list[Order], _rows: list[PublishedRow], day: date
) -> Order | None:
    """A listing of that name in another section that the page no longer shows there."""
    name = slug(row.parties[0].name)
    return next(
        (
            o
            for o in free
            if name == slug(o.parties[0].published_name) and order_state(o, day).status == "LISTED"
        ),
        None,
    )


def _change(edition: Edition, row: PublishedRow, order: Order, plan: ImportPlan) -> None:
    """What a row says about a listing we hold."""
    plan.events += returns(edition, order)
    printed, party = row.parties[0], order.parties[0]
    older = order.effective_on is not None and row.effective_on < order.effective_on
    changed = order
    if slug(printed.name) != slug(party.published_name) and not older:
        plan.events.append(
            event_of(
                edition,
                order.order_id,
                "renamed",
                row.effective_on,
                name=printed.name,
                detail=f"printed as {printed.name!r}, before as {party.published_name!r}",
            )
        )
        changed = _renamed(changed, row)
    if row.section != _section(order, edition.published_on):
        plan.events.append(
            event_of(
                edition,
                order.order_id,
                "section_moved",
                row.effective_on,
                section=row.section,
                detail=f"moved to section {row.section}",
            )
        )
    if row.effective_on != order.effective_on and not older:
        plan.events.append(
            event_of(
                edition,
                order.order_id,
                "date_reset",
                row.effective_on,
                detail=f"printed date {row.effective_on}, before {order.effective_on}",
            )
        )
        changed = replace(changed, effective_on=row.effective_on)
    changed = _new_names(changed, row)
    if changed is not order:
        plan.orders[order.order_id] = changed


def _renamed(order: Order, row: PublishedRow) -> Order:
    """`order` under its new name, the old one kept as a former name."""
    entity, *others = order.parties
    until = row.effective_on
    kept = [
        replace(n, kind="former", until=until) if n.kind == "published" else n for n in entity.names
    ]
    names = distinct(
        [Name(text=row.parties[0].name, kind="published", basis="imported list"), *kept]
    )
    return replace(
        order,
        parties=(replace(entity, published_name=row.parties[0].name, names=names), *others),
    )


def _new_names(order: Order, row: PublishedRow) -> Order:
    """`order` with the aliases a row adds; the same object where it adds none."""
    entity, *others = order.parties
    held = {slug(n.text) for n in entity.names}
    added = [
        n
        for n in names_of(row.parties[0], "imported list")
        if n.kind != "published" and slug(n.text) not in held
    ]
    if not added:
        return order
    return replace(
        order, parties=(replace(entity, names=distinct([*entity.names, *added])), *others)
    )


def _new_listing(edition: Edition, row: PublishedRow, register: Register, plan: ImportPlan) -> str:
    """A row without a listing: a new one. Returns its id."""
    roman = row.section.rsplit("(", 1)[-1].strip(")") or "x"
    key = short_slug(row.parties[0].name)
    listing_id = f"uflpa-{roman}-{key}"
    taken = {o.order_id for o in register.orders} | set(plan.orders)
    if listing_id in taken:
        listing_id = next(i for n in range(2, 1000) if (i := f"{listing_id}-{n}") not in taken)
    plan.orders[listing_id] = Order(
        order_id=listing_id,
        key=key,
        instrument=Instrument.UFLPA,
        list="uflpa",
        authority="DHS (FLETF)",
        country="CN",
        parties=parties_of(row.parties, listing_id, register),
        goods=(ALL_GOODS,),
        tail=tuple(p.open_clause for p in row.parties if p.open_clause),
        issued_on=row.effective_on,
        effective_on=row.effective_on,
        section=row.section,
        citations=(Citation(source=edition.file.file, confidence="medium"),),
        published=MappingProxyType(dict(row.raw)),
    )
    plan.events.append(
        event_of(
            edition,
            listing_id,
            "listed",
            row.effective_on,
            name=row.parties[0].name,
            section=row.section,
            detail=f"listed under section {row.section}",
        )
    )
    return listing_id
