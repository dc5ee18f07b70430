"""The worked cases hold the law: take a row out, move a clock by a day, and one of them fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.law.worked import as_file, worked_cases

from withhold.law import clock_table, clocks, shipment_life, shipment_rows, switch_table
from withhold.services.law_check import check_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CASES = worked_cases()
LIVES = [case for case in CASES if case["kind"] in {"transition", "chain"}]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[list[dict[str, Any]]], None]]:
    """Puts other rows in the place of those of the table of states, for one test."""
    held = (shipment_life.shipment_rows, shipment_life._by_key)

    def put(rows: list[dict[str, Any]]) -> None:
        monkeypatch.setitem(shipment_life._table(), "rows", rows)
        for remembered in held:
            remembered.cache_clear()

    yield put
    monkeypatch.undo()
    for remembered in held:
        remembered.cache_clear()


def failing(cases: list[dict[str, Any]]) -> set[str]:
    """The ids of cases that do not hold."""
    return set(check_text(as_file(*cases), file="cases.yaml").failures)


@pytest.mark.parametrize("row_id", sorted({row.id for row in shipment_rows()}))
def test_a_case_fails_without_a_row_of_the_states(
    row_id: str, table: Callable[[list[dict[str, Any]]], None]
) -> None:
    events = {row.event for row in shipment_rows() if row.id == row_id}
    telling = [case for case in LIVES if case["inputs"].get("event") in {None, *events}]
    rows = shipment_life._table()["rows"]
    table([row for row in rows if row["id"] != row_id])
    assert failing(telling)


@pytest.mark.parametrize("name", [n for n, row in clock_table().items() if "length" in row])
def test_a_case_fails_where_a_clock_is_a_day_longer(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    citing = [case for case in CASES if case.get("clock") == name]
    row = clock_table()[name]
    place, key = (row, "length")
    if "length_switch" in row:  # the length itself is a switch
        place, key = switch_table()[row["length_switch"]], "default"
    monkeypatch.setitem(place, key, place[key] + 1)
    clocks._kept.cache_clear()
    try:
        assert failing(citing)
    finally:
        clocks._kept.cache_clear()


def _options() -> list[tuple[str, str]]:
    return [
        (name, str(option))
        for name, row in switch_table().items()
        for option in row.get("options", ())
        if option != row["default"]
    ]


@pytest.mark.parametrize(("name", "option"), _options())
def test_a_case_takes_a_switch_at_each_of_its_values(name: str, option: str) -> None:
    told = {str(case.get("config", {}).get(name)).lower() for case in CASES}
    assert option.lower() in told


@pytest.mark.parametrize("name", [n for n, row in switch_table().items() if "kind" in row])
def test_a_case_takes_a_switch_that_is_a_number_or_a_list(name: str) -> None:
    assert any(name in case.get("config", {}) for case in CASES)
