"""Ways to say something, each a pattern that is tried only where a piece it needs stands.

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
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

    def may_stand_in(self, sentence: str) -> bool:
        """True where a sentence in small letters holds a piece that the way needs."""
        return not self.needs or holds_any(sentence, self.needs)


def holds_any(text: str, pieces: tuple[str, ...]) -> bool:
    """True where a text holds one of the pieces.

    >>> holds_any("the floor", ("door", "floor"))
    True
    """
    for piece in pieces:  # noqa: SIM110 - several times as fast as `any`
        if piece in text:
            return True
    return False


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
    return tuple(Way(rf"{edge}{flag}{branch})", _needs(branch)) for branch in _branches(body))


def first_of(ways: tuple[Way, ...], text: str) -> re.Match[str] | None:
    """A match of one of the ways in a text; None: nothing of it is said."""
    return next(all_of(ways, text), None)


def all_of(ways: tuple[Way, ...], text: str) -> Iterator[re.Match[str]]:
    """The matches of all ways in a text, way by way."""
    lower = text.lower()
    for way in ways:
        if way.may_stand_in(lower):
            yield from way.pattern.finditer(text)


def _spelt(text: str, slots: Mapping[str, str]) -> str:
    """A way with its slots filled in."""
    return _SLOT.sub(lambda found: slots.get(found[0], found[0]), text)


def _way(text: str) -> Way:
    """A way from its text."""
    body = _GAPS.sub(lambda found: _GAP[found[0]], text.replace("'", "[’']"))
    return Way(rf"{_EDGE}(?:{body})", _needs(text))


def _needs(text: str) -> tuple[str, ...]:
    """Pieces of which every match holds one: the longest such choice; empty where there is none."""
    branches = list(_branches(text))
    if len(branches) > 1:
        each = [_needs(branch) for branch in branches]
        return tuple(dict.fromkeys(p for pieces in each for p in pieces)) if all(each) else ()
    choices = [choice for choice in _choices(text) if choice]
    return max(choices, key=lambda choice: (min(map(len, choice)), -len(choice)), default=())


def _choices(text: str) -> Iterator[tuple[str, ...]]:
    """For each part that must stand: the pieces of which it holds one."""
    run = ""
    for part, is_sure in _parts(text):
        if part.isalpha() and is_sure:
            run += part.lower()
            continue
        if len(run) >= _SHORTEST:
            yield (run,)
        run = ""
        opening = _GROUP.match(part)
        if opening and is_sure and opening[0][-1] not in "=!":
            yield _needs(part[opening.end() : -1])
    if len(run) >= _SHORTEST:
        yield (run,)


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
