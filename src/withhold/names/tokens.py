"""The words of a name as tokens: brand, trade word, place, number or legal form, with weights.

>>> [(t.text, t.kind) for t in latin_tokens("Hefei Bitland No. 4 Technology Co., Ltd.")][:4]
[('hefei', 'place'), ('bitland', 'brand'), ('no', 'stop'), ('4', 'number')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from withhold.base import shipped_csv
from withhold.text import fold, has_han

#: Longer cells hold more than a name.
LONGEST_NAME = 500
_MOST_TOKENS = 64
_HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
#: Where one line of a cell ends; some systems write the break as `/N`.
_BREAK = re.compile(r"&#0?1[03];|<br\s*/?>|[\r\n\v\f\u2028\u2029]+|(?<=[A-Z0-9.)])/N(?=[A-Z0-9#])")
_STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "of",
        "the",
        "for",
        "in",
        "on",
        "at",
        "de",
        "del",
        "la",
        "le",
        "les",
        "el",
        "los",
        "y",
        "e",
        "et",
        "und",
        "von",
        "no",
        "nr",
        "to",
    ]
)
_ROMAN = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})")
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_STOP_WEIGHT, _NUMBER_WEIGHT, _LETTERS_WEIGHT = 0.05, 0.6, 0.5
_LONG_FORM = 6
#: What a word keeps that stands in the translations and not among the common words.
_TRANSLATED = 0.5
#: Places of that many letters are told from the rest of a word of more than so many.
_SHORTEST_PLACE, _GLUED_PLACE = 6, 9
#: What the name of a Chinese province or prefecture keeps.
PLACE_WEIGHT = 0.45
LONG_FORMS = ("corporation", "company", "limited", "incorporated", "berhad", "private")
#: Fields of about 35 characters cut what is longer.
CUT_AT = range(33, 37)
#: Forms that are found at the beginning of a word glued to what follows.
GLUED_FORMS = ("limited", "company", "ltd")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name.

    Attributes:
        text: the word, folded.
        ways: what else it may be written as: the first of its synonyms, translations.
        kind: brand, trade, place, number, letters, stop or form.
        weight: how telling it is, 0..1; forms tell nothing.
        breaks: True where a line of the cell begins with it.
    """

    text: str
    ways: frozenset[str]
    kind: str
    weight: float
    breaks: bool = False


@cache
def common_words() -> dict[str, tuple[float, str]]:
    """Trade words and places: how much of a word's weight they keep (0..1), and their kind."""
    translated = {
        word: (_TRANSLATED, "trade")
        for row in shipped_csv("names", "gloss.csv")
        for word in row["english"].split()
        if len(word) > 2  # noqa: PLR2004 - letters, not words
    }
    places = {word: (PLACE_WEIGHT, "place") for words in _large_places() for word in words}
    return (
        translated
        | places
        | {
            row["word"]: (float(row["factor"]), row["kind"])
            for row in shipped_csv("names", "common_words.csv")
        }
    )


@cache
def synonyms() -> dict[str, str]:
    """Words that name the same trade or place, each with the first of its kind."""
    found = {
        word: row["words"].split("|")[0]
        for row in shipped_csv("names", "synonyms.csv")
        for word in row["words"].split("|")
    }
    for words in _large_places():
        for word in words:
            found.setdefault(word, words[0])
    return found


@cache
def _large_places() -> tuple[tuple[str, ...], ...]:
    """The spellings of Chinese provinces and prefectures of one word, the usual one first."""
    return tuple(
        tuple(dict.fromkeys((row["english"], row["pinyin"], *filter(None, row["also"].split("|")))))
        for row in shipped_csv("names", "places_zh.csv")
        if row["level"] != "county" and " " not in row["english"]
    )


@cache
def places_within() -> frozenset[tuple[str, str]]:
    """Places of China and the larger ones they lie in, by the usual word for each."""
    return frozenset(
        (row["place"], row["within"]) for row in shipped_csv("names", "places_within.csv")
    )


@cache
def place_words() -> frozenset[str]:
    """Chinese provinces and prefectures long enough to be told at the beginning of a word."""
    words = (word for words in _large_places() for word in words)
    return frozenset(word for word in words if len(word) >= _SHORTEST_PLACE)


@cache
def legal_forms() -> dict[str, str]:
    """Legal forms without blanks, and where they stand: start, end or any."""
    return {
        row["form"].replace(" ", ""): row.get("where") or "any"
        for row in shipped_csv("names", "legal_forms.csv")
        if not has_han(row["form"]) and row["form"] not in _STOP
    }


@cache
def _form_pieces() -> frozenset[str]:
    """Single words of legal forms that may be written together."""
    forms = (row["form"] for row in shipped_csv("names", "legal_forms.csv"))
    return frozenset(form for form in forms if " " not in form and form.isascii())


@cache
def longest_form() -> int:
    """How many words the longest legal form has."""
    return max(len(row["form"].split()) for row in shipped_csv("names", "legal_forms.csv"))


@cache
def letters_romanised() -> dict[str, str]:
    """Cyrillic and Greek letters in Latin ones."""
    return {row["letter"]: row["latin"] for row in shipped_csv("names", "romanised.csv")}


@lru_cache(maxsize=65_536)
def romanised(word: str) -> str:
    """A folded word with its Cyrillic and Greek letters in Latin ones; as it is where none is left.

    >>> romanised("хлопок")
    'khlopok'
    """
    if word.isascii():
        return word
    letters = letters_romanised()
    return "".join(letters.get(c, c) for c in word) or word


@lru_cache(maxsize=65_536)
def token(word: str) -> Token:
    """The token of a folded word, as if it were no legal form."""
    rep = synonyms().get(word, word)
    ways = frozenset((rep,))
    known = common_words().get(word) or common_words().get(rep)
    if word in _STOP:
        return Token(word, ways, "stop", _STOP_WEIGHT)
    if word.isdigit():
        return _number(word, word)
    if known is not None:
        return Token(word, ways, known[1], known[0])
    value = _value(word)
    if value:
        return _number(word, value)
    if len(word) <= 2:  # noqa: PLR2004 - one or two letters tell little
        return Token(word, ways, "letters", _LETTERS_WEIGHT)
    return Token(word, ways, "brand", 1.0)


def _number(word: str, value: str) -> Token:
    """The token of a number."""
    return Token(word, frozenset((value.lstrip("0") or "0",)), "number", _NUMBER_WEIGHT)


def _value(word: str) -> str:
    """The digits of an ordinal (8th) or a Roman number; empty: it is none."""
    ordinal = _ORDINAL.fullmatch(word)
    return ordinal[1] if ordinal else str(_roman(word) or "")


def latin_tokens(name: str) -> tuple[Token, ...]:
    """The tokens of a name without its Chinese characters; 64 at the most."""
    found: list[Token] = []
    cut = len(name.strip()) in CUT_AT
    for number, line in enumerate(_BREAK.split(name[:LONGEST_NAME])):
        words = _HAN_RUN.sub(" ", fold(line)).split()
        tokens = _with_forms([piece for word in words for piece in _unglued(word)])
        if number and tokens:
            tokens[0] = replace(tokens[0], breaks=True)
        found += tokens
    if cut and len(found) > 1 and _begins_a_form(found[-1].text):
        found[-1] = replace(found[-1], kind="form", weight=0.0)
    return tuple(found[:_MOST_TOKENS])


def _begins_a_form(word: str) -> bool:
    """True for a long legal form that lost its end: limi, corporati."""
    return len(word) > 2 and any(form.startswith(word) for form in LONG_FORMS)  # noqa: PLR2004


def plain_words(name: str) -> list[str]:
    """The words of a name in Latin letters as they stand, legal forms and all; 64 at the most."""
    written = name[:LONGEST_NAME]
    if "/" in written or "&" in written or "<" in written:
        written = _BREAK.sub(" ", written)
    found = fold(written)
    if not found.isascii():
        found = _HAN_RUN.sub(" ", found)
    words = found.split()[:_MOST_TOKENS]
    if any(len(word) >= _LONG_FORM for word in words):
        words = [piece for word in words for piece in _unglued(word)]
    return words if found.isascii() else list(map(romanised, words))


def stop_words() -> frozenset[str]:
    """Words that say nearly nothing."""
    return _STOP


def form_words() -> frozenset[str]:
    """Single words that are legal forms wherever they stand."""
    return _form_pieces()


def _with_forms(words: list[str]) -> list[Token]:
    """Tokens, words of legal forms marked as such, unless nothing else is left."""
    plain = [token(romanised(word)) for word in words]
    marked = list(plain)
    place = 0
    while place < len(words):
        size = _form_size(words, place)
        for at in range(place, place + size):
            marked[at] = Token(words[at], frozenset((words[at],)), "form", 0.0)
        place += size or 1
    if all(t.kind in {"form", "stop"} for t in marked):
        return plain
    return marked


def _form_size(words: list[str], place: int) -> int:
    """How many words from `place` on are a legal form; 0: none."""
    forms = legal_forms()
    for size in range(min(longest_form(), len(words) - place), 0, -1):
        where = forms.get("".join(words[place : place + size]))
        if where is None:
            continue
        if where == "start" and place > 0:
            continue
        if where == "end" and place == 0:
            continue
        return size
    return 1 if _misspelt_form(words[place]) else 0


@lru_cache(maxsize=65_536)
def _misspelt_form(word: str) -> bool:
    """True for a long legal form with one letter wrong, and for several written together."""
    if len(word) < _LONG_FORM or not word.isascii():
        return False
    if _made_of_forms(word):
        return True
    return any(OSA.distance(word, form, score_cutoff=1) <= 1 for form in LONG_FORMS)


def _made_of_forms(word: str) -> bool:
    """True for forms written together: coltd, privatelimited."""
    if not word:
        return True
    pieces = _form_pieces()
    return any(
        word[:size] in pieces and _made_of_forms(word[size:])
        for size in range(2, min(len(word), 12) + 1)
    )


@lru_cache(maxsize=65_536)
def _unglued(word: str) -> tuple[str, ...]:
    """A word, parted where it begins with a legal form and goes on: ltdplot."""
    for form in GLUED_FORMS:
        rest = word[len(form) :]
        if word.startswith(form) and len(rest) > 2 and not _misspelt_form(word):  # noqa: PLR2004
            return (form, rest)
    if word.endswith("ltd") and len(word) > _LONG_FORM and not _misspelt_form(word):
        return (word[:-3], "ltd")
    if len(word) > _GLUED_PLACE and word not in common_words():
        for size in range(_SHORTEST_PLACE, len(word) - 2):
            if word[:size] in place_words():
                return (word[:size], word[size:])
    return (word,)


def _roman(word: str) -> int:
    """The value of a Roman number of two letters or more; 0: it is none."""
    if len(word) < 2 or word == "xi" or _ROMAN.fullmatch(word) is None:  # noqa: PLR2004 - single letters are none
        return 0
    values = [_ROMAN_VALUES[c] for c in word]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
