"""Whether an investigation is whole: its chain, its texts, its quotations, its orders.

Every check is a row: whether it holds, what it checks, and what was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import StorageError
from withhold.record import Stream
from withhold.services.investigation.keeping import (
    INVESTIGATION,
    ORDER,
    READING,
    all_ids,
    load_ledger,
    text_of,
)
from withhold.services.investigation.orders import order_files
from withhold.services.record.proving import chain_checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.services.investigation.keeping import KeptLedger
    from withhold.services.record import Office


def investigation_checks(office: Office, investigation_id: str) -> list[dict[str, Any]]:
    """Every check of an investigation and its order files.

    Raises:
        UnknownName: no such investigation.
    """
    rows = _chain(office, INVESTIGATION, investigation_id)
    try:
        kept = load_ledger(office, investigation_id)
    except StorageError as error:
        return [*rows, _row("its events can be read", [str(error)], "")]
    for file_id in kept.ledger.orders:
        rows += _chain(office, ORDER, file_id)
    if investigation_id in all_ids(office, READING):
        rows += _chain(office, READING, investigation_id)
    return [*rows, *_texts(office, kept), *_orders(office, kept)]


def _chain(office: Office, kind: str, name: str) -> list[dict[str, Any]]:
    """The chain of a stream."""
    found = chain_checks(office.engine, office.keys.seal, Stream(kind=kind, id=name))
    return [
        {
            "holds": row["holds"],
            "check": f"the chain of {row['stream']}",
            "detail": row["says"] if not row["holds"] else f"{row['events']} events, sealed",
        }
        for row in found
    ]


def _texts(office: Office, kept: KeptLedger) -> Iterator[dict[str, Any]]:
    """The texts of sources are kept as they were, and every quotation stands in its text."""
    faults: list[str] = []
    misplaced: list[str] = []
    ledger = kept.ledger
    texts: dict[str, str] = {}
    for source in ledger.sources.values():
        try:
            texts[source.source_id] = text_of(office, source)
        except StorageError as error:
            faults.append(f"{source.source_id}: {error}")
            continue
        if source.digest and len(texts[source.source_id]) != source.characters:
            faults.append(f"{source.source_id}: its text is not kept")
    quotes = [(c.claim_id, c.quotation) for c in ledger.claims.values() if not c.lost]
    quotes += [(d.denial_id, d.quotation) for c in ledger.claims.values() for d in c.denials]
    for name, quote in quotes:
        text = texts.get(quote.source_id, "")
        if quote.end and text and text[quote.start : quote.end] != quote.text:
            misplaced.append(name)
    yield _row("texts of sources", faults, f"{len(ledger.sources)} sources as they were")
    yield _row("quotations stand in their texts", misplaced, f"{len(quotes)} quotations")
    lonely = [i for i, quote in quotes if quote.source_id not in ledger.sources]
    yield _row("every quotation has a source", lonely, "all have")


def _orders(office: Office, kept: KeptLedger) -> Iterator[dict[str, Any]]:
    """What a proposal rests on is in the ledger."""
    lost = [
        f"{k.file.file_id}: {claim_id}"
        for k in order_files(office, kept)
        if k.file.proposal is not None
        for claim_id in k.file.proposal.claim_ids
        if claim_id not in kept.ledger.claims
    ]
    yield _row("claims of proposals exist", lost, "all exist")


def _row(check: str, faults: list[str], held: str) -> dict[str, Any]:
    """One check; `faults` is what does not hold."""
    return {"holds": not faults, "check": check, "detail": "; ".join(faults[:5]) or held}
