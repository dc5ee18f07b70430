"""An allegation drafted from the ledger: the three items of the law, and what is missing (ORD-01).

The other side's denials stand beside the claims they speak to (ORD-04).

>>> from datetime import date
>>> from withhold.investigation.ledger import Ledger
>>> draft = drafted(Ledger(investigation_id="I-1"), Wording(), day=date(2026, 11, 2))
>>> draft.missing
('reasons', 'facts', 'description_or_sample')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.investigation.independence import origins
from withhold.investigation.model import About, Claim, Denial, Quotation
from withhold.investigation.proposal import Choice, Scope, drawn
from withhold.investigation.weighing import Weighing, weigh
from withhold.law.desk import missing_items

if TYPE_CHECKING:
    from withhold.investigation.ledger import Ledger
    from withhold.investigation.model import Source

#: Who an allegation goes to: customs, so testimonies need consent to that.
PURPOSE = "allegation"
_WORDS = {
    "reasons": "a full statement of the reasons for the belief",
    "description_or_sample": "a detailed description of the merchandise, or a sample",
    "facts": "all pertinent facts obtainable as to production abroad",
}
_CITE = "19 CFR 12.42(b)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a person writes into the allegation; empty: only what the claims give.

    Attributes:
        description: of the merchandise, detailed; `sample` where one goes along.
        facts: of production abroad, beyond those the claims hold.
        anonymous: nobody is named as the one who alleges: no updates on its state (ORD-03).
    """

    reasons: str = ""
    description: str = ""
    sample: bool = False
    facts: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One of the three items, whether it is there, and on which claims it rests."""

    name: str
    asks: str
    there: bool
    says: str
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A row of the index of evidence: a claim with its words, its source and what was said against.

    Attributes:
        number: counted from 1 in the order of the index.
        same_origin: numbers of the other exhibits of one origin: together they count once.
    """

    number: int
    claim_id: str
    by: str
    what: str
    topic: str
    about: About
    said_on: date | None
    known_by: str
    rests_on: str
    indicators: tuple[str, ...]
    unmapped: tuple[str, ...]
    quotation: Quotation
    source_title: str
    publisher: str
    published: date | None
    address: str
    source_digest: str
    reliability: str
    credibility: str
    denials: tuple[Denial, ...]
    same_origin: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegation:
    """A draft.

    Attributes:
        missing: the items that are not there, in the words of the law cases.
        withheld: claims left out because a witness did not agree to this use.
    """

    investigation_id: str
    title: str
    drafted_on: date
    wording: Wording
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    scope: Scope
    exhibits: tuple[Exhibit, ...]
    weighing: Weighing
    withheld: tuple[str, ...]

    @property
    def facts(self) -> dict[str, bool]:
        """The facts that the law asks of an allegation (STM-40 to STM-42)."""
        there = {item.name: item.there for item in self.items}
        return {
            "reasons": there["reasons"],
            "facts": there["facts"],
            "description": bool(self.wording.description.strip()),
            "sample": self.wording.sample,
            "anonymous": self.wording.anonymous,
        }


def drafted(
    ledger: Ledger, wording: Wording, *, day: date, choice: Choice | None = None
) -> Allegation:
    """The draft of an allegation from the claims that may be used for one on that day."""
    claims = ledger.usable(PURPOSE, day)
    scope = drawn(ledger, claims, choice or Choice())
    reasons = _reasons(claims, wording)
    facts = _facts(claims, wording)
    described = bool(wording.description.strip()) or wording.sample
    goods = ", ".join(part.value for part in scope.goods)
    description = Item(
        name="description_or_sample",
        asks=_WORDS["description_or_sample"],
        there=described,
        says=" ".join(
            filter(
                None,
                (
                    _ended(wording.description),
                    "A sample goes along." if wording.sample else "",
                    _ended(f"Goods that the claims name: {goods}") if goods else "",
                ),
            )
        ),
        claim_ids=tuple(dict.fromkeys(i for part in scope.goods for i in part.claim_ids)),
    )
    there = {"reasons": reasons.there, "facts": facts.there, "description": described}
    withheld = tuple(
        c.claim_id for c in ledger.claims.values() if c.stands and not c.lost and c not in claims
    )
    return Allegation(
        investigation_id=ledger.investigation_id,
        title=ledger.title,
        drafted_on=day,
        wording=wording,
        items=(reasons, description, facts),
        missing=missing_items({**there, "sample": wording.sample}),
        scope=scope,
        exhibits=_index(claims, ledger),
        weighing=weigh(claims, ledger.sources),
        withheld=withheld,
    )


def _reasons(claims: tuple[Claim, ...], wording: Wording) -> Item:
    """The reasons for the belief: a statement, and at least one claim on labour that bears it."""
    labor = [c for c in claims if c.topic == "labor" and (c.indicators or c.unmapped)]
    named = tuple(dict.fromkeys(i for c in labor for i in (*c.indicators, *c.unmapped)))
    drawn_text = (
        f"The statements below ({', '.join(c.claim_id for c in labor)}) speak of: "
        f"{', '.join(named)}."
        if labor
        else ""
    )
    return Item(
        name="reasons",
        asks=_WORDS["reasons"],
        there=bool(labor),
        says=" ".join(filter(None, (_ended(wording.reasons), drawn_text))),
        claim_ids=tuple(c.claim_id for c in labor),
    )


def _facts(claims: tuple[Claim, ...], wording: Wording) -> Item:
    """The facts of production abroad: whom and where the claims speak of."""
    placed = [c for c in claims if c.topic != "other" and (c.about.parties or c.about.places)]
    parties = tuple(dict.fromkeys(p for c in placed for p in c.about.parties))
    places = tuple(dict.fromkeys(p for c in placed for p in c.about.places))
    told = (
        _ended(f"Producers named: {', '.join(parties)}") if parties else "",
        _ended(f"Places named: {', '.join(places)}") if places else "",
    )
    return Item(
        name="facts",
        asks=_WORDS["facts"],
        there=bool(placed),
        says=" ".join(filter(None, (_ended(wording.facts), *told))),
        claim_ids=tuple(c.claim_id for c in placed),
    )


def _index(claims: tuple[Claim, ...], ledger: Ledger) -> tuple[Exhibit, ...]:
    """The index of evidence; exhibits of one origin name each other."""
    numbers = {c.claim_id: n for n, c in enumerate(claims, 1)}
    together = {i: o.claim_ids for o in origins(claims, ledger.sources) for i in o.claim_ids}
    return tuple(
        replace(
            _exhibit(numbers[c.claim_id], c, ledger.sources[c.quotation.source_id]),
            same_origin=tuple(numbers[i] for i in together[c.claim_id] if i != c.claim_id),
        )
        for c in claims
    )


def _exhibit(number: int, claim: Claim, source: Source) -> Exhibit:
    """A claim as a row of the index."""
    return Exhibit(
        number=number,
        claim_id=claim.claim_id,
        by=claim.by,
        what=claim.what,
        topic=claim.topic,
        about=claim.about,
        said_on=claim.said_on,
        known_by=claim.known_by,
        rests_on=claim.rests_on,
        indicators=claim.indicators,
        unmapped=claim.unmapped,
        quotation=claim.quotation,
        source_title=source.title or source.name or source.source_id,
        publisher=source.publisher,
        published=source.published,
        address=source.address,
        source_digest=source.digest,
        reliability=source.reliability,
        credibility=claim.credibility,
        denials=claim.denials,
    )


def _ended(text: str) -> str:
    """`text` with a full stop at its end, where it has none."""
    words = text.strip()
    return words if not words or words[-1] in ".!?" else f"{words}."


def citation() -> str:
    """Where the three items are asked for."""
    return _CITE
