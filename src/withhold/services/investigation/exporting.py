"""An investigation handed out: a folder with the page, the claims and the manifest.

By default nobody can be known from it (ROL-04); claims whose witness did not agree to the purpose
stay out. Naming witnesses takes their consent to be named, a reason, and two persons (ROL-02).
Every export is an event of the investigation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, LawError, digest
from withhold.investigation import PURPOSES, weigh
from withhold.reports import csv_text
from withhold.reports.investigation_pages import dossier_page
from withhold.services.investigation.answers import claim_row, ledger_answer, order_answer
from withhold.services.investigation.identities import identities, masked
from withhold.services.investigation.keeping import (
    KeptLedger,
    load_ledger,
    look,
    write_ledger,
)
from withhold.services.investigation.orders import order_files
from withhold.services.investigation.witnesses import read_identity
from withhold.services.record.access import check_approver
from withhold.services.screening.outputs import whole

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.services.record import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What was handed out.

    Attributes:
        files: each with its SHA-256.
        withheld: claims that stayed out.
    """

    kept: KeptLedger
    files: dict[str, str]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Witnesses are to be named in an export.

    Attributes:
        approver: the second person (ROL-02).
    """

    reason: str
    approver: str = ""


def export(
    office: Office, investigation_id: str, out: Path, *, purpose: str, naming: Naming | None = None
) -> Handed:
    """What was handed out into a folder; redacted, unless witnesses are to be named.

    Raises:
        InputError: no such purpose, no reason, or the folder cannot be written.
        LawError: one person alone would name a witness, or none agreed to be named.
        UnknownName: no such investigation or approver.
    """
    if purpose not in PURPOSES:
        raise InputError(
            "no such purpose",
            column="--for",
            value=purpose,
            way_out=f"write one of {', '.join(PURPOSES)}",
        )
    kept = look(office, investigation_id, f"export for {purpose}")
    contents = export_files(office, kept, purpose)
    named: dict[str, dict[str, str]] = {}
    if naming is not None:
        named = _named(office, kept, purpose, naming)
        kept = load_ledger(office, investigation_id)
        contents["identities.json"] = _json(named)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", file=str(out)) from error
    files = {name: digest(content) for name, content in contents.items()}
    manifest = {
        "investigation": investigation_id,
        "purpose": purpose,
        "redacted": not named,
        "day": office.today.isoformat(),
        "by": office.actor.user,
        "last_event": kept.events[-1].digest,
        "files": files,
    }
    contents["manifest.json"] = _json(manifest)
    for name, content in contents.items():
        with whole(out / name) as temporary:
            temporary.write_bytes(content)
    withheld = _withheld(office, kept, purpose)
    payload = {
        "purpose": purpose,
        "redacted": not named,
        "named": list(named),
        "files": files,
        "withheld": list(withheld),
    }
    draft = office.draft(
        "exported",
        office.today,
        payload,
        reason=masked(naming.reason, identities(office, kept.ledger)) if naming else "",
        approver=naming.approver if naming else "",
        two_persons=naming is not None,
    )
    return Handed(kept=write_ledger(office, kept, [draft]), files=files, withheld=withheld)


def _named(
    office: Office, kept: KeptLedger, purpose: str, naming: Naming
) -> dict[str, dict[str, str]]:
    """Who the witnesses are that agreed to be named for the purpose; each reading is logged.

    Raises:
        LawError: one person alone, or nobody agreed.
    """
    if not office.actor.waived:
        if not naming.approver:
            raise LawError(
                "naming a witness takes two persons",
                rules=("ROL-02",),
                way_out="a second person approves it: --approved-by USER",
                code="four_eyes",
            )
        check_approver(office, naming.approver, "export_testimony")
    agreed = [
        w.witness_id
        for w in kept.ledger.witnesses.values()
        if w.agreed(purpose, office.today, named=True)
    ]
    if not agreed:
        raise LawError(
            f"no witness agreed to be named for {purpose} on {office.today}",
            rules=("ROL-04",),
            way_out="export without names, or record such a consent",
            code="no_consent",
        )
    name = kept.ledger.investigation_id
    return {w: read_identity(office, name, w, naming.reason) for w in agreed}


def export_files(office: Office, kept: KeptLedger, purpose: str) -> dict[str, bytes]:
    """The files of an export by name."""
    ledger = kept.ledger
    claims = ledger.usable(purpose, office.today)
    weighing = weigh(claims, ledger.sources)
    orders = [k.file for k in order_files(office, kept)]
    page = dossier_page(ledger, claims, weighing, orders=orders, day=office.today, purpose=purpose)
    shown = replace(ledger, claims={c.claim_id: c for c in claims})
    answer = {**ledger_answer(shown), "orders": [order_answer(o) for o in orders]}
    return {
        "investigation.html": page.encode("utf-8"),
        "investigation.json": _json(answer),
        "claims.csv": csv_text([claim_row(c) for c in claims]).encode("utf-8"),
    }


def _withheld(office: Office, kept: KeptLedger, purpose: str) -> tuple[str, ...]:
    """The claims that an export leaves out."""
    shown = {c.claim_id for c in kept.ledger.usable(purpose, office.today)}
    return tuple(i for i in kept.ledger.claims if i not in shown)


def _json(value: Any) -> bytes:  # noqa: ANN401 - a JSON value
    """A JSON file."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
