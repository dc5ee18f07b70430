"""One order on one part of a line: the rows that screening judges, with the dates of the line.

The tests and the verdicts are those of screening; only the date test is read again, because a line
asked about by itself is known to be unreleased where no release is recorded.

>>> _RANKED
('hit', 'review', 'context')
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from withhold.law import Config
from withhold.law.instruments import instrument, reaches_affiliates
from withhold.names import NameIndex
from withhold.register import Order, Register, order_state
from withhold.screening.judge import RunFacts, judge
from withhold.screening.line_places import ANYWHERE, place_sign
from withhold.screening.reach_dates import begin_sign
from withhold.screening.rulebook import RuleBook
from withhold.screening.traced_line import Maker, TracedLine
from withhold.screening.verdict import thresholds, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.names import NameHit
    from withhold.places import PlaceSign
    from withhold.screening.hits import Hit
    from withhold.screening.rulebook import OrderRule
    from withhold.screening.traced_line import MadePart

#: Scope of an order that asks for a party at a place; the place stands in `Order.locality`.
ENTITY_AT_PLACE = "entity_at_place"
_RANKED = ("hit", "review", "context")
_EXACT = 0.999
_FACTS = RunFacts(run_id="", list_version="", as_of="", known_by="", today=date.max)
_EMPTY = (
    *("entry_date", "export_date", "import_date", "presentation_date", "release_date"),
    *("production_date", "row_id", "input_file", "entity_id", "entity", "matched_name", "kind"),
    *("party_reason", "tier", "parent_row_id", "notes", "material"),
)


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
    book = RuleBook(Register(version="", orders=(order,)), as_of=question.day)
    rule = book.rule(order.order_id, question.day)
    if rule is None:
        return
    for row in _candidates(rule, part, _named(question, order, part)):
        hit = judge(row, book, _FACTS)
        reach = _judged(question, order, rule, part, hit) if hit else None
        if reach is not None:
            yield reach


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


def _candidates(
    rule: OrderRule, part: MadePart, hits: tuple[NameHit, ...]
) -> Iterator[dict[str, Any]]:
    """The rows that screening judges: the part as it is told, with each party or the place."""
    base = part_row(rule, part) | {
        "excluded_entity": next((h.entity_id for h in hits if h.entity_id in rule.excluded_ids), "")
    }
    if not rule.party_asked:
        yield base
        return
    for hit in hits:
        yield base | {
            "entity_id": hit.entity_id,
            "entity": hit.entity,
            "matched_name": hit.matched_name,
            "kind": hit.kind,
            "score": hit.score,
            "party_reason": hit.reason,
        }


def part_row(rule: OrderRule, part: MadePart) -> dict[str, Any]:
    """A part of a line as a row that screening judges, without a party and without dates.

    A tariff number says nothing against goods that no tariff number is known of.
    """
    sign = place_sign(part, rule.region) if rule.region else None
    return dict.fromkeys(_EMPTY, "") | {
        "input_row": 1,
        "order_id": rule.order_id,
        "party_role": "component_supplier" if part.stage else "manufacturer",
        "input_name": part.maker.name,
        "party_country": part.maker.country,
        "score": 0.0,
        "region_test": _region_word(rule, sign),
        "region_reason": sign.reason if sign else "",
        "excluded_entity": "",
        "hts": part.hts if any(s.prefixes or s.keys for s in rule.goods) else "",
        "goods_description": part.goods,
        "has_address": bool(part.maker.province or part.maker.postal_code),
    }


def _region_word(rule: OrderRule, sign: PlaceSign | None) -> str:
    """The word of the region test; the country is a weak sign of an area within it."""
    if sign is None:
        return ""
    return "weak" if rule.region_is_area and sign.test == "yes" else sign.test


def _judged(
    question: LineQuestion, order: Order, rule: OrderRule, part: MadePart, hit: Hit
) -> Reach | None:
    """A judged row, with the dates as the line meets them and the place of a party at a place."""
    finding = order_state(order, question.day).status.startswith("FINDING")
    named = "FINDING" if finding else order.instrument.value
    dates = replace(rule.dates, instrument=named)
    when = begin_sign(dates, question.line.dates, asked=question.asked, config=question.config)
    region, why = hit.region_test, ""
    if order.scope_kind == ENTITY_AT_PLACE:
        sign = place_sign(part, order.locality)
        region, why = ("no" if sign.test == "unknown" else sign.test), f"region: {sign.reason}"
    tests = {
        "party": hit.party_test,
        "goods": hit.goods_test,
        "region": region,
        "date": when.test,
    }
    verdict = verdict_of(tests)
    told = [r for r in hit.reasons if not r.startswith(("date:", "not met:"))]
    if verdict.word == "none":
        return None
    return Reach(
        verdict=verdict.word,
        instrument=named,
        order_id=order.order_id,
        limb="entity" if instrument(named).presumes else "",
        dimension=_dimension(rule),
        stage=part.stage,
        party=hit.entity or hit.input_name,
        tests=tests,
        reasons=(*told, *([why] if why else []), f"date: {when.reason}"),
    )


def _dimension(rule: OrderRule) -> str:
    """The dimension of an order that catches goods (ORD-10)."""
    if rule.party_asked:
        return "entity"
    return "goods" if rule.region == ANYWHERE else "place"
