"""The names of provinces, prefectures, counties and corps units of China, with their codes.

A name that several places bear has all their codes; the smallest common area is what it tells.

>>> sorted({code[:2] for code in latin_names()["urumqi"][0].codes})
['65']
>>> common_area(("330782", "330102")), common_area(("330782", "650522"))
('33', '')
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from withhold.base import shipped_bytes, shipped_csv, split_list
from withhold.text import fold, has_han

XINJIANG = "65"
_STRONG = frozenset({"region", "prefecture", "city", "xpcc_city", "xpcc", "xpcc_division", "park"})
_CORPS = frozenset({"xpcc", "xpcc_division", "xpcc_city", "xpcc_regiment"})
_LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
_SHORT_LATIN, _SHORT_HAN = 3, 2
_LONG_LATIN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A name of a place.

    Attributes:
        words: as folded words; for Chinese the name as one.
        shown: the name as told to a reader.
        codes: division codes of the places that bear it.
        kind: `province`, `prefecture`, `county` or `xpcc`: the highest of them.
        telling: `strong`; `second` where it needs another sign; `elsewhere` where it names a place
            of trade outside Xinjiang.
    """

    words: tuple[str, ...]
    shown: str
    codes: frozenset[str]
    kind: str
    telling: str


def common_area(codes: tuple[str, ...]) -> str:
    """The smallest area that holds all codes: a county, prefecture or province code, or empty."""
    first = codes[0] if codes else ""
    for size in (6, 4, 2):
        if first and all(code[:size] == first[:size] for code in codes):
            return first[:size]
    return ""


@cache
def _rows() -> list[dict[str, str]]:
    """The divisions of China, current ones first."""
    text = gzip.decompress(shipped_bytes("places", "cn_divisions.csv.gz")).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@cache
def province_names() -> dict[str, str]:
    """The name of each province by the two digits of its code."""
    found = {r["adcode"][:2]: split_list(r["latin"])[0] for r in _rows() if r["level"] == "1"}
    return found | {XINJIANG: "Xinjiang"}


@cache
def _treated() -> dict[str, str]:
    """Names that are everyday words, with how they are taken."""
    return {row["name"]: row["treat"] for row in shipped_csv("places", "common_place_names.csv")}


#: Names in English that the tables write otherwise.
_OTHER_ENGLISH = (
    *(("hong kong", "810000"), ("hongkong", "810000"), ("macau", "820000"), ("macao", "820000")),
    *(("taiwan", "710000"), ("inner mongolia", "150000"), ("tibet", "540000")),
    *(("shaanxi", "610000"), ("canton", "440100"), ("peking", "110000"), ("nanhai", "440600")),
    ("xinjiang county", "140825"),
)


@dataclass(slots=True)
class _Gathered:
    """A name while its places are gathered."""

    shown: str
    codes: set[str]
    kinds: set[str]
    strong: bool = False
    second: bool = False


class _Names(dict[str, _Gathered]):
    """Every name, folded, with all places that bear it."""

    def take(self, name: str, code: str, kind: str, telling: str = "") -> None:
        """Add a place to a name; `telling`: `strong`, `second` or nothing."""
        key = name if has_han(name) else fold(name)
        if key:
            one = self.setdefault(key, _Gathered(shown=name, codes=set(), kinds=set()))
            one.codes.add(code)
            one.kinds.add(kind)
            one.strong |= telling == "strong"
            one.second |= telling == "second"


@cache
def _gathered() -> _Names:
    """Every name, folded, with all places that bear it."""
    found = _Names()
    for row in _rows():
        kind = _LEVELS[row["level"]]
        former = row["status"] == "former"
        more = () if former else (row["short_zh"], *split_list(row["latin"]))
        for name in (row["zh"], *more):
            if not (former and name in found):
                found.take(name, row["adcode"], kind, "" if kind == "county" else "strong")
    for row in shipped_csv("places", "xinjiang_names.csv"):
        _take_xinjiang(found, row)
    for row in shipped_csv("places", "xinjiang_units.csv"):
        kind = "xpcc" if row["kind"] in _CORPS else "county"
        found.take(row["zh"], row["adcode"], kind, "strong")
    for name, code in _OTHER_ENGLISH:
        found.take(name, code, "prefecture", "strong")
    return found


def _take_xinjiang(found: _Names, row: dict[str, str]) -> None:
    """Add the names of a place in Xinjiang."""
    kind = "xpcc" if row["kind"] in _CORPS else "county"
    kind = {"region": "province", "prefecture": "prefecture"}.get(row["kind"], kind)
    code = row["adcode"] or f"{XINJIANG}0000"
    for name in (*split_list(row["names"]), *split_list(row["names_zh"])):
        found.take(name, code, kind, "strong" if row["kind"] in _STRONG else "")
    for name in split_list(row["ambiguous_names"]):
        found.take(name, code, kind, "strong" if row["kind"] == "region" else "second")


def _telling(key: str, one: _Gathered) -> str:
    """How much a name tells by itself."""
    treated = _treated().get(key)
    if treated:
        return treated
    here = {c for c in one.codes if c[:2] == XINJIANG}
    if here and here != one.codes and "province" not in one.kinds:
        higher = any(c.endswith("00") for c in one.codes - here)
        lower = not any(c.endswith("00") for c in here)
        return "elsewhere" if higher and lower else "second"
    if one.second and not one.strong:
        return "second"
    if one.strong:
        return "strong"
    short = len(key) <= (_SHORT_HAN if has_han(key) else _SHORT_LATIN)
    plain = " " not in key and len(key) < _LONG_LATIN and not has_han(key)
    return "second" if short or plain else "strong"


def _highest(one: _Gathered) -> set[str]:
    """The places of the highest level that bear a name: Xinjiang the region, not the county."""
    for kind, ending in (("province", "0000"), ("prefecture", "00")):
        if kind in one.kinds:
            return {c for c in one.codes if c.endswith(ending)} or one.codes
    return one.codes


@cache
def _names() -> tuple[PlaceName, ...]:
    """Every name of a place."""
    order = ("province", "xpcc", "prefecture", "county")
    return tuple(
        PlaceName(
            words=(key,) if has_han(key) else tuple(key.split()),
            shown=one.shown,
            codes=frozenset(_highest(one)),
            kind=next(k for k in order if k in one.kinds),
            telling=_telling(key, one),
        )
        for key, one in _gathered().items()
    )


@cache
def latin_names() -> dict[str, tuple[PlaceName, ...]]:
    """The names in Latin letters by their first word, longest first."""
    found: dict[str, list[PlaceName]] = defaultdict(list)
    for name in _names():
        if not has_han(name.words[0]):
            found[name.words[0]].append(name)
    return {w: tuple(sorted(n, key=lambda x: -len(x.words))) for w, n in found.items()}


@cache
def han_names() -> dict[str, tuple[PlaceName, ...]]:
    """The Chinese names by their first character, longest first."""
    found: dict[str, list[PlaceName]] = defaultdict(list)
    for name in _names():
        if has_han(name.words[0]):
            found[name.words[0][0]].append(name)
    return {c: tuple(sorted(n, key=lambda x: -len(x.words[0]))) for c, n in found.items()}
