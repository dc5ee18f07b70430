"""One order on one part of a line: the tests and the verdicts are those of screening.

A line asked about by itself is known to be unreleased where no release is recorded.

>>> _RANKED
('hit', 'review', 'context')
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from withhold.law import Config
from withhold.law.instruments import instrument, reaches_affiliates
from withhold.names import NameIndex
from withhold.register import Order, Register
from withhold.screening.dates import date_sign
from withhold.screening.line_places import ANYWHERE, place_sign
from withhold.screening.line_tests import NamedParty, goods_test, party_sign
from withhold.screening.rulebook import RuleBook
from withhold.screening.traced_line import Maker, TracedLine
from withhold.screening.verdict import thresholds, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.goods import GoodsSign
    from withhold.names import NameHit
    from withhold.places import PlaceSign
    from withhold.screening.order_rules import OrderRule
    from withhold.screening.traced_line import MadePart

#: Scope of an order that asks for a party at a place; the place stands in `Order.locality`.
ENTITY_AT_PLACE = "entity_at_place"
_RANKED = ("hit", "review", "context")
_EXACT = 0.999


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How one order meets a line.

    Attributes:
        verdict: `hit`, `review` or `context`, as screening has it.
        instrument: that of the order as the line meets it (a WRO may have become a Finding).
        order_id: empty where no row of the register is needed.
        limb: of the presumptions: `entity`, `geographic` or `caatsa` (INS-16).
        dimension: what caught it: `entity`, `place` or `goods` (ORD-10).
        stage: of the material that matched; empty: the goods themselves.
        party: the listed party, or the maker.
        tests: the words of the four tests.
        freed: nothing but the end or a change of the order takes the line out of it.
        changed_on: days of the order's ends and changes.
        superseded: the UFLPA stands in its place for these goods (INS-19).
    """

    verdict: str
    instrument: str
    order_id: str = ""
    limb: str = ""
    dimension: str = ""
    stage: str = ""
    party: str = ""
    tests: dict[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    freed: bool = False
    changed_on: tuple[date, ...] = ()
    superseded: bool = False

    @property
    def reaches(self) -> bool:
        """True where every test holds."""
        return self.verdict == "hit"

    @property
    def rank(self) -> int:
        """How telling the row is, 0 the most."""
        return _RANKED.index(self.verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQuestion:
    """A line, and what it is put to.

    Attributes:
        names: every name of the register.
        asked: the legal day asked about; None: all that is known.
        ended_on: day of an early end of the UFLPA (INS-20).
    """

    line: TracedLine
    names: NameIndex
    asked: date | None = None
    ended_on: date | None = None
    config: Config = field(default_factory=Config)

    @property
    def day(self) -> date:
        """The day whose history is folded."""
        return self.asked or date.max


def order_rows(question: LineQuestion, order: Order, part: MadePart) -> Iterator[Reach]:
    """The rows of an order on one part: one for each listed party it resembles, or for a place."""
    book = RuleBook(
        Register(version="", orders=(order,)), as_of=question.day, config=question.config
    )
    rule = book.rule(order.order_id, question.day)
    if rule is None:
        return
    hits = _named(question, order, part)
    if not rule.party_asked:
        out = next((h.entity_id for h in hits if h.entity_id in rule.excluded_ids), "")
        found = _judged(question, order, rule, part, NamedParty(excluded_entity=out), None)
        if found is not None:
            yield found
        return
    for hit in hits:
        if hit.entity_id in rule.entity_ids:
            party = NamedParty(
                role=_role(part),
                country=part.maker.country,
                entity_id=hit.entity_id,
                kind=hit.kind,
                score=hit.score,
                known_countries=book.entity_of(hit.entity_id),
            )
            found = _judged(question, order, rule, part, party, hit)
            if found is not None:
                yield found


def _role(part: MadePart) -> str:
    """The role of a part's maker on the line."""
    return "component_supplier" if part.stage else "manufacturer"


def _named(question: LineQuestion, order: Order, part: MadePart) -> tuple[NameHit, ...]:
    """The parties of an order that a maker is like, its affiliates where they are inside."""
    listed = {p.entity_id for p in order.parties}
    names = (part.maker.name, *_affiliates(question, order, part.maker))
    found = [h for name in names if name for h in _like(question.names, name)]
    return tuple({h.entity_id: h for h in found if h.entity_id in listed}.values())


def _affiliates(question: LineQuestion, order: Order, maker: Maker) -> tuple[str, ...]:
    """The firms a maker belongs to, where the order or a switch takes them in (INS-17)."""
    presumed = instrument(order.instrument.value).presumes
    switched = presumed and question.config["uflpa.affiliate_is_listed"]
    return maker.affiliate_of if switched or reaches_affiliates(order.tail) else ()


def _like(names: NameIndex, name: str) -> tuple[NameHit, ...]:
    """The listed parties a name is like; one that bears a listed name itself is only that one."""
    found = names.find(name, least=thresholds()[1])
    exact = tuple(h for h in found if h.score >= _EXACT)
    return exact or found


def _region_word(rule: OrderRule, sign: PlaceSign) -> str:
    """The word of the region test; the country is a weak sign of an area within it."""
    return "weak" if rule.region_is_area and sign.test == "yes" else sign.test


def _judged(  # noqa: PLR0913 - a line, an order, a part, a party
    question: LineQuestion,
    order: Order,
    rule: OrderRule,
    part: MadePart,
    party: NamedParty,
    hit: NameHit | None,
) -> Reach | None:
    """The tests of an order on a part, and the row the policy makes of them, if any."""
    when = date_sign(
        rule.dates, question.line.dates, asked=question.asked or date.max, unreleased=True
    )
    named = party_sign(rule, party)
    goods = part_goods(rule, part)
    region, why = _region_of(order, rule, part)
    tests = {"party": named.test, "goods": goods.test, "region": region, "date": when.test}
    verdict = verdict_of(tests)
    if verdict.word == "none":
        return None
    told = (
        f"party: {part.maker.name!r} is like {hit.matched_name!r}{named.note}" if hit else "",
        f"region: {why}" if why else "",
        f"goods: {goods.reason}",
        f"date: {when.reason}",
    )
    return Reach(
        verdict=verdict.word,
        instrument=rule.instrument,
        order_id=order.order_id,
        limb="entity" if instrument(rule.instrument).presumes else "",
        dimension=_dimension(rule),
        stage=part.stage,
        party=hit.entity if hit else part.maker.name,
        tests=tests,
        reasons=tuple(text for text in told if text),
    )


def part_goods(rule: OrderRule, part: MadePart) -> GoodsSign:
    """The goods test of an order on a part of a line.

    A tariff number says nothing against goods that no tariff number is known of.
    """
    numbered = any(s.prefixes or s.keys for s in rule.goods)
    return goods_test(rule, hts=part.hts if numbered else "", text=part.goods)


def _region_of(order: Order, rule: OrderRule, part: MadePart) -> tuple[str, str]:
    """The region test, and why; a party at a place must be known to be there."""
    if order.scope_kind == ENTITY_AT_PLACE:
        sign = place_sign(part, order.locality)
        return ("no" if sign.test == "unknown" else sign.test), sign.reason
    if not rule.region:
        return "any", ""
    sign = place_sign(part, rule.region)
    return _region_word(rule, sign), sign.reason


def _dimension(rule: OrderRule) -> str:
    """The dimension of an order that catches goods (ORD-10)."""
    if rule.party_asked:
        return "entity"
    return "goods" if rule.region == ANYWHERE else "place"
