"""What was done: orders issued, modified, revoked; parties put on a list; what is under review.

A sentence of practice ("CBP may issue a WRO when ...") tells nothing done.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("CBP issued the first WRO. CBP may modify a WRO. A ban is under review.")
>>> [(f.value, text.text[f.start : f.end]) for f in actions(text, dictionary(()).hits(text))]
[('issued', 'issued the first WRO'), ('under_review', 'is under review')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.investigations import investigations
from withhold.reading.model import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked

_REACH = 9
_FEW = 4
_HAN_REACH = 14
_BACK = 110
#: A summary of years: "Since 2019, CBP has issued eight WROs".
_SINCE = re.compile(r"\s*Since\s+(?:[A-Z][a-z]+\s+)?\d{4}\b")
#: Who asks for an action, which is none yet.
_ASKS = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:on|upon|for)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|petition\w*|request\w*"
    r"|demand\w*|press(?:es|ed|ing)?|wants?|recommend\w*|lobb\w+|pressure\w*)\b"
)
#: A Chinese clause that only asks what would be.
_HAN_IF = re.compile(r"(?:若|如果|一旦|倘若|除非)[^，。；]*\Z")
#: Instruments that are lists: what is put on them.
_LISTS = frozenset(("UFLPA", "TVPRA", "GLOMAG", "WRO"))
#: Who may review without the name of an authority.
_REVIEWS = re.compile(r"(?:review|consider|evaluat|weigh)ing\b", re.IGNORECASE)
_STATE = re.compile(
    r"\b(?:administration|government|agency|officials?|congress|U\.?S\.?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Verb:
    """A row of the table of actions."""

    value: str
    instruments: frozenset[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Free:
    """Words that tell an action by themselves."""

    value: str
    needs: str
    words: re.Pattern[str]


@cache
def _tables() -> tuple[tuple[_Verb, ...], tuple[_Free, ...], dict[str, Any]]:
    """The table of actions, ready to search."""
    table: dict[str, Any] = shipped_yaml("reading", "actions.yaml")
    verbs = tuple(
        _Verb(
            row["value"],
            frozenset(row["on"]),
            re.compile(rf"\b(?:{row['verb']})\b", re.IGNORECASE),
            re.compile(
                rf"[”\"’)\s]*(?:\([A-Z]+s?\)\s*)?(?:of\s+\S+\s+)?(?:{row['passive']})\b",
                re.IGNORECASE,
            ),
        )
        for row in table["actions"]
    )
    free = tuple(
        _Free(row["value"], row["needs"], re.compile(rf"\b(?:{row['words']})", re.IGNORECASE))
        for row in table["free"]
    )
    words = {
        "between": frozenset(str(w) for w in table["between"]),
        "not_done": frozenset(table["not_done"]),
        "parting": frozenset(table["parting"]),
        "chinese": tuple((r["value"], frozenset(r["on"]), r["verb"]) for r in table["chinese"]),
        "finding": re.compile(table["finding_words"], re.IGNORECASE),
    }
    return verbs, free, words


def actions(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The actions of a text, and how long investigations took."""
    instruments = [h for h in hits if h.entry.type == "instrument"]
    told: set[tuple[str, int]] = set()
    for hit in instruments:
        for found in _of_instrument(marked, hit):
            if (found.value, found.end) not in told:
                told.add((found.value, found.end))
                yield found
    yield from _free(marked, instruments, [h for h in hits if h.entry.type == "authority"])
    yield from investigations(marked)


def _of_instrument(marked: Marked, hit: Hit) -> Iterator[Found]:
    """What the sentence says was done to an instrument."""
    text = marked.text
    sentence = marked.sentence_at(hit.start)
    if text[hit.end - 1] in "sS" and _SINCE.match(text, sentence.start, hit.start):
        return
    for verb in _tables()[0]:
        if hit.entry.value not in verb.instruments:
            continue
        head = max(sentence.start, hit.start - _BACK)
        last = max(verb.before.finditer(text, head, hit.start), key=re.Match.start, default=None)
        if last is not None and _governs(marked, last, hit):
            yield _action(marked, verb.value, last.start(), hit.end)
        own = verb.before.match(
            text, hit.start, hit.end
        )  # "issued a Finding" names it with its verb
        if own is not None and not _not_done(marked, hit.start):
            yield _action(marked, verb.value, hit.start, hit.end)
        behind = verb.behind.match(text, hit.end, sentence.end)
        if behind is not None and not _not_done(marked, hit.start):
            yield _action(marked, verb.value, hit.start, behind.end())
    if not text[hit.start].isascii():
        yield from _chinese(marked, hit)


def _chinese(marked: Marked, hit: Hit) -> Iterator[Found]:
    """What a Chinese sentence says was done: the verb nearest before the instrument, or behind."""
    for value, instruments, verbs in _tables()[2]["chinese"]:
        if hit.entry.value not in instruments:
            continue
        before = re.search(
            rf"(?:{verbs})[^。；！]{{0,{_HAN_REACH}}}\Z",
            marked.text[max(0, hit.start - _HAN_REACH - 4) : hit.start],
        )
        head = marked.text[marked.sentence_at(hit.start).start : hit.start]
        if _HAN_IF.search(head):
            continue
        if before is not None:
            yield _action(marked, value, hit.start - len(before[0]), hit.end)
            continue
        behind = re.match(rf"[^。；，！]{{0,6}}(?:{verbs})", marked.text[hit.end : hit.end + 12])
        if behind is not None:
            yield _action(marked, value, hit.start, hit.end + behind.end())


def _governs(marked: Marked, verb: re.Match[str], hit: Hit) -> bool:
    """True where only small words stand between the verb and the instrument, and it was done."""
    between = marked.words[marked.word_from(verb.end()) : hit.first]
    small, parting = _tables()[2]["between"], _tables()[2]["parting"]
    are_small = len(between) <= _REACH and all(w in small or w.isdecimal() for w in between)
    if not are_small and (len(between) > _FEW or parting & set(between)):
        return False
    gap = marked.text[verb.end() : hit.start]
    if _is_asked_for(marked, verb.start()):
        return False
    return not re.search(r"[.;:()]", gap) and not _not_done(marked, verb.start())


def _not_done(marked: Marked, place: int) -> bool:
    """True where the words before `place` make it practice, plan or denial."""
    sentence = marked.sentence_at(place)
    numbers = range(
        max(marked.word_from(sentence.start), marked.word_before(place) - 2),
        marked.word_before(place) + 1,
    )
    return any(
        marked.words[n] in _tables()[2]["not_done"] and not _is_month(marked, n) for n in numbers
    )


def _is_asked_for(marked: Marked, place: int) -> bool:
    """True for what somebody only asks an authority to do: "We call on CBP to issue"."""
    number = marked.word_before(place)
    start = marked.sentence_at(place).start
    is_infinitive = number >= 0 and marked.words[number] == "to"
    return is_infinitive and _ASKS.search(marked.text, start, place) is not None


def _is_month(marked: Marked, number: int) -> bool:
    """True for "May" inside a sentence, which is a month and no verb."""
    return marked.text.startswith("May", marked.starts[number])


def _action(marked: Marked, value: str, start: int, end: int) -> Found:
    """An action as a fact; a quotation mark it closes belongs to it."""
    if marked.text[start:end].count("“") > marked.text[start:end].count("”"):
        end += marked.text[end : end + 1] == "”"
    elif marked.text[start:end].count('"') % 2:
        end += marked.text[end : end + 1] == '"'
    return Found(type="action", value=value, start=start, end=end, rule="actions")


def _free(marked: Marked, instruments: list[Hit], bodies: list[Hit]) -> Iterator[Found]:
    """Actions that stand without an instrument behind the verb."""
    text = marked.text
    told = {h.entry.value for h in instruments}
    for row in _tables()[1]:
        if row.needs in _LISTS and row.needs not in told:
            continue
        for found in row.words.finditer(text):
            start, end = found.span()
            if row.value == "under_review" and not _is_by_state(marked, found, bodies):
                continue
            if not _not_done(marked, start) and _has(marked, row, found, instruments):
                end = start + len(text[start:end].rstrip())
                yield _action(marked, row.value, start, end)


def _has(marked: Marked, row: _Free, found: re.Match[str], instruments: list[Hit]) -> bool:
    """Whether the sentence holds what the words need to mean the action."""
    needs = row.needs
    sentence = marked.sentence_at(found.start())
    if needs == "UFLPA":
        return any(
            h.entry.value == "UFLPA" and sentence.start <= h.start < sentence.end
            for h in instruments
        ) or (
            bool(re.search(r"\b(?:black)?list\b", marked.text[found.end() : sentence.end][:80]))
            and any(h.entry.value == "UFLPA" for h in instruments)
        )
    if needs in {"TVPRA", "GLOMAG"}:
        is_listed = any(h.entry.value == needs for h in instruments)
        return is_listed and not marked.is_quoted(*found.span())
    if needs == "finding_words":
        words: re.Pattern[str] = _tables()[2]["finding"]
        return words.search(marked.text, found.start(), sentence.end) is not None
    if needs == "restriction" and row.value in {"issued", "expanded"} and _only_lists(instruments):
        return False
    in_name = any(h.start < found.end() and found.start() < h.end for h in instruments)
    return not marked.is_quoted(*found.span()) and (needs != "restriction" or not in_name)


def _is_by_state(marked: Marked, found: re.Match[str], bodies: list[Hit]) -> bool:
    """True where an authority reviews, not a firm: "CBP is reviewing", or "is under review"."""
    if not _REVIEWS.search(found[0]):
        return True
    start = marked.sentence_at(found.start()).start
    told = any(start <= h.start < found.start() for h in bodies)
    return told or _STATE.search(marked.text, start, found.start()) is not None


def _only_lists(instruments: list[Hit]) -> bool:
    """True for a text about the entity list, where a ban on imports is no order of its own."""
    told = {h.entry.value for h in instruments}
    return "UFLPA" in told and not told & {"WRO", "FINDING"}
