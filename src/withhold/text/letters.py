"""Single characters as `fold` sees them, for a kernel that folds by a table of its own.

>>> folded_letter("É")
'e'
>>> letter_flags("é") == WORD | LETTER
True
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from withhold.text.fold import UYGHUR

#: What a character may be, as bits.
WORD, LETTER, DIGIT, SPACE, HAN, FOREIGN, COMPOSES = 1, 2, 4, 8, 16, 32, 64
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_FOREIGN = re.compile(r"[\u0370-\u04ff\u0500-\u052f]")
_SYLLABLES = range(0xAC00, 0xD7A4)
_ARABIC_BLOCKS = (
    *(range(0x600, 0x700), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00)),
    range(0x1EE00, 0x1EF00),
)
#: Marks that make another letter of the one before them, and so another letter in Latin ones.
_ARABIC_MARKS = "\u0653\u0654\u0655"
_PLANE = 0x11D00
_PAIR = 2


def folded_letter(letter: str) -> str:
    """A character folded for itself: without accents, in compatible form, lower case."""
    found = unicodedata.normalize("NFKC", letter).translate(UYGHUR) if _arabic(letter) else letter
    found = unicodedata.normalize("NFKD", found)
    found = "".join(c for c in found if not unicodedata.combining(c))
    found = unicodedata.normalize("NFKC", found).casefold()
    return found.translate(UYGHUR) if _arabic(letter) else found


def letter_flags(letter: str) -> int:
    """What a character is: bits of this module's constants."""
    word = letter.isalnum() or letter == "_"
    found = WORD * word
    found |= LETTER * (word and not letter.isdecimal() and letter != "_")
    found |= DIGIT * letter.isdigit()
    found |= SPACE * letter.isspace()
    found |= HAN * (_HAN.match(letter) is not None)
    found |= FOREIGN * (_FOREIGN.match(letter) is not None)
    return found | COMPOSES * _composes(letter)


def _arabic(letter: str) -> bool:
    """True for what may be a letter of Uyghur."""
    return any(ord(letter) in block for block in _ARABIC_BLOCKS)


def _composes(letter: str) -> bool:
    """True where a character may become one with the character before it."""
    if letter in _ARABIC_MARKS:
        return True
    if letter.isascii() or ord(letter) in UYGHUR or ord(letter) in _SYLLABLES:
        return False
    return not _seconds().isdisjoint(unicodedata.normalize("NFKD", letter))


@cache
def _seconds() -> frozenset[str]:
    """Characters, no marks, that join what stands before them: vowel signs, Korean letters."""
    found = {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    for code in range(0xC0, _PLANE):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == _PAIR and not parts[0].startswith("<"):
            second = chr(int(parts[1], 16))
            if not unicodedata.combining(second):
                found.add(second)
    return frozenset(found)
