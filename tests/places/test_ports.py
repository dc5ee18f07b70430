"""Ports of entry: codes, and the time zone in which their legal days are counted."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from withhold.places import port_zone, port_zones, us_ports


def test_every_port_of_the_table_has_a_zone_that_exists_and_a_ground() -> None:
    zones = port_zones()
    assert set(zones) == set(us_ports())
    assert all(ZoneInfo(row["zone"]) and row["ground"] for row in zones.values())


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("1001", "America/New_York"),
        ("2704", "America/Los_Angeles"),
        ("1819", "America/Chicago"),
        ("5201", "America/New_York"),
        ("2402", "America/Denver"),
        ("5301", "America/Chicago"),
        ("2604", "America/Phoenix"),
        ("3126", "America/Anchorage"),
        ("3201", "Pacific/Honolulu"),
        ("4909", "America/Puerto_Rico"),
        ("5101", "America/St_Thomas"),
        ("3904", "America/Chicago"),
        ("4110", "America/Indiana/Indianapolis"),
        ("2907", "America/Boise"),
        ("3302", "America/Los_Angeles"),
        ("2773", "America/Los_Angeles"),
    ],
)
def test_a_port_of_a_split_state_or_a_territory_has_the_zone_of_its_county(
    code: str, zone: str
) -> None:
    assert port_zone(code) == zone


def test_a_port_no_table_knows_has_no_zone() -> None:
    assert port_zone("9999") is None
