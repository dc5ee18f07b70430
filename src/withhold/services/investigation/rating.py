"""What a person says of what is entered: ratings, a claim taken back, a judgement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName, to_plain
from withhold.investigation import Judgement, indicator_words
from withhold.law.desk import EVIDENCE_LEVELS
from withhold.services.investigation.entering import check_rating, mapped_indicators
from withhold.services.investigation.identities import identities, masked
from withhold.services.investigation.keeping import KeptLedger, load_ledger, write_ledger

if TYPE_CHECKING:
    from withhold.investigation import Ledger
    from withhold.services.record import Office


def rate(
    office: Office, investigation_id: str, what: str, changes: dict[str, Any], *, because: str = ""
) -> KeptLedger:
    """The investigation after a person rated a source or a claim; a claim is then looked at.

    Args:
        office: where.
        investigation_id: the investigation.
        what: id of a source or claim.
        changes: `reliability`, `rests_on` of a source; `credibility`, `known_by`, `rests_on`,
            `topic`, `indicators` of a claim.
        because: why.

    Raises:
        InputError: a word that is not on the scale, or that the thing does not have.
        UnknownName: no such source or claim.
    """
    kept = load_ledger(office, investigation_id)
    known = identities(office, kept.ledger)
    source = what in kept.ledger.sources
    if not source and what not in kept.ledger.claims:
        near = (*kept.ledger.sources, *kept.ledger.claims)
        raise UnknownName("source or claim", what, near=near)
    fitting = {"reliability", "rests_on"} if source else _OF_CLAIM
    strange = set(changes) - fitting
    if strange:
        raise InputError(
            f"{what} has no {min(strange)}",
            value=changes[min(strange)],
            way_out=f"rate one of {', '.join(sorted(fitting))}",
        )
    changes = masked(changes, known)
    if source:
        check_rating("reliability", changes.get("reliability", "F"))
        payload = {"source_id": what, **changes}
    else:
        if "indicators" in changes:
            mapped, unmapped = mapped_indicators(changes["indicators"])
            if unmapped:
                raise UnknownName("indicator", unmapped[0], near=indicator_words())
            changes["indicators"] = list(mapped)
        replace(kept.ledger.claims[what], **{k: v for k, v in changes.items() if k != "indicators"})
        payload = {"claim_id": what, "reviewed": True, **changes}
    word = "source_rated" if source else "claim_rated"
    draft = office.draft(word, office.today, payload, reason=masked(because, known))
    return write_ledger(office, kept, [draft])


_OF_CLAIM = {"credibility", "known_by", "rests_on", "topic", "indicators"}


def withdraw(office: Office, investigation_id: str, claim_id: str, because: str) -> KeptLedger:
    """The investigation after a claim was taken back; it stays, with the reason.

    Raises:
        InputError: no reason is given, or it was taken back before.
        UnknownName: no such claim.
    """
    kept = load_ledger(office, investigation_id)
    claim = kept.ledger.claim(claim_id)
    if not because.strip() or not claim.stands:
        raise InputError(
            "was taken back before" if not claim.stands else "taking a claim back needs a reason",
            column="CLAIM" if not claim.stands else "--because",
            value=claim_id,
        )
    words = masked(because, identities(office, kept.ledger))
    payload = {"claim_id": claim_id, "because": words}
    return write_ledger(office, kept, [office.draft("claim_withdrawn", office.today, payload)])


def judge(
    office: Office, investigation_id: str, *, labor: str, importation: str, because: str
) -> KeptLedger:
    """The investigation with a person's judgement of what is shown (ORD-06).

    Raises:
        InputError: no reason, a level that is none, or no claim that it could rest on.
    """
    for column, value, allowed in (
        ("--labor", labor, EVIDENCE_LEVELS),
        ("--importation", importation, ("shown", "not_shown")),
    ):
        if value not in allowed:
            raise InputError(
                "no such level",
                column=column,
                value=value,
                way_out=f"write one of {', '.join(allowed)}",
            )
    if not because.strip():
        raise InputError("a judgement needs its reasons", column="--because", value=because)
    kept = load_ledger(office, investigation_id)
    _check_grounds(kept.ledger, "labor", labor)
    _check_grounds(kept.ledger, "importation", importation)
    words = masked(because, identities(office, kept.ledger))
    judgement = Judgement(labor=labor, importation=importation, because=words, by=office.actor.user)
    payload = {"judgement": to_plain(judgement)}
    return write_ledger(office, kept, [office.draft("judged", office.today, payload)])


def _check_grounds(ledger: Ledger, topic: str, found: str) -> None:
    """Refuse to find something shown of which the ledger holds no claim."""
    held = any(c.topic == topic and c.stands and not c.lost for c in ledger.claims.values())
    if found not in {EVIDENCE_LEVELS[0], "not_shown"} and not held:
        raise InputError(
            f"no claim speaks of {topic}: a judgement rests on claims",
            column=f"--{topic}",
            value=found,
            way_out="record a claim with its source first",
            code="no_source",
        )
