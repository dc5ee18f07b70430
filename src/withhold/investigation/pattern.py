"""The wider pattern: claims of several investigations by place, goods, party, indicator, month.

Every figure names the claims behind it.

>>> pattern((), "place")
()
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.investigation.independence import origins
from withhold.investigation.proposal import same_party
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from withhold.investigation.ledger import Ledger
    from withhold.investigation.model import Claim, Source

_NOT_SAID = "not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRow:
    """One value with what stands behind it.

    Attributes:
        claims: `INVESTIGATION/CLAIM`, in order.
        origins: how many independent origins they come from.
        denied: how many of them somebody denies.
        first, last: first and last day spoken of.
    """

    by: str
    value: str
    names: tuple[str, ...]
    claims: tuple[str, ...]
    origins: int
    denied: int
    investigations: tuple[str, ...]
    indicators: tuple[str, ...]
    first: date | None = None
    last: date | None = None


def day_of(claim: Claim, source: Source) -> date | None:
    """The day a claim speaks of: its period's first, else the day it was said or published."""
    return claim.about.start or claim.said_on or source.published


def _month(claim: Claim, source: Source) -> tuple[str, ...]:
    day = day_of(claim, source)
    return (day.isoformat()[:7],) if day else ()


_BY: dict[str, Callable[[Claim, Source], tuple[str, ...]]] = {
    "place": lambda claim, _source: claim.about.places,
    "goods": lambda claim, _source: claim.about.goods,
    "party": lambda claim, _source: claim.about.parties,
    "indicator": lambda claim, _source: (*claim.indicators, *claim.unmapped),
    "time": _month,
    "topic": lambda claim, _source: (claim.topic,),
}
#: What a pattern can be drawn by.
PATTERNS = tuple(_BY)


def pattern(ledgers: Iterable[tuple[Ledger, Iterable[Claim]]], by: str) -> tuple[PatternRow, ...]:
    """The rows of one pattern: months in order, others by number of origins, then claims.

    Args:
        ledgers: each with those of its claims that may be used.
        by: one of PATTERNS. A claim that does not say stands under `not said`.

    Raises:
        InputError: no such pattern.
    """
    if by not in _BY:
        raise InputError(
            "no such pattern",
            column="--by",
            value=by,
            way_out=f"write one of {', '.join(PATTERNS)}",
        )
    claims, sources = _merged(ledgers)
    groups: dict[str, tuple[list[str], list[Claim]]] = {}
    for claim in claims:
        values = _BY[by](claim, sources[claim.quotation.source_id]) or (_NOT_SAID,)
        for value in values:
            key = _key(value, groups, by)
            names, held = groups.setdefault(key, ([], []))
            names += [value] * (value not in names)
            held += [claim] * (claim not in held)
    rows = [_row(by, names, held, sources) for names, held in groups.values()]
    if by == "time":
        return tuple(sorted(rows, key=lambda r: (r.value == _NOT_SAID, r.value)))
    return tuple(
        sorted(rows, key=lambda r: (r.value == _NOT_SAID, -r.origins, -len(r.claims), r.value))
    )


def _merged(
    ledgers: Iterable[tuple[Ledger, Iterable[Claim]]],
) -> tuple[list[Claim], dict[str, Source]]:
    """All claims and sources, under ids that name their investigation."""
    claims: list[Claim] = []
    sources: dict[str, Source] = {}
    for ledger, usable in ledgers:
        head = ledger.investigation_id
        for source in ledger.sources.values():
            named = f"{head}/{source.source_id}"
            rests = tuple(f"{head}/{r}" if r in ledger.sources else r for r in source.rests_on)
            witness = f"{head}/{source.witness_id}" if source.witness_id else ""
            sources[named] = replace(source, source_id=named, rests_on=rests, witness_id=witness)
        claims += [
            replace(
                c,
                claim_id=f"{head}/{c.claim_id}",
                quotation=replace(c.quotation, source_id=f"{head}/{c.quotation.source_id}"),
            )
            for c in usable
        ]
    return claims, sources


def _key(value: str, groups: dict[str, tuple[list[str], list[Claim]]], by: str) -> str:
    """The group a value belongs to: that of the same words, or of the same party."""
    folded = fold(value)
    if by == "party" and folded not in groups:
        return next((k for k, (names, _) in groups.items() if same_party(names[0], value)), folded)
    return folded


def _row(by: str, names: list[str], claims: list[Claim], sources: dict[str, Source]) -> PatternRow:
    """One group as a row."""
    days = sorted(d for c in claims if (d := day_of(c, sources[c.quotation.source_id])) is not None)
    ends = sorted(d for c in claims if (d := c.about.end) is not None)
    return PatternRow(
        by=by,
        value=max(names, key=len) if by == "party" else names[0],
        names=tuple(sorted(names)),
        claims=tuple(c.claim_id for c in claims),
        origins=len(origins(claims, sources)),
        denied=sum(bool(c.denials) for c in claims),
        investigations=tuple(dict.fromkeys(c.claim_id.partition("/")[0] for c in claims)),
        indicators=tuple(dict.fromkeys(i for c in claims for i in c.indicators)),
        first=days[0] if days else None,
        last=max([*days[-1:], *ends[-1:]], default=None),
    )
