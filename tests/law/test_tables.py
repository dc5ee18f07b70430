"""The tables of the law: every row cites rules that exist, has its dates, and can be applied."""

from __future__ import annotations

import itertools
import json
import re
from datetime import date

import pytest

from withhold.base import UnknownName, shipped_yaml
from withhold.law import (
    Config,
    Rule,
    clock_table,
    next_order_state,
    order_events,
    order_states,
    published_status,
    rule,
    rules,
    switch_table,
    tables_citing,
)
from withhold.law.rules import BASIS, CONFIDENCE, TABLES, TAGS

RULE = re.compile(r"\b(?:GEN|INS|ORD|CLK|EVD|DAT|STM|ROL|FOR)-\d\d\b")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_cites_only_rules_that_exist(name: str) -> None:
    cited = set(RULE.findall(json.dumps(shipped_yaml("law", name))))
    assert cited
    assert cited <= set(rules())


@pytest.mark.parametrize("found", rules().values(), ids=lambda r: str(r.rule_id))
def test_a_rule_says_what_it_is_and_how_sure(found: Rule) -> None:
    assert found.text
    assert found.tags
    assert set(found.tags) <= set(TAGS)
    assert set(found.confidence.split("/")) <= set(CONFIDENCE)
    assert set(found.basis.split("/")) - {""} <= set(BASIS)


def test_every_rule_of_the_clocks_and_states_stands_in_a_table() -> None:
    rows = {row["rule"] for row in clock_table().values()}
    rows |= {r["id"] for r in shipped_yaml("law", "order_transitions.yaml")["rows"]}
    rows |= {r["id"] for r in shipped_yaml("law", "shipment_transitions.yaml")["rows"]}
    states = {i for i in rules() if i.startswith("STM")}
    assert states - rows == {"STM-52"}  # a petition changes no state: the desk records it


def test_the_nearest_rule_is_named() -> None:
    with pytest.raises(UnknownName, match="did you mean CLK-5"):
        rule("CLK-5")


def test_a_rule_names_the_tables_that_rest_on_it() -> None:
    assert tables_citing("CLK-40") == ("clocks.yaml", "shipment_transitions.yaml")


@pytest.mark.parametrize("name", clock_table())
def test_a_clock_row_is_whole(name: str) -> None:
    row = clock_table()[name]
    assert row["citation"]
    assert row["unit"] in {
        "calendar_days",
        "business_days",
        "months",
        "years",
        "fixed_day",
        "eu_working_days",
    }
    for bound in ("valid_from", "valid_to"):
        assert row[bound] is None or date.fromisoformat(row[bound])
    assert row["act"] in {"cbp", "law", "importer"}
    assert ("rolls" in row) <= (row["act"] in {"importer", "cbp"})


def test_the_instruments_have_their_days() -> None:
    rows = {row["id"]: row for row in shipped_yaml("law", "instruments.yaml")}
    assert rows["UFLPA"]["valid_from"] == "2022-06-21"
    assert rows["CAATSA"]["valid_from"] == "2017-08-02"
    assert max(rows, key=lambda i: rows[i]["rank"]) == "WRO"


def test_every_state_and_event_of_an_order_leads_to_a_state_or_is_held() -> None:
    for state, event, scope in itertools.product(
        order_states(), order_events(), ("all", "some", None)
    ):
        found = next_order_state(state, event, scope=scope)
        assert found.held == (found.row == "")
        assert found.state in order_states()


def test_no_two_rows_of_a_shipment_speak_at_once() -> None:
    table = shipped_yaml("law", "shipment_transitions.yaml")
    spoken: set[tuple[str, str, str]] = set()
    for row in table["rows"]:
        for state, track in itertools.product(row["source"], row["tracks"]):
            key = (state, row["event"], track)
            assert key not in spoken, row["id"]
            spoken.add(key)


def test_the_states_of_a_shipment_are_those_its_rows_name() -> None:
    table = shipped_yaml("law", "shipment_transitions.yaml")
    named = {s for row in table["rows"] for s in (*row["source"], row["target"])}
    assert named - {"same", "replay"} == set(table["states"])
    terminal = {s for s, facts in table["states"].items() if facts["terminal"]}
    assert terminal == {"EXPORTED", "DESTROYED", "FORFEITED"}
    assert terminal.isdisjoint({s for row in table["rows"] for s in row["source"]})


def test_the_clocks_a_row_starts_and_stops_exist() -> None:
    for row in shipped_yaml("law", "shipment_transitions.yaml")["rows"]:
        named = {*row["starts"], *row["stops"]} - {"all"}
        assert named <= set(clock_table()), row["id"]


def test_a_switch_takes_its_options_and_no_other() -> None:
    assert Config.of({"months.overflow": "first_of_next"})["months.overflow"] == "first_of_next"
    with pytest.raises(Exception, match=r"months\.overflow"):
        Config.of({"months.overflow": "never"})


def test_every_switch_of_the_law_is_there() -> None:
    assert len(switch_table()) == 19
    assert all(row["rule"] in rules() for row in switch_table().values())


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("Active", "Active"),
        ("Partially Modified", "Partially Active"),
        ("Partially Active", "Partially Active"),
        ("Inactive", "Inactive"),
        ("Inactive-Pending Litigation", "Inactive"),
    ],
)
def test_a_status_word_of_cbp_has_its_label(printed: str, label: str) -> None:
    assert published_status(printed).label == label


def test_a_new_status_word_is_not_guessed() -> None:
    with pytest.raises(UnknownName, match="Suspended"):
        published_status("Suspended")
