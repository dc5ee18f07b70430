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

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.law.instruments import instrument, scope_rules
from withhold.screening.dates import date_sign
from withhold.screening.line_places import xinjiang_of
from withhold.screening.order_rules import CAATSA as CAATSA_LABOR
from withhold.screening.order_rules import GEOGRAPHIC, presumption
from withhold.screening.reach_rows import LineQuestion, Reach
from withhold.screening.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.screening.dates import DateRule
    from withhold.screening.traced_line import MadePart

_UFLPA = "UFLPA"
_CAATSA = "CAATSA"
#: What of a line a limb catches it by (ORD-10), and the reason told.
_DIMENSION = {"geographic": "place", "caatsa": "entity"}
_WHY = {
    "geographic": "region: made in part in Xinjiang (INS-16)",
    "caatsa": "party: nationals of North Korea work there (INS-13)",
}


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
    if law_in_force(_UFLPA, question):
        for part in parts:
            tests = {"party": "any", "goods": "any", "region": xinjiang_of(part).test}
            yield from _row(question, part, tests, presumption(GEOGRAPHIC).dates, "geographic")


def _caatsa(question: LineQuestion, parts: tuple[MadePart, ...]) -> Iterator[Reach]:
    """Parts made with labour of North Korean nationals."""
    nationality = scope_rules()["caatsa_nationality"]
    if law_in_force(_CAATSA, question):
        for part in parts:
            if nationality in part.maker.worker_nationalities:
                tests = {"party": "yes", "goods": "any", "region": "any"}
                yield from _row(question, part, tests, presumption(CAATSA_LABOR).dates, "caatsa")


def _row(
    question: LineQuestion, part: MadePart, tests: dict[str, str], rule: DateRule, limb: str
) -> Iterator[Reach]:
    """The row of a presumption, where its verdict is one."""
    when = date_sign(
        replace(rule, last=None),
        question.line.dates,
        asked=question.asked or date.max,
        unreleased=True,
    )
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
