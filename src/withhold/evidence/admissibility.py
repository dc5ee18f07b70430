"""The proof of admissibility under 19 CFR 12.43: both documents, who signs, in time or not.

The answer says what is lacking and which day counts; whether the proof suffices is for customs.

>>> from withhold.evidence.model import Certificate, Proof
>>> proof = Proof(export_country="BD", production_countries=("IN", "BD"), certificates=())
>>> required_certificates(proof), missing_proof(proof)
(('BD', 'IN'), ('certificate_BD', 'certificate_IN'))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.law import ClockDates, Config, compute_clock
from withhold.law.evidence_rules import evidence_requirements

if TYPE_CHECKING:
    from datetime import date

    from withhold.evidence.model import Certificate, Proof

#: What is missing where no certificate is there and nobody said for which country.
SOME_CERTIFICATE = "certificate_of_origin"
STATEMENT = "consignee_statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAnswer:
    """What a proof of admissibility holds and lacks.

    Attributes:
        required: countries whose certificate is needed, the country of export first.
        additional_for: those beyond the country of export.
        valid: every document at hand has the form of the law; None: none is at hand.
        reason: why not.
        missing: what is lacking, in the groups that were spoken of.
        specified: both documents are complete (EVD-03).
        timely: in time, or not; None: it can still come in time, or the day is not known.
        practical_gap: not demanded by 12.43, usually needed (EVD-05).
        clock: the three months from importation (CLK-10).
    """

    required: tuple[str, ...]
    additional_for: tuple[str, ...]
    valid: bool | None
    reason: str
    missing: tuple[str, ...]
    specified: bool
    timely: bool | None
    practical_gap: tuple[str, ...]
    clock: ClockDates


def read_proof(proof: Proof, config: Config | None = None) -> ProofAnswer:
    """What a proof holds and lacks.

    Args:
        proof: the documents and the days.
        config: switches that differ from the default.
    """
    required = required_certificates(proof)
    clock = compute_clock("wro_proof", {"imported": proof.imported}, config)
    reason = _signer_fault(proof)
    incomplete = _incomplete(proof)
    spoken = bool(proof.certificates) or proof.statement is not None
    specified = _is_specified(proof)
    gap = evidence_requirements()["practical"]
    return ProofAnswer(
        required=required,
        additional_for=tuple(c for c in required if c != proof.export_country),
        valid=not (reason or incomplete) if spoken else None,
        reason=reason,
        missing=missing_proof(proof),
        specified=specified,
        timely=_is_timely(proof, clock.extended_safe_by or clock.nominal, specified=specified),
        practical_gap=() if proof.production_records else tuple(gap),
        clock=clock,
    )


def required_certificates(proof: Proof) -> tuple[str, ...]:
    """The countries that need a certificate: the country of export, and each other of production.

    Source: EVD-01; 19 CFR 12.43(a).
    """
    named = (proof.export_country, *proof.production_countries)
    return tuple(dict.fromkeys(country for country in named if country))


def missing_proof(proof: Proof) -> tuple[str, ...]:
    """What is lacking in the groups that were spoken of: certificates, the statement, its parts."""
    return (*_missing_certificates(proof), *_missing_statement(proof))


def _missing_certificates(proof: Proof) -> tuple[str, ...]:
    """Certificates that are not there, by country, and fields that are not filled in."""
    if proof.certificates is None:
        return ()
    held = {c.country for c in proof.certificates if _signed_by_a_foreigner(c)}
    needed = required_certificates(proof)
    absent = [f"certificate_{country}" for country in needed if country not in held]
    if not needed and not held:
        absent = [SOME_CERTIFICATE]
    fields = [name for c in proof.certificates for name in c.lacks]
    return (*absent, *dict.fromkeys(fields))


def _missing_statement(proof: Proof) -> tuple[str, ...]:
    """The statement, or the parts it lacks (EVD-02)."""
    if proof.statement is None:
        return (STATEMENT,) if proof.statement_mentioned else ()
    parts = evidence_requirements()["statement"]["parts"]
    return tuple(part for part in parts if part not in proof.statement.parts)


def _signed_by_a_foreigner(certificate: Certificate) -> bool:
    """True unless the signer is known to be somebody else than the foreign seller or owner."""
    allowed = evidence_requirements()["certificate"]["signers"]["allowed"]
    return not certificate.signer or certificate.signer in allowed


def _signer_fault(proof: Proof) -> str:
    """Why a certificate at hand is none of the law's, or empty (EVD-01)."""
    wrong = [c for c in proof.certificates or () if not _signed_by_a_foreigner(c)]
    return str(evidence_requirements()["certificate"]["signers"]["reason"]) if wrong else ""


def _incomplete(proof: Proof) -> bool:
    """True where a document at hand lacks something it must say."""
    fields = any(c.lacks for c in proof.certificates or ())
    return fields or (proof.statement is not None and bool(_missing_statement(proof)))


def _is_specified(proof: Proof) -> bool:
    """True where both documents are complete: one without the other is not the proof (EVD-03)."""
    both = bool(proof.certificates) and proof.statement is not None
    return both and not missing_proof(proof) and not _signer_fault(proof)


def _is_timely(proof: Proof, last: date | None, *, specified: bool) -> bool | None:
    """Whether the proof specified came by `last`; None: open."""
    submitted = [c.submitted for c in proof.certificates or ()]
    submitted += [proof.statement.submitted] if proof.statement else []
    if last is None:
        return None
    if specified and all(submitted):
        return max(day for day in submitted if day) <= last
    over = proof.at is None or proof.at > last
    return False if over else None
