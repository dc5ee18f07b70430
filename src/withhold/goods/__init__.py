"""Goods: HTS numbers, merchandise text, what falls under a scope."""

from withhold.goods.cover import GoodsSign, goods_sign, named_goods
from withhold.goods.editions import ADDITIONAL, HtsLine, hts_line
from withhold.goods.hts import dotted, hts_prefix_match, parse_hts
from withhold.goods.scope import GoodsScope

__all__ = [
    "ADDITIONAL",
    "GoodsScope",
    "GoodsSign",
    "HtsLine",
    "dotted",
    "goods_sign",
    "hts_line",
    "hts_prefix_match",
    "named_goods",
    "parse_hts",
]
