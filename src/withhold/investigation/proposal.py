"""A proposed order: its scope drawn from the claims, what it leaves out, what it still lacks.

The words are those of the claims; a person may choose among them, and every part names its claims.

>>> from withhold.investigation.ledger import Ledger
>>> drawn(Ledger(investigation_id="I-1"), (), Choice()).parties
()
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import InputError, plain_code, shipped_csv, split_list
from withhold.goods import named_goods
from withhold.investigation.model import weights
from withhold.names import pair_score
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from withhold.investigation.ledger import Ledger
    from withhold.investigation.model import Claim

INSTRUMENTS = ("WRO", "FINDING", "UFLPA")
#: How far an order may reach beyond the named (ORD-10).
TAILS = ("wholly_or_in_part", "subsidiaries", "affiliates", "derivatives")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose; empty: as the claims have it.

    Attributes:
        any_party: the order asks for a place and goods, whoever made them (ORD-10).
    """

    parties: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    hts_limit: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    any_party: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopePart:
    """A party, goods or a place of the scope, with the claims it rests on.

    Attributes:
        names: other names under which claims speak of it.
        keys, hts: of goods: keys of the taxonomy, tariff prefixes.
    """

    value: str
    claim_ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    hts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What claims name and the scope does not hold."""

    kind: str
    value: str
    why: str
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom, what and where a proposed order reaches (ORD-10).

    Attributes:
        hts_limit: numbers the order itself prints as its limit (ORD-11); empty: none.
    """

    parties: tuple[ScopePart, ...] = ()
    goods: tuple[ScopePart, ...] = ()
    places: tuple[ScopePart, ...] = ()
    hts_limit: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed order, as its author wrote it (STM-44, ORD-06).

    Attributes:
        labor, importation: the levels it rests on; `by_table` what the table said.
        lacks: facts it still lacks.
        because: the author's reasons.
        denied: claims it rests on that somebody denies.
    """

    order_id: str
    instrument: str
    list_name: str
    scope: Scope
    labor: str
    importation: str
    by_table: tuple[str, str]
    because: str
    lacks: tuple[str, ...]
    claim_ids: tuple[str, ...]
    denied: tuple[str, ...]
    author: str
    drafted_on: date

    def __post_init__(self) -> None:
        if self.instrument not in INSTRUMENTS:
            raise InputError(
                "no such instrument",
                column="--instrument",
                value=self.instrument,
                way_out=f"write one of {', '.join(INSTRUMENTS)}",
            )


def drawn(ledger: Ledger, claims: Sequence[Claim], choice: Choice) -> Scope:
    """The scope that the claims draw, narrowed to what was chosen.

    Args:
        ledger: of the investigation, for what is left out.
        claims: those that may be used.
        choice: what a person chose; a choice that no claim names is refused, and so is a tail
            that no order has.

    Raises:
        InputError: a chosen party, good or place stands in no claim.
    """
    strange = [word for word in choice.tail if word not in TAILS]
    if strange:
        raise InputError(
            "no order reaches so far",
            column="--tail",
            value=strange[0],
            way_out=f"write some of {', '.join(TAILS)}",
        )
    weighty = [c for c in claims if c.topic in {"labor", "importation"}]
    labor = [c for c in weighty if c.topic == "labor"]
    parties, other_parties = _parts(labor, choice.parties, lambda c: c.about.parties, "party")
    goods, other_goods = _parts(weighty, choice.goods, lambda c: c.about.goods, "goods")
    places, other_places = _parts(labor, choice.places, lambda c: c.about.places, "place")
    unused = [
        LeftOut(
            kind="claim",
            value=c.claim_id,
            why="withdrawn, its words are gone, or the witness did not agree",
            claim_ids=(c.claim_id,),
        )
        for c in ledger.claims.values()
        if c not in claims
    ]
    return Scope(
        parties=() if choice.any_party else parties,
        goods=tuple(_with_numbers(part) for part in goods),
        places=places,
        hts_limit=tuple(_tariff_digits(number) for number in choice.hts_limit),
        tail=choice.tail,
        left_out=(*other_parties, *other_goods, *other_places, *unused),
    )


def _parts(
    claims: Sequence[Claim],
    chosen: tuple[str, ...],
    values: Callable[[Claim], tuple[str, ...]],
    kind: str,
) -> tuple[tuple[ScopePart, ...], tuple[LeftOut, ...]]:
    """The parts of one kind, and what claims name beside them."""
    groups = _grouped(claims, values, is_same=same_party if kind == "party" else same_words)
    if chosen:
        missing = [c for c in chosen if not any(_holds(g, c, kind) for g in groups)]
        if missing:
            raise InputError(
                f"no usable claim names this {kind}: a fact without a source does not exist",
                column=f"--{kind}",
                value=missing[0],
                way_out="record a claim about it, or choose among "
                + (", ".join(g.value for g in groups) or "none: no claim names any"),
                code="no_source",
            )
        kept = [g for g in groups if any(_holds(g, c, kind) for c in chosen)]
        why = "named in claims, not chosen"
    else:
        near = {c.claim_id for c in claims if c.about.basis != "document"}
        kept = [g for g in groups if near & {*g.claim_ids}] or (groups if not near else [])
        why = "named only elsewhere in the document of a claim"
    left = tuple(
        LeftOut(kind=kind, value=g.value, why=why, claim_ids=g.claim_ids)
        for g in groups
        if g not in kept
    )
    return tuple(kept), left


def _holds(part: ScopePart, value: str, kind: str) -> bool:
    """True where a part is meant by a chosen value."""
    same = same_party if kind == "party" else same_words
    return any(same(name, value) for name in (part.value, *part.names))


def _grouped(
    claims: Iterable[Claim],
    values: Callable[[Claim], tuple[str, ...]],
    is_same: Callable[[str, str], bool],
) -> list[ScopePart]:
    """Each value once, with its other spellings and its claims."""
    groups: list[tuple[list[str], list[str]]] = []
    for claim in claims:
        for value in values(claim):
            held = next((g for g in groups if any(is_same(value, n) for n in g[0])), None)
            if held is None:
                groups.append(([value], [claim.claim_id]))
                continue
            if value not in held[0]:
                held[0].append(value)
            if claim.claim_id not in held[1]:
                held[1].append(claim.claim_id)
    return [
        ScopePart(value=max(names, key=len), names=tuple(sorted(names)), claim_ids=tuple(ids))
        for names, ids in groups
    ]


def same_words(left: str, right: str) -> bool:
    """True where two texts are one after folding."""
    return fold(left) == fold(right)


def same_party(left: str, right: str) -> bool:
    """True where two names are taken for one party."""
    return same_words(left, right) or pair_score(left, right).score >= float(
        str(weights()["same_party"])
    )


def _with_numbers(part: ScopePart) -> ScopePart:
    """Goods with their taxonomy keys and tariff prefixes."""
    keys = tuple(named_goods(part.value))
    hts = tuple(dict.fromkeys(p for key in keys for p in _prefixes().get(key, ())))
    return ScopePart(
        value=part.value, names=part.names, claim_ids=part.claim_ids, keys=keys, hts=hts
    )


def _tariff_digits(number: str) -> str:
    """The digits of a tariff number or prefix.

    Raises:
        InputError: it is none.
    """
    digits = plain_code(number)
    if not digits.isdigit() or not 2 <= len(digits) <= 10:  # noqa: PLR2004 - chapter to statistical
        raise InputError(
            "no HTS number or prefix of 2 to 10 digits", column="--hts-limit", value=number
        )
    return digits


@cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    """The tariff prefixes of each key of the taxonomy."""
    return {
        row["key"]: split_list(row["hts_prefixes"])
        for row in shipped_csv("goods", "goods_taxonomy.csv")
    }
