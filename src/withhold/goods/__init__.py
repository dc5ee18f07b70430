"""Goods: HTS numbers, merchandise text, what falls under a scope."""

from withhold.goods.cover import GoodsScope, GoodsSign, goods_sign, named_goods
from withhold.goods.hts import dotted, hts_prefix_match, parse_hts

__all__ = [
    "GoodsScope",
    "GoodsSign",
    "dotted",
    "goods_sign",
    "hts_prefix_match",
    "named_goods",
    "parse_hts",
]
