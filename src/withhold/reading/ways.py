"""Ways to say something, each a pattern that is tried only where a piece it needs stands.

The pieces that a text holds are found in one pass, however many there are (Aho and Corasick 1975).

In a table of ways, one a line with slots and gaps, a space stands for any white space, `~ ` for up
to three words, `~~ ` for up to eight, and a word in capitals for the slot of that name. Each way
also says which pieces of words a sentence must hold before it can be said in it, so that most
sentences are never searched.

>>> way, = ways_of("THEY (?:~ )?(?:slept|sat) on (?:the )?floors?", {"THEY": "(?:they|men)"})
>>> way.needs
('floor',)
>>> way.pattern.search("The men often slept on the floor.")[0]
'men often slept on the floor'
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

import ahocorasick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

T = TypeVar("T")

_SLOT = re.compile(r"\b[A-Z]{3,}\b")
_GAPS = re.compile("~~ |~ | ")
#: What the marks of the table of ways stand for.
_GAP = {
    "~~ ": r"(?:[\w’'$£€%,-]+\s+){0,8}?",
    "~ ": r"(?:[\w’'$£€%-]+\s+){0,3}?",
    " ": r"\s+",
}
_EDGE = r"(?<![\w’'])"
_SHORTEST = 3
_QUANTIFIER = re.compile(r"[?*+]\??|\{\d+(?:,\d*)?\}\??")
#: Parts that stand for no sign, or for white space before the first one; letters by themselves.
_NOWHERE = frozenset((r"\b", r"\s", "^", "$"))
_PLAIN = re.compile(r"\w|\[\w+\]")
_GROUP = re.compile(r"\((?:\?(?:-?[a-z]*:|<?[=!]))?")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say something.

    Attributes:
        words: what is said, as a pattern; it is compiled when it is first looked for.
        needs: pieces in small letters of which a sentence must hold one; empty: no such piece.
    """

    words: str
    needs: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is said, compiled."""
        return _compiled(self.words)


class Pieces:
    """Pieces of words, in small letters, that are found in a text in one pass.

    >>> sorted(Pieces(["door", "floor", "or"]).held("the floor"))
    ['floor', 'or']
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for piece in pieces:
            self._automaton.add_word(piece, piece)
        self._automaton.make_automaton()

    def held(self, text: str) -> set[str]:
        """The pieces that a text in small letters holds."""
        return {piece for _, piece in self._automaton.iter(text)} if self._automaton else set()


class Index(Generic[T]):
    """Rows by the pieces of words of which a text must hold one; rows that need none always stand.

    >>> index = Index(["door", "floor", "ground"], lambda row: (row[:3],))
    >>> index.possible("the floor of a flood")
    ['floor']
    """

    def __init__(self, rows: Iterable[T], needs: Callable[[T], Iterable[str]]) -> None:
        self._rows = tuple(rows)
        self._by_piece: dict[str, list[int]] = defaultdict(list)
        self._always: set[int] = set()
        for number, row in enumerate(self._rows):
            pieces = tuple(needs(row))
            for piece in pieces:
                self._by_piece[piece].append(number)
            if not pieces:
                self._always.add(number)
        self._pieces = Pieces(self._by_piece)

    def held(self, text: str) -> set[str]:
        """The pieces that a text in small letters holds."""
        return self._pieces.held(text)

    def possible(self, text: str) -> list[T]:
        """The rows, in their order, of which a text in small letters holds a piece."""
        numbers = self._always.union(*map(self._by_piece.__getitem__, self.held(text)))
        return [self._rows[number] for number in sorted(numbers)]


class Ways:
    """Ways to say one thing.

    >>> ways = Ways(ways_of_pattern("on the (?:floor|ground)"))
    >>> ways.first_in("They slept on the floor.")[0], ways.stand_in("the floor", 0, 9)
    ('on the floor', False)
    """

    def __init__(self, ways: Iterable[Way]) -> None:
        self._ways = Index(ways, lambda way: way.needs)

    def all_in(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of all ways in a text, way by way."""
        for way in self._ways.possible(text.lower()):
            yield from way.pattern.finditer(text)

    def first_in(self, text: str) -> re.Match[str] | None:
        """A match of one of the ways in a text; None: nothing of it is said."""
        return next(self.all_in(text), None)

    def stand_in(self, text: str, start: int, end: int) -> bool:
        """True where one of the ways is said between two places of a text."""
        possible = self._ways.possible(text[start:end].lower())
        return any(way.pattern.search(text, start, end) for way in possible)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    """A pattern, whatever the size of its letters."""
    return re.compile(words, re.IGNORECASE)


def filled(slots: Mapping[str, str]) -> dict[str, str]:
    """The slots of a table, those named in others filled in; a slot names only earlier ones."""
    done: dict[str, str] = {}
    for name, body in slots.items():
        done[name] = _spelt(body, done)
    return done


def ways_of(lines: str, slots: Mapping[str, str]) -> tuple[Way, ...]:
    """The ways of a row, one a line."""
    return tuple(_way(_spelt(line, slots)) for line in lines.splitlines())


def ways_of_pattern(body: str, *, at_word: bool = True, exact: bool = False) -> tuple[Way, ...]:
    """The alternatives of one pattern, each as a way.

    Args:
        body: the pattern, without named groups.
        at_word: a match begins with a word.
        exact: large and small letters differ.
    """
    edge, flag = _EDGE if at_word else "", "(?-i:" if exact else "(?:"
    return tuple(Way(rf"{edge}{flag}{branch})", needed_of(branch)) for branch in _branches(body))


def _spelt(text: str, slots: Mapping[str, str]) -> str:
    """A way with its slots filled in."""
    return _SLOT.sub(lambda found: slots.get(found[0], found[0]), text)


def _way(text: str) -> Way:
    """A way from its text."""
    body = _GAPS.sub(lambda found: _GAP[found[0]], text.replace("'", "[’']"))
    return Way(rf"{_EDGE}(?:{body})", needed_of(text))


def needed_of(text: str) -> tuple[str, ...]:
    """Pieces of which every match of a pattern holds one; empty where there is no such choice.

    >>> needed_of(r"(?:shut|kept) out of (?:the )?port")
    ('port',)
    """
    branches = list(_branches(text))
    if len(branches) > 1:
        each = [needed_of(branch) for branch in branches]
        return tuple(dict.fromkeys(p for pieces in each for p in pieces)) if all(each) else ()
    choices = [choice for choice in _choices(text) if choice]
    return max(choices, key=lambda choice: (min(map(len, choice)), -len(choice)), default=())


def begins_with(text: str) -> frozenset[str]:
    r"""The signs with which a match of a pattern may begin; empty where any may.

    >>> sorted(begins_with(r"(?:has|have)?\s*sued|[Ff]iled"))
    ['F', 'f', 'h', 's']
    """
    found: set[str] = set()
    for branch in _branches(text):
        signs = _beginning(branch)
        if not signs:
            return frozenset()
        found |= signs
    return frozenset(found)


def _beginning(branch: str) -> set[str]:
    """The same for a pattern without alternatives."""
    found: set[str] = set()
    for part, is_sure in _parts(branch):
        opening = _GROUP.match(part)
        if part in _NOWHERE or (opening and opening[0][-1] in "=!"):
            continue
        if opening:
            signs = begins_with(part[opening.end() : -1])
        else:
            signs = frozenset(part.strip("[]")) if _PLAIN.fullmatch(part) else frozenset()
        if not signs:
            return set()
        found |= signs
        if is_sure:
            return found
    return set()


def _choices(text: str) -> Iterator[tuple[str, ...]]:
    """For each part that must stand: the pieces of which it holds one."""
    run = ""
    for part, is_sure in _parts(text):
        if part.isalpha() and is_sure:
            run += part.lower()
            continue
        if _is_piece(run):
            yield (run,)
        run = ""
        opening = _GROUP.match(part)
        if opening and is_sure and opening[0][-1] not in "=!":
            yield needed_of(part[opening.end() : -1])
    if _is_piece(run):
        yield (run,)


def _is_piece(run: str) -> bool:
    """True for letters of which few enough sentences hold a run: three, or two Chinese signs."""
    return len(run) >= (_SHORTEST if run.isascii() else _SHORTEST - 1)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The letters, classes and groups of a pattern, each with whether it must stand."""
    place = 0
    while place < len(text):
        end = _end(text, place)
        quantifier = _QUANTIFIER.match(text, end)
        is_sure = quantifier is None or quantifier[0][0] == "+" or quantifier[0].startswith("{1")
        yield text[place:end], is_sure
        place = quantifier.end() if quantifier else end


def _end(text: str, place: int) -> int:
    """Where the letter, class or group at `place` ends."""
    if text[place] == "\\":
        return place + 2
    if text[place] == "[":
        return text.index("]", place + 2) + 1
    if text[place] != "(":
        return place + 1
    inside = place + 1
    while text[inside] != ")":
        inside = _end(text, inside)
    return inside + 1


def _branches(text: str) -> Iterator[str]:
    """The alternatives of a pattern."""
    start = place = 0
    while place < len(text):
        if text[place] == "|":
            yield text[start:place]
            start = place + 1
        place = _end(text, place)
    yield text[start:]
