"""High-priority sectors on a day: more inspection, no presumption (INS-18).

>>> from datetime import date
>>> high_priority_sectors(date(2026, 2, 1), hts="7408.11", goods="refined copper wire")
('copper',)
>>> high_priority_sectors(date(2025, 8, 18), hts="7408.11", goods="refined copper wire")
()
"""

from __future__ import annotations

from datetime import date
from functools import cache

from withhold.base import shipped_yaml
from withhold.goods import GoodsScope, goods_sign


@cache
def _sectors() -> tuple[tuple[str, date, bool, GoodsScope, GoodsScope], ...]:
    """Each sector: its name, first day, whether a number alone may show it, two scopes to test."""
    return tuple(
        (
            row["sector"],
            date.fromisoformat(row["valid_from"]),
            not row.get("text_only", False),
            GoodsScope(wording=row["sector"], keys=tuple(row["keys"])),
            GoodsScope(wording=row["sector"], prefixes=tuple(row["hts"])),
        )
        for row in shipped_yaml("law", "sectors.yaml")
    )


def high_priority_sectors(day: date, *, hts: str = "", goods: str = "") -> tuple[str, ...]:
    """The sectors that goods belong to, of those named by `day`.

    Args:
        day: day of importation.
        hts: the HTS number, if any.
        goods: the goods text.
    """
    found = []
    for name, since, by_number, keyed, further in _sectors():
        number = hts if by_number else ""
        named = goods_sign(keyed, hts=number, text=goods).test == "yes"
        listed = bool(further.prefixes) and goods_sign(further, hts=number).test == "yes"
        if since <= day and (named or listed):
            found.append(name)
    return tuple(found)
