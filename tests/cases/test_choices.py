"""The importer's choices: open or not, why not, until when."""

from __future__ import annotations

from datetime import date

import pytest

from withhold.cases import Choice, choices, open_case, standing
from withhold.law import rules


def found(track: str, state: str, day: date, **facts: object) -> dict[str, Choice]:
    case = open_case(track, state, facts)
    return {choice.id: choice for choice in choices(standing(case, on=day), day)}


def test_a_detained_importer_may_export_prove_or_abandon_but_not_protest() -> None:
    here = found("W", "DETAINED", date(2026, 4, 1), imported=date(2026, 3, 15))
    assert {name for name, c in here.items() if c.is_open} == {
        *("export", "proof_of_admissibility", "abandonment"),
    }
    assert here["protest"].reason == "not_protestable_detention"
    assert here["court"].reason == "premature"


def test_the_proof_is_to_be_there_by_the_business_day_before() -> None:
    here = found("W", "DETAINED", date(2026, 4, 1), imported=date(2026, 4, 4))
    proof = here["proof_of_admissibility"]
    assert (proof.act_by, proof.last_on) == (date(2026, 7, 2), date(2026, 7, 4))


def test_a_review_under_the_uflpa_is_bounded_by_the_earlier_of_two_days() -> None:
    facts = {"presented": date(2026, 9, 1), "detention_notice_on": date(2026, 9, 10)}
    here = found("U", "DETAINED", date(2026, 9, 15), **facts)
    assert here["applicability_review"].act_by == date(2026, 10, 1)
    assert here["exception_request"].is_open
    assert "proof_of_admissibility" not in here


def test_a_protest_opens_on_the_day_after_the_deemed_exclusion() -> None:
    early = found("U", "DETAINED", date(2026, 4, 1), presented=date(2026, 3, 2))["protest"]
    there = found("U", "DETAINED", date(2026, 4, 2), presented=date(2026, 3, 2))["protest"]
    assert (early.is_open, early.reason, early.first_on) == (False, "premature", date(2026, 4, 2))
    assert (there.is_open, there.last_on) == (True, date(2026, 9, 28))


def test_excluded_wro_goods_are_to_be_exported_within_the_sixty_days() -> None:
    here = found("W", "EXCLUDED", date(2026, 5, 20), advice_mailed=date(2026, 5, 4))["export"]
    assert (here.is_open, here.act_by, here.last_on) == (True, date(2026, 7, 2), date(2026, 7, 3))


def test_the_day_printed_in_the_notice_bounds_the_export_of_uflpa_goods() -> None:
    facts = {"excluded_on": date(2026, 5, 4), "export_deadline_in_notice": date(2026, 6, 10)}
    assert found("U", "EXCLUDED", date(2026, 5, 20), **facts)["export"].act_by == date(2026, 6, 10)
    assert found("U", "EXCLUDED", date(2026, 6, 11), **facts)["export"].reason == "past_due"


@pytest.mark.parametrize("choice", ["export", "protest", "abandonment", "court"])
def test_seized_goods_leave_only_the_petition(choice: str) -> None:
    here = found("F", "SEIZED", date(2026, 10, 20), seizure_notice_mailed=date(2026, 10, 15))
    assert not here[choice].is_open
    assert here[choice].reason
    assert here["petition"].act_by == date(2026, 11, 13)


def test_every_choice_says_what_it_needs_and_by_which_rule() -> None:
    for track in "WFU":
        for choice in found(track, "DETAINED", date(2026, 4, 1)).values():
            assert choice.needs
            assert {*choice.cite} & set(rules())
