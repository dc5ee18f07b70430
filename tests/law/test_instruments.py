"""The instruments and how far they reach: tables whole, days exact."""

from __future__ import annotations

import itertools
import json
import re
from datetime import date, timedelta

import pytest

from withhold.base import UnknownName, shipped_yaml
from withhold.law import Config, order_events, rules
from withhold.law.base_prohibition import (
    LaborFacts,
    base_prohibition_applies,
    criminal_referral,
    labor_covered,
)
from withhold.law.evidence_rules import (
    evidence_requirements,
    package_parts,
    review_for,
    review_rule,
    submission_channel,
)
from withhold.law.foreign import (
    compliance_time_is_enough,
    export_warnings,
    foreign_applies,
    foreign_instruments,
    working_days,
)
from withhold.law.guidance import guidance_on, guidance_table
from withhold.law.instruments import (
    clause_presumes,
    ending_words,
    instrument,
    instruments,
    process_instrument,
    reaches_affiliates,
    reaches_upstream,
)
from withhold.law.sectors import high_priority_sectors

WORDS = {"unreleased_on_effective_date", "imported_on_or_after", "produced_on_or_after"}


@pytest.mark.parametrize("name", instruments())
def test_an_instrument_begins_and_ends_by_a_word_of_the_law(name: str) -> None:
    law = instrument(name)
    assert {law.begins_by(Config()), law.ends_by(Config())} <= WORDS
    assert set(law.rules) <= set(rules())


def test_an_unknown_instrument_names_those_there_are() -> None:
    with pytest.raises(UnknownName, match="did you mean FINDING"):
        instrument("FINDINGS")


def test_the_process_follows_the_presumptions_then_the_finding_then_the_wro() -> None:
    for names in itertools.permutations(("WRO", "FINDING", "UFLPA")):
        assert process_instrument(names) == "UFLPA"
    assert process_instrument(iter(("WRO", "FINDING"))) == "FINDING"
    assert process_instrument(()) == ""


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("UFLPA", date(2022, 6, 21), date(2029, 12, 23)),
        ("CAATSA", date(2017, 8, 2), None),
    ],
)
def test_a_law_is_in_force_from_its_first_day_to_the_day_before_its_end(
    name: str, first: date, after: date | None
) -> None:
    law, day = instrument(name), timedelta(days=1)
    assert law.in_force_on(first)
    assert not law.in_force_on(first - day)
    if after is not None:
        assert law.in_force_on(after - day)
        assert not law.in_force_on(after)


def test_a_determination_ends_the_act_earlier_and_never_later() -> None:
    law = instrument("UFLPA")
    assert not law.in_force_on(date(2028, 1, 1), ended_on=date(2028, 1, 1))
    assert not law.in_force_on(date(2030, 1, 1), ended_on=date(2031, 1, 1))


@pytest.mark.parametrize("clause", ["i", "ii", "iv", "v"])
def test_four_lists_presume_and_the_list_of_products_does_not(clause: str) -> None:
    assert clause_presumes(clause)
    assert not clause_presumes("iii")


def test_every_event_that_ends_an_order_is_an_event_of_orders() -> None:
    assert ending_words() <= order_events()


def test_an_order_reaches_upstream_goods_or_affiliates_only_by_its_words() -> None:
    assert reaches_upstream(("wholly_or_in_part",))
    assert not reaches_upstream(("affiliates",))
    assert reaches_affiliates(("affiliates",))
    assert not reaches_affiliates(())


def test_an_unknown_class_of_labor_is_not_guessed() -> None:
    with pytest.raises(UnknownName, match="class of labour"):
        labor_covered("bonded")


def test_a_suspicion_without_a_showing_proves_nothing() -> None:
    facts = LaborFacts(labor_class="convict", evidence_level="insufficient")
    assert not base_prohibition_applies(facts)
    assert not criminal_referral(facts, goods="wooden furniture", hts="9403.60")


@pytest.mark.parametrize(
    ("goods", "hts", "referred"),
    [
        ("garlic", "0703.20", False),
        ("raw cotton", "", False),
        ("cotton shirts", "6205.20", True),
        ("repair parts for farm machinery", "", False),
        ("farm tractors", "8701.94", True),
    ],
)
def test_farm_goods_are_left_out_of_the_criminal_law(
    goods: str, hts: str, *, referred: bool
) -> None:
    assert criminal_referral(LaborFacts(labor_class="convict"), goods=goods, hts=hts) is referred


def test_a_sector_counts_from_the_day_it_was_named() -> None:
    named, before = date(2024, 7, 9), date(2024, 7, 8)
    assert high_priority_sectors(named, hts="7604.29") == ("aluminum",)
    assert high_priority_sectors(before, hts="7604.29") == ()


def test_red_dates_have_no_tariff_line_of_their_own() -> None:
    day = date(2026, 1, 1)
    assert high_priority_sectors(day, hts="0813.40", goods="dried plums") == ()
    assert high_priority_sectors(day, hts="0813.40", goods="dried red dates") == ("red dates",)


@pytest.mark.parametrize("name", foreign_instruments())
def test_a_foreign_ban_begins_on_its_day(name: str) -> None:
    first = date.fromisoformat(foreign_instruments()[name]["valid_from"])
    assert foreign_applies(name, first)
    assert not foreign_applies(name, first - timedelta(days=1))


def test_goods_with_end_users_are_not_reached_in_the_european_union() -> None:
    assert not foreign_applies("EU_2024_3015", date(2028, 1, 1), with_end_user=True)


def test_the_steps_of_the_european_law_have_their_working_days() -> None:
    steps = foreign_instruments()["EU_2024_3015"]["working_days"]
    counted = {s: (working_days("EU_2024_3015", s), steps[s].get("perishable")) for s in steps}
    assert counted == {
        "preliminary_answer": (30, None),
        "preliminary_conclusion": (30, None),
        "investigation_answer": (30, None),
        "compliance": (30, 10),
        "customs_suspension": (4, 2),
    }
    with pytest.raises(UnknownName, match="step"):
        working_days("CA_9897", "compliance")


@pytest.mark.parametrize(("days", "enough"), [(9, False), (10, True)])
def test_perishable_goods_may_be_given_less_time(days: int, *, enough: bool) -> None:
    assert compliance_time_is_enough("EU_2024_3015", days, perishable=True) is enough


@pytest.mark.parametrize(
    ("country", "day", "bans"),
    [
        ("CA", date(2026, 1, 1), ("CA_9897",)),
        ("MX", date(2023, 5, 18), ("MX_DOF_2023",)),
        ("MX", date(2023, 5, 17), ()),
        ("BR", date(2026, 1, 1), ()),
    ],
)
def test_goods_sent_on_to_a_neighbour_may_meet_its_ban(
    country: str, day: date, bans: tuple[str, ...]
) -> None:
    assert export_warnings(country, day) == bans


def test_guidance_speaks_from_its_first_day_until_it_is_replaced() -> None:
    days = [date.fromisoformat(row["valid_from"]) for row in guidance_table()]
    assert days == sorted(days)
    replaced = {g["id"] for g in guidance_on(date(2026, 6, 11))}
    assert "GUI-04" in replaced
    assert "GUI-04" not in {g["id"] for g in guidance_on(date(2026, 6, 12))}


@pytest.mark.parametrize(
    ("track", "inside", "review"),
    [
        ("W", False, "admissibility"),
        ("F", True, "admissibility"),
        ("U", False, "applicability"),
        ("U", True, "exception"),
    ],
)
def test_a_review_fits_the_track_and_whether_goods_are_inside(
    track: str, review: str, *, inside: bool
) -> None:
    assert review_for(track, inside=inside) == review


def test_only_an_exception_is_reported_and_needs_clear_and_convincing_evidence() -> None:
    reviews = evidence_requirements()["reviews"]
    assert [n for n in reviews if review_rule(n).standard == "clear_and_convincing"] == [
        "exception"
    ]
    assert [n for n in reviews if review_rule(n).reported] == ["exception"]


@pytest.mark.parametrize("review", ["admissibility", "applicability", "exception", "modification"])
def test_the_portal_is_the_channel_from_its_day(review: str) -> None:
    assert submission_channel(review, date(2026, 1, 20)) == "port_or_center"
    assert submission_channel(review, date(2026, 1, 21)) == "forced_labor_portal"


def test_every_part_of_a_package_is_needed_or_not() -> None:
    for review in ("applicability", "exception"):
        needed, spare = package_parts(review)
        assert "".join(sorted(needed + spare)) == "ABCDEFGHI"


@pytest.mark.parametrize(
    "table",
    ["sectors", "scope_rules", "foreign_instruments", "evidence_requirements", "commodities"],
)
def test_a_table_cites_only_rules_that_exist(table: str) -> None:
    text = json.dumps(shipped_yaml("law", f"{table}.yaml"))
    cited = set(re.findall(r"\b(?:GEN|INS|ORD|CLK|EVD|DAT|STM|ROL|FOR)-\d\d\b", text))
    assert cited
    assert cited <= set(rules())
