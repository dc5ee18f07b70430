"""Rows of a report that are one entry line: a row for each tariff number, or for each party.

An entry summary report (ACE ES-003) has a row for each tariff number of a line, so a line under a
chapter 99 number has two; other reports have a row for each party. Rows that follow each other with
one entry number and line number are one line, with all numbers, texts and parties of them.

>>> from withhold.trade.shaping import plan_rows, shape_row
>>> plan = plan_rows(["Entry Number", "Entry Line", "Tariff Ordinal Number", "HTS"], file="a.csv")
>>> one, two = (shape_row(plan, ["B76", "1", n, h], file="a.csv", row=1)
...     for n, h in (("1", "9903.88.15"), ("2", "6109.10.0012")))
>>> joined(one, two).line[HTS_AT]
'6109100012'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.names import MID_NAME
from withhold.trade.cells import article_numbers
from withhold.trade.shaping import LINE, PARTY, RowPlan, Shaped

if TYPE_CHECKING:
    from collections.abc import Sequence

HTS_AT = LINE.index("hts")
_TEXTS = frozenset(LINE.index(column) for column in ("goods_description", "material"))
_NOTES = LINE.index("notes")
_ORIGIN = LINE.index("country_of_origin")
#: Row id, file and row: those of the first row.
_OWN = 3
_ROLE, _NAME, _MID_AT = 0, 1, 1 + PARTY.index("mid")


def line_key(plan: RowPlan, cells: Sequence[str]) -> tuple[str, str] | None:
    """Entry and line number of a row; None where the rows of its file are lines by themselves."""
    if plan.one_line is None or len(cells) != plan.width:
        return None
    entry, line = (cells[at].strip() for at in plan.one_line)
    return (entry, line.lstrip("0") or "0") if entry and line else None


def joined(first: Shaped, other: Shaped, *, by_party: bool = False) -> Shaped | None:
    """The line of two rows of one entry line; None where they tell of different makers or origins.

    Args:
        first: what was read of the line before.
        other: the next row.
        by_party: the file has a row for each party; a role may then have several.
    """
    parties = _added(first, other) if by_party else _filled(first, other)
    origins = {s.line[_ORIGIN] for s in (first, other)} - {""}
    if parties is None or len(origins) > 1:
        return None
    cells = [
        _cell(number, a, b)
        for number, (a, b) in enumerate(zip(first.line, other.line, strict=True))
    ]
    return Shaped(tuple(cells), parties)


def _cell(number: int, first: str, other: str) -> str:
    """A cell of the line of two rows."""
    if number == HTS_AT:
        return "|".join(article_numbers([*first.split("|"), *other.split("|")]))
    if number in _TEXTS:
        return "; ".join(dict.fromkeys(text for text in (first, other) if text))
    if number == _NOTES:
        return "|".join(dict.fromkeys(part for part in f"{first}|{other}".split("|") if part))
    return first if number < _OWN else first or other


def _added(first: Shaped, other: Shaped) -> tuple[tuple[str, ...], ...]:
    """The parties of both, each once."""
    return tuple(dict.fromkeys((*first.parties, *other.parties)))


def _filled(first: Shaped, other: Shaped) -> tuple[tuple[str, ...], ...] | None:
    """The parties of both, one for each role; None where a role is two firms."""
    found = {party[_ROLE]: party for party in first.parties}
    for party in other.parties:
        known = found.get(party[_ROLE])
        if known is None:
            found[party[_ROLE]] = party
        elif _same(known, party):
            named, further = (party, known) if _by_mid(known) else (known, party)
            found[party[_ROLE]] = tuple(a or b for a, b in zip(named, further, strict=True))
        else:
            return None
    return tuple(found.values())


def _by_mid(party: tuple[str, ...]) -> bool:
    """True where a party has no name but its MID."""
    return party[_NAME].startswith(MID_NAME)


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where two parties of a role do not tell of two firms."""
    if one[_NAME] == other[_NAME] or not one[_NAME] or not other[_NAME]:
        return True
    return (_by_mid(one) or _by_mid(other)) and one[_MID_AT] in {other[_MID_AT], ""}
