"""Listed names as rows of weighed terms, by which they are found.

A listed name has one to four rows: its words, its Chinese characters two by two, their translation,
the ends of their pinyin. Weights are whole thousandths, so that the compiled kernel comes to the
same sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.names.han import pinyin_syllables
from withhold.names.readings import english_tokens
from withhold.names.sounds import Sounds, word_sounds
from withhold.names.spellings import LONGEST, NO_WORD
from withhold.names.tokens import token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from withhold.names.keys import NameKey
    from withhold.names.tokens import Token

#: One whole word.
WHOLE = 1000
#: The share of a listed name's weight that a query must show before the two are compared.
SHARE = (2, 5)
#: So many letters of a reading are kept at each end, of readings of so many letters.
ENDS, SHORTEST_READING = 9, 8
#: A name of more words is found by so many words alone, where they are how it begins.
BEGINNING = 3
#: Words of these kinds tell one firm from another.
TELLING = frozenset({"brand", "letters"})


@dataclass(frozen=True, slots=True)
class Part:
    """Terms of a listed name that mean the same, their weight, and how they sound if they tell."""

    terms: tuple[int, ...]
    weight: int
    text: str = ""
    sounds: Sounds | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One spelling of a listed name: its parts, the weight a query must show of it.

    Attributes:
        plain: True for the words of a name without Chinese characters.
        whole: the term of all its words written together; None for rows not of words.
        begins: the term of its first words alone; None for short names.
    """

    number: int
    parts: tuple[Part, ...]
    wanted: int
    plain: bool
    whole: int | None = None
    begins: int | None = None

    @property
    def terms(self) -> frozenset[int]:
        """Every term the row may be met by."""
        found = {term for part in self.parts for term in part.terms}
        return frozenset(found | {t for t in (self.whole, self.begins) if t is not None})


def word_weight(word: str) -> int:
    """The weight of a word in thousandths."""
    return round(token(word).weight * WHOLE)


def told_weight(word: str) -> int:
    """The same, of a word that tells; else nothing."""
    return word_weight(word) if token(word).kind in TELLING else 0


def admitting(row: Row, counts: Sequence[int]) -> Iterator[int]:
    """The terms a row is kept under: the rarest ones, until the rest is too little."""
    rest = sum(part.weight for part in row.parts)
    for part in sorted(row.parts, key=lambda part: counts[part.terms[0]]):
        yield from part.terms
        rest -= part.weight
        if rest < row.wanted:
            break
    if row.begins is not None:
        yield row.begins
    if row.whole is not None:
        yield row.whole


def listed_rows(number: int, key: NameKey, ids: dict[str, int]) -> Iterator[Row]:
    """The spellings of a listed name: in its own letters, translated, in pinyin."""
    if any(t.weight for t in key.tokens):
        begins = beginning(key.folded) if key.folded.count(" ") >= BEGINNING else ""
        yield _word_row(number, key.tokens, ids, plain=not key.han, begins=begins)
    if key.han:
        weight = WHOLE * max(1, len(key.han) - 1)
        yield _other_row(number, pairs(key.han), _wanted(weight), ids)
        yield _word_row(number, english_tokens(key.spoken), ids, plain=False)
        letters = "".join(pinyin_syllables(key.han))
        if len(letters) >= SHORTEST_READING:
            yield _other_row(number, dict.fromkeys(ends(letters)), WHOLE, ids)


def beginning(folded: str) -> str:
    """The first words of a folded name as one term; empty where it has not so many."""
    words = folded.split(" ", BEGINNING)
    if len(words) < BEGINNING or not folded.isascii():
        return ""
    return NO_WORD + "".join(words[:BEGINNING])


def _word_row(
    number: int, tokens: Iterable[Token], ids: dict[str, int], *, plain: bool, begins: str = ""
) -> Row:
    """The row of a name in words; its last term is the whole name written together."""
    words = {t.text: t for t in tokens if t.weight}
    parts = tuple(_part(word, ids) for word in words.values())
    start = _id(begins, ids) if begins else None
    whole = _id("".join(words)[:LONGEST], ids) if words else None
    wanted = _wanted(sum(part.weight for part in parts))
    return Row(number, parts, wanted, plain, whole, start)


def _part(word: Token, ids: dict[str, int]) -> Part:
    """A word and what it may also be written as."""
    terms = (word.text, *sorted(word.ways - {word.text}))
    sounds = word_sounds(word.text) if word.kind in TELLING else None
    return Part(
        tuple(_id(term, ids) for term in terms), round(word.weight * WHOLE), word.text, sounds
    )


def _other_row(number: int, terms: Iterable[str], wanted: int, ids: dict[str, int]) -> Row:
    """A row of terms that each weigh a whole word."""
    parts = tuple(Part((_id(term, ids),), WHOLE) for term in terms)
    return Row(number, parts, wanted, plain=False)


def _id(term: str, ids: dict[str, int]) -> int:
    """The number of a term; a new one gets the next."""
    return ids.setdefault(term, len(ids))


def _wanted(weight: int) -> int:
    """The weight that a query must share of a row's."""
    share, of = SHARE
    return -(-share * weight // of)


def ends(letters: str) -> Iterator[str]:
    """What a reading is kept under: its first and its last letters."""
    if letters:
        yield f"~{letters[:ENDS]}"
        yield f"~{letters[-ENDS:]}"


def pairs(han: str) -> Iterator[str]:
    """Adjacent Chinese characters, without doubles."""
    yield from dict.fromkeys(han[i : i + 2] for i in range(len(han) - 1))
