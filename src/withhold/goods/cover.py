"""Does a line fall under the goods an order names? The first, plain version: tariff prefix, words.

>>> scope = GoodsScope(wording="Apparel", keys=("apparel",), prefixes=("61", "62"))
>>> goods_sign(scope, hts="6109.10.0012").test, goods_sign(scope, hts="8471.30").test
('yes', 'no')
>>> goods_sign(scope, text="women's knitted sweater").test, goods_sign(scope).test
('yes', 'unknown')
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from withhold.base import plain_code, shipped_csv, split_list
from withhold.text import fold, has_han

_WIDE = frozenset({"containing", "downstream"})
_SHORTEST_PREFIX = 2
_CHAPTERS = frozenset({"98", "99"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsScope:
    """The goods an order reaches, as far as they are mapped.

    Attributes:
        wording: as published.
        everything: the order reaches all products.
        keys: taxonomy keys; their tariff prefixes count beside `prefixes`.
        is_limit: the order itself prints the prefixes as its limit (ORD-11).
        reach: `itself`, `derivatives`, `containing` or `downstream`.
        signs: further words that name the goods.
    """

    wording: str
    everything: bool = False
    keys: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    is_limit: bool = False
    reach: str = "itself"
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodsSign:
    """What a line says of falling under goods: the test's word, and why as one sentence."""

    test: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Key:
    """A row of the taxonomy."""

    parent: str
    prefixes: tuple[str, ...]


@cache
def _taxonomy() -> dict[str, _Key]:
    """The taxonomy by key."""
    return {
        row["key"]: _Key(row["parent"], split_list(row["hts_prefixes"]))
        for row in shipped_csv("goods", "goods_taxonomy.csv")
    }


@cache
def _families() -> dict[str, frozenset[str]]:
    """Each key with all keys below it."""
    below: dict[str, set[str]] = defaultdict(set)
    for key in _taxonomy():
        above: str = key
        while above:
            below[above].add(key)
            above = _taxonomy()[above].parent if above in _taxonomy() else ""
    return {key: frozenset(found) for key, found in below.items()}


@cache
def _words() -> tuple[re.Pattern[str], dict[str, frozenset[str]], tuple[tuple[str, str], ...]]:
    """One pattern of all English words of the taxonomy, the keys of each, and the Chinese words."""
    english: dict[str, set[str]] = defaultdict(set)
    chinese: list[tuple[str, str]] = []
    for row in shipped_csv("goods", "goods_taxonomy.csv"):
        for word in split_list(row["synonyms_en"]):
            folded = fold(word)
            for form in (folded, folded[:-1] if folded.endswith("s") else f"{folded}s"):
                if len(form) > _SHORTEST_PREFIX:
                    english[form].add(row["key"])
        chinese += [(word, row["key"]) for word in split_list(row["synonyms_zh"])]
    longest_first = sorted(english, key=lambda w: (-len(w), w))
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
    return pattern, {w: frozenset(k) for w, k in english.items()}, tuple(chinese)


@lru_cache(maxsize=65_536)
def named_goods(text: str) -> dict[str, str]:
    """The taxonomy keys that a text names, each with the word that names it."""
    pattern, keys, chinese = _words()
    found: dict[str, str] = {}
    for match in pattern.finditer(fold(text)):
        for key in keys[match[0]]:
            found.setdefault(key, match[0])
    if has_han(text):
        for word, key in chinese:
            if word in text:
                found.setdefault(key, word)
    return found


def goods_sign(  # noqa: C901, PLR0911 - one answer for each ground, in the order of their weight
    scope: GoodsScope, *, hts: str = "", text: str = "", material: str = ""
) -> GoodsSign:
    """Whether a line falls under `scope`: `any`, `yes`, `no`, `unknown` or `contradicted`."""
    if scope.everything:
        return GoodsSign("any", "the order reaches all products")
    number = plain_code(hts)
    number = number if number.isdigit() and number[:2] not in _CHAPTERS else ""
    prefix = _prefix(scope, number)
    if scope.is_limit and number:
        if prefix:
            return GoodsSign("yes", f"HTS {hts} stands under {prefix}, the limit of the order")
        return GoodsSign("no", f"HTS {hts} is outside the limit of the order")
    if prefix:
        return GoodsSign("yes", f"HTS {hts} stands under {prefix}: {scope.wording}")
    word = _word(scope, f"{text} {material}")
    if word and number:
        if scope.reach in _WIDE:
            return GoodsSign("yes", f"{word!r} is named, and the order reaches goods with it")
        return GoodsSign("contradicted", f"{word!r} is named, but HTS {hts} is other goods")
    if word:
        return GoodsSign("yes", f"the goods text names {word!r}: {scope.wording}")
    if number and scope.reach not in _WIDE:
        return GoodsSign("no", f"HTS {hts} is other goods than: {scope.wording}")
    if number:
        return GoodsSign(
            "unknown", f"HTS {hts} may hold {scope.wording}: the materials are not named"
        )
    others = named_goods(text)
    if others and scope.reach not in _WIDE:
        other = next(iter(others.values()))
        return GoodsSign("no", f"the goods text names {other!r}, other goods than: {scope.wording}")
    if text.strip():
        return GoodsSign("unknown", f"the goods text does not tell whether it is: {scope.wording}")
    return GoodsSign("unknown", "no HTS number and no goods text")


def _prefix(scope: GoodsScope, number: str) -> str:
    """The tariff prefix of the scope that a number stands under, or empty."""
    if not number:
        return ""
    own = scope.prefixes or tuple(
        p for key in scope.keys for p in (_taxonomy()[key].prefixes if key in _taxonomy() else ())
    )
    found: str = next((p for p in own if number.startswith(p) or _short(number, p)), "")
    return found


def _short(number: str, prefix: str) -> bool:
    """True where a number shorter than the prefix leaves open whether it stands under it."""
    return len(number) >= 4 and prefix.startswith(number) and len(prefix) <= 6  # noqa: PLR2004 - a heading


def _word(scope: GoodsScope, text: str) -> str:
    """The word in a text that names the goods of the scope, or empty."""
    if not text.strip():
        return ""
    named = named_goods(text)
    wanted = {k for key in scope.keys for k in _families().get(key, {key})}
    found: str = next((word for key, word in named.items() if key in wanted), "")
    if found:
        return found
    folded = f" {fold(text)} "
    for sign in (*scope.signs, *(() if scope.keys else (scope.wording,))):
        if (f" {fold(sign)} " in folded) or (has_han(sign) and sign in text):
            return str(sign)
    return ""
