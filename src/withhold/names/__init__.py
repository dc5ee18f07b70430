"""Names: manufacturer codes."""

from withhold.names.mid import build_mid, compare_mid, parse_mid

__all__ = ["build_mid", "compare_mid", "parse_mid"]
