"""The register that ships with the package: every CBP order and UFLPA listing known to us.

It is made from the curated tables in `register/data` (SOURCE.md there says where each comes from)
each time it is first asked for; nothing is dropped: raw cells stay in `Order.published`.

>>> register = shipped_register()
>>> register.version
'shipped-2026-11-24'
>>> len(register.orders)
251
"""

from __future__ import annotations

from functools import cache
from itertools import chain

from withhold.base import Citation, digest, shipped_bytes, shipped_csv
from withhold.register.collection import Register, in_order
from withhold.register.model import KnownGap, Sector
from withhold.register.reviewed import day
from withhold.register.shipped_listings import listings
from withhold.register.shipped_orders import wros_and_findings

#: The day the shipped tables were compiled; part of the version's name.
COMPILED_ON = "2026-11-24"

_FILES = (
    "wro_findings.csv",
    "wro_entities.csv",
    "wro_events.csv",
    "uflpa_entity_list.csv",
    "uflpa_high_priority_sectors.csv",
    "order_goods.csv",
    "entity_merges.csv",
    "listing_merges.csv",
    "party_kinds.csv",
    "party_places.csv",
    "party_identifiers.csv",
    "event_facts.csv",
    "corrections.csv",
    "known_gaps.csv",
    "editions.csv",
    "wro_rejected_rows.csv",
)


@cache
def shipped_register() -> Register:
    """The shipped register (read-only; the same object each time)."""
    return Register(
        version=f"shipped-{COMPILED_ON}",
        orders=in_order(chain(wros_and_findings(), listings())),
        known_gaps=tuple(_gap(row) for row in shipped_csv("register", "known_gaps.csv")),
        sectors=tuple(
            _sector(row) for row in shipped_csv("register", "uflpa_high_priority_sectors.csv")
        ),
    )


def shipped_digests() -> dict[str, str]:
    """SHA-256 of every table the shipped register is made from, by file name."""
    return {name: digest(shipped_bytes("register", name)) for name in _FILES}


def _gap(row: dict[str, str]) -> KnownGap:
    """A row of known_gaps.csv."""
    return KnownGap(
        gap_id=row["gap_id"],
        list=row["list"],
        text=row["text"],
        source=row["source"],
        touches=row["touches"],
        since=day(row["from"]),
        until=day(row["to"]),
        closed_by=day(row["closed_by"]),
    )


def _sector(row: dict[str, str]) -> Sector:
    """A row of the table of high-priority sectors (INS-18)."""
    since = day(row["document_date"])
    assert since is not None  # noqa: S101 - a shipped table; its own test holds this
    return Sector(
        name=row["sector"],
        since=since,
        hts_text=row["hts_commonly_associated"],
        note=row["note"],
        citation=Citation(source=row["source"], confidence=row["confidence"]),
    )


def write_digests() -> None:
    """Record the digests of the shipped tables in a checkout, after they were reviewed."""
    from importlib.resources import as_file, files  # noqa: PLC0415 - for those who edit the tables

    lines = ["file,sha256", *(f"{name},{found}" for name, found in shipped_digests().items())]
    with as_file(files("withhold.register").joinpath("data")) as folder:
        (folder / "digests.csv").write_text("\n".join(lines) + "\n", "utf-8")
