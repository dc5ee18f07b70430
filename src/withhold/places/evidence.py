"""Evidence of where a party is: names, postal code, registration, manufacturer code, firm name.

Each piece has a kind and a weight (`evidence_weights.yaml`) and speaks for a province; pieces may
contradict each other. A road, a hotel or a village named after a place is no place.

>>> [(e.kind, e.province) for e in evidence(WrittenPlace(address="12 Xinjiang Road, Qingdao"))]
[('prefecture', '37')]
>>> [(e.kind, e.province) for e in evidence(WrittenPlace(postal_code="848200"))]
[('postal', '65')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import plain_code, shipped_csv, shipped_yaml
from withhold.places.cn_postal import parse_cn_postal
from withhold.places.gazetteer import (
    XINJIANG,
    common_area,
    han_names,
    latin_names,
    province_names,
)
from withhold.places.origin_text import firm_place
from withhold.text import fold, has_han, simplified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.places.gazetteer import PlaceName

#: So much of an address is read; what follows is no address any more.
LONGEST = 2_000
_SIDES = frozenset(
    {"east", "west", "south", "north", "middle", "central", "zhong", "dong", "xi", "nan", "bei"}
    | {"e", "w", "s", "n", "1st", "2nd", "3rd", "4th", "5th", "yi", "er", "san", "first", "second"}
    | {"third", "main", "mid", "upper", "lower", "inner", "outer", "old", "new", "ring", "branch"}
)
_ROADS = frozenset(
    [
        *("road", "rd", "street", "st", "str", "avenue", "ave", "lane", "boulevard", "blvd", "lu"),
        *("jie", "dajie", "dadao", "highway", "hotel", "building", "tower", "plaza", "mansion"),
        *("restaurant", "village", "cun", "community", "xiaoqu", "alley", "expressway", "bldg"),
        *("drive", "way", "bridge"),
    ]
)
_UNITS = frozenset({"county", "xian", "district", "qu", "city", "shi", "prefecture", "region"})
_COUNTY = frozenset({"county", "xian"})
_HAN_ROAD = re.compile(
    r"[东西南北中]?[一二三四五六]?(?:路|街|大道|大街|巷|弄|胡同|宾馆|酒店|大厦|饭店|餐厅|村|小区)"
)
_POSTAL = re.compile(r"(?<![\d-])(\d{6})(?![\d-])")
_OFFICE = re.compile(
    r"(?:head ?office|headquarters?|\bhq\b|registered (?:office|address)|legal address|"
    r"mailing address|总部|注册地址|办公地址)\s*(?:in\b|at\b|[:：]|-)",
    re.IGNORECASE,
)
_FACTORY = re.compile(
    r"(?:factory|plant|works|workshop|mill|manufactur\w*|production)(?: (?:site|address|base))?"
    r"\s*(?:in\b|at\b|[:：])|(?:工厂|厂址|生产地址|生产基地)\s*[:：]?",
    re.IGNORECASE,
)
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}(\d{6})[0-9A-HJ-NPQRTUWXY]{10}")
_MID = re.compile(r"CN[A-Z0-9]{2,10}?([A-Z]{3})")
_NOT_SHARED = "shared"
_SHORTEST_ALONE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPlace:
    """A party as a line writes it down.

    Attributes:
        name: of the firm; a place in it is the weakest of hints.
        uscc: unified social credit code.
        mid: manufacturer identification code.
    """

    address: str = ""
    city: str = ""
    province: str = ""
    postal_code: str = ""
    country: str = ""
    name: str = ""
    uscc: str = ""
    mid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence.

    Attributes:
        kind: of `evidence_weights.yaml`.
        province: two digits of the province it speaks for.
        told: what it is, for a sentence.
    """

    kind: str
    province: str
    told: str

    @property
    def weight(self) -> int:
        """Of `evidence_weights.yaml`."""
        return int(weights()["weights"][self.kind])


@cache
def weights() -> dict[str, Any]:
    """The table of weights and rules, as shipped."""
    table: dict[str, Any] = shipped_yaml("places", "evidence_weights.yaml")
    return table


def evidence(written: WrittenPlace, *, postal: bool = True) -> tuple[Evidence, ...]:
    """Every piece of evidence in a written place, strongest kinds first.

    Args:
        written: the party.
        postal: read six digits as a Chinese postal code; False where the country is another.
    """
    named: list[tuple[PlaceName, bool, bool]] = []
    for text, is_field in ((written.province, True), (written.city, True)):
        named += [(n, is_field, False) for n in _names_in(text, is_field=is_field)]
    for text, office in _parts(written.address[:LONGEST]):
        named += [(n, False, office) for n in _names_in(text, is_field=False)]
    found = _resolved(named)
    if postal:
        found += _postal(written)
    found += [*_uscc(written.uscc), *_mid(written.mid)]
    found += _firm(written.name, {e.province for e in found})
    return tuple(sorted(dict.fromkeys(found), key=lambda e: -e.weight))


def _parts(address: str) -> Iterator[tuple[str, bool]]:
    """An address cut at its labels: (text, whether it is called a head or registered office)."""
    marks = [(m.start(), m.end(), True) for m in _OFFICE.finditer(address)]
    if not marks:
        yield address, False
        return
    marks += [(m.start(), m.end(), False) for m in _FACTORY.finditer(address)]
    marks.sort()
    yield address[: marks[0][0]], False
    for number, (_, end, office) in enumerate(marks):
        until = marks[number + 1][0] if number + 1 < len(marks) else len(address)
        yield address[end:until], office


def _names_in(text: str, *, is_field: bool) -> list[PlaceName]:
    """The places that a text names, the longest name at each place."""
    if not text:
        return []
    found = _latin(fold(text).split(), is_field=is_field)
    return found + (_han(simplified(text)) if has_han(text) else [])


def _latin(words: list[str], *, is_field: bool) -> list[PlaceName]:
    """The places named in Latin words."""
    table, found, place = latin_names(), [], 0
    while place < len(words):
        name = next(
            (
                n
                for n in table.get(words[place], ())
                if tuple(words[place : place + len(n.words)]) == n.words
            ),
            None,
        )
        end = place + (len(name.words) if name else 1)
        if name is not None and (is_field or not _is_road(words, end)):
            unit = end < len(words) and words[end] in _UNITS
            county = end < len(words) and words[end] in _COUNTY and _only(name) == XINJIANG
            if county and name.telling == "second":
                name = replace(name, telling="strong", shown=f"{name.shown} County")
            doubtful = name.kind == "county" and name.telling == "second"
            here = any(code[:2] == XINJIANG for code in name.codes)
            if not doubtful or is_field or unit or here:
                found.append(name)
        place = end
    return found


def _is_road(words: list[str], end: int) -> bool:
    """True where the words after a name make it the name of a road, a house or a village."""
    while end < len(words) and words[end] in _SIDES:
        end += 1
    return end < len(words) and words[end] in _ROADS


def _han(text: str) -> list[PlaceName]:
    """The places named in Chinese."""
    table, found, place = han_names(), [], 0
    while place < len(text):
        here = table.get(text[place], ())
        name = next((n for n in here if text.startswith(n.words[0], place)), None)
        end = place + (len(name.words[0]) if name else 1)
        if name is not None and not _HAN_ROAD.match(text, end):
            found.append(name)
        place = end
    return found


def _only(name: PlaceName) -> str:
    """The one province that bears a name, or empty."""
    return common_area(tuple(name.codes))[:2]


def _resolved(named: list[tuple[PlaceName, bool, bool]]) -> list[Evidence]:
    """Names as evidence; a name of several provinces goes to the one named beside it."""
    sure = {_only(n) for n, _, _ in named if n.telling == "strong"} - {""}
    found: list[Evidence] = []
    for name, is_field, office in named:
        provinces = {c[:2] for c in name.codes}
        beside = provinces & sure
        one = _only(name) or (min(beside) if len(beside) == 1 else "")
        told = f"{name.shown}" + (" (head office)" if office else "")
        alone = is_field and bool(_only(name)) and len(name.shown) > _SHORTEST_ALONE
        if office:
            kind = "office"
        elif name.telling == "strong" or alone or beside:
            kind = name.kind
        elif name.telling == "elsewhere":
            continue
        else:
            kind, one = "ambiguous", one or (XINJIANG if XINJIANG in provinces else "")
        if one:
            found.append(Evidence(kind=kind, province=one, told=told))
        elif kind != "ambiguous" and XINJIANG not in provinces:
            found.append(Evidence(kind="several", province="", told=told))
    return found


def _postal(written: WrittenPlace) -> list[Evidence]:
    """The Chinese postal code of a place: its own cell first, else six digits of the address."""
    for code in (written.postal_code, *_POSTAL.findall(written.address[:LONGEST])):
        found = parse_cn_postal(code) if code else None
        if found is not None and found.valid:
            digits = {name: number for number, name in province_names().items()}
            province = str(found.parts["province"])
            number = XINJIANG if found.parts["xinjiang_alert"] else digits.get(province, "00")
            return [
                Evidence(
                    kind="postal", province=number, told=f"postal code {found.stored} ({province})"
                )
            ]
    return []


def _firm(name: str, provinces: set[str]) -> list[Evidence]:
    """The place in a firm's name; ambiguous where a namesake lies in a province that is named."""
    place = firm_place(name)
    if not place:
        return []
    kind = "ambiguous" if weights()["namesakes"].get(place) in provinces else "name"
    return [Evidence(kind=kind, province=XINJIANG, told=f"{place.title()} in the firm's name")]


def _uscc(value: str) -> list[Evidence]:
    """Where a firm is registered, by its credit code."""
    found = _USCC.fullmatch(plain_code(value))
    if not found:
        return []
    name = province_names().get(found[1][:2])
    told = f"credit code registered in {name}"
    return [Evidence(kind="uscc", province=found[1][:2], told=told)] if name else []


@cache
def _mid_cities() -> dict[str, tuple[str, str]]:
    """City parts of manufacturer codes of Xinjiang: the places, and how special the part is."""
    rows = shipped_csv("places", "xinjiang_mid_cities.csv")
    return {row["city_code"]: (row["places"], row["specificity"]) for row in rows}


@cache
def mid_pattern() -> str:
    """A pattern (RE2) of manufacturer codes that end with a city only Xinjiang has."""
    codes = sorted(c for c, (_, special) in _mid_cities().items() if special != _NOT_SHARED)
    return f"^CN.*(?:{'|'.join(codes)})$"


def _mid(value: str) -> list[Evidence]:
    """The city that a manufacturer code ends with, where only Xinjiang has one so spelt."""
    found = _MID.fullmatch(plain_code(value))
    places, special = _mid_cities().get(found[1], ("", "")) if found else ("", "")
    if not found or not places or special == _NOT_SHARED:
        return []
    return [
        Evidence(
            kind="mid", province=XINJIANG, told=f"manufacturer code ends with {found[1]} ({places})"
        )
    ]
