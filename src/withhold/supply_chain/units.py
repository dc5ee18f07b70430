"""Units of quantities, brought to one unit of their kind.

>>> unit_of("LBS").kind, unit_of("furlong") is None
('mass', True)
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from withhold.base import shipped_csv, split_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: its kind (`mass`, `length`, `count` ...), and how many base units it is."""

    name: str
    kind: str
    factor: Decimal


@cache
def _units() -> dict[str, Unit]:
    """The units of the shipped table by every name they have."""
    found: dict[str, Unit] = {}
    for row in shipped_csv("supply_chain", "units.csv"):
        unit = Unit(name=row["unit"], kind=row["kind"], factor=Decimal(row["factor"]))
        found |= dict.fromkeys(split_list(row["names"]), unit)
    return found


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit | None:
    """The unit of a cell; None where no table knows it."""
    plain = " ".join(text.casefold().replace(".", "").split())
    return _units().get(plain)
