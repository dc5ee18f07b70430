"""Which review fits a detention, by which standard, where to file it, what the file still lacks.

Three answers with three standards (CLK-34): proof of admissibility, applicability, exception. They
may be argued in the alternative, so a review that was asked for is answered as asked. Nothing here
says what customs will decide (EVD-16).

>>> found = review_of(ReviewQuestion(track="U", line=TracedLine(chain_complete=True)))
>>> found.review, found.standard, found.report_to_congress
('applicability', 'not_clear_and_convincing', False)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from withhold.evidence import Package, Proof, Trace, read_package, read_proof, read_trace
from withhold.law import Config
from withhold.law.evidence_rules import (
    evidence_requirements,
    review_for,
    review_rule,
    submission_channel,
)
from withhold.law.instruments import instrument, instruments
from withhold.register import Register
from withhold.screening.rule_scope import line_question, line_reach
from withhold.screening.traced_line import TracedLine

_NOTHING = Register(version="none", orders=())
_UFLPA, _CAATSA = "UFLPA", "CAATSA"
_EXCEPTION, _ADMISSIBILITY = "exception", "admissibility"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQuestion:
    """A detention and the file that answers it.

    Attributes:
        track: W, F or U; empty: that of the instrument, where one is named.
        instrument: the one the goods are held under; empty: by the track.
        line, register: the goods, and the orders they are tested against.
        at: day of the submission; None: not said.
    """

    track: str = ""
    instrument: str = ""
    line: TracedLine = field(default_factory=TracedLine)
    register: Register = field(default_factory=lambda: _NOTHING)
    package: Package = field(default_factory=Package)
    proof: Proof = field(default_factory=Proof)
    trace: Trace = field(default_factory=Trace)
    at: date | None = None
    config: Config = field(default_factory=Config)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """What follows for the review.

    Attributes:
        review: the one asked for, else the one that fits; empty: the track is not known.
        inside: an instrument of the presumption reaches the goods; None: the track has none.
        report_to_congress: a success would be reported, evidence and all (CLK-35).
        can_be_granted: every condition that the file can show is shown.
        reason: the first condition that is known not to hold.
        channel: where it is filed on the day; empty: the day is not known.
    """

    review: str = ""
    inside: bool | None = None
    standard: str = ""
    report_to_congress: bool = False
    can_be_granted: bool = False
    reason: str = ""
    channel: str = ""
    rules: tuple[str, ...] = ()


def review_of(question: ReviewQuestion) -> ReviewAnswer:
    """The review that fits, and what the file shows for it.

    Raises:
        UnknownName: no such track, instrument, review or commodity.
    """
    track = question.track or (instrument(question.instrument).track if question.instrument else "")
    inside = _is_inside(question) if track in {"U", ""} else None
    name = question.package.review or (review_for(track, inside=bool(inside)) if track else "")
    if not name:
        return ReviewAnswer(inside=inside)
    row = review_rule(name)
    asked = replace(question, package=replace(question.package, review=name))
    conditions = _conditions(asked, name, inside=inside)
    return ReviewAnswer(
        review=name,
        inside=inside,
        standard=row.standard,
        report_to_congress=(question.instrument or _UFLPA) in row.reported,
        can_be_granted=all(met is True for met in conditions.values()),
        reason=next((why for why, met in conditions.items() if met is False), ""),
        channel=submission_channel(name, question.at) if question.at else "",
        rules=row.rules,
    )


def _is_inside(question: ReviewQuestion) -> bool:
    """True where a presumption reaches the goods, at any stage (ORD-12, CLK-34)."""
    asked = line_question(question.register, question.line, config=question.config)
    presumed = {i.name for i in instruments().values() if i.presumes}
    wanted = presumed & {question.instrument} or presumed
    rows = line_reach(question.register, question.line, asked)
    return any(r.reaches and r.instrument in wanted for r in rows)


def _conditions(
    question: ReviewQuestion, review: str, *, inside: bool | None
) -> dict[str, bool | None]:
    """Each condition of a review under the word for its lack; None: the file does not tell."""
    if review == _EXCEPTION:
        return _exception(question)
    consistent = question.package.inconsistencies is not True
    if review == _ADMISSIBILITY:
        proof = read_proof(question.proof, question.config)
        return {
            proof.reason: proof.specified,
            "proof_untimely": proof.timely,
            "evidence_contradicted": consistent,
        }
    whole = not read_package(question.package).missing and not read_trace(question.trace).flags
    return {
        "inside_the_presumption": not inside,
        "chain_not_complete": question.line.chain_complete,
        "incomplete_package": whole,
        "evidence_contradicted": consistent,
    }


def _exception(question: ReviewQuestion) -> dict[str, bool | None]:
    """The conditions of an exception, all of them needed together (CLK-34(b), (c))."""
    package = question.package
    holds = {
        "answered_all_inquiries": package.answered_all_inquiries,
        "guidance_complied_with": _shown(question),
        "evidence_consistent": package.inconsistencies is not True,
    }
    rows = evidence_requirements()["exception_conditions"]
    return {row["reason"]: holds[row["id"]] for row in rows}


def _shown(question: ReviewQuestion) -> bool | None:
    """Whether the file holds what an exception asks for; None: nobody said (EVD-14, INS-23)."""
    package = question.package
    alone = set(evidence_requirements()["not_enough_alone"]["documents"])
    more = bool(package.records) or bool((package.documents or frozenset()) - alone)
    if read_package(package).missing or (package.documents is not None and not more):
        return False
    if question.instrument == _CAATSA:
        return True if more else None
    return None if package.parts is None or package.records is None else True
