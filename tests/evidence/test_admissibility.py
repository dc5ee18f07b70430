"""The proof of admissibility: documents, signers, days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from withhold.evidence import Certificate, ConsigneeStatement, Proof, missing_proof, read_proof
from withhold.law import Config
from withhold.law.evidence_rules import evidence_requirements

WHOLE = frozenset({"efforts_source", "efforts_labor", "results", "belief"})
FILED = date(2026, 6, 10)
PROOF = Proof(
    imported=date(2026, 3, 15),
    at=date(2026, 6, 16),
    export_country="CN",
    certificates=(Certificate(country="CN", signer="foreign_seller", submitted=FILED),),
    statement=ConsigneeStatement(submitted=FILED, parts=WHOLE),
    statement_mentioned=True,
)


def test_both_documents_in_time_are_the_proof_specified() -> None:
    found = read_proof(PROOF)
    assert (found.specified, found.timely, found.missing, found.valid) == (True, True, (), True)


@pytest.mark.parametrize(
    "alone",
    [replace(PROOF, certificates=()), replace(PROOF, statement=None)],
    ids=["statement", "certificate"],
)
def test_one_document_without_the_other_is_untimely(alone: Proof) -> None:
    found = read_proof(alone)
    assert (found.specified, found.timely) == (False, False)


def test_a_proof_that_is_not_whole_yet_can_still_come_in_time() -> None:
    found = read_proof(replace(PROOF, statement=None, at=date(2026, 6, 15)))
    assert found.timely is None


@pytest.mark.parametrize(("late", "timely"), [(0, True), (1, False)])
def test_the_last_day_counts_and_the_next_does_not(late: int, *, timely: bool) -> None:
    last = date(2026, 6, 15) + timedelta(days=late)
    statement = ConsigneeStatement(submitted=last, parts=WHOLE)
    assert read_proof(replace(PROOF, statement=statement)).timely is timely


def test_a_granted_extension_moves_the_day_to_act_by() -> None:
    statement = ConsigneeStatement(submitted=date(2026, 7, 10), parts=WHOLE)
    proof = replace(PROOF, statement=statement)
    longer = Config.of({"wro_proof.extension_days": 30})
    assert read_proof(proof).timely is False
    assert read_proof(proof, longer).timely is True


def test_a_certificate_signed_by_the_importer_is_none() -> None:
    signed = Certificate(country="CN", signer="importer", submitted=FILED)
    found = read_proof(replace(PROOF, certificates=(signed,)))
    assert (found.valid, found.specified) == (False, False)
    assert found.reason == "signer_must_be_foreign_seller_or_owner"
    assert found.missing == ("certificate_CN",)


def test_a_field_that_is_not_filled_in_is_missing() -> None:
    fields = evidence_requirements()["certificate"]["fields"]
    bare = Certificate(country="CN", signer="foreign_owner", submitted=FILED, lacks=tuple(fields))
    found = read_proof(replace(PROOF, certificates=(bare,)))
    assert found.missing == tuple(fields)
    assert not found.valid


@pytest.mark.parametrize("part", sorted(WHOLE))
def test_every_part_of_the_statement_is_needed(part: str) -> None:
    statement = ConsigneeStatement(submitted=FILED, parts=WHOLE - {part})
    assert read_proof(replace(PROOF, statement=statement)).missing == (part,)


def test_nothing_is_missing_that_nobody_spoke_of() -> None:
    assert missing_proof(Proof(export_country="BD", production_countries=("IN",))) == ()


def test_a_missing_certificate_without_a_country_is_said_so() -> None:
    assert missing_proof(Proof(certificates=())) == ("certificate_of_origin",)
