"""How far downstream a raw material is followed: the table of what is made of what.

>>> [p.route for p in products_of(("cotton",)) if "apparel" in p.keys]
['cotton -> yarn -> fabric -> garment']
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from withhold.base import plain_code, shipped_csv, split_list
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is made of a raw material.

    Attributes:
        raw: taxonomy key, or name, of the raw material.
        keys, words, prefixes: what names the product.
        always: it is of the material by its nature; False: only where the line names the material.
        route: the steps from the material to it.
    """

    raw: str
    product: str
    keys: frozenset[str]
    words: frozenset[str]
    prefixes: tuple[str, ...]
    always: bool
    route: str


@cache
def reach_table() -> tuple[Product, ...]:
    """Every row of the table."""
    return tuple(
        Product(
            raw=row["raw"],
            product=row["product"],
            keys=frozenset(split_list(row["keys"])),
            words=frozenset(fold(w) for w in split_list(row["words"])),
            prefixes=tuple(plain_code(p) for p in split_list(row["prefixes"])),
            always=row["gate"] == "always",
            route=row["route"],
        )
        for row in shipped_csv("goods", "goods_reach.csv")
    )


@cache
def raw_materials() -> frozenset[str]:
    """The raw materials that are followed."""
    return frozenset(product.raw for product in reach_table())


@lru_cache(maxsize=1024)
def products_of(raws: tuple[str, ...]) -> tuple[Product, ...]:
    """What is made of the raw materials, in the order of the table."""
    return tuple(p for p in reach_table() if p.raw in raws)


def raws_among(keys: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """The raw materials that keys of the taxonomy, or words of an order, name."""
    named = [*keys, *(fold(word) for word in words)]
    return tuple(dict.fromkeys(name for name in named if name in raw_materials()))
