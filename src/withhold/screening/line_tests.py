"""The tests of one order on one line: party, goods, region; the dates stand in `dates`.

Screening in bulk and the law of one line put their questions to these functions and to the verdict
table, so both answer alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.goods import GoodsSign, goods_sign
from withhold.names import REVIEW_ONLY
from withhold.places import country_code
from withhold.screening.verdict import thresholds

if TYPE_CHECKING:
    from withhold.screening.order_rules import OrderRule
    from withhold.screening.rulebook import RuleBook

#: How telling a goods test's word is, where an order names several goods.
_GOODS_RANK = {"any": 0, "yes": 1, "contradicted": 2, "weak": 3, "unknown": 4, "no": 5}
#: Places that belong to China for the question whether a party's country contradicts a listing.
_CHINA = frozenset({"CN", "HK", "MO"})
_VESSEL = "vessel"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParty:
    """A party of a line that is like a listed one; for an order on a place all is empty.

    Attributes:
        known_countries: of the listed party.
        excluded_entity: a maker on the line that was taken out of an order on a place.
    """

    role: str = ""
    country: str = ""
    entity_id: str = ""
    kind: str = ""
    score: float = 0.0
    excluded_entity: str = ""
    known_countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartySign:
    """The party test's word, what is added to the reason, and what speaks against the party."""

    test: str
    note: str = ""
    against: str = ""


def party_sign(rule: OrderRule, party: NamedParty) -> PartySign:
    """Whether the line has the party an order names: `yes`, `weak`, `no`, `contradicted`, `any`."""
    if not rule.party_asked:
        taken_out = party.excluded_entity and party.excluded_entity in rule.excluded_ids
        return PartySign("no", "the maker was taken out of the order") if taken_out else _ANY
    if party.score < thresholds()[0] or party.kind in REVIEW_ONLY:
        clause = f"; the order also names {rule.open_clause!r}" if rule.open_clause else ""
        unknown = ": whether the firm belongs to them is not known" if clause else ""
        return PartySign("weak", f"{clause}{unknown}")
    if rule.vessel and party.kind == _VESSEL and party.role != _VESSEL:
        return PartySign("weak", "; a vessel is listed, the party is not one")
    country = country_code(party.country)
    known = party.known_countries
    if country and known and not _same_land(country, known):
        against = f"the party's country is {country}, the listed party's is {', '.join(known)}"
        return PartySign("contradicted", f"; but {against}", against)
    return PartySign("yes")


_ANY = PartySign("any")


#: The columns of a candidate that its party test needs, as `party_columns` is given them.
PARTY_COLUMNS = (
    *("party_role", "party_country", "entity_id", "kind", "score", "excluded_entity"),
    "region_test",
)


def party_columns(  # noqa: PLR0913, PLR0917 - one for each column
    book: RuleBook,
    number: int,
    role: str,
    country: str,
    entity_id: str,
    kind: str,
    score: float,
    excluded: str,
    region: str,
) -> tuple[str, str, str, str] | None:
    """Party test, region test, what is added to the reason, what speaks against the party.

    None where the order does not name the party. Labour of nationals of North Korea is no place:
    its sign is one of the party (INS-13).
    """
    rule = book.rules[number]
    if rule.party_asked and entity_id not in rule.entity_ids:
        return None
    if rule.limb == "caatsa":
        return region, "any", "", ""
    sign = party_sign(
        rule,
        NamedParty(
            role=role,
            country=country,
            entity_id=entity_id,
            kind=kind,
            score=score,
            excluded_entity=excluded,
            known_countries=book.entity_of(entity_id),
        ),
    )
    return sign.test, region, sign.note, sign.against


def _same_land(country: str, known: tuple[str, ...]) -> bool:
    """True where a country is one of those known, China taken with Hong Kong and Macao."""
    return country in known or (country in _CHINA and bool(_CHINA & set(known)))


def goods_test(
    rule: OrderRule, *, hts: str = "", text: str = "", material: str = "", made_in: str = ""
) -> GoodsSign:
    """The goods test of an order: the most telling one of the goods it names."""
    if not rule.goods:
        return GoodsSign("unknown", "the order's goods are not known")
    country = country_code(made_in) if made_in else ""
    signs = [
        goods_sign(scope, hts=hts, text=text, material=material, made_in=country)
        for scope in rule.goods
    ]
    return min(signs, key=lambda s: _GOODS_RANK[s.test])
