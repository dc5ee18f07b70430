"""Does an instrument reach this line of goods: by whom, from where, of what, when, by which limb?

Every order is put to the goods themselves and to each material behind them (ORD-12), by the tests
and the verdicts of screening; the history of an order is read as the line meets it (ORD-23).

>>> from withhold.register import Register
>>> from withhold.screening.traced_line import Maker, Material, TracedLine
>>> lint = Material(goods="cotton lint", stage="fiber", origin=("CN",), province="Xinjiang")
>>> shirts = TracedLine(goods="cotton shirts", maker=Maker(country="VN"), materials=(lint,))
>>> [(r.instrument, r.limb, r.stage) for r in line_reach(Register(version="", orders=()), shirts)]
[('UFLPA', 'geographic', 'fiber')]
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.goods import GoodsScope, goods_sign, named_goods
from withhold.law import Config
from withhold.law.instruments import clause_presumes, instrument, reaches_upstream
from withhold.names import NameIndex
from withhold.register import InForce, Instrument, Order, goods_in_scope, order_state
from withhold.screening.presumption_reach import law_in_force, presumption_reach
from withhold.screening.reach_dates import (
    SUPERSEDED,
    LineHistory,
    line_history,
    with_supersession,
)
from withhold.screening.reach_rows import LineQuestion, Reach, order_rows
from withhold.screening.rulebook import RuleBook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from withhold.register import OrderEvent, Register
    from withhold.screening.traced_line import TracedLine

_DOWNSTREAM = frozenset({"containing", "downstream", "derivatives"})


def line_question(
    register: Register,
    line: TracedLine,
    *,
    asked: date | None = None,
    ended_on: date | None = None,
    config: Config | None = None,
) -> LineQuestion:
    """A line put to a register.

    Args:
        register: the orders.
        line: the goods and what is known upstream.
        asked: the legal day asked about; None: all that the register holds.
        ended_on: day of a determination that ended the UFLPA early (INS-20).
        config: switches that differ from the default.
    """
    names = NameIndex(RuleBook(register, as_of=None).listed_names())
    return LineQuestion(
        line=line, names=names, asked=asked, ended_on=ended_on, config=config or Config()
    )


def line_reach(
    register: Register, line: TracedLine, question: LineQuestion | None = None
) -> tuple[Reach, ...]:
    """Every instrument that meets a line, the best row of each order and limb, hits first.

    Args:
        register: the orders.
        line: the goods and what is known upstream.
        question: made by `line_question` where a day or switches matter.
    """
    asked = replace(question, line=line) if question else line_question(register, line)
    orders = [r for order in register.orders if (r := _of_order(asked, order)) is not None]
    return tuple(sorted((*orders, *presumption_reach(asked)), key=lambda r: (r.rank, r.order_id)))


def _of_order(question: LineQuestion, order: Order) -> Reach | None:
    """The row of an order, as its history meets the line; None: it makes none."""
    if order.instrument is Instrument.OWN or not law_in_force(order.instrument.value, question):
        return None
    order = _superseded_where_due(order, question.line)
    history = line_history(order, question.line.dates, question.asked, question.config)
    days = tuple(e.effective_on for e in history.changes if e.effective_on)
    superseded = any(e.word == SUPERSEDED for e in history.freed_by)
    now = None if superseded else _best(question, order, history.events)
    before = _before_changes(question, order, history) if now is None or now.rank else None
    if before is not None:
        return replace(
            before, verdict="context", freed=True, changed_on=days, superseded=superseded
        )
    return replace(now, changed_on=days) if now is not None else None


def _before_changes(question: LineQuestion, order: Order, history: LineHistory) -> Reach | None:
    """The hit there would be had nothing been taken out of the order; None: there is none."""
    if not history.freed_by:
        return None
    found = _best(question, order, history.without_changes)
    return found if found is not None and found.reaches else None


def _superseded_where_due(order: Order, line: TracedLine) -> Order:
    """The order with its supersession, where the goods are imported while the UFLPA is law."""
    imported = line.dates.import_date
    if imported is not None and not instrument("UFLPA").in_force_on(imported):
        return replace(order, events=tuple(e for e in order.events if e.word != SUPERSEDED))
    return with_supersession(order)


def _best(question: LineQuestion, order: Order, events: tuple[OrderEvent, ...]) -> Reach | None:
    """The most telling row of an order with that history over the parts of the line."""
    met = replace(order, events=events)
    parts = question.line.made_parts if reaches_inputs(order) else question.line.made_parts[:1]
    rows = [row for part in parts for row in order_rows(question, met, part)]
    return min(rows, key=lambda r: r.rank, default=None)


def reaches_inputs(order: Order) -> bool:
    """True where goods made with covered inputs are inside an order (ORD-11)."""
    by_statute = instrument(order.instrument.value).upstream == "statute"
    by_goods = any(g.reach in _DOWNSTREAM for g in order.goods)
    return by_statute or by_goods or reaches_upstream(order.tail)


def related_to_listed(register: Register, question: LineQuestion) -> tuple[str, ...]:
    """Makers on no list that belong to a firm an order reaches: a warning only (INS-17)."""
    found = []
    for maker in question.line.makers:
        for owner in maker.affiliate_of:
            alone = replace(maker, name=owner, affiliate_of=(), worker_nationalities=())
            line = replace(question.line, maker=alone, materials=())
            rows = (_of_order(replace(question, line=line), o) for o in register.orders)
            if any(row is not None and row.reaches and row.party for row in rows):
                found.append(maker.name)
    return tuple(dict.fromkeys(found))


def listed_products(register: Register, question: LineQuestion) -> tuple[str, ...]:
    """Listings of products under clause (iii) that name the goods: no presumption (INS-15)."""
    line, day = question.line, question.line.dates.import_date or question.day
    return tuple(
        order.order_id
        for order in register.orders
        if order.instrument is Instrument.UFLPA
        and not clause_presumes(order.section)
        and order_state(order, day).in_force is not InForce.NO
        and any(_names_goods(scope, line) for scope in _goods(order, day))
    )


def _goods(order: Order, day: date) -> Iterator[GoodsScope]:
    """The goods of an order as scopes to test."""
    for goods in goods_in_scope(order, day):
        text = goods.text or goods.wording
        keys = goods.taxonomy_keys or tuple(named_goods(text))
        yield GoodsScope(wording=text, keys=keys, prefixes=goods.hts_prefixes)


def _names_goods(scope: GoodsScope, line: TracedLine) -> bool:
    """True where a line is of goods."""
    return goods_sign(scope, hts=line.hts, text=line.goods).test == "yes"
