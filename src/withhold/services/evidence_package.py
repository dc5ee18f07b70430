"""What a file of evidence holds and lacks: one answer over proof, package, trace, notice, tests.

A work aid and no legal test (EVD-16): it lists what is missing, counts, and cites; it releases
nothing, and says nothing of what customs will decide (ROL-08).

>>> from withhold.evidence import Conversion, Trace
>>> gin = Conversion(from_stage="gin", to_stage="spinner", input_qty=Decimal(1000),
...     output_qty=Decimal(1100), uom="kg", max_yield=Decimal("0.92"))
>>> evidence_of(EvidenceFile(review=ReviewQuestion(trace=Trace(conversions=(gin,))))).flags
('mass_balance_fail',)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from withhold.evidence import (
    EarlierEntry,
    LabTest,
    PackageAnswer,
    ProofAnswer,
    cited_entries,
    entitled_results,
    missing_of_notice,
    read_package,
    read_proof,
    read_trace,
)
from withhold.law.evidence_rules import evidence_requirements
from withhold.services.applicability import ReviewAnswer, ReviewQuestion, review_of
from withhold.trade import parse_entry_number


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """Everything at hand on a detention.

    Attributes:
        review: the detention, the goods, the package, the proof, the trace.
        notice_fields: what the detention notice states; None: nobody looked at one.
    """

    review: ReviewQuestion = field(default_factory=ReviewQuestion)
    notice_fields: frozenset[str] | None = None
    lab_test: LabTest | None = None
    earlier_entry: EarlierEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAnswer:
    """What the file holds and lacks.

    Attributes:
        missing: in the groups that were spoken of.
        flags: `notice_defective`, `stage_link_broken`, `mass_balance_fail`.
        reason: why a document is not the law's, or why a review cannot be granted.
        entitled: what is given of a test on request (CLK-08).
        cite: earlier entries to cite (EVD-15).
        file_per_entry, auto_release, releases_goods: reuse is a citation, and nothing here
            releases goods (EVD-15, CLK-04).
    """

    review: ReviewAnswer
    proof: ProofAnswer
    package: PackageAnswer
    missing: tuple[str, ...]
    flags: tuple[str, ...]
    reason: str
    between: tuple[str, ...]
    max_output_qty: Decimal | None
    entitled: tuple[str, ...]
    cite: tuple[str, ...]
    file_per_entry: bool
    auto_release: bool
    releases_goods: bool


def evidence_of(file: EvidenceFile) -> EvidenceAnswer:
    """What a file holds and lacks.

    Raises:
        UnknownName: no such track, instrument, review, commodity or route.
    """
    question = file.review
    review = review_of(question)
    package = read_package(replace(question.package, review=review.review))
    proof = read_proof(question.proof, question.config)
    trace = read_trace(question.trace)
    notice = evidence_requirements()["notice"]
    unstated = () if file.notice_fields is None else missing_of_notice(file.notice_fields)
    reuse = evidence_requirements()["reuse"]
    return EvidenceAnswer(
        review=review,
        proof=proof,
        package=package,
        missing=(*proof.missing, *package.missing, *unstated),
        flags=((notice["flag"],) if unstated else ()) + trace.flags,
        reason=proof.reason or review.reason,
        between=trace.between,
        max_output_qty=trace.max_output_qty,
        entitled=entitled_results(file.lab_test),
        cite=cited_entries(_as_printed(file.earlier_entry)),
        file_per_entry=reuse["file_per_entry"],
        auto_release=reuse["auto_release"],
        releases_goods=notice["releases_goods"],
    )


def _as_printed(entry: EarlierEntry | None) -> EarlierEntry | None:
    """An earlier entry under its number as printed; a wrong check digit is kept (DAT-03)."""
    if entry is None:
        return None
    found = parse_entry_number(entry.number)
    return replace(entry, number=found.formatted) if found.valid else entry
