"""The tests of one order on one line: party, goods, region; the dates stand in `dates`.

Screening in bulk and the law of one line put their questions to these functions and to the verdict
table, so both answer alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.goods import GoodsSign, goods_sign
from withhold.names import REVIEW_ONLY
from withhold.places import country_code
from withhold.screening.verdict import thresholds
from withhold.trade.party_numbers import told, unpacked

if TYPE_CHECKING:
    from withhold.screening.order_rules import OrderRule
    from withhold.screening.rulebook import RuleBook

#: How telling a goods test's word is, where an order names several goods.
_GOODS_RANK = {"any": 0, "yes": 1, "contradicted": 2, "weak": 3, "unknown": 4, "no": 5}
#: Places that belong to China for the question whether a party's country contradicts a listing.
_CHINA = frozenset({"CN", "HK", "MO"})
_VESSEL = "vessel"
#: Stands where the kind of a name stands: the party was found by its number.
NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedParty:
    """A party of a line that is like a listed one; for an order on a place all is empty.

    Attributes:
        known_countries: of the listed party.
        numbers: of the party on the line, as a line carries them (`imo=9074729|...`).
        known_numbers: of the listed one, `imo=9074729` each.
        excluded_entity: a maker on the line that was taken out of an order on a place.
    """

    role: str = ""
    country: str = ""
    entity_id: str = ""
    kind: str = ""
    score: float = 0.0
    excluded_entity: str = ""
    known_countries: tuple[str, ...] = ()
    numbers: str = ""
    known_numbers: frozenset[str] = frozenset()


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
    against = _other_number(party) or _other_country(party)
    if party.kind == NUMBER:
        return PartySign("yes", f"; {against}" if against else "")
    if against:
        return PartySign("contradicted", f"; but {against}", against)
    if rule.vessel and party.kind == _VESSEL and party.role != _VESSEL:
        return PartySign("weak", "; a vessel is listed, the party is not one")
    return PartySign("yes", _not_compared(party))


def _not_compared(party: NamedParty) -> str:
    """What is added where a vessel has a number and no source gives that of the listed one."""
    number = next((n for n in unpacked(party.numbers) if n.startswith("imo=")), "")
    if party.kind != _VESSEL or not number or any(n[:4] == "imo=" for n in party.known_numbers):
        return ""
    return f"; the register holds no IMO number of it to compare {told(number)} with"


def _other_country(party: NamedParty) -> str:
    """The country that shows another party than the listed one, as a sentence, or empty."""
    country = country_code(party.country)
    known = party.known_countries
    if not country or not known or _same_land(country, known):
        return ""
    return f"the party's country is {country}, the listed party's is {', '.join(known)}"


def _other_number(party: NamedParty) -> str:
    """The number that shows another party than the listed one, as a sentence; empty: none does."""
    for number in unpacked(party.numbers):
        kind = number.partition("=")[0]
        known = sorted(n for n in party.known_numbers if n.startswith(f"{kind}="))
        if known and number not in known and _number_rules()[kind]["differs"] == "contradicted":
            return f"its number is {told(number)}, the listed party's {', '.join(map(told, known))}"
    return ""


@cache
def _number_rules() -> dict[str, dict[str, Any]]:
    """What an equal and a different number of each kind says."""
    rules: dict[str, dict[str, Any]] = shipped_yaml("screening", "party_numbers.yaml")["numbers"]
    return rules


_ANY = PartySign("any")


#: The columns of a candidate that its party test needs, as `party_columns` is given them.
PARTY_COLUMNS = (
    *("party_role", "party_country", "entity_id", "kind", "score", "excluded_entity"),
    *("region_test", "numbers"),
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
    numbers: str,
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
            numbers=numbers,
            known_numbers=book.numbers_of(entity_id),
        ),
    )
    return sign.test, region, sign.note, sign.against


def _same_land(country: str, known: tuple[str, ...]) -> bool:
    """True where a country is one of those known, China taken with Hong Kong and Macao."""
    return country in known or (country in _CHINA and bool(_CHINA & set(known)))


def goods_test(
    rule: OrderRule, *, hts: str = "", text: str = "", material: str = "", made_in: str = ""
) -> GoodsSign:
    """The goods test of an order: the most telling one of the goods it names.

    Args:
        rule: the order.
        hts: the tariff number; several of one line with `|` between them.
        text: the goods text.
        material: what the goods are made of.
        made_in: the country of make, as written.
    """
    if not rule.goods:
        return GoodsSign("unknown", "the order's goods are not known")
    country = country_code(made_in) if made_in else ""
    signs = [
        goods_sign(scope, hts=number, text=text, material=material, made_in=country)
        for scope in rule.goods
        for number in hts.split("|")
    ]
    return min(signs, key=lambda s: _GOODS_RANK[s.test])
