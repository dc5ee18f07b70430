"""Codes that are looked up: CBP forms, X12 message sets, entry types (DAT-04, DAT-14, DAT-15).

>>> parse_cbp_form("6051D", track="U").parts["starts"]
('uflpa_response',)
>>> parse_x12_set("350").parts["direction"]
'from_customs'
"""

from __future__ import annotations

from functools import cache

from withhold.base import Identifier, plain_code, refused, shipped_csv, split_list


@cache
def _rows(name: str, key: str) -> dict[str, dict[str, str]]:
    """A shipped code table by its code."""
    return {row[key]: row for row in shipped_csv("trade", name)}


def parse_cbp_form(value: str, *, track: str = "") -> Identifier:
    """A CBP form (DAT-15): what it means, and the clocks it starts on a track."""
    code = plain_code(value).removeprefix("CBP").removeprefix("FORM")
    row = _rows("cbp_forms.csv", "form").get(code)
    if row is None:
        return refused("cbp_form", value, "not a CBP form of the table")
    return Identifier(
        kind="cbp_form",
        value=value,
        valid=True,
        stored=code,
        formatted=f"CBP Form {code}",
        parts={
            "meaning": row["meaning"],
            "title": row["title"],
            "starts": split_list(row.get(f"starts_{track.lower()}", "")),
        },
    )


def parse_x12_set(value: str) -> Identifier:
    """An X12 message set of the trade (DAT-14)."""
    code = plain_code(value)
    row = _rows("x12_sets.csv", "set").get(code)
    if row is None:
        return refused("x12_set", value, "not a message set of the table")
    return Identifier(
        kind="x12_set",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        parts={"meaning": row["meaning"], "direction": row["direction"]},
    )


def parse_entry_type(value: str) -> Identifier:
    """An entry type (DAT-04): two digits; every type is in scope of 19 USC 1307 once imported."""
    code = plain_code(value)
    code = code.zfill(2) if code.isdigit() else code
    row = _rows("entry_types.csv", "type").get(code)
    if row is None:
        return refused("entry_type", value, "not an entry type of the table")
    return Identifier(
        kind="entry_type",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        parts={"meaning": row["meaning"], "for_consumption": row["for_consumption"] == "yes"},
    )
