"""From a candidate to a row of the answer: four tests, a verdict, and the reasons for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from withhold.base import digest_of
from withhold.goods import GoodsSign, goods_sign
from withhold.names import REVIEW_ONLY
from withhold.places import country_code
from withhold.screening.dates import DateSign, LineDates, date_sign
from withhold.screening.hits import Hit
from withhold.screening.verdict import Verdict, effects, thresholds, verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.screening.rulebook import OrderRule, RuleBook

_DATES = (
    "entry_date",
    "export_date",
    "import_date",
    "presentation_date",
    "release_date",
    "production_date",
)
#: How telling a goods test's word is, where an order names several goods.
_GOODS_RANK = {"any": 0, "yes": 1, "contradicted": 2, "unknown": 3, "no": 4}
#: What is said of a line of whose inputs nothing is known.
UPSTREAM_UNKNOWN = "suppliers behind the parties on the line are not known"
#: Places that belong to China for the question whether a party's country contradicts a listing.
_CHINA = frozenset({"CN", "HK", "MO"})


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
    """The row of the answer for a candidate; None where the policy makes no row of it."""
    dates = _dates(row)
    day = book.as_of or dates.own_day
    rule = book.rule(row["order_id"], day or facts.today)
    if rule is None or (rule.party_asked and row["entity_id"] not in rule.entity_ids):
        return None
    party, party_why, contradictions = _party(row, rule, book)
    region, region_why = (row["region_test"], row["region_reason"]) if rule.region else ("any", "")
    goods = _goods(row, rule)
    when = date_sign(rule.dates, dates, asked=book.as_of)
    tests = {"party": party, "goods": goods.test, "region": region, "date": when.test}
    verdict = verdict_of(tests)
    if verdict.word == "none":
        return None
    effect, word, superseded_why = _effect(rule, dates, book, verdict)
    reasons = _reasons(rule, party_why, region_why, goods, when, verdict, superseded_why)
    return Hit(
        hit_id=hit_id(row, rule),
        row_id=row["row_id"],
        input_file=row["input_file"],
        input_row=int(row["input_row"]),
        verdict=word,
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
        party_test=party,
        goods_test=goods.test,
        region_test=region,
        date_test=when.test,
        contradictions=contradictions,
        tier=row["tier"],
        path=(row["parent_row_id"], row["row_id"]) if row["parent_row_id"] else (),
        legal_effect=effects()[effect]["effect"],
        next_step=effects()[effect]["next_step"],
        as_of=facts.as_of,
        known_by=facts.known_by,
        reasons=reasons,
        sources=rule.sources,
        not_checked=not_checked(row, facts),
        run_id=facts.run_id,
    )


def hit_id(row: Mapping[str, Any], rule: OrderRule) -> str:
    """The id of a row: equal in a rerun on the same line."""
    return digest_of(
        row["row_id"],
        row["party_role"],
        row["input_name"],
        row["entity_id"] or rule.region,
        rule.order_id,
        rule.limb,
    )[:24]


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


def _dates(row: Mapping[str, Any]) -> LineDates:
    """The dates of a line."""
    return LineDates(
        **{name: date.fromisoformat(row[name]) if row[name] else None for name in _DATES}
    )


def _party(
    row: Mapping[str, Any], rule: OrderRule, book: RuleBook
) -> tuple[str, str, tuple[str, ...]]:
    """The party test, why, and what speaks against it."""
    if not rule.party_asked:
        if row["excluded_entity"] and row["excluded_entity"] in rule.excluded_ids:
            return "no", "the maker was taken out of the order", ()
        return "any", "", ()
    surely, _ = thresholds()
    score = round(float(row["score"]), 2)
    told = f"{row['input_name']!r} is like {row['matched_name']!r} ({score}): {row['party_reason']}"
    if float(row["score"]) < surely or row["kind"] in REVIEW_ONLY:
        return "weak", told, ()
    if rule.vessel != (row["party_role"] == "vessel") and row["kind"] == "vessel":
        return "weak", f"{told}; a vessel is listed, the party is not one", ()
    country = country_code(row["party_country"])
    known = book.entity_of(row["entity_id"])
    if country and known and not _same_land(country, known):
        against = f"the party's country is {country}, the listed party's is {', '.join(known)}"
        return "contradicted", f"{told}; but {against}", (against,)
    return "yes", told, ()


def _same_land(country: str, known: tuple[str, ...]) -> bool:
    """True where a country is one of those known, China taken with Hong Kong and Macao."""
    return country in known or (country in _CHINA and bool(_CHINA & set(known)))


def _goods(row: Mapping[str, Any], rule: OrderRule) -> GoodsSign:
    """The goods test: the most telling one of the goods the order names."""
    if not rule.goods:
        return GoodsSign("unknown", "the order's goods are not known")
    signs = [
        goods_sign(scope, hts=row["hts"], text=row["goods_description"], material=row["material"])
        for scope in rule.goods
    ]
    return min(signs, key=lambda s: _GOODS_RANK[s.test])


def _effect(
    rule: OrderRule, dates: LineDates, book: RuleBook, verdict: Verdict
) -> tuple[str, str, str]:
    """The row of the effects table, the verdict's word, and why a superseded order is context."""
    if rule.superseded_from is None:
        return rule.instrument, verdict.word, ""
    imported = dates.import_date
    if imported is None and not dates.any_given:
        imported = book.as_of
    later = imported or next((d for d in (dates.presentation_date, dates.export_date) if d), None)
    if later is not None and later >= rule.superseded_from:
        why = f"superseded by the UFLPA for goods imported on or after {rule.superseded_from}"
        return "superseded", "context" if verdict.word == "hit" else verdict.word, why
    return rule.instrument, verdict.word, ""


def _reasons(  # noqa: PLR0913 - one sentence from each test
    rule: OrderRule,
    party_why: str,
    region_why: str,
    goods: GoodsSign,
    when: DateSign,
    verdict: Verdict,
    superseded_why: str,
) -> tuple[str, ...]:
    """One plain sentence a test, failed tests named."""
    told = [
        f"party: {party_why}" if party_why else "",
        f"region: {region_why}" if rule.region and region_why else "",
        f"goods: {goods.reason}",
        f"date: {when.reason}",
        superseded_why,
        f"not met: {', '.join(verdict.failed)}" if verdict.failed else "",
    ]
    return tuple(text for text in told if text)
