"""The goods an order reaches: what it names, and what is made of that.

>>> cotton = GoodsScope(wording="Cotton", keys=("cotton", "apparel"), reach="containing")
>>> core_keys(cotton), raw_materials_of(cotton)
(('cotton',), ('cotton',))
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv, split_list
from withhold.goods.reach import products_of, raws_among

if TYPE_CHECKING:
    from withhold.goods.reach import Product

_WIDE = frozenset({"containing", "downstream", "derivatives"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsScope:
    """The goods an order reaches, as far as they are mapped.

    Attributes:
        wording: as published.
        everything: the order reaches all products.
        keys: taxonomy keys; their tariff prefixes count where `prefixes` is empty.
        is_limit: the order itself prints the prefixes as its limit (ORD-11).
        reach: `itself`, `derivatives`, `containing` or `downstream`.
        signs: further words that name the goods.
        country_limit: ISO alpha-2 where the order limits the country of make, or empty.
    """

    wording: str
    everything: bool = False
    keys: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    is_limit: bool = False
    reach: str = "itself"
    signs: tuple[str, ...] = ()
    country_limit: str = ""

    @property
    def is_wide(self) -> bool:
        """True where the order reaches goods made of its goods."""
        return self.reach in _WIDE


@dataclass(frozen=True, slots=True)
class _Key:
    """A row of the taxonomy."""

    parent: str
    prefixes: tuple[str, ...]


@cache
def taxonomy() -> dict[str, _Key]:
    """The taxonomy by key."""
    return {
        row["key"]: _Key(row["parent"], split_list(row["hts_prefixes"]))
        for row in shipped_csv("goods", "goods_taxonomy.csv")
    }


@cache
def families() -> dict[str, frozenset[str]]:
    """Each key with all keys below it."""
    below: dict[str, set[str]] = defaultdict(set)
    for key in taxonomy():
        above: str = key
        while above:
            below[above].add(key)
            above = taxonomy()[above].parent if above in taxonomy() else ""
    return {key: frozenset(found) for key, found in below.items()}


@lru_cache(maxsize=4096)
def raw_materials_of(scope: GoodsScope) -> tuple[str, ...]:
    """The raw materials that a wide scope follows downstream."""
    return raws_among(scope.keys, scope.signs) if scope.is_wide else ()


def products_in(scope: GoodsScope) -> tuple[Product, ...]:
    """What a wide scope reaches further down."""
    return products_of(raw_materials_of(scope))


@lru_cache(maxsize=4096)
def core_keys(scope: GoodsScope) -> tuple[str, ...]:
    """The keys whose goods are the order's by themselves: those not reached through a material."""
    through = {k for p in products_in(scope) if not p.always for k in p.keys}
    return tuple(k for k in scope.keys if k not in through)


@lru_cache(maxsize=4096)
def own_keys(scope: GoodsScope) -> frozenset[str]:
    """The keys, with those below them, that name the order's own goods."""
    return frozenset(k for key in core_keys(scope) for k in families().get(key, {key}))


@lru_cache(maxsize=4096)
def own_prefixes(scope: GoodsScope) -> tuple[str, ...]:
    """The tariff prefixes of the order's own goods, the longest first."""
    known = [taxonomy()[key] for key in core_keys(scope) if key in taxonomy()]
    own = scope.prefixes or tuple(p for key in known for p in key.prefixes)
    return tuple(sorted(set(own), key=lambda p: (-len(p), p)))
