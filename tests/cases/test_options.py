"""The choices whole: what an act closes off, what is missing, what it costs, why it is not open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from withhold.base import InputError, UnknownName
from withhold.cases import open_case, reason_words, standing
from withhold.cases.choices import choice_rows
from withhold.cases.costs import cost_of, cost_table, read_figures
from withhold.cases.options import Option, Wishes, options
from withhold.evidence import Document, Held, Package
from withhold.law import guard_words, refusals

MARCH = date(2026, 3, 20)


def found(
    track: str, state: str, day: date, *, wishes: Wishes | None = None, **facts: Any
) -> dict[str, Option]:
    now = standing(open_case(track, state, facts), on=day)
    return {option.choice.id: option for option in options(now, day, wishes)}


def test_export_closes_off_every_other_choice() -> None:
    here = found("W", "DETAINED", MARCH, imported=date(2026, 3, 15))["export"]
    others = {row.id for row in choice_rows() if "W" in row.tracks} - {"export"}
    assert (here.leads_to, set(here.closes_off)) == ("EXPORTED", others)


def test_proof_closes_nothing_off() -> None:
    here = found("W", "DETAINED", MARCH, imported=date(2026, 3, 15))["proof_of_admissibility"]
    assert (here.leads_to, here.closes_off) == ("UNDER_REVIEW", ())


def test_an_exception_may_be_asked_for_beside_an_applicability_review() -> None:
    facts: dict[str, Any] = {
        "presented": date(2026, 3, 2),
        "detention_notice_on": date(2026, 3, 12),
    }
    assert found("U", "DETAINED", MARCH, **facts)["applicability_review"].closes_off == ()
    assert found("U", "UNDER_REVIEW", MARCH, **facts)["exception_request"].choice.is_open


def test_a_protest_that_comes_later_shows_its_window() -> None:
    here = found("U", "DETAINED", MARCH, presented=date(2026, 3, 2))["protest"]
    assert (here.choice.is_open, here.may_open, here.projected) == (False, True, True)
    assert (here.choice.first_on, here.choice.act_by) == (date(2026, 4, 2), date(2026, 9, 28))
    assert here.because == reason_words()["premature"]


def test_a_choice_that_has_gone_shows_no_day() -> None:
    facts: dict[str, Any] = {
        "presented": date(2026, 3, 2),
        "detention_notice_on": date(2026, 3, 12),
    }
    here = found("U", "DETAINED", date(2026, 4, 3), **facts)["applicability_review"]
    assert (here.choice.act_by, here.choice.last_on, here.costs) == (None, None, None)
    assert "2026-04-11" in here.remarks[0]


def test_goods_of_a_finding_have_no_protest_to_come() -> None:
    here = found("F", "DETAINED", MARCH, imported=date(2026, 3, 15))
    assert not here["protest"].may_open
    assert here["petition"].may_open


@pytest.mark.parametrize("state", ["EXPORTED", "DESTROYED", "FORFEITED"])
def test_nothing_may_open_where_a_case_has_ended(state: str) -> None:
    here = found("W", state, MARCH)
    assert not any(o.choice.is_open or o.may_open for o in here.values())


def test_what_is_missing_follows_the_commodity_and_the_documents_at_hand() -> None:
    gin = Document(kind="production_log", stage="gin")
    held = Held(package=Package(commodity="cotton", stages=("farm",)), documents=(gin,))
    here = found("U", "DETAINED", MARCH, wishes=Wishes(held=held), presented=date(2026, 3, 2))
    missing = {(item.stage, item.id) for item in here["applicability_review"].missing}
    assert ("", "spinner") in missing
    assert ("", "gin") not in missing
    assert ("gin", "invoice") in missing
    assert ("", "G") not in missing
    assert ("", "G") in {(i.stage, i.id) for i in here["exception_request"].missing}


def test_storage_is_counted_to_the_day_the_law_answers() -> None:
    wishes = Wishes(figures={"storage_per_day": 100.0}, storage_from=date(2026, 5, 4))
    here = found("W", "EXCLUDED", date(2026, 5, 20), wishes=wishes, advice_mailed=date(2026, 5, 4))
    export, protest = here["export"].costs, here["protest"].costs
    assert export is not None
    assert protest is not None
    assert (export.until, export.known_usd) == (date(2026, 7, 2), 5900.0)
    assert protest.until == date(2026, 11, 29)


def test_storage_without_a_known_end_is_said_to_run_on() -> None:
    costs = cost_of("court", {"storage_per_day": 10.0}, start=MARCH, act_by=date(2026, 3, 30))
    assert (costs.open_ended, costs.known_usd, costs.not_given) == (
        True,
        100.0,
        ("duty", "counsel"),
    )


@pytest.mark.parametrize("value", ["lots", "-5", "inf", ""])
def test_a_figure_that_is_no_sum_is_refused(value: str) -> None:
    with pytest.raises(InputError, match="not a sum of money"):
        read_figures({"freight": value})


def test_an_unknown_figure_names_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="freight"):
        read_figures({"frieght": "2"})


def test_every_choice_has_its_costs_and_every_reason_its_words() -> None:
    assert set(cost_table()["choices"]) == {row.id for row in choice_rows()}
    named = {f for row in cost_table()["choices"].values() for f in row["figures"]}
    assert named == set(cost_table()["figures"])
    reasons = {w.reason for w in guard_words().values()} | {r.reason for r in refusals()}
    assert reasons <= set(reason_words())
