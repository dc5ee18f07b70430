"""Does a written place lie in Xinjiang? Evidence is weighed; what contradicts it is shown.

A postal prefix alone is an alert, never proof (DAT-07); a road named after the region is no place.
The rules stand in `evidence_weights.yaml`.

>>> xinjiang_sign(city="Hotan", province="Xinjiang", country="CN").test
'yes'
>>> xinjiang_sign(address="12 Xinjiang Road", city="Qingdao", country="CN").test
'no'
>>> xinjiang_sign(postal_code="848200", country="CN").test
'weak'
>>> xinjiang_sign(address="Shenzhen 518000", name="Xinjiang Tianyi Co", country="CN").test
'contradicted'
>>> xinjiang_sign(postal_code="518000", name="Xinjiang Tianyi Co", country="CN").test
'contradicted'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.places.countries import country_code
from withhold.places.evidence import LONGEST, WrittenPlace, evidence, weights
from withhold.places.gazetteer import XINJIANG, province_names
from withhold.places.origin_text import names_region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.places.evidence import Evidence

#: Countries whose places stand in the table of Chinese divisions.
_CHINA = frozenset({"", "CN", "HK", "MO", "TW"})
_MAINLAND = frozenset({"", "CN"})
#: Evidence that a place is named, apart from the firm's name.
_NAMED = frozenset({"province", "prefecture", "county", "xpcc"})
_LAST_PARTS = 3


@dataclass(frozen=True, slots=True)
class PlaceSign:
    """What a place says of lying in a region.

    Attributes:
        test: `yes`, `weak`, `no`, `unknown` or `contradicted`.
        reason: why, as one sentence.
        against: the pieces of evidence that speak against it.
    """

    test: str
    reason: str
    against: tuple[str, ...] = ()


def xinjiang_sign(  # noqa: PLR0913 - one parameter for each cell of a party
    *,
    address: str = "",
    city: str = "",
    province: str = "",
    postal_code: str = "",
    country: str = "",
    name: str = "",
    uscc: str = "",
    mid: str = "",
) -> PlaceSign:
    """Whether a written place lies in Xinjiang: `yes`, `weak`, `no`, `unknown`, `contradicted`."""
    return place_in_xinjiang(
        WrittenPlace(
            address=address,
            city=city,
            province=province,
            postal_code=postal_code,
            country=country,
            name=name,
            uscc=uscc,
            mid=mid,
        )
    )


@lru_cache(maxsize=65_536)
def place_in_xinjiang(written: WrittenPlace) -> PlaceSign:
    """As `xinjiang_sign`, for a party as a whole."""
    code = country_code(written.country) or _country_in(written.address)
    found = evidence(written, postal=code in _MAINLAND)
    here = [e for e in found if e.province == XINJIANG]
    there = [e for e in found if e.province != XINJIANG]
    if code not in _CHINA:
        return _abroad(written, here, code)
    if not here:
        return _elsewhere(written, there)
    return _weighed(here, there)


def _abroad(written: WrittenPlace, here: list[Evidence], code: str) -> PlaceSign:
    """The sign of a place in another country: only names speak, and the country against them."""
    told = names_region(written.name)
    named = [e for e in here if e.kind in _NAMED or (e.kind == "name" and told)]
    against = f"the country is {code}"
    if named:
        return PlaceSign("contradicted", f"names {named[0].told}, but {against}", (against,))
    return PlaceSign("no", against)


def _elsewhere(written: WrittenPlace, there: list[Evidence]) -> PlaceSign:
    """The sign of a place that names nothing of Xinjiang."""
    if there:
        return PlaceSign("no", f"the address names {there[0].told}")
    if not any((written.address, written.city, written.province, written.postal_code)):
        return PlaceSign("unknown", "no address")
    return PlaceSign("unknown", "the address names no province")


def _weighed(here: list[Evidence], there: list[Evidence]) -> PlaceSign:
    """The sign of evidence for Xinjiang, with what speaks against it."""
    table = weights()
    kinds = {e.kind for e in here}
    weight, contrary = _weight(here), _weight(there)
    told = f"Xinjiang by {_listed(here)}"
    if not contrary and kinds != {"ambiguous"}:
        there = []
    if not there:
        second = "ambiguous" in kinds and len(kinds) > 1
        if weight >= table["enough"] or second:
            return PlaceSign("yes", told)
        return PlaceSign("weak", f"{told}: a second sign is needed")
    against = tuple(f"{e.told} is not in Xinjiang" for e in there)
    if kinds == {"ambiguous"}:
        return PlaceSign("no", f"the address names {there[0].told}; {told} weighs less", against)
    if weight >= table["sure"] and contrary <= table["hint"]:
        return PlaceSign("yes", f"{told}; against it {_listed(there)}", against)
    return PlaceSign("contradicted", f"{told}, but {_listed(there)}", against)


def _weight(found: Iterable[Evidence]) -> int:
    """The weight of evidence, each kind once."""
    return sum({e.kind: e.weight for e in found}.values())


def _listed(found: list[Evidence]) -> str:
    """Evidence in words, each place named once."""
    told = []
    for one in found:
        place = province_names().get(one.province, "")
        same = place in one.told or one.province == XINJIANG
        told.append(one.told if same else f"{one.told} ({place})")
    return ", ".join(dict.fromkeys(told))


def _country_in(address: str) -> str:
    """The country that the last parts of an address name, or empty."""
    parts = [p for p in re.split(r"[,;\n，；]", address[:LONGEST]) if p.strip()]
    for part in reversed(parts[-_LAST_PARTS:]):
        text = re.sub(r"[\d.\-]+", " ", part).strip()
        if len(text) > 3 and (code := country_code(text)):  # noqa: PLR2004 - two letters may be a state
            return code
    return ""
