r"""Marks that combine, kept to as many as a letter may have.

>>> few_marks("e" + "\u0301" * 10_000) == "e" + "\u0301" * 30
True
>>> few_marks("Café")
'Café'
"""

from __future__ import annotations

import re
import unicodedata

#: More marks on one letter than any script has (UAX 15, stream-safe text).
_MOST = 30
_MANY = re.compile(rf"[^\w\s!-~]{{{_MOST + 1},}}")


def few_marks(text: str) -> str:
    """`text` without the marks behind the thirtieth sign of a run of signs.

    Unicode puts the marks on a letter in order in quadratic time: a cell of 100,000 would stall.
    """
    return text if text.isascii() else _MANY.sub(_kept, text)


def _kept(run: re.Match[str]) -> str:
    """A run of signs: its first thirty, and what is no mark behind them."""
    behind = (c for c in run[0][_MOST:] if not unicodedata.combining(c))
    return run[0][:_MOST] + "".join(behind)
