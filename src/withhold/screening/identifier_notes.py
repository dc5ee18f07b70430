"""Numbers on a line that a row speaks of: parsed and checked, and what is odd told, never refused.

A line carries them as notes `#column=value`; they are read only where a row is written. A wrong
check digit is a warning (DAT-03); importer numbers are shown masked (DAT-05).

>>> told_identifiers(["#container=CSQU3054384", "no goods text"], role="", name="")
('container CSQU3054384: its check digit would be 3 (DAT-11)', 'no goods text')
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from withhold.base import shipped_csv
from withhold.names import parse_mid
from withhold.names.mid import name_words
from withhold.places import parse_schedule_d, parse_schedule_k
from withhold.text import has_han
from withhold.trade import (
    mask,
    parse_air_waybill,
    parse_bill_of_lading,
    parse_container,
    parse_entry_number,
    parse_entry_type,
    parse_importer_number,
    parse_inbond,
)
from withhold.trade.lines import ROLES
from withhold.trade.party_numbers import NUMBERS, parse_party_number
from withhold.trade.shaping import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from withhold.base import Identifier

_PARSERS: dict[str, Callable[[str], Identifier]] = {
    "air_waybill": parse_air_waybill,
    "bill_of_lading": parse_bill_of_lading,
    "container": parse_container,
    "entry_number": parse_entry_number,
    "entry_type": parse_entry_type,
    "importer_number": parse_importer_number,
    "in_bond": parse_inbond,
    "mid": parse_mid,
    **{kind: partial(parse_party_number, kind) for kind in NUMBERS},
}
_SENSITIVE = "importer_number"
_MID = "mid"
_SCHEDULES = {4: parse_schedule_d, 5: parse_schedule_k}


def told_identifiers(notes: Iterable[str], *, role: str, name: str) -> tuple[str, ...]:
    """`notes` with the marked numbers as sentences; those that are in order are left out.

    Args:
        notes: as a row has them.
        role: of the party the row is about, and its name: a MID of that role is compared with it.
        name: its name.
    """
    found: list[str] = []
    for note in notes:
        if not note.startswith(MARK):
            found.append(note)
            continue
        column, _, value = note.removeprefix(MARK).partition("=")
        told = told_number(column, value)
        if not told and name and column in {f"{role}_{_MID}", _MID}:
            told = _told_mid(value, name)
        if told:
            found.append(told)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65_536)
def told_number(column: str, value: str) -> str:
    """What is odd about a number of a column, as one sentence; empty where it is in order."""
    kind, rule = _kinds().get(column, ("", ""))
    if kind == "bill_of_lading" and not value[:2].isalpha():
        return ""
    parser = _port if kind == "port" else _PARSERS.get(kind)
    if parser is None:
        return ""
    read = parser(value)
    shown = mask(value) if kind == _SENSITIVE else value[:40]
    if not read.valid:
        return f"{column} {shown}: {read.reason} ({rule})" if read.reason else ""
    if "check_digit" in read.warnings:
        check = read.parts.get("check")
        told = "the check digits do not hold"
        if check is not None:
            told = f"its check digit would be {check}"
        return f"{column} {shown}: {told} ({rule})"
    if "not_in_table" in read.warnings:
        return f"{column} {shown}: not in the shipped table of ports ({rule})"
    return ""


def _port(value: str) -> Identifier:
    """A port code; a name of a port is none and is left alone."""
    digits = value.strip()
    parser = _SCHEDULES.get(len(digits)) if digits.isdigit() else None
    return parser(digits) if parser else parse_schedule_k("00000")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, tuple[str, str]]:
    """The kind of number and the rule of each column, those of parties by every role."""
    found: dict[str, tuple[str, str]] = {}
    for row in shipped_csv("trade", "identifier_columns.csv"):
        entry = (row["kind"], row["rule"])
        found[row["column"]] = entry
        if row["of"] == "party":
            found |= {f"{role}_{row['column']}": entry for role in ROLES}
    return found


def _told_mid(value: str, name: str) -> str:
    """A MID that its maker's name would not give: evidence of another maker, or of a wrong code."""
    read = parse_mid(value)
    words = [] if has_han(name) else name_words(name)
    if not read.valid or not words:
        return ""
    built = "".join(word[:3] for word in words[:2])
    given = str(read.parts["name_part"])
    if not built or given == built or given.startswith(built[:3]):
        return ""
    return (
        f"MID {value}: its name part {given} does not fit {name!r}, which gives {built} (DAT-06: "
        "evidence, never identity)"
    )
