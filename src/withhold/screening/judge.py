"""From a candidate to a row of the answer: tests, reasons for each, effect, next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from withhold.base import digest_of
from withhold.screening.hits import Hit
from withhold.screening.line_tests import NUMBER, PARTY_COLUMNS, goods_test, party_columns
from withhold.screening.order_rules import NORTH_KOREA
from withhold.screening.risk import told_risk
from withhold.screening.rulebook import line_dates, told_days
from withhold.screening.verdict import effects, verdict_of, would_change
from withhold.trade.lines import DATE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.screening.order_rules import OrderRule
    from withhold.screening.rulebook import RuleBook

#: Verdicts that a person looks into, and so is told the risk factors of the goods.
_ASKED = frozenset({"hit", "review"})
_NO_MATCH = "an address, an HTS number or a supplier that the line does not have now"
#: What is said of a line of whose inputs nothing is known.
UPSTREAM_UNKNOWN = "suppliers behind the parties on the line are not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What every row of a run has in common."""

    run_id: str
    list_version: str
    as_of: str
    known_by: str
    gaps: tuple[str, ...] = ()
    today: date = field(default=date.max)


def judge(row: Mapping[str, Any], book: RuleBook, facts: RunFacts) -> Hit | None:
    """The row of the answer for one candidate; None where the policy makes no row of it.

    The same tests that the stages put to many candidates at once.

    Args:
        row: columns of `CANDIDATE_ROWS`.
        book: the orders.
        facts: what every row of the run has in common.
    """
    met = book.meet(row["order_id"], line_dates([row[name] for name in DATE_COLUMNS]))
    if met is None:
        return None
    party = party_columns(book, met.number, *(row[name] for name in PARTY_COLUMNS))
    goods = goods_test(
        met.rule,
        hts=row["hts"],
        text=row["goods_description"],
        material=row["material"],
        made_in=row["made_in"],
    )
    if party is None:
        return None
    tests = {
        "party": party[0],
        "goods": goods.test,
        "region": party[1],
        "date": met.date.test,
    }
    verdict = verdict_of(tests).word
    if verdict == "none":
        return None
    tested = {
        **row,
        **{f"{name}_test": word for name, word in tests.items()},
        "rule_no": met.number,
        "verdict": verdict,
        "party_note": party[2],
        "party_against": party[3],
        "goods_reason": goods.reason,
        "goods_against": goods.against,
        "date_reason": met.date.reason,
        "superseded": met.superseded,
        "changed_on": told_days(met.changed_on),
    }
    return answer(tested, book, facts)


def answer(row: Mapping[str, Any], book: RuleBook, facts: RunFacts) -> Hit:
    """The row of the answer for a tested candidate."""
    rule = book.rules[row["rule_no"]]
    tests = {name: row[f"{name}_test"] for name in ("party", "goods", "region", "date")}
    superseded = bool(row["superseded"])
    effect = effects()["superseded" if superseded else rule.effect]
    verdict = "context" if superseded and row["verdict"] == "hit" else row["verdict"]
    risk = _risk(row, book, facts) if verdict in _ASKED else ()
    against = (row["party_against"], row["goods_against"], *row["region_against"].split("|"))
    about = row["entity_id"] or rule.region
    key = (row["party_role"], row["input_name"], about, rule.order_id, rule.limb)
    return Hit(
        hit_id=digest_of(row["row_id"], *key)[:24],
        row_id=row["row_id"],
        input_file=row["input_file"],
        input_row=int(row["input_row"]),
        verdict=verdict,
        order_id=rule.order_id,
        instrument=rule.instrument,
        list=rule.list,
        list_version=facts.list_version,
        limb=rule.limb,
        party_role=row["party_role"],
        input_name=row["input_name"],
        entity_id=row["entity_id"],
        entity=row["entity"],
        matched_name=row["matched_name"],
        score=float(row["score"]) if rule.party_asked else None,
        party_test=tests["party"],
        goods_test=tests["goods"],
        region_test=tests["region"],
        date_test=tests["date"],
        contradictions=tuple(dict.fromkeys(text for text in against if text)),
        tier=row["tier"],
        path=(row["parent_row_id"], row["row_id"]) if row["parent_row_id"] else (),
        legal_effect=effect["effect"],
        next_step=effect["next_step"],
        as_of=facts.as_of,
        known_by=facts.known_by,
        reasons=(*_reasons(row, rule, tests, superseded=superseded), *risk),
        sources=rule.sources,
        not_checked=not_checked(row, facts),
        run_id=facts.run_id,
        would_change=would_change(tests)
        if verdict != "hit" and ("no" in tests.values() or not superseded)
        else effect["would_change"],
        about=about,
    )


def _risk(row: Mapping[str, Any], book: RuleBook, facts: RunFacts) -> tuple[str, ...]:
    """The risk factors of the line's goods, as sentences: context, no presumption (INS-18)."""
    imported = row["import_date"]
    day = date.fromisoformat(imported) if imported else book.as_of or facts.today
    return told_risk(
        hts=row["hts"], goods=row["goods_description"], country=row["of_country"], day=day
    )


def hit_id(hit: Hit, row_id: str) -> str:
    """The id of a row on the line `row_id`: equal in a rerun on the same line."""
    return digest_of(row_id, hit.party_role, hit.input_name, hit.about, hit.order_id, hit.limb)[:24]


def no_match(row: Mapping[str, Any], facts: RunFacts) -> Hit:
    """The row of a line that no order reaches: what it was compared with, what was not checked."""
    return Hit(
        hit_id=digest_of(row["row_id"], "no_match")[:24],
        row_id=row["row_id"],
        input_file=row["input_file"],
        input_row=int(row["input_row"]),
        verdict="no_match",
        list_version=facts.list_version,
        tier=row["tier"],
        as_of=facts.as_of,
        known_by=facts.known_by,
        reasons=(f"no match in list version {facts.list_version}",),
        not_checked=not_checked(row, facts),
        run_id=facts.run_id,
        would_change=_NO_MATCH,
    )


def not_checked(row: Mapping[str, Any], facts: RunFacts) -> tuple[str, ...]:
    """What a row's tests lacked: missing cells, unusable cells, unknown tiers, known gaps."""
    missing = []
    if not row["has_address"]:
        missing.append("no address of a party: regions were not tested by place")
    if not row["hts"]:
        missing.append("no HTS number")
    if not row["hts"] and not row["goods_description"]:
        missing.append("no goods text")
    missing.append(UPSTREAM_UNKNOWN)
    cells = tuple(part for part in str(row["notes"]).split("|") if part)
    return (*missing, *cells, *facts.gaps)


def _reasons(
    row: Mapping[str, Any], rule: OrderRule, tests: Mapping[str, str], *, superseded: bool
) -> tuple[str, ...]:
    """One plain sentence a test, failed tests named."""
    failed = [name for name, word in tests.items() if word == "no"]
    party = row["party_note"]
    about = "party" if rule.region == NORTH_KOREA else "region"
    if rule.party_asked and row["kind"] == NUMBER:
        party = f"{row['party_reason']}{party}"
    elif rule.party_asked:
        score = round(float(row["score"]), 2)
        alike = f"{row['input_name']!r} is like {row['matched_name']!r} ({score})"
        party = f"{alike}: {row['party_reason']}{party}"
    told = [
        f"party: {party}" if party else "",
        f"{about}: {row['region_reason']}" if rule.region and row["region_reason"] else "",
        f"goods: {row['goods_reason']}",
        f"date: {row['date_reason']}",
        f"superseded by the UFLPA for goods imported on or after {rule.superseded_from}"
        if superseded
        else "",
        f"the order changed on {row['changed_on']}, not for goods with these dates: the words of "
        "the notice decide (ORD-23)"
        if row["changed_on"]
        else "",
        f"not met: {', '.join(failed)}" if failed else "",
    ]
    return tuple(text for text in told if text)
