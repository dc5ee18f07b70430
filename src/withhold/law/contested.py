"""Contested points of the law that bear on a case, each with its switches (law.md sections 9, 10).

>>> [p.id for p in contested_points(("F",)) if p.switches == ("finding.export_allowed",)]
['CON-05']
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from withhold.base import from_plain, shipped_yaml
from withhold.law.switches import switch_table

#: A switch of one law alone begins with its word.
_TRACK_OF = {"wro": "W", "wro_proof": "W", "wro_export_60": "W", "finding": "F", "uflpa": "U"}
#: The rules that speak of clocks and of a case.
_OF_CASES = ("CLK-", "GEN-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedPoint:
    """A point on which the law is contested, and what is taken.

    Attributes:
        switches: those that decide it otherwise.
    """

    id: str
    point: str
    positions: tuple[str, ...]
    default: str
    rules: tuple[str, ...]
    switches: tuple[str, ...] = ()


def contested_points(tracks: tuple[str, ...]) -> tuple[ContestedPoint, ...]:
    """The points that bear on the days of a case of these tracks, in the order of the table."""
    found = []
    for point in _table():
        every = tuple(n for n, row in switch_table().items() if row["rule"] in point.rules)
        mine = tuple(n for n in every if _TRACK_OF.get(n.split(".")[0], tracks[0]) in tracks)
        if mine or not every:
            found.append(replace(point, switches=mine))
    return tuple(found)


@cache
def _table() -> tuple[ContestedPoint, ...]:
    """The points about cases, as shipped."""
    rows = (from_plain(ContestedPoint, row) for row in shipped_yaml("law", "contested.yaml"))
    return tuple(row for row in rows if any(r.startswith(_OF_CASES) for r in row.rules))
