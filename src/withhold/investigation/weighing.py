"""What a file supports: the arithmetic over its claims, labour and importation apart.

The table speaks of strength; a denial stands beside and changes nothing by itself (ORD-04); a
person decides (ORD-06).

>>> weigh((), {}).labor.level, weigh((), {}).importation.level
('insufficient', 'not_shown')
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.evidence import Claim as EvidenceClaim
from withhold.evidence import Denial as EvidenceDenial
from withhold.investigation.independence import origins
from withhold.investigation.model import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from withhold.investigation.model import Claim, Judgement, Source

_FIGURES = ("weight", "origins", "first_hand", "indicators")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One claim in the arithmetic.

    Attributes:
        factors: reliability, credibility, how known, as the table has them.
        weight: their product; 0 for a claim on labour that names no indicator (INS-02).
    """

    claim_id: str
    by: str
    source_id: str
    reliability: str
    credibility: str
    known_by: str
    factors: tuple[Decimal, Decimal, Decimal]
    weight: Decimal
    first_hand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginWeight:
    """Claims of one origin: they count once, with the strongest.

    Attributes:
        reasons: why they are one.
        counts: the claim whose weight counts.
    """

    claims: tuple[Weighed, ...]
    reasons: tuple[str, ...]
    counts: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """What the claims of one topic support.

    Attributes:
        level: the word of the row of the table that spoke.
        why: the arithmetic, one sentence a step.
        next_level: what the next stronger row still asks for; empty: there is none.
        denied: claims that somebody denies.
        unreviewed: claims read by machine that no person looked at yet.
    """

    topic: str
    level: str
    weight: Decimal
    origins: tuple[OriginWeight, ...]
    first_hand: int
    indicators: tuple[str, ...]
    why: tuple[str, ...]
    next_level: tuple[str, ...]
    denied: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What a file supports, labour and importation apart (ORD-05)."""

    labor: Strand
    importation: Strand
    table: str


def weigh(claims: Iterable[Claim], sources: Mapping[str, Source]) -> Weighing:
    """What the standing claims support by the table; those taken back or lost do not count."""
    standing = [c for c in claims if c.stands and not c.lost]
    return Weighing(
        labor=_strand("labor", [c for c in standing if c.topic == "labor"], sources),
        importation=_strand(
            "importation", [c for c in standing if c.topic == "importation"], sources
        ),
        table=str(weights()["version"]),
    )


def weighed(claim: Claim, source: Source) -> Weighed:
    """One claim with its factors."""
    known = weights()["known_by"][claim.known_by]
    bare = claim.topic == "labor" and not claim.indicators and not claim.unmapped
    counts = 0 if bare and weights()["labor_needs_indicator"] else 1
    factors = (
        _factor("reliability", source.reliability),
        _factor("credibility", claim.credibility),
        Decimal(str(known["factor"])),
    )
    return Weighed(
        claim_id=claim.claim_id,
        by=claim.by,
        source_id=source.source_id,
        reliability=source.reliability,
        credibility=claim.credibility,
        known_by=claim.known_by,
        factors=factors,
        weight=(factors[0] * factors[1] * factors[2] * counts).quantize(Decimal("0.001")),
        first_hand=bool(known["first_hand"]),
    )


def _factor(scale: str, word: str) -> Decimal:
    """The factor of a word on a scale."""
    return Decimal(str(weights()[scale][word]["factor"]))


def _strand(topic: str, claims: Sequence[Claim], sources: Mapping[str, Source]) -> Strand:
    """The arithmetic of one topic."""
    by_id = {c.claim_id: c for c in claims}
    groups: list[OriginWeight] = []
    for origin in origins(claims, sources):
        rows = tuple(
            weighed(by_id[i], sources[by_id[i].quotation.source_id]) for i in origin.claim_ids
        )
        best = max(rows, key=lambda row: row.weight)
        groups.append(
            OriginWeight(
                claims=rows, reasons=origin.reasons, counts=best.claim_id, weight=best.weight
            )
        )
    counted = [g for g in groups if g.weight]
    named = tuple(
        dict.fromkeys(
            i
            for g in counted
            for row in g.claims
            if row.weight
            for i in by_id[row.claim_id].indicators
        )
    )
    figures: dict[str, Decimal | int] = {
        "weight": sum((g.weight for g in counted), Decimal(0)),
        "origins": len(counted),
        "first_hand": sum(any(r.first_hand and r.weight for r in g.claims) for g in counted),
        "indicators": len(named),
    }
    rows_of_table = shipped_yaml("investigation", "weighing.yaml")[topic]
    place = next(n for n, row in enumerate(rows_of_table) if not _short(row, figures))
    return Strand(
        topic=topic,
        level=rows_of_table[place]["level"],
        weight=Decimal(figures["weight"]),
        origins=tuple(groups),
        first_hand=int(figures["first_hand"]),
        indicators=named,
        why=(*_steps(groups), *_verdict(rows_of_table[place], figures)),
        next_level=_short(rows_of_table[place - 1], figures) if place else (),
        denied=tuple(c.claim_id for c in claims if c.denials),
        unreviewed=tuple(c.claim_id for c in claims if not c.reviewed),
    )


def _short(row: Mapping[str, Any], figures: Mapping[str, Decimal | int]) -> tuple[str, ...]:
    """What a row asks for and the figures do not have."""
    return tuple(
        f"{row['level']} asks for {name.replace('_', ' ')} {row[name]}, here {figures[name]}"
        for name in _FIGURES
        if figures[name] < Decimal(str(row[name]))
    )


def _steps(groups: Iterable[OriginWeight]) -> tuple[str, ...]:
    """The arithmetic of each origin, a sentence a claim."""
    told: list[str] = []
    for number, group in enumerate(groups, 1):
        for row in group.claims:
            a, b, c = row.factors
            told.append(
                f"origin {number}: {row.claim_id} ({row.by}, {row.source_id}): reliability "
                f"{row.reliability} {a} x credibility {row.credibility} {b} x "
                f"{row.known_by.replace('_', ' ')} {c} = {row.weight}"
                + (", not counted: it names no indicator" if a * b * c and not row.weight else "")
            )
        told += [f"origin {number}: counted once, {reason}" for reason in group.reasons]
        told.append(f"origin {number}: counts with {group.counts}, {group.weight}")
    return tuple(told)


def _verdict(row: Mapping[str, Any], figures: Mapping[str, Decimal | int]) -> tuple[str, ...]:
    """The row that spoke, with the figures it was asked about."""
    asked = ", ".join(
        f"{name.replace('_', ' ')} {figures[name]} (asked {row[name]})" for name in _FIGURES
    )
    return (f"{row['level']} ({', '.join(row['rules'])}): {asked}",)


def as_evidence(
    claims: Iterable[Claim], weighing: Weighing, judgement: Judgement | None
) -> tuple[EvidenceClaim, ...]:
    """The claims as an order file holds them, each with the level of its strand.

    The level is the person's judgement; without one, what the table says (ORD-06).
    """
    labor = judgement.labor if judgement else weighing.labor.level
    shown = (judgement.importation if judgement else weighing.importation.level) == "shown"
    levels = {
        "labor": labor,
        "importation": "reasonable_not_conclusive" if shown else "insufficient",
    }
    return tuple(
        EvidenceClaim(
            about=c.topic,
            text=c.what,
            level=levels[c.topic],
            by=c.by,
            indicators=c.indicators,
            documents=(c.quotation.source_id,),
            denials=tuple(EvidenceDenial(by=d.by, text=d.what, on=d.on) for d in c.denials),
            withdrawn=not c.stands or c.lost,
        )
        for c in claims
        if c.topic in levels
    )
