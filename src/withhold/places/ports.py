"""Ports of entry (DAT-08): Schedule D codes, four digits with their leading zeros.

>>> parse_schedule_d("0401").stored, port_zone("1819")
('0401', 'America/Chicago')
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import Identifier, plain_code, refused, shipped_csv


@cache
def us_ports() -> dict[str, dict[str, str]]:
    """The US ports of the shipped table by Schedule D code: name, state, district, kind."""
    return {row["code"]: row for row in shipped_csv("places", "us_ports.csv")}


@cache
def port_zones() -> dict[str, dict[str, str]]:
    """The time zone of each US port by Schedule D code: IANA zone, and the ground for it.

    Source: 49 CFR part 71 (boundaries of the zones, by county where a state has two); names of the
    zones by the IANA time zone database.
    """
    return {row["code"]: row for row in shipped_csv("places", "port_zones.csv")}


def port_zone(code: str) -> str | None:
    """The IANA zone of a Schedule D port code (GEN-01); None: the table does not know the port."""
    row = port_zones().get(plain_code(code))
    return row["zone"] if row else None


def parse_schedule_d(value: str) -> Identifier:
    """A Schedule D port code; one that is in no table is kept with a warning."""
    code = plain_code(value)
    if not re.fullmatch(r"[0-9]{4}", code):
        return refused("schedule_d", value, "a Schedule D port code is 4 digits")
    port = us_ports().get(code)
    return Identifier(
        kind="schedule_d",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        warnings=() if port else ("not_in_table",),
        parts={"port": port["name"], "state": port["state"]} if port else {},
    )


def parse_schedule_k(value: str) -> Identifier:
    """A Schedule K foreign port code: five digits."""
    code = plain_code(value)
    if not re.fullmatch(r"[0-9]{5}", code):
        return refused("schedule_k", value, "a Schedule K port code is 5 digits")
    return Identifier(kind="schedule_k", value=value, valid=True, stored=code, formatted=code)
