"""Risk factors of a line: context of its rows, never a presumption (INS-18, INS-02).

>>> from datetime import date
>>> [f.order_id for f in risk_factors(hts="7408110000", country="CN", day=date(2026, 2, 1))]
['uflpa:sector']
>>> risk_factors(hts="9503000073", country="US", day=date(2026, 2, 1))
()
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv, split_list
from withhold.goods import GoodsScope, goods_sign
from withhold.law.sectors import high_priority_sectors
from withhold.places import country_code

if TYPE_CHECKING:
    from datetime import date

SECTOR = "uflpa:sector"
LABOR_GOODS = "dol:goods"
_CHINA = frozenset({"", "CN"})


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """A factor: the id it is shown under, its list, and why, as one sentence."""

    order_id: str
    list: str
    reason: str


@cache
def _labor_goods() -> dict[str, tuple[tuple[str, GoodsScope, str], ...]]:
    """Goods that the Department of Labor lists for forced labour, by country of make."""
    found: dict[str, list[tuple[str, GoodsScope, str]]] = {}
    for row in shipped_csv("goods", "labor_department_goods.csv"):
        code = country_code(row["country"])
        if code and row["key"]:
            scope = GoodsScope(wording=row["good"], keys=(row["key"],))
            told = (row["good"], scope, split_list(row["editions"])[-1])
            found.setdefault(code, []).append(told)
    return {code: tuple(goods) for code, goods in found.items()}


@lru_cache(maxsize=65_536)
def risk_factors(
    *, hts: str = "", goods: str = "", country: str = "", day: date
) -> tuple[RiskFactor, ...]:
    """The risk factors of goods: a high-priority sector, a listing by the Department of Labor.

    Args:
        hts: the HTS number; several of one line with `|` between them.
        goods: the goods text.
        country: the country of make, as written; sectors are told of China and where it is unknown.
        day: of importation.
    """
    code = country_code(country)
    found = []
    numbers = hts.split("|")
    sectors = tuple(
        dict.fromkeys(
            sector
            for number in (numbers if code in _CHINA else ())
            for sector in high_priority_sectors(day, hts=number, goods=goods)
        )
    )
    if sectors:
        told = f"high-priority sector: {', '.join(sectors)} (INS-18): more inspection"
        found.append(RiskFactor(SECTOR, "uflpa", told))
    named = [
        f"{good} ({edition})"
        for good, scope, edition in _labor_goods().get(code, ())
        if any(goods_sign(scope, hts=number, text=goods).test == "yes" for number in numbers)
    ]
    if named:
        told = f"listed for forced labour by the Department of Labor: {', '.join(named)}, {code}"
        found.append(RiskFactor(LABOR_GOODS, "dol", told))
    return tuple(found)


def told_risk(*, hts: str, goods: str, country: str, day: date) -> tuple[str, ...]:
    """The risk factors of goods as sentences of a row, each called context."""
    factors = risk_factors(hts=hts, goods=goods, country=country, day=day)
    return tuple(f"context: {factor.reason}" for factor in factors)
