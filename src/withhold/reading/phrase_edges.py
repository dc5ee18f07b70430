"""Where the words of a speaker begin: at the clause, or at the run of capitals that is a name.

>>> text = "It fell, and Jo Doe of the Oak Trust"
>>> text[start_of_clause(text, 0, len(text)) :]
'Jo Doe of the Oak Trust'
"""

from __future__ import annotations

import re

from withhold.reading.party_shapes import shapes
from withhold.reading.speaker_shapes import CLAUSE

_LONG_WORD = 60


def start_of_clause(text: str, floor: int, end: int) -> int:
    """Where the clause begins that ends at `end`."""
    start = floor
    for found in CLAUSE.finditer(text, floor, end):
        if found.end() < end and not _inside_name(text, found):
            start = found.end()
    while start < end and text[start] in ' \n\t,“"‘':
        start += 1
    return start


def _inside_name(text: str, found: re.Match[str]) -> bool:
    """True where the sign or `and` stands inside a name: "Customs and Border", "U.S. officials"."""
    head = text[max(0, found.start() - _LONG_WORD) : found.start()]
    if found[0].strip() == "and":
        before, after = head.rstrip()[-1:], text[found.end() : found.end() + 1]
        word = head.split()[-1:] or [""]
        return bool(before.isalpha() and word[0][:1].isupper() and after.isupper())
    if not found[0].startswith("."):
        return False
    if re.search(r"\b(?:Inc|Ltd|Co|Corp|Bhd|Sdn)\Z", head[-6:]):
        behind = re.split(r"\W", text[found.end() : found.end() + _LONG_WORD], maxsplit=1)[0]
        return "\n" not in found[0] and (behind.lower() in shapes()["forms"] or behind.islower())
    return re.search(r"(?:\b[A-Z]|\b(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov|St))\Z", head[-6:]) is not None


def capital_run(text: str, start: int, end: int) -> int:
    """Where the run of capitalised words begins that ends at `end`, with its small joiners."""
    words = list(re.finditer(r"\S+", text[start:end]))
    first = len(words)
    for number in range(len(words) - 1, -1, -1):
        word = words[number][0].strip("“\"‘(’'")
        bare = word.rstrip(",.;:)”")
        is_joiner = bare.lower() in {
            "of",
            "for",
            "and",
            "the",
            "de",
            "van",
            "von",
            "&",
            "bin",
            "al",
            "on",
        }
        if word[:1].isupper() or word[:1].isdigit():
            if word.endswith((",", ";", ":")) and number != len(words) - 1:
                break
            first = number
        elif not (is_joiner and number > 0 and first < len(words)):
            break
    if first == len(words):
        return end
    return start + words[first].start()
