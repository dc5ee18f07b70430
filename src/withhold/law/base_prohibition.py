"""Section 1307 itself, with or without an order: which labour, which exception, which referral.

Nothing here says that goods were made with such labour; it says what the law asks of the facts as
they were given (ROL-08).

>>> labor_covered("forced_child"), labor_covered("child")
(True, False)
>>> from datetime import date
>>> consumptive_demand_exception(date(2016, 3, 9)), consumptive_demand_exception(date(2016, 3, 10))
(True, False)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from withhold.base import UnknownName
from withhold.goods import GoodsScope, goods_sign
from withhold.law.instruments import scope_rules

#: Section 1307 speaks of goods made in any foreign country (INS-01).
_HOME = "US"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaborFacts:
    """What is known of the labour, and of where the goods were made.

    Attributes:
        labor_class: `convict`, `forced`, `indentured`, `forced_child` or `child`; empty: not said.
        evidence_level: a level of ORD-06; empty: not said.
        countries: where any part was made, as far as known.
        imported: day of importation; None: not known.
        consumptive_demand_claimed: the importer claims the repealed exception (INS-03).
    """

    labor_class: str = ""
    evidence_level: str = ""
    countries: frozenset[str] = frozenset()
    imported: date | None = None
    consumptive_demand_claimed: bool = False


def labor_covered(labor_class: str) -> bool:
    """True where labour of that class falls under section 1307 (INS-01, INS-02).

    Raises:
        UnknownName: no such class.
    """
    rows: dict[str, dict[str, Any]] = scope_rules()["labor_classes"]
    if labor_class not in rows:
        near = tuple(get_close_matches(labor_class, rows, n=2)) or tuple(rows)
        raise UnknownName("class of labour", labor_class, near=near)
    return bool(rows[labor_class]["covered"])


def consumptive_demand_exception(imported: date | None) -> bool:
    """True where the repealed exception can still be claimed for goods of that day (INS-03)."""
    repealed = date.fromisoformat(scope_rules()["consumptive_demand"]["repealed_from"])
    return imported is not None and imported < repealed


def base_prohibition_applies(facts: LaborFacts) -> bool:
    """True where section 1307 itself is the law for the facts given (INS-01 to INS-03)."""
    if facts.labor_class and not labor_covered(facts.labor_class):
        return False
    if facts.evidence_level in scope_rules()["no_showing"]:
        return False
    if facts.countries == {_HOME}:
        return False
    excepted = facts.consumptive_demand_claimed and consumptive_demand_exception(facts.imported)
    return not excepted


def criminal_referral(facts: LaborFacts, *, goods: str = "", hts: str = "") -> bool:
    """True where a referral under 18 USC 1761 is proposed (INS-21).

    Args:
        facts: what is known of the labour.
        goods: the goods text.
        hts: the HTS number, if any.
    """
    row = scope_rules()["criminal_referral"]
    if facts.labor_class != row["labor_class"] or facts.evidence_level in _no_showing():
        return False
    scopes = (
        GoodsScope(wording=out["what"], prefixes=tuple(out["hts"]), signs=tuple(out["words"]))
        for out in row["left_out"]
    )
    return not any(goods_sign(s, hts=hts, text=goods).test == "yes" for s in scopes)


def _no_showing() -> frozenset[str]:
    """Levels of evidence that show nothing yet."""
    return frozenset(scope_rules()["no_showing"])
