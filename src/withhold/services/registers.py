"""What a user does with the register: load it, look at a day, compare two, follow an order.

>>> from datetime import date
>>> load_register().as_of(date(2024, 4, 10)).counts["WRO"]
52
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName, to_plain
from withhold.register import (
    InForce,
    Instrument,
    exclusions,
    goods_in_scope,
    parties_in_scope,
    shipped_register,
)

if TYPE_CHECKING:
    from datetime import date

    from withhold.register import Change, Diff, Order, OrderEvent, OrderOnDay, Register, View
    from withhold.services.settings import Settings


def load_register(settings: Settings | None = None, *, version: str | None = None) -> Register:
    """The register: the shipped one with the imported versions laid over it.

    Args:
        settings: where the database is; None: the shipped register alone.
        version: a list version: `shipped-...` for the shipped register alone, or the name of an
            imported version, up to which all are taken; None: the newest.

    Raises:
        UnknownName: no version of that name.
        StorageError: the database cannot be used.
    """
    shipped = shipped_register()
    if version == shipped.version:
        return shipped
    if settings is None or settings.nothing_stored:
        known: tuple[str, ...] = ()
        found = shipped
    else:
        from withhold.storage import opened, versions, with_versions  # noqa: PLC0415 - the shipped
        # register must answer without the weight of the database

        with opened(settings.database) as engine:
            known = tuple(v.version for v in versions(engine))
            if version is None or version in known:
                found = with_versions(shipped, engine, version)
    if version is not None and version not in known:
        raise UnknownName("list version", version, near=(shipped.version, *known))
    return found


def order_row(entry: OrderOnDay) -> dict[str, Any]:
    """One order and its state as a flat answer: what `as-of` and `list` give for each order."""
    order, state = entry.order, entry.state
    scope = parties_in_scope(order, state)
    return {
        "order_id": order.order_id,
        "instrument": order.instrument.value,
        "list": order.list,
        "status": state.status,
        "label": state.label,
        "in_force": state.in_force.value,
        "issued_date": _iso(order.issued_on),
        "announced_date": _iso(order.announced_on),
        "in_force_since": _iso(state.since),
        "ended_date": _iso(state.ended_on),
        "first_listed": _iso(state.first_listed),
        "superseded_from": _iso(state.superseded_from),
        "entities": [p.published_name for p in scope],
        "entity_ids": sorted({p.entity_id for p in scope if p.entity_id}),
        "excluded": [p.published_name for p in exclusions(order, state)],
        "goods": order.goods_wording,
        "country": order.country,
        "section": state.section or order.section,
        "key": order.key,
    }


def view_answer(view: View) -> dict[str, Any]:
    """A view as an answer: counts of what is in force, and those orders.

    `uncertain` holds the orders that ended on a day nobody recorded: they are not counted.
    """
    return {
        "as_of": view.day.isoformat(),
        "known_by": view.known_by.isoformat() if view.known_by else None,
        "list_version": view.version,
        "counts": view.counts,
        "orders": [order_row(e) for e in view.in_force],
        "uncertain": [order_row(e) for e in view.uncertain],
        "known_gaps": [to_plain(g) for g in view.known_gaps],
    }


def list_answer(register: Register, view: View) -> dict[str, Any]:
    """Every order ever, each in its state on the day of `view`."""
    return view_answer(view) | {
        "orders": [order_row(e) for e in view.entries],
        "sources": list(register.sources),
    }


def show_answer(register: Register, order_id: str, view: View) -> dict[str, Any]:
    """One order whole: parties with names and places, goods, dates, history, sources, raw cells.

    Raises:
        UnknownName: no such order.
    """
    order = register.order(order_id)
    entry = next((e for e in view.entries if e.order.order_id == order.order_id), None)
    state = (
        order_row(entry) if entry else {"order_id": order.order_id, "status": "", "in_force": "no"}
    )
    return {
        "as_of": view.day.isoformat(),
        "known_by": view.known_by.isoformat() if view.known_by else None,
        "list_version": view.version,
        **state,
        "authority": order.authority,
        "scope_kind": order.scope_kind,
        "locality": order.locality,
        "effective_date": _iso(order.effective_on),
        "tail": list(order.tail),
        "parties": [_party(order, p.party_id, entry) for p in order.parties],
        "goods_rules": [to_plain(g) for g in order.goods],
        "goods_in_scope": [to_plain(g) for g in goods_in_scope(order, view.day)],
        "events": [event_row(e) for e in register.history(order_id, known_by=view.known_by)],
        "related": list(order.related),
        "former_ids": list(order.former_ids),
        "sources": [to_plain(c) for c in order.citations],
        "unverified_fields": list(order.unverified),
        "note": order.note,
        "published": dict(order.published),
        "known_gaps": [to_plain(g) for g in view.known_gaps if g.list in _families(order)],
    }


def history_answer(events: tuple[OrderEvent, ...], order_id: str, version: str) -> dict[str, Any]:
    """The history of an order on both time axes."""
    return {
        "order_id": order_id,
        "list_version": version,
        "events": [event_row(e) for e in events],
    }


def diff_answer(found: Diff, version: str) -> dict[str, Any]:
    """A difference as an answer: `new`, `changed`, `ended`, each by order with what changed.

    `passed` holds orders that began and ended in between, or whose end nobody dated.
    """
    return {
        "from": found.from_day.isoformat(),
        "to": found.to_day.isoformat(),
        "list_version": version,
        **{
            kind: [_change(c) for c in getattr(found, kind)]
            for kind in ("new", "changed", "ended", "passed")
        },
    }


def event_row(event: OrderEvent) -> dict[str, Any]:
    """One event as an answer."""
    return {
        "event_id": event.event_id,
        "event": event.word,
        "effective_on": _iso(event.effective_on),
        "dated_on": _iso(event.dated_on),
        "known_at": event.known_at.isoformat(),
        "known_assumed": event.known_assumed,
        "published_word": event.published_word,
        "scope": event.scope,
        "parties": list(event.party_ids),
        "goods": event.goods,
        "name": event.name,
        "applies_by": event.applies_by,
        "detail": event.detail,
        "source": to_plain(event.citation),
    }


def _party(order: Order, party_id: str, entry: OrderOnDay | None) -> dict[str, Any]:
    """One party with whether the order reaches it on the day."""
    party = next(p for p in order.parties if p.party_id == party_id)
    reached = entry is not None and party in parties_in_scope(order, entry.state)
    stands = entry is not None and entry.state.in_force is not InForce.NO
    return {**to_plain(party), "in_scope": reached and stands}


def _change(change: Change) -> dict[str, Any]:
    """One change as an answer."""
    return {
        "order_id": change.order_id,
        "instrument": change.after.order.instrument.value,
        "what": list(change.what),
        "before": order_row(change.before) if change.before else None,
        "after": order_row(change.after),
    }


def _families(order: Order) -> tuple[str, ...]:
    """The lists of known gaps that touch an order."""
    own = "uflpa" if order.instrument is Instrument.UFLPA else "wro"
    return ("all", own)


def _iso(day: date | None) -> str | None:
    """A day as ISO text, or None."""
    return day.isoformat() if day else None


def version_rows(settings: Settings) -> list[dict[str, Any]]:
    """The versions of the register, oldest first: the shipped one and every import."""
    shipped = shipped_register()
    rows: list[dict[str, Any]] = [
        {
            "version": shipped.version,
            "list": "all",
            "published_on": shipped.version.removeprefix("shipped-"),
            "rows_read": len(shipped.orders),
            "imported_at": "",
            "imported_by": "shipped with withhold, read-only",
        }
    ]
    if not settings.nothing_stored:
        from withhold.storage import opened, versions  # noqa: PLC0415 - as in load_register

        with opened(settings.database) as engine:
            rows += [to_plain(v) for v in versions(engine)]
    return rows
