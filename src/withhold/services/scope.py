"""Does an instrument reach this line of goods, and what follows from it?

The answer names matches, flags and tasks; it never says how goods were made (ROL-08).

>>> from withhold.register import Register
>>> found = scope_of(ScopeQuestion(instrument="EU_2024_3015", placed_on_market=date(2027, 12, 13)))
>>> found.applies
False
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from withhold.law import Config
from withhold.law.base_prohibition import (
    LaborFacts,
    base_prohibition_applies,
    consumptive_demand_exception,
    criminal_referral,
    labor_covered,
)
from withhold.law.foreign import (
    compliance_time_is_enough,
    foreign_applies,
    foreign_instruments,
    working_days,
)
from withhold.law.instruments import instrument, process_instrument
from withhold.law.sectors import high_priority_sectors
from withhold.register import Register
from withhold.screening.presumption_reach import law_in_force
from withhold.screening.reach_rows import Reach
from withhold.screening.rule_scope import (
    line_question,
    line_reach,
    listed_products,
    related_to_listed,
)
from withhold.screening.traced_line import TracedLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.screening.reach_rows import LineQuestion

_NOTHING = Register(version="none", orders=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeQuestion:
    """What is asked of a line.

    Attributes:
        register: the orders.
        instrument: the one asked about; empty: all, the answer is for the line as a whole.
        asked: the legal day asked about; None: all that the register holds.
        detained_on: day of the detention, where there is one.
        labor_class, labor_evidence_level: of the labour, as far as known; empty: not said.
        consumptive_demand_claimed: the importer claims the repealed exception (INS-03).
        presidential_determination: day of a determination that ended the UFLPA (INS-20).
        placed_on_market, perishable, compliance_working_days: for a foreign instrument (FOR-01,
            FOR-02).
    """

    line: TracedLine = field(default_factory=TracedLine)
    register: Register = field(default_factory=lambda: _NOTHING)
    instrument: str = ""
    asked: date | None = None
    detained_on: date | None = None
    labor_class: str = ""
    labor_evidence_level: str = ""
    consumptive_demand_claimed: bool = False
    presidential_determination: date | None = None
    placed_on_market: date | None = None
    perishable: bool = False
    compliance_working_days: int | None = None
    config: Config = field(default_factory=Config)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeAnswer:
    """What an instrument, or the whole law, has to do with a line.

    Attributes:
        match: an order or a presumption reaches the line, every test holding.
        instrument: the one asked about, else the one that carries the process (INS-22).
        track: of that instrument.
        process_track: of the shipment, by every instrument that reaches it (INS-22).
        recorded_hits: every instrument that reaches the line, each once, asked about or not.
        limb, dimension, stage: of the row that tells the most.
        effect, seizure, list_needed: of the instrument.
        applies: the law asked about is in force for the line.
        base_prohibition_applies: section 1307 itself, with or without an order.
        covered: the class of labour falls under section 1307; None: not said.
        proposal: `release` where only a change of the order freed goods still held (ORD-27).
        valid, minimum_working_days: of a decision under a foreign law (FOR-02).
        rows: every row, hits first.
    """

    match: bool
    instrument: str = ""
    track: str = ""
    process_track: str = ""
    recorded_hits: tuple[str, ...] = ()
    limb: str = ""
    dimension: str = ""
    stage: str = ""
    effect: str = ""
    seizure: bool | None = None
    list_needed: bool | None = None
    applies: bool | None = None
    base_prohibition_applies: bool = True
    covered: bool | None = None
    criminal_referral_1761: bool = False
    exception_available: bool = False
    flags: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    proposal: str = ""
    xinjiang_alert: bool = False
    valid: bool | None = None
    minimum_working_days: int | None = None
    rows: tuple[Reach, ...] = ()


def scope_of(question: ScopeQuestion) -> ScopeAnswer:
    """The answer to a question of scope.

    Raises:
        UnknownName: no such instrument or class of labour.
    """
    if question.instrument in foreign_instruments():
        return _foreign(question)
    asked = line_question(
        question.register,
        question.line,
        asked=question.asked,
        ended_on=question.presidential_determination,
        config=question.config,
    )
    every = line_reach(question.register, question.line, asked)
    rows = tuple(r for r in every if question.instrument in {"", r.instrument})
    hits = [r for r in rows if r.reaches]
    named = question.instrument or process_instrument(r.instrument for r in hits)
    law = instrument(named) if named else None
    top = next((r for r in hits if r.instrument == named), None)
    facts = _labor(question)
    line = question.line
    return ScopeAnswer(
        match=bool(hits),
        instrument=named,
        track=law.track if law else "",
        process_track=_process_track(every, law.track if law else ""),
        recorded_hits=tuple(dict.fromkeys(r.instrument for r in every if r.reaches)),
        limb=top.limb if top else "",
        dimension=top.dimension if top else "",
        stage=top.stage if top else "",
        effect=law.effect if law else "",
        seizure=law.seizure if law else None,
        list_needed=_list_needed(top, named),
        applies=law_in_force(named, asked) if named else None,
        base_prohibition_applies=base_prohibition_applies(facts),
        covered=labor_covered(question.labor_class) if question.labor_class else None,
        criminal_referral_1761=criminal_referral(facts, goods=line.goods, hts=line.hts),
        exception_available=_exception(question),
        flags=_flags(question, asked, every),
        tasks=_tasks(question, rows),
        proposal=_proposal(question, rows, every),
        xinjiang_alert=any(m.xinjiang_alert for m in line.makers),
        rows=rows,
    )


def _foreign(question: ScopeQuestion) -> ScopeAnswer:
    """The answer for the law of another jurisdiction (FOR-01 to FOR-05)."""
    name, day = question.instrument, question.placed_on_market or question.line.dates.import_date
    days = question.compliance_working_days
    steps = foreign_instruments()[name].get("working_days", {})
    timed = "compliance" in steps
    return ScopeAnswer(
        match=False,
        instrument=name,
        applies=foreign_applies(name, day) if day else None,
        minimum_working_days=working_days(name, "compliance", perishable=question.perishable)
        if timed
        else None,
        valid=compliance_time_is_enough(name, days, perishable=question.perishable)
        if timed and days is not None
        else None,
    )


def _process_track(rows: Iterable[Reach], otherwise: str) -> str:
    """The track of the instrument that carries the process; `otherwise` where none reaches."""
    carrying = process_instrument(r.instrument for r in rows if r.reaches)
    return instrument(carrying).track if carrying else otherwise


def _labor(question: ScopeQuestion) -> LaborFacts:
    """What is known of the labour and the places."""
    return LaborFacts(
        labor_class=question.labor_class,
        evidence_level=question.labor_evidence_level,
        countries=question.line.countries,
        imported=question.line.dates.import_date,
        consumptive_demand_claimed=question.consumptive_demand_claimed,
    )


def _exception(question: ScopeQuestion) -> bool:
    """Whether the repealed exception can be claimed, and is (INS-03)."""
    imported = question.line.dates.import_date
    return question.consumptive_demand_claimed and consumptive_demand_exception(imported)


def _list_needed(top: Reach | None, named: str) -> bool | None:
    """Whether the row rests on a row of the register; None: no instrument is in question."""
    if top is not None:
        return bool(top.order_id)
    return instrument(named).list_needed if named else None


def _flags(question: ScopeQuestion, asked: LineQuestion, rows: Iterable[Reach]) -> tuple[str, ...]:
    """What is flagged beside the rows; none of it makes a row."""
    line, register = question.line, question.register
    day = line.dates.import_date or question.asked or date.max
    told = {
        "high_priority_sector": bool(high_priority_sectors(day, hts=line.hts, goods=line.goods)),
        "listed_product": bool(listed_products(register, asked)),
        "related_to_listed_entity": bool(related_to_listed(register, asked)),
        "covered_maker_outside_hts_limit": any(_outside_limit(register, r) for r in rows),
        "imported_before_listing_check_notice": any(_before_listing(r) for r in rows),
    }
    return tuple(name for name, holds in told.items() if holds)


def _outside_limit(register: Register, row: Reach) -> bool:
    """A covered maker whose goods stand outside the tariff limit of the order (ORD-11)."""
    if not row.order_id or row.freed or row.tests.get("goods") != "no":
        return False
    limited = any(g.hts_is_limit for g in register.order(row.order_id).goods)
    return limited and row.tests.get("party") == "yes"


def _before_listing(row: Reach) -> bool:
    """Goods of a listed entity imported before its listing took effect (ORD-26)."""
    return row.limb == "entity" and row.tests.get("party") == "yes" and row.tests["date"] == "no"


def _tasks(question: ScopeQuestion, rows: Iterable[Reach]) -> tuple[str, ...]:
    """What a person must look at: goods already released, notices of a change."""
    found = tuple(rows)
    released = question.line.dates.release_date is not None
    told = {
        "redelivery_question": released and any(r.reaches for r in found),
        "quote_notice": any(r.changed_on and (r.reaches or r.freed) for r in found),
    }
    return tuple(name for name, holds in told.items() if holds)


def _proposal(question: ScopeQuestion, rows: Iterable[Reach], every: Iterable[Reach]) -> str:
    """`release` where a change freed goods still held and no instrument is left (ORD-27)."""
    dates = question.line.dates
    held = dates.release_date is None
    since = question.detained_on or dates.import_date
    freed = any(
        r.freed and not r.superseded and (since is None or any(since < d for d in r.changed_on))
        for r in rows
    )
    return "release" if held and freed and not any(r.reaches for r in every) else ""
