"""What a submission holds and lacks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from withhold.base import UnknownName
from withhold.evidence import (
    Document,
    EarlierEntry,
    LabTest,
    Package,
    cited_entries,
    entitled_results,
    missing_by_stage,
    missing_of_notice,
    never_said,
    package_of,
    read_package,
    required_records,
)
from withhold.law.evidence_rules import commodity_stages, commodity_table, optional_stages


@pytest.mark.parametrize("name", commodity_table())
def test_an_empty_file_lacks_every_stage_that_is_not_optional(name: str) -> None:
    empty = Package(commodity=name, stages=(), chains=frozenset(), records=frozenset())
    row = commodity_table()[name]
    wanted = [s for s in commodity_stages(name) if s not in optional_stages(name)]
    wanted += [*row.get("chains", ()), *row.get("records", ())]
    assert read_package(empty).missing == tuple(wanted)


@pytest.mark.parametrize("name", commodity_table())
def test_a_whole_file_lacks_nothing(name: str) -> None:
    row = commodity_table()[name]
    whole = Package(
        commodity=name,
        stages=tuple(s.split("|")[-1] for s in commodity_stages(name)),
        chains=frozenset(row.get("chains", ())),
        records=frozenset(row.get("records", ())),
    )
    assert read_package(whole).missing == ()


def test_nothing_is_missing_that_nobody_spoke_of() -> None:
    assert read_package(Package(review="exception", commodity="seafood")).missing == ()


def test_a_route_is_seen_by_the_stage_that_only_it_has() -> None:
    assert commodity_stages("pvc", documented=["ethylene"])[0] == "ethylene"
    assert commodity_stages("pvc", documented=["vcm"])[0] == "coal_salt"
    assert commodity_stages("aluminum", documented=["scrap"])[0] == "scrap"


def test_an_unknown_commodity_or_route_names_those_there_are() -> None:
    with pytest.raises(UnknownName, match="did you mean cotton"):
        commodity_stages("coton")
    with pytest.raises(UnknownName, match="carbide"):
        commodity_stages("pvc", route="carbid")


def test_an_exception_needs_records_of_the_workers_beside_those_of_the_goods() -> None:
    wanted = required_records(Package(review="exception", commodity="hair"))
    assert {"factory_labor_records", "worker_list"} <= set(wanted)


def test_counts_come_from_the_documents() -> None:
    documents = (
        Document(kind="invoice", stage="spinner", language="zh", translated=True, pages=3),
        Document(kind="contract", stage="spinner", language="zh", pages=4, redacted_pages=1),
        Document(kind="invoice", stage="knitter", language="en", pages=1, redacted_pages=1),
    )
    found = read_package(package_of(documents, Package()))
    assert found.missing_translations == 1
    assert found.redacted_share == Decimal("0.25")
    assert {"invoice", "contract"}.isdisjoint(missing_by_stage(documents)["spinner"])
    assert "contract" in missing_by_stage(documents)["knitter"]


def test_the_origin_of_pictures_of_persons_is_to_be_kept() -> None:
    held = frozenset({"id_card_copies", "invoice"})
    assert read_package(Package(documents=held)).without_provenance == ("id_card_copies",)


@pytest.mark.parametrize(
    ("result", "same_chain", "cited"),
    [("released", True, 1), ("released", None, 0), ("excluded", True, 0)],
)
def test_an_earlier_entry_is_cited_only_for_the_same_chain_released(
    result: str, *, same_chain: bool | None, cited: int
) -> None:
    entry = EarlierEntry(number="B76-0324527-8", result=result, same_chain=same_chain)
    assert len(cited_entries(entry)) == cited


def test_results_of_a_test_are_given_and_a_protected_method_is_not() -> None:
    assert entitled_results(LabTest()) == ("results", "procedure_description")
    assert entitled_results(LabTest(developed_for_enforcement=True)) == ("results",)
    assert entitled_results(None) == ()


def test_a_notice_states_its_items() -> None:
    assert "tests" in missing_of_notice(["initiation"])


def test_the_words_of_a_decision_are_seen() -> None:
    assert never_said("The goods are admissible.") == ("admissible",)
    assert never_said("an admissibility review") == ()
