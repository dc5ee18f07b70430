"""Goods of a line against goods of an order."""

from __future__ import annotations

import pytest

from withhold.goods import GoodsScope, goods_sign

APPAREL = GoodsScope(wording="Apparel", keys=("apparel",), prefixes=("61", "62"))
LIMITED = GoodsScope(wording="Aluminum", keys=("aluminum",), prefixes=("76",), is_limit=True)
COTTON = GoodsScope(wording="Cotton and products", keys=("cotton",), reach="containing")


@pytest.mark.parametrize(
    ("scope", "line", "test"),
    [
        (APPAREL, {"hts": "6109.10.0012"}, "yes"),
        (APPAREL, {"hts": "61"}, "yes"),
        (APPAREL, {"hts": "8471.30"}, "no"),
        (APPAREL, {"hts": "8471.30", "text": "cotton t-shirts"}, "contradicted"),
        (APPAREL, {"text": "ladies knitted sweaters"}, "yes"),
        (APPAREL, {"text": "服装"}, "yes"),
        (APPAREL, {"text": "solar panel"}, "no"),
        (APPAREL, {"text": "samples"}, "unknown"),
        (APPAREL, {}, "unknown"),
        (APPAREL, {"hts": "9903.88.15", "text": "t-shirt"}, "yes"),
        (LIMITED, {"hts": "9403.20", "text": "aluminum frames"}, "no"),
        (LIMITED, {"hts": "7604.29"}, "yes"),
        (COTTON, {"hts": "9404.40"}, "unknown"),
        (COTTON, {"hts": "9404.40", "material": "100% cotton"}, "yes"),
        (GoodsScope(wording="All Products", everything=True), {}, "any"),
    ],
)
def test_a_line_falls_under_goods_or_not(
    scope: GoodsScope, line: dict[str, str], test: str
) -> None:
    found = goods_sign(scope, **line)
    assert found.test == test
    assert found.reason
