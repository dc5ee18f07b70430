"""HTS numbers (DAT-12): 2 to 10 digits, compared by prefix; chapters 98 and 99 are additional.

>>> parse_hts("7604291000").formatted
'7604.29.1000'
>>> hts_prefix_match("7604.29.1000", "7604.29")
True
"""

from __future__ import annotations

import re

from withhold.base import Identifier, plain_code, refused

_SIZES = frozenset({2, 4, 6, 8, 10})
_ADDITIONAL = ("98", "99")


def parse_hts(value: str, *, prefix: str = "", only_number_of_line: bool = False) -> Identifier:
    """An HTS number.

    A number with an odd count of digits lost its leading zero on the way (spreadsheets do that):
    the zero is put back and said. Chapters 98 and 99 never classify an article alone.

    Args:
        value: with or without dots.
        prefix: a prefix to compare with; the answer stands in `parts` as `prefix_match`.
        only_number_of_line: no other HTS number stands on the line.
    """
    code = plain_code(value)
    if not re.fullmatch(r"[0-9]{1,10}", code):
        return refused("hts", value, "an HTS number is 2, 4, 6, 8 or 10 digits")
    restored = len(code) not in _SIZES
    code = f"0{code}" if restored else code
    warnings = ["leading_zero_restored"] * restored
    if only_number_of_line and code.startswith(_ADDITIONAL):
        warnings.append("no_article_classification")
    match = {"prefix_match": hts_prefix_match(code, prefix)} if prefix else {}
    return Identifier(
        kind="hts",
        value=value,
        valid=True,
        stored=code,
        formatted=dotted(code),
        warnings=tuple(sorted(warnings)),
        parts={"chapter": code[:2], **match},
    )


def hts_prefix_match(value: str, prefix: str) -> bool:
    """True where the HTS number `value` begins with the digits of `prefix`."""
    wanted = plain_code(prefix)
    return bool(wanted) and plain_code(value).startswith(wanted)


def dotted(code: str) -> str:
    """HTS digits as printed: NNNN.NN.NNNN."""
    return ".".join(part for part in (code[:4], code[4:6], code[6:]) if part)
