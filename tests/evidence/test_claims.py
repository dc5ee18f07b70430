"""Claims and denials on an order file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from withhold.evidence import Claim, Denial, lacks_for, showing

LABOR = Claim(about="labor", text="passports are kept", level="probable_cause", by="a worker")
IMPORTS = Claim(about="importation", text="bills of lading", level="reasonable_not_conclusive")


def test_evidence_of_labor_shows_no_importation() -> None:
    shown = showing((LABOR,))
    assert shown.labor_evidence_level == "probable_cause"
    assert not shown.importation_shown
    assert lacks_for("FINDING", shown) == ("importation_shown",)


def test_evidence_of_importation_shows_nothing_of_labor() -> None:
    shown = showing((IMPORTS,))
    assert shown.labor_evidence_level == "insufficient"
    assert lacks_for("WRO", shown) == ("labor_evidence_level",)


def test_a_denial_is_kept_beside_the_claim_and_changes_no_rating() -> None:
    denied = LABOR.denied(Denial(by="the maker", text="no passport is kept"))
    assert showing((denied,)).labor_evidence_level == showing((LABOR,)).labor_evidence_level
    assert showing((denied,)).denied == (denied,)
    assert denied.denials[0].by == "the maker"


def test_a_claim_that_was_withdrawn_does_not_count() -> None:
    gone = replace(LABOR, withdrawn=True)
    assert showing((gone, IMPORTS)).labor_evidence_level == "insufficient"


def test_an_unrated_bill_of_lading_shows_no_importation() -> None:
    assert not showing((replace(IMPORTS, level="insufficient"),)).importation_shown


@pytest.mark.parametrize(
    ("level", "enough_for"),
    [
        ("insufficient", set()),
        ("reasonable_cause", {"UFLPA"}),
        ("reasonable_not_conclusive", {"UFLPA", "WRO"}),
        ("probable_cause", {"UFLPA", "WRO", "FINDING"}),
    ],
)
def test_each_act_has_its_threshold(level: str, enough_for: set[str]) -> None:
    shown = showing((replace(LABOR, level=level), IMPORTS))
    assert {i for i in ("UFLPA", "WRO", "FINDING") if not lacks_for(i, shown)} == enough_for


def test_a_finding_needs_the_approval_of_the_secretary() -> None:
    shown = showing((LABOR, IMPORTS))
    assert lacks_for("FINDING", shown, secretary_approval=False) == ("secretary_approval",)
    assert lacks_for("WRO", shown, secretary_approval=False) == ()
