"""Chinese characters in their simplified forms.

>>> simplified("合肥寶龍達")
'合肥宝龙达'
"""

from __future__ import annotations

from functools import cache

from withhold.base import shipped_csv


@cache
def _to_simplified() -> dict[int, str]:
    """Traditional characters with their simplified forms, one to one."""
    (row,) = shipped_csv("text", "simplified.csv")
    return {ord(t): s for t, s in zip(row["traditional"], row["simplified"], strict=True)}


def simplified(text: str) -> str:
    """`text` in simplified characters; variants that need the context stay as they are."""
    return text.translate(_to_simplified())
