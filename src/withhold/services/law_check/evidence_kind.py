"""Kind `evidence`: one evidence package of a case."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName
from withhold.evidence import (
    Certificate,
    ConsigneeStatement,
    Conversion,
    EarlierEntry,
    LabTest,
    Lot,
    Package,
    Proof,
    Trace,
)
from withhold.law import Config
from withhold.services.applicability import ReviewQuestion
from withhold.services.evidence_package import EvidenceAnswer, EvidenceFile, evidence_of
from withhold.services.law_check.line_objects import (
    line_of,
    read_object,
    read_objects,
    register_of,
)
from withhold.services.law_check.reading import UnknownKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.services.law_check.reading import LawCase

#: Inputs that the package has under their own name.
_PACKAGE = (
    *("review", "parts", "commodity", "route", "stages", "chains", "records", "translated"),
    *("pages", "redacted_pages", "documents", "inconsistencies", "answered_all_inquiries"),
)


def answer_evidence(case: LawCase) -> Mapping[str, Any]:
    """Kind `evidence`: what the package holds and lacks."""
    inputs = case.inputs
    question = ReviewQuestion(
        track=inputs.get("track") or "",
        instrument=inputs.get("instrument") or "",
        line=line_of(inputs),
        register=register_of(inputs.get("orders")),
        package=_package(inputs),
        proof=_proof(inputs),
        trace=_trace(inputs),
        at=inputs.get("at"),
        config=Config.of(case.config),
    )
    file = EvidenceFile(
        review=question,
        notice_fields=inputs.get("notice_fields"),
        lab_test=_lab_test(inputs.get("lab_test")),
        earlier_entry=_earlier(inputs),
    )
    try:
        found = evidence_of(file)
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    told = _told(found)
    return told | {"output_never_contains": _absent(case.expect, told)}


def _package(inputs: Mapping[str, Any]) -> Package:
    """The package of a case."""
    given = {key: inputs[key] for key in _PACKAGE if inputs.get(key) is not None}
    return Package(foreign_documents=inputs.get("documents_foreign_language"), **given)


def _proof(inputs: Mapping[str, Any]) -> Proof:
    """The proof of admissibility of a case."""
    mentioned = "certificates" in inputs
    rows = read_objects("certificate", inputs.get("certificates"))
    statement = inputs.get("consignee_statement")
    return Proof(
        imported=inputs.get("imported"),
        at=inputs.get("at"),
        export_country=inputs.get("export_country") or "",
        production_countries=inputs.get("production_countries") or (),
        certificates=tuple(Certificate(**_known(row)) for row in rows) if mentioned else None,
        statement=_statement(statement),
        statement_mentioned="consignee_statement" in inputs,
        production_records=inputs.get("production_records"),
    )


def _statement(value: object) -> ConsigneeStatement | None:
    """The statement of the ultimate consignee."""
    if value is None:
        return None
    cells = read_object("consignee_statement", value)
    return ConsigneeStatement(
        submitted=cells.get("submitted"), parts=frozenset(cells.get("parts") or ())
    )


def _trace(inputs: Mapping[str, Any]) -> Trace:
    """The production records of a case."""
    conversion = inputs.get("conversion")
    rows = [] if conversion is None else [read_object("conversion", conversion)]
    return Trace(
        lots=tuple(Lot(**_known(row)) for row in read_objects("lot", inputs.get("lots"))),
        conversions=tuple(Conversion(**_known(row)) for row in rows),
    )


def _lab_test(value: object) -> LabTest | None:
    """The test of a case."""
    return None if value is None else LabTest(**_known(read_object("lab_test", value)))


def _earlier(inputs: Mapping[str, Any]) -> EarlierEntry | None:
    """The earlier entry of a case."""
    number = inputs.get("earlier_entry")
    if number is None:
        return None
    result = inputs.get("earlier_result") or ""
    return EarlierEntry(number=number, result=result, same_chain=inputs.get("same_chain"))


def _known(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The cells that are not null."""
    return {key: cell for key, cell in cells.items() if cell is not None}


def _told(found: EvidenceAnswer) -> dict[str, Any]:
    """The answer under the keys of the vocabulary; the whole wins over its parts."""
    parts = (found.package, found.proof, found.review, found)
    told = {f.name: getattr(part, f.name) for part in parts for f in fields(part)}
    clock = found.proof.clock
    return told | {
        "review": found.review.review,
        "certificates_required": len(found.proof.required),
        "proof_specified": found.proof.specified,
        "wro_proof": clock.nominal,
        "wro_proof_safe_by": clock.safe_by,
        "wro_proof_latest_arguable": clock.latest_arguable,
        "wro_proof_state": clock.state,
    }


def _absent(expect: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str, ...]:
    """Of the words a case asks for, those that occur nowhere in the answer (EVD-16)."""
    words = set(re.findall(r"\w+", repr(told).casefold()))
    return tuple(w for w in expect.get("output_never_contains") or () if w.casefold() not in words)
