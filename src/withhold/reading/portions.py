r"""A long text in portions that end with paragraphs, so that any length can be read.

>>> [text[:3] for _, text in portions("one.\n\ntwo.\n\nthree", most=8)]
['one', 'two', 'thr']
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Signs of a portion; names and speakers are known within one.
MOST = 200_000
_BREAKS = (re.compile(r"\n[ \t\r]*\n"), re.compile(r"[.!?。！？]\s"), re.compile(r"\s"))


def portions(text: str, *, most: int = MOST) -> Iterator[tuple[int, str]]:
    """The portions with their first code points; a text that is short enough is one portion."""
    start = 0
    while len(text) - start > most:
        end = _end(text, start, start + most)
        yield start, text[start:end]
        start = end
    if start < len(text) or not text:
        yield start, text[start:]


def _end(text: str, start: int, limit: int) -> int:
    """Where the portion from `start` ends: the last paragraph, sentence or word before `limit`."""
    floor = start + (limit - start) // 2
    for pattern in _BREAKS:
        ends = [m.end() for m in pattern.finditer(text, floor, limit)]
        if ends:
            return ends[-1]
    return limit
