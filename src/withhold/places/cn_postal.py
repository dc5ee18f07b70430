"""Chinese postal codes (DAT-07): six digits; prefix 83 or 84 raises the Xinjiang alert.

The alert is evidence of an address, never proof: head offices and mistyped codes go both ways.

>>> parse_cn_postal("848200").parts["xinjiang_alert"]
True
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import Identifier, plain_code, shipped_csv

_XINJIANG = ("83", "84")


@cache
def provinces_by_prefix() -> dict[str, str]:
    """The province of each assigned two-digit prefix."""
    return {row["prefix"]: row["province"] for row in shipped_csv("places", "cn_postal.csv")}


def parse_cn_postal(value: str) -> Identifier:
    """A Chinese postal code; a three-digit code (Taiwan) is not a Xinjiang code cut short."""
    code = plain_code(value)
    for label in ("CN", "PC"):
        code = code.removeprefix(label)
    if not re.fullmatch(r"[0-9]{6}", code):
        return _no_code(value, "a Chinese postal code is 6 digits")
    province = provinces_by_prefix().get(code[:2])
    if province is None:
        return _no_code(value, f"no Chinese postal code begins with {code[:2]}")
    return Identifier(
        kind="cn_postal",
        value=value,
        valid=True,
        stored=code,
        formatted=code,
        parts={"province": province, "xinjiang_alert": code.startswith(_XINJIANG)},
    )


def _no_code(value: str, reason: str) -> Identifier:
    """A value that is no Chinese postal code raises no alert."""
    return Identifier(
        kind="cn_postal", value=value, valid=False, reason=reason, parts={"xinjiang_alert": False}
    )
