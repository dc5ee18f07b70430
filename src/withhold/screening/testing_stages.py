"""The stages that test candidates: dates, goods, party, verdict table; each on distinct values.

A candidate that the policy makes no row of goes no further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.engines import MapDistinct, Select, Stage, Table
from withhold.screening.line_tests import goods_test, party_columns
from withhold.screening.rulebook import line_dates, told_days
from withhold.screening.verdict import verdict_of
from withhold.trade.lines import DATE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.screening.rulebook import RuleBook

_DATES = dict.fromkeys(DATE_COLUMNS, "VARCHAR")
_GOODS = {"rule_no": "BIGINT"} | dict.fromkeys(
    ("hts", "goods_description", "material", "made_in"), "VARCHAR"
)
_PARTY = {
    "rule_no": "BIGINT",
    "party_role": "VARCHAR",
    "party_country": "VARCHAR",
    "entity_id": "VARCHAR",
    "kind": "VARCHAR",
    "score": "DOUBLE",
    "excluded_entity": "VARCHAR",
    "region_word": "VARCHAR",
    "numbers": "VARCHAR",
}
_TESTS = dict.fromkeys(("party_test", "goods_test", "region_test", "date_test"), "VARCHAR")
DATED = Table(name="dated", columns={"order_id": "VARCHAR"} | _DATES)
MET = Table(
    name="met",
    columns=dict(DATED.columns)
    | {
        "rule_no": "BIGINT",
        "date_test": "VARCHAR",
        "date_reason": "VARCHAR",
        "superseded": "BOOLEAN",
        "changed_on": "VARCHAR",
    },
)
_CANDIDATE = {
    "row_no": "BIGINT",
    "party_role": "VARCHAR",
    "input_name": "VARCHAR",
    "party_country": "VARCHAR",
    "entity_id": "VARCHAR",
    "entity": "VARCHAR",
    "matched_name": "VARCHAR",
    "kind": "VARCHAR",
    "score": "DOUBLE",
    "party_reason": "VARCHAR",
    "region_word": "VARCHAR",
    "region_reason": "VARCHAR",
    "region_against": "VARCHAR",
    "excluded_entity": "VARCHAR",
    "made_in": "VARCHAR",
    "numbers": "VARCHAR",
}
TESTED = Table(
    name="tested",
    columns=_CANDIDATE
    | {
        "rule_no": "BIGINT",
        "order_id": "VARCHAR",
        "hts": "VARCHAR",
        "goods_description": "VARCHAR",
        "material": "VARCHAR",
        "date_test": "VARCHAR",
        "date_reason": "VARCHAR",
        "superseded": "BOOLEAN",
        "changed_on": "VARCHAR",
    },
)
GOODS_SIGN = Table(
    name="goods_sign",
    columns=_GOODS
    | {"goods_test": "VARCHAR", "goods_reason": "VARCHAR", "goods_against": "VARCHAR"},
)
PARTY_SIGN = Table(
    name="party_sign",
    columns=_PARTY
    | {
        "party_test": "VARCHAR",
        "region_test": "VARCHAR",
        "party_note": "VARCHAR",
        "party_against": "VARCHAR",
    },
)
FOUND_TESTS = Table(name="found_tests", columns=_TESTS)
VERDICT = Table(name="verdict", columns=_TESTS | {"verdict": "VARCHAR"})
ANSWER = Table(
    name="answer",
    columns={
        "row_no": "BIGINT",
        "order_id": "VARCHAR",
        "rule_no": "BIGINT",
        "party_role": "VARCHAR",
        "input_name": "VARCHAR",
        "party_country": "VARCHAR",
        "entity_id": "VARCHAR",
        "entity": "VARCHAR",
        "matched_name": "VARCHAR",
        "kind": "VARCHAR",
        "score": "DOUBLE",
        "party_reason": "VARCHAR",
        "region_reason": "VARCHAR",
        "region_against": "VARCHAR",
        "date_reason": "VARCHAR",
        "superseded": "BOOLEAN",
        "changed_on": "VARCHAR",
        "numbers": "VARCHAR",
        "goods_reason": "VARCHAR",
        "goods_against": "VARCHAR",
        "party_note": "VARCHAR",
        "party_against": "VARCHAR",
        "verdict": "VARCHAR",
    }
    | _TESTS,
)


def testing_stages(book: RuleBook) -> tuple[Stage, ...]:
    """The stages from `candidate` and `line` to `answer`, by the orders of `book`."""

    def meet(order_id: str, *days: str) -> Iterator[tuple[object, ...]]:
        met = book.meet(order_id, line_dates(days))
        if met is not None:
            changed = told_days(met.changed_on)
            yield (met.number, met.date.test, met.date.reason, met.superseded, changed)

    def goods(
        number: int, hts: str, text: str, material: str, made_in: str
    ) -> Iterator[tuple[object, ...]]:
        sign = goods_test(
            book.rules[number], hts=hts, text=text, material=material, made_in=made_in
        )
        yield (sign.test, sign.reason, sign.against)

    def party(*cells: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401 - one for each column
        found = party_columns(book, *cells)
        if found is not None:
            yield found

    return (
        Select(
            output=DATED,
            sql=f"select distinct c.order_id, {_listed('l', DATE_COLUMNS)} "  # noqa: S608 - our own columns
            "from candidate c join line l using (row_no)",
            about="each order with the dates of lines it may reach, once",
        ),
        MapDistinct(
            output=MET,
            source=("dated", tuple(DATED.columns)),
            fn=meet,
            about="the order as those dates meet it; none where it is not in force for them",
        ),
        Select(output=TESTED, sql=_TESTED, about="candidates of orders in force, with their goods"),
        MapDistinct(
            output=GOODS_SIGN, source=("tested", tuple(_GOODS)), fn=goods, about="the goods test"
        ),
        MapDistinct(
            output=PARTY_SIGN, source=("tested", tuple(_PARTY)), fn=party, about="the party test"
        ),
        Select(
            output=FOUND_TESTS,
            sql=f"select distinct {', '.join(_TESTS)} from {_JOINED}",  # noqa: S608 - our own columns
            about="the words of the four tests, once",
        ),
        MapDistinct(
            output=VERDICT,
            source=("found_tests", tuple(_TESTS)),
            fn=_verdict,
            about="the verdict; none where the policy makes no row",
        ),
        Select(
            output=ANSWER,
            sql=f"select {', '.join(ANSWER.columns)} from {_JOINED} "  # noqa: S608 - our own columns
            f"join verdict v using ({', '.join(_TESTS)})",
            about="tested candidates that make a row",
        ),
    )


def _verdict(party: str, goods: str, region: str, when: str) -> Iterator[tuple[object, ...]]:
    """The verdict on four words, where it makes a row."""
    word = verdict_of({"party": party, "goods": goods, "region": region, "date": when}).word
    if word != "none":
        yield (word,)


def _listed(table: str, columns: tuple[str, ...]) -> str:
    """SQL: columns of a table."""
    return ", ".join(f"{table}.{name}" for name in columns)


_TESTED = f"""
select c.* exclude (region_test), c.region_test as region_word, l.hts, l.goods_description,
       l.material, m.rule_no, m.date_test, m.date_reason, m.superseded, m.changed_on
from candidate c join line l using (row_no)
join met m using (order_id, {", ".join(DATE_COLUMNS)})
"""  # noqa: S608 - our own columns
_JOINED = (
    f"tested join goods_sign using ({', '.join(_GOODS)}) "
    f"join party_sign using ({', '.join(_PARTY)})"
)
