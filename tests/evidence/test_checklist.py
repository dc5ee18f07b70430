"""What a submission is to hold, item by item; what nobody spoke of is missing."""

from __future__ import annotations

import pytest

from withhold.evidence import (
    Certificate,
    ConsigneeStatement,
    Document,
    Held,
    Package,
    Proof,
    checklist,
    missing_items,
)
from withhold.law import rules
from withhold.law.evidence_rules import commodity_table


def missing(review: str, held: Held) -> set[str]:
    return {item.id for item in missing_items(checklist(review, held))}


def test_nothing_at_hand_is_everything_missing() -> None:
    assert missing("admissibility", Held()) == {
        *("certificate_of_origin", "efforts_source", "efforts_labor", "results", "belief"),
        "commodity",
    }


def test_each_country_of_production_needs_its_certificate() -> None:
    proof = Proof(
        export_country="BD",
        production_countries=("IN", "BD"),
        certificates=(Certificate(country="BD"), Certificate(country="IN", signer="importer")),
        statement=ConsigneeStatement(parts=frozenset({"efforts_source", "results"})),
    )
    found = missing("admissibility", Held(proof=proof))
    assert {"certificate_IN", "efforts_labor", "belief"} <= found
    assert not {"certificate_BD", "results"} & found


def test_a_stage_without_documents_is_missing_as_a_whole() -> None:
    held = Held(
        package=Package(commodity="cotton", parts=frozenset("ABCDEFHI")),
        documents=(Document(kind="invoice", stage="weaver"),),
    )
    items = missing_items(checklist("applicability", held))
    assert ("", "gin") in {(i.stage, i.id) for i in items}
    assert ("weaver", "production_log") in {(i.stage, i.id) for i in items}
    assert not {"knitter|weaver", "merchant", "A"} & {i.id for i in items}


def test_an_exception_asks_for_more_than_an_applicability_review() -> None:
    more = missing("exception", Held()) - missing("applicability", Held())
    assert {"G", "worker_list", "wage_payments", "risk_assessment"} <= more


@pytest.mark.parametrize("review", ["admissibility", "applicability", "exception"])
@pytest.mark.parametrize("commodity", commodity_table())
def test_every_item_rests_on_a_rule(review: str, commodity: str) -> None:
    items = checklist(review, Held(package=Package(commodity=commodity)))
    assert {item.rule for item in items} <= set(rules())
    assert "admissible" not in repr(items)
