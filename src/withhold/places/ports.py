"""Ports of entry (DAT-08): Schedule D codes, four digits with their leading zeros.

>>> parse_schedule_d("0401").stored
'0401'
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import Identifier, plain_code, refused, shipped_csv


@cache
def us_ports() -> dict[str, dict[str, str]]:
    """The US ports of the shipped table by Schedule D code: name, state, district, kind."""
    return {row["code"]: row for row in shipped_csv("places", "us_ports.csv")}


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
