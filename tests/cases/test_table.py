"""The table of a shipment's transitions: whole, without two voices, and each row worked by hand."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from withhold.base import load_yaml
from withhold.cases import Standing
from withhold.cases.choices import choice_rows
from withhold.cases.moment import Moment
from withhold.cases.predicates import PREDICATES, holds
from withhold.law import (
    guard_words,
    refusals,
    shipment_event,
    shipment_events,
    shipment_row,
    shipment_rows,
    shipment_states,
    standing_notes,
)

WORKED = Path(__file__).parents[1] / "law" / "cases" / "transitions.yaml"
DAY = date(2026, 3, 2)
DAYS = st.one_of(st.none(), st.integers(0, 400).map(lambda n: DAY + timedelta(days=n)))
FACTS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            ("presented", "imported", "detained_on", "excluded_on", "advice_mailed", "denied_on"),
            DAYS,
        ),
        **dict.fromkeys(("protest_filed", "seizure_notice_mailed", "released_on"), DAYS),
        "extensions_days": st.lists(st.sampled_from([15, 30]), max_size=3),
        "certificates": st.sampled_from([None, (), ({"signer": "importer"},)]),
    },
)
PAYLOADS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("same_class", "final", "permission", "written"), st.booleans()),
        "instruments_left": st.sampled_from([(), ("UFLPA",)]),
        "author": st.sampled_from(["ben", None]),
        "approver": st.sampled_from(["ben", "carla"]),
        "category": st.sampled_from([None, "apparel"]),
    },
)


def named() -> set[str]:
    """The predicates that the table names."""
    found = {guard for row in shipment_rows() for guard in row.guards}
    found |= {e.when for row in shipment_rows() for e in row.effects}
    found |= {p for row in shipment_rows() for p in row.tests.values()}
    return found | {r.when for r in refusals()} | {n.when for n in standing_notes()}


def test_the_table_names_every_predicate_and_no_other() -> None:
    assert named() == set(PREDICATES)


def test_every_guard_on_an_act_of_the_importer_has_its_reason() -> None:
    guards = {g for row in shipment_rows() if row.actor == "importer" for g in row.guards}
    assert guards == set(guard_words())


def test_every_event_of_a_row_is_an_event_of_the_table() -> None:
    assert {row.event for row in shipment_rows()} <= set(shipment_events())


def test_who_acts_is_said_the_same_by_row_and_event() -> None:
    differ = [r.id for r in shipment_rows() if r.actor != shipment_event(r.event).actor]
    assert differ == []


@settings(max_examples=60, deadline=None)
@given(facts=FACTS, act=PAYLOADS, ahead=st.integers(0, 400))
def test_at_most_one_row_speaks_for_any_facts(
    facts: dict[str, Any], act: dict[str, Any], ahead: int
) -> None:
    day = DAY + timedelta(days=ahead)
    for state, event, track in itertools.product(shipment_states(), shipment_events(), "WFU"):
        rows = [
            row
            for row in shipment_rows()
            if state in row.source and row.event == event and track in row.tracks
        ]
        now = Standing(track=track, state=state, facts=facts)
        moment = Moment(now=now, day=day, act=act, coming=event)
        speaking = [r for r in rows if all(holds(guard, moment) for guard in r.guards)]
        assert len(speaking) <= 1


def test_a_row_starts_only_clocks_that_run_in_its_target() -> None:
    for row in shipment_rows():
        for state in row.source if row.target == "same" else (row.target,):
            if state in shipment_states():
                assert set(row.starts) <= set(shipment_states()[state].clocks), row.id


def test_a_row_by_law_names_the_clock_that_gives_its_day() -> None:
    for row in shipment_rows():
        assert (row.event == "tick") == bool(row.by_clock), row.id


def test_only_the_law_acts_by_the_passing_of_time() -> None:
    assert {row.actor for row in shipment_rows() if row.event == "tick"} == {"law"}


@pytest.mark.parametrize("row", choice_rows(), ids=lambda row: str(row.id))
def test_a_choice_is_an_act_of_the_importer_in_some_state(row: Any) -> None:
    assert shipment_event(row.event).actor == "importer"
    assert any(shipment_row(s, row.event, t) for s in shipment_states() for t in row.tracks)


def test_every_transition_of_the_law_is_worked_by_hand() -> None:
    cases = load_yaml(WORKED.read_text("utf-8"), file=WORKED.name)["cases"]
    cited = {rule for case in cases for rule in case["rules"]}
    assert {row.id for row in shipment_rows() if row.id.startswith("STM")} - cited == set()


def test_every_event_of_the_importer_is_worked_by_hand() -> None:
    cases = load_yaml(WORKED.read_text("utf-8"), file=WORKED.name)["cases"]
    worked = {case["inputs"]["event"] for case in cases}
    acts = {word for word, kind in shipment_events().items() if kind.actor == "importer"}
    assert acts - worked == set()
