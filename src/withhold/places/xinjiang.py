"""Does a written place lie in Xinjiang? The first, plain version: names, postal prefix, province.

A postal prefix alone is an alert, never proof (DAT-07); a road named after a place is no place; a
place that another province contradicts is said to be contradicted and left to a person.

>>> xinjiang_sign(city="Hotan", province="Xinjiang", country="CN").test
'yes'
>>> xinjiang_sign(address="12 Xinjiang Road", city="Qingdao", country="CN").test
'no'
>>> xinjiang_sign(postal_code="848200", country="CN").test
'weak'
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from withhold.base import shipped_csv, split_list
from withhold.places.cn_postal import parse_cn_postal
from withhold.places.countries import country_code
from withhold.text import fold, has_han

_REGION = "650000"
_BROAD = frozenset({"region", "prefecture", "city", "xpcc_city", "xpcc"})
_ROADS = frozenset(
    [
        *("road", "rd", "street", "st", "str", "avenue", "ave", "lane", "boulevard", "blvd", "lu"),
        *("jie", "dajie", "dadao", "highway", "east", "west", "south", "north", "middle"),
        *("zhong", "dong", "xi", "nan", "bei", "hotel", "building", "tower", "plaza"),
    ]
)
_PROVINCES = frozenset(
    [
        *("anhui", "beijing", "chongqing", "fujian", "gansu", "guangdong", "guangxi", "guizhou"),
        *("hainan", "hebei", "heilongjiang", "henan", "hubei", "hunan", "jiangsu", "jiangxi"),
        *("jilin", "liaoning", "neimenggu", "ningxia", "qinghai", "shaanxi", "shandong"),
        *("shanghai", "shanxi", "sichuan", "tianjin", "tibet", "xizang", "yunnan", "zhejiang"),
        *("guangzhou", "shenzhen", "hangzhou", "ningbo", "qingdao", "suzhou", "wuhan", "xiamen"),
    ]
)
_PROVINCES_ZH = (
    *("安徽", "北京", "重庆", "福建", "甘肃", "广东", "广西", "贵州"),
    *("海南", "河北", "黑龙江", "河南", "湖北", "湖南", "江苏", "江西"),
    *("吉林", "辽宁", "内蒙古", "宁夏", "青海", "陕西", "山东", "上海"),
    *("山西", "四川", "天津", "西藏", "云南", "浙江"),
)
_POSTAL = re.compile(r"(?<!\d)(\d{6})(?!\d)")


@dataclass(frozen=True, slots=True)
class PlaceSign:
    """What a place says of lying in a region: the test's word, and why as one sentence."""

    test: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of a place in Xinjiang, as words."""

    words: tuple[str, ...]
    name: str
    broad: bool
    ambiguous: bool


@cache
def _latin() -> dict[str, list[_Named]]:
    """The Latin names by their first word, longest first."""
    found: dict[str, list[_Named]] = defaultdict(list)
    for row in shipped_csv("places", "xinjiang_names.csv"):
        is_region = row["adcode"] == _REGION
        for cell, ambiguous in ((row["names"], False), (row["ambiguous_names"], not is_region)):
            for name in split_list(cell):
                words = tuple(fold(name).split())
                if words:
                    broad = row["kind"] in _BROAD
                    found[words[0]].append(_Named(words, row["name"], broad, ambiguous))
    for names in found.values():
        names.sort(key=lambda n: -len(n.words))
    return dict(found)


@cache
def _han() -> tuple[tuple[str, str], ...]:
    """The Chinese names of the region, its prefectures and cities, longest first."""
    rows = shipped_csv("places", "xinjiang_names.csv")
    found = [
        (zh, row["name"])
        for row in rows
        if row["kind"] in _BROAD
        for zh in split_list(row["names_zh"])
    ]
    return tuple(sorted(set(found), key=lambda pair: -len(pair[0])))


def xinjiang_sign(  # noqa: PLR0911 - one answer for each ground, in the order of their weight
    *,
    address: str = "",
    city: str = "",
    province: str = "",
    postal_code: str = "",
    country: str = "",
) -> PlaceSign:
    """Whether a written place lies in Xinjiang: `yes`, `weak`, `no`, `unknown`, `contradicted`."""
    if not (address or city or province or postal_code):
        return PlaceSign("unknown", "no address")
    code = country_code(country)
    abroad = bool(country) and code not in {"CN", ""}
    named, broad = _named(address, city, province)
    postal = _postal(postal_code, address, abroad=abroad)
    other = _other_province(address, city, province)
    if abroad:
        if broad:
            return PlaceSign("contradicted", f"names {named}, but the country is {code}")
        return PlaceSign("no", f"the country is {code}")
    if broad:
        if other or postal == "other":
            return PlaceSign(
                "contradicted", f"names {named}, but also {other or 'a postal code elsewhere'}"
            )
        return PlaceSign("yes", f"the address names {named} in Xinjiang")
    if postal == "xinjiang":
        if other:
            return PlaceSign("contradicted", f"a Xinjiang postal code, but {other} is named")
        more = f" and {named}" if named else ""
        return PlaceSign("yes" if named else "weak", f"a Xinjiang postal code{more}")
    if named and not other and postal != "other":
        return PlaceSign("weak", f"{named} is also a place in Xinjiang")
    if other or postal == "other":
        return PlaceSign("no", f"the address names {other or 'a postal code elsewhere'}")
    return PlaceSign("unknown", "the address names no province")


def _named(address: str, city: str, province: str) -> tuple[str, bool]:  # noqa: C901 - fields, scripts and roads in one pass
    """The Xinjiang place a text names, and whether that name alone is enough."""
    weakest = ""
    for text, is_field in ((province, True), (city, True), (address, False)):
        if not text:
            continue
        if has_han(text):
            for zh, name in _han():
                if zh in text and f"{zh}路" not in text and f"{zh}街" not in text:
                    return name, True
        words = fold(text).split()
        for place, word in enumerate(words):
            for named in _latin().get(word, ()):
                end = place + len(named.words)
                if tuple(words[place:end]) != named.words:
                    continue
                if not is_field and end < len(words) and words[end] in _ROADS:
                    continue
                if named.ambiguous:
                    continue  # Yiwu of Zhejiang must not bear what Yiwu of Hami does
                if named.broad:
                    return named.name, True
                weakest = weakest or named.name
    return weakest, False


def _postal(postal_code: str, address: str, *, abroad: bool) -> str:
    """`xinjiang`, `other`, or empty where no Chinese postal code is written."""
    if abroad:
        return ""
    for code in (postal_code, *_POSTAL.findall(address)):
        if code:
            found = parse_cn_postal(code)
            if found.valid:
                return "xinjiang" if found.parts["xinjiang_alert"] else "other"
    return ""


def _other_province(address: str, city: str, province: str) -> str:
    """Another province that is named, or empty."""
    for text in (province, city, address):
        if has_han(text):
            found = next((zh for zh in _PROVINCES_ZH if zh in text), "")
            if found:
                return found
        words = fold(text).split()
        for place, word in enumerate(words):
            follows = words[place + 1] if place + 1 < len(words) else ""
            if word in _PROVINCES and follows not in _ROADS:
                return word
    return ""
