"""Investigations and order files as plain answers, for a terminal, a file or another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import to_plain
from withhold.investigation import weigh
from withhold.law.order_life import order_label

if TYPE_CHECKING:
    from withhold.investigation import Claim, Ledger, OrderFile, Proposal, Strand, Weighing
    from withhold.services.investigation.reach import ReachAnswer


def ledger_row(ledger: Ledger) -> dict[str, Any]:
    """An investigation as one row of a list."""
    return {
        "investigation_id": ledger.investigation_id,
        "title": ledger.title,
        "opened_on": str(ledger.opened_on or ""),
        "sources": len(ledger.sources),
        "claims": sum(c.stands for c in ledger.claims.values()),
        "denied": sum(bool(c.denials) for c in ledger.claims.values()),
        "witnesses": len(ledger.witnesses),
        "orders": list(ledger.orders),
    }


def ledger_answer(ledger: Ledger) -> dict[str, Any]:
    """An investigation whole; the sketches of texts stay out."""
    sources = []
    for source in ledger.sources.values():
        plain = to_plain(source)
        del plain["sketch"]
        sources.append(plain)
    return {
        **ledger_row(ledger),
        "purpose": ledger.purpose,
        "sources": sources,
        "claims": [to_plain(c) for c in ledger.claims.values()],
        "links": [to_plain(x) for x in ledger.links],
        "witnesses": [
            {k: v for k, v in to_plain(w).items() if k != "person"}
            for w in ledger.witnesses.values()
        ],
        "judgement": to_plain(ledger.judgement),
        "weighing": weighing_answer(weigh(ledger.claims.values(), ledger.sources)),
    }


def claim_row(claim: Claim) -> dict[str, Any]:
    """A claim as one row of a table."""
    flags = {
        "taken back": bool(claim.withdrawn),
        "gone from its source": claim.lost,
        "not looked at": not claim.reviewed,
    }
    return {
        "claim_id": claim.claim_id,
        "by": claim.by,
        "topic": claim.topic,
        "known_by": claim.known_by,
        "indicators": [*claim.indicators, *claim.unmapped],
        "parties": list(claim.about.parties),
        "source": claim.quotation.source_id,
        "denied_by": [d.by for d in claim.denials],
        "note": ", ".join(word for word, holds in flags.items() if holds),
        "what": claim.what,
    }


def weighing_answer(weighing: Weighing) -> dict[str, Any]:
    """What a file supports, with the arithmetic."""
    return {
        "table": weighing.table,
        "labor": _strand(weighing.labor),
        "importation": _strand(weighing.importation),
    }


def _strand(strand: Strand) -> dict[str, Any]:
    """One topic."""
    return {
        "level": strand.level,
        "weight": str(strand.weight),
        "origins": sum(bool(o.weight) for o in strand.origins),
        "first_hand": strand.first_hand,
        "indicators": list(strand.indicators),
        "denied": list(strand.denied),
        "unreviewed": list(strand.unreviewed),
        "why": list(strand.why),
        "next_level": list(strand.next_level),
    }


def order_answer(file: OrderFile) -> dict[str, Any]:
    """An order file with its history and its newest proposal."""
    return {
        "file_id": file.file_id,
        "investigation_id": file.investigation_id,
        "state": file.state,
        "label": order_label(file.state) if file.state else "",
        "order_id": file.order_id,
        "list": file.proposal.list_name if file.proposal else "",
        "allowed": list(file.allowed()),
        "history": [
            {
                "on": str(a.on),
                "event": a.word,
                "author": a.author,
                "approver": a.approver,
                "four_eyes": a.four_eyes,
                "reason": a.reason,
            }
            for a in file.history
        ],
        "proposal": to_plain(file.proposal),
    }


def proposal_rows(proposal: Proposal) -> list[dict[str, Any]]:
    """The scope as rows: what is in, what is left out and why."""
    rows = []
    for kind, parts in (
        ("party", proposal.scope.parties),
        ("goods", proposal.scope.goods),
        ("place", proposal.scope.places),
    ):
        rows += [
            {
                "in_scope": "yes",
                "kind": kind,
                "value": p.value,
                "hts": list(p.hts),
                "claims": list(p.claim_ids),
                "why": "",
            }
            for p in parts
        ]
    rows += [
        {
            "in_scope": "no",
            "kind": x.kind,
            "value": x.value,
            "hts": [],
            "claims": list(x.claim_ids),
            "why": x.why,
        }
        for x in proposal.scope.left_out
    ]
    return rows


def reach_answer(reach: ReachAnswer) -> dict[str, Any]:
    """What kept runs would have had of a proposed order."""
    plain: dict[str, Any] = to_plain(reach)
    return plain
