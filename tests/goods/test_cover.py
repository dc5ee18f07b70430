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


HAIR = GoodsScope(wording="Hair Products", keys=("hair_products",), prefixes=("6704", "6703"))
COTTON_GOODS = GoodsScope(
    wording="Cotton and Cotton Products", keys=("cotton", "apparel"), reach="containing"
)
SILICA = GoodsScope(
    wording="Silica-based products", keys=("silica", "polysilicon", "solar"), reach="derivatives"
)
LIMITED_MY = GoodsScope(
    wording="gloves", prefixes=("4015191010",), is_limit=True, country_limit="MY"
)


@pytest.mark.parametrize(
    ("scope", "line", "test"),
    [
        (HAIR, {"hts": "67", "text": ""}, "weak"),
        (HAIR, {"hts": "67", "text": "wigs"}, "yes"),
        (HAIR, {"hts": "6704110000", "text": "steel bolts"}, "contradicted"),
        (HAIR, {"hts": "7318152010", "text": "wigs"}, "contradicted"),
        (HAIR, {"text": "hair dryers"}, "no"),
        (COTTON_GOODS, {"hts": "6205202016"}, "yes"),
        (COTTON_GOODS, {"hts": "6205302010"}, "no"),
        (COTTON_GOODS, {"hts": "6205302010", "material": "60% cotton 40% polyester"}, "yes"),
        (COTTON_GOODS, {"text": "shirts"}, "unknown"),
        (COTTON_GOODS, {"text": "polyester shirts"}, "no"),
        (COTTON_GOODS, {"hts": "8471300100"}, "no"),
        (SILICA, {"hts": "8541430010"}, "yes"),
        (SILICA, {"hts": "8542310001"}, "unknown"),
        (SILICA, {"hts": "9503000073"}, "no"),
        (LIMITED_MY, {"hts": "4015191010", "made_in": "MY"}, "yes"),
        (LIMITED_MY, {"hts": "4015191010", "made_in": "TH"}, "no"),
        (LIMITED_MY, {"hts": "4015121010"}, "weak"),
        (LIMITED_MY, {"hts": "7318152010"}, "no"),
    ],
)
def test_scopes_differ_in_how_far_they_reach(
    scope: GoodsScope, line: dict[str, str], test: str
) -> None:
    assert goods_sign(scope, **line).test == test


def test_number_and_text_that_disagree_are_both_told() -> None:
    found = goods_sign(HAIR, hts="6704110000", text="steel bolts")
    assert "6704110000" in found.against
    assert "steel" in found.against
