r"""A text whose lines were wrapped, with its sentences unbroken; every sign keeps its place.

>>> wrapped = "CBP issued an order against one\nfirm in Malaysia.\n\nIt denies\nall.\n"
>>> flow(wrapped)
'CBP issued an order against one firm in Malaysia.\n\nIt denies all.\n'
>>> flow("A title\nAnother line")
'A title\nAnother line'
"""

from __future__ import annotations

import re
from statistics import median

#: Lines so long belong to a text that was wrapped; such a text has at least so many lines.
_WRAPPED = (25, 100)
_FEW_LINES = 6
_MOSTLY = 0.6
_ENDS_LINE = '.!?:;。！？”"’)•|'
_BREAK = re.compile(r"(?<=[^\s])[ \t]*(\r?\n)[ \t]*(?=[^\s])")
_ITEM = re.compile(r"[•●*–-]\s|\(?\d{1,2}[.)]\s|[A-Z][A-Z ]{2,30}:")


def flow(text: str) -> str:
    """`text` with blanks for the line breaks inside its sentences; as long as `text`."""
    if "\n" not in text:
        return text
    least = _least_line(text)
    parts: list[str] = []
    done = line = 0
    for found in _BREAK.finditer(text):
        start, end = found.span(1)
        if _goes_on(text, text[line : found.start()], found.end(), least):
            parts += [text[done:start], " " * (end - start)]
            done = end
        line = found.end()
    return "".join([*parts, text[done:]])


def _least_line(text: str) -> float:
    """How long a line is at least that was wrapped; infinite where the text was not."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    long = median(len(line) for line in lines) if lines else 0
    whole = sum(line[-1] not in _ENDS_LINE for line in lines)
    is_wrapped = (
        len(lines) >= _FEW_LINES
        and _WRAPPED[0] <= long <= _WRAPPED[1]
        and whole >= _MOSTLY * len(lines)
    )
    return long * _MOSTLY if is_wrapped else float("inf")


def _goes_on(text: str, line: str, following: int, least: float) -> bool:
    """True where the sentence of `line` goes on with the sign at `following`."""
    last = line.rstrip()[-1:]
    if not last or last in _ENDS_LINE or _ITEM.match(text, following):
        return False
    sign = text[following]
    if sign.islower() or last == ",":
        return True
    return len(line.strip()) >= least and (sign.isalnum() or sign in "(“\"‘’'$§")
