"""Checking the register: digests of what it was made from, references, published counts.

Every check is a row: whether it holds, what it checks, and what was found.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_csv
from withhold.register import Instrument, Register
from withhold.register.shipped import shipped_digests
from withhold.services.registers import load_register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.services.settings import Settings

#: Counts that were published, with the source of each; the register must give the same.
PUBLISHED_COUNTS = (
    (date(2022, 11, 23), {"WRO": 55, "FINDING": 9}, "CBP, 2022-11-23"),
    (date(2024, 4, 10), {"WRO": 52}, "CBP, 2024-04-10"),
    (date(2022, 8, 4), {"entities": 20}, "FR Doc 2022-16754"),
    (date(2026, 7, 9), {"UFLPA": 160, "entities": 144}, "DHS page of 2026-07-09"),
)


def verify_register(settings: Settings, *, version: str | None = None) -> dict[str, Any]:
    """Every check with whether it holds; `list_version` is what was checked."""
    register = load_register(settings, version=version)
    checks = [
        *_digests(),
        *_references(register),
        *_goods(register),
        *_counts(register),
        *_imports(settings),
    ]
    return {"list_version": register.version, "checks": checks}


def _check(name: str, faults: list[str], held: str) -> dict[str, Any]:
    """One check; `faults` is what does not hold."""
    detail = "; ".join(faults[:5]) + (f" and {len(faults) - 5} more" if len(faults) > 5 else "")  # noqa: PLR2004 - as many as fit a line
    return {"holds": not faults, "check": name, "detail": detail or held}


def _digests() -> Iterator[dict[str, Any]]:
    """The shipped tables are the ones that were reviewed."""
    recorded = {row["file"]: row["sha256"] for row in shipped_csv("register", "digests.csv")}
    found = shipped_digests()
    faults = [name for name, digest in found.items() if recorded.get(name) != digest]
    yield _check("digests of the shipped tables", faults, f"{len(found)} tables as reviewed")


def _references(register: Register) -> Iterator[dict[str, Any]]:
    """Nothing points at something that is not there; ids are unique."""
    ids = [o.order_id for o in register.orders]
    doubles = sorted({i for i in ids if ids.count(i) > 1})
    yield _check("order ids are unique", doubles, f"{len(ids)} orders")
    known = set(ids) | {f for o in register.orders for f in o.former_ids}
    lost = [f"{o.order_id} -> {r}" for o in register.orders for r in o.related if r not in known]
    yield _check("related orders exist", lost, "all exist")
    parties = {p.party_id for o in register.orders for p in o.parties}
    dangling = [
        f"{e.order_id}: {p}"
        for o in register.orders
        for e in o.events
        for p in e.party_ids
        if p not in parties
    ]
    yield _check("parties named by events exist", dangling, f"{len(parties)} parties")
    silent = [o.order_id for o in register.orders if not o.events]
    yield _check("every order has a history", silent, "all have")
    nameless = [
        p.party_id
        for o in register.orders
        for p in o.parties
        if p.entity_id and not any(n.kind not in {"weak", "unverified"} for n in p.names)
    ]
    yield _check("every entity has a strong name", nameless, "all have")


def _goods(register: Register) -> Iterator[dict[str, Any]]:
    """Every published wording stands in the reviewed map."""
    unmapped = [
        f"{o.order_id}: {g.wording}"
        for o in register.orders
        if o.instrument in (Instrument.WRO, Instrument.FINDING)
        for g in o.goods
        if g.scope == "named" and not (g.taxonomy_keys or g.hts_prefixes or g.signs)
    ]
    none = [o.order_id for o in register.orders if not o.goods]
    yield _check("every goods wording is mapped", unmapped + none, "all are")


def _counts(register: Register) -> Iterator[dict[str, Any]]:
    """The counts that CBP and DHS published."""
    for day, wanted, source in PUBLISHED_COUNTS:
        counts = register.as_of(day).counts
        faults = [f"{k}: {counts[k]}, not {n}" for k, n in wanted.items() if counts[k] != n]
        told = ", ".join(f"{k} {n}" for k, n in wanted.items())
        yield _check(f"counts of {day} ({source})", faults, told)


def _imports(settings: Settings) -> Iterator[dict[str, Any]]:
    """The bytes of every imported file are the ones its version names."""
    if settings.nothing_stored:
        return
    from withhold.storage import opened, stored_digests  # noqa: PLC0415 - only with imports

    with opened(settings.database) as engine:
        found = stored_digests(engine)
    faults = [version for version, (named, held) in found.items() if named != held]
    yield _check("digests of the imported files", faults, f"{len(found)} imports as they came")
