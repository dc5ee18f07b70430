"""The presumptions that need no row of the register: the geographic limb and CAATSA.

Any goods made wholly or in part in Xinjiang are inside, whatever the maker and wherever they were
finished (INS-16); goods made with labour of North Korean nationals are, anywhere in the world
(INS-13). Neither asks for a share (INS-04) or a value (INS-05).

>>> from withhold.names import NameIndex
>>> from withhold.screening.traced_line import Maker, TracedLine
>>> line = TracedLine(maker=Maker(country="CN", worker_nationalities=("CN", "KP")))
>>> [r.instrument for r in presumption_reach(LineQuestion(line=line, names=NameIndex(())))]
['CAATSA']
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from withhold.law.instruments import instrument, scope_rules
from withhold.register import Register
from withhold.screening.dates import DateRule
from withhold.screening.judge import RunFacts, judge
from withhold.screening.reach_dates import begin_sign
from withhold.screening.reach_rows import LineQuestion, Reach, part_row
from withhold.screening.rulebook import GEOGRAPHIC, RuleBook
from withhold.screening.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.screening.traced_line import MadePart

_UFLPA = "UFLPA"
_CAATSA = "CAATSA"
#: What of a line a limb catches it by (ORD-10), and the reason told.
_DIMENSION = {"geographic": "place", "caatsa": "entity"}
_WHY = {
    "geographic": "region: made in part in Xinjiang (INS-16)",
    "caatsa": "party: nationals of North Korea work there (INS-13)",
}
_FACTS = RunFacts(run_id="", list_version="", as_of="", known_by="", today=date.max)


def presumption_reach(question: LineQuestion) -> tuple[Reach, ...]:
    """The rows of both presumptions on a line, one at most of each, the most telling part of it."""
    parts = question.line.made_parts
    found = [*_geographic(question, parts), *_caatsa(question, parts)]
    best = {r.limb: r for r in sorted(found, key=lambda r: -r.rank)}
    return tuple(sorted(best.values(), key=lambda r: (r.rank, r.limb)))


def law_in_force(name: str, question: LineQuestion) -> bool:
    """True where the law of an instrument is in force for the line (GEN-10, INS-12, INS-20).

    Goods without a day of importation are taken as imported on the day asked about.
    """
    day = question.line.dates.import_date or question.asked
    ended = question.ended_on if name == _UFLPA else None
    return day is None or instrument(name).in_force_on(day, ended_on=ended)


def _geographic(question: LineQuestion, parts: tuple[MadePart, ...]) -> Iterator[Reach]:
    """Parts made in Xinjiang, by the rule that screening uses."""
    law = instrument(_UFLPA)
    day = question.line.dates.import_date or question.asked or law.valid_from
    book = RuleBook(Register(version="", orders=()), as_of=day)
    rule = book.rule(GEOGRAPHIC, day)
    if rule is None or not law_in_force(_UFLPA, question):
        return
    when = DateRule(instrument=_UFLPA, first=law.valid_from)
    for part in parts:
        hit = judge(part_row(rule, part), book, _FACTS)
        if hit is not None:
            tests = {"party": "any", "goods": hit.goods_test, "region": hit.region_test}
            yield from _row(question, part, tests, when, limb="geographic")


def _caatsa(question: LineQuestion, parts: tuple[MadePart, ...]) -> Iterator[Reach]:
    """Parts made with labour of North Korean nationals."""
    nationality = scope_rules()["caatsa_nationality"]
    if not law_in_force(_CAATSA, question):
        return
    when = DateRule(instrument=_CAATSA, first=instrument(_CAATSA).valid_from)
    for part in parts:
        if nationality in part.maker.worker_nationalities:
            tests = {"party": "yes", "goods": "any", "region": "any"}
            yield from _row(question, part, tests, when, limb="caatsa")


def _row(
    question: LineQuestion, part: MadePart, tests: dict[str, str], rule: DateRule, *, limb: str
) -> Iterator[Reach]:
    """The row of a presumption, where its verdict is one."""
    dates = question.line.dates
    when = begin_sign(rule, dates, asked=question.asked, config=question.config)
    whole = tests | {"date": when.test}
    verdict = verdict_of(whole)
    if verdict.word != "none":
        yield Reach(
            verdict=verdict.word,
            instrument=rule.instrument,
            limb=limb,
            dimension=_DIMENSION[limb],
            stage=part.stage,
            party=part.maker.name,
            tests=whole,
            reasons=(_WHY[limb], f"date: {when.reason}"),
        )
