"""What the tariff number of a line says of an order's goods, by itself.

>>> wigs = GoodsScope(wording="Hair Products", prefixes=("6704",))
>>> [number_sign(wigs, hts_line(n), "").word for n in ("6704110000", "67", "7318", "")]
['in', 'open', 'out', 'none']
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.goods.editions import HtsLine, hts_line, is_current
from withhold.goods.scope import GoodsScope, own_prefixes, products_in
from withhold.goods.words import FIBRE, goods_named

if TYPE_CHECKING:
    from withhold.goods.reach import Product

__all__ = ["COTTON", "GoodsScope", "PartSign", "hts_line", "number_sign"]
_HEADING = 4
COTTON = "cotton"


@dataclass(frozen=True, slots=True)
class PartSign:
    """What the number, or the text, says by itself: `in`, `second`, `open`, `out` or `none`."""

    word: str
    told: str = ""


def number_sign(scope: GoodsScope, line: HtsLine, told: str) -> PartSign:
    """What the tariff number says: `in`, `open`, `may` (it may hold the goods), `out`, `none`."""
    number = line.known or line.digits
    if not line.digits:
        return PartSign("none")
    if scope.is_limit:
        return _limited(scope, line)
    prefixes = own_prefixes(scope)
    for prefix in prefixes:
        if number.startswith(prefix):
            return PartSign("in", f"HTS {line.digits} stands under {prefix}")
    if any(p.startswith(number) for p in prefixes):
        return PartSign("open", f"HTS {line.digits} is too short to tell")
    for product in products_in(scope):
        if any(number.startswith(p) or p.startswith(number) for p in product.prefixes):
            return _product_sign(product, line, told)
    return PartSign("out", f"HTS {line.digits} is other goods")


def _limited(scope: GoodsScope, line: HtsLine) -> PartSign:
    """A number against the limit that an order prints."""
    for prefix in scope.prefixes:
        if line.digits.startswith(prefix):
            return PartSign("in", f"HTS {line.digits} stands under {prefix}, the order's limit")
    short = any(p.startswith(line.digits) for p in scope.prefixes)
    older = any(
        p[:_HEADING] == line.digits[:_HEADING] and not is_current(p) for p in scope.prefixes
    )
    if short or (older and line.is_held and len(line.digits) > _HEADING):
        why = "is too short to tell" if short else "is of a later edition than the limit"
        return PartSign("open", f"HTS {line.digits} {why}")
    return PartSign("out", f"HTS {line.digits} is outside the limit of the order")


def _product_sign(product: Product, line: HtsLine, text: str) -> PartSign:
    """A number of a product further down: of the material by nature, by its line, or perhaps."""
    if product.always:
        return PartSign("in", f"HTS {line.digits} is {product.product} ({product.route})")
    if product.raw == COTTON:
        if COTTON in line.materials:
            return PartSign(
                "in", f"HTS {line.digits} is of cotton by its tariff line ({product.route})"
            )
        others = [n.word for n in goods_named(text) if n.key == FIBRE]
        if line.materials or others:
            why = f"the text names {others[0]!r}" if others else "of other materials by its line"
            return PartSign("out", f"HTS {line.digits} is {product.product}, {why}")
    return PartSign(
        "may",
        f"HTS {line.digits} is {product.product}: the materials are not named ({product.route})",
    )
