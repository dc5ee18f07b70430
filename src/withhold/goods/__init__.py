"""Goods: HTS numbers."""

from withhold.goods.hts import dotted, hts_prefix_match, parse_hts

__all__ = ["dotted", "hts_prefix_match", "parse_hts"]
