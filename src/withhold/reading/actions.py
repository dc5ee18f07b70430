"""What was done: orders issued, modified, revoked; parties put on a list; what is under review.

A sentence of practice ("CBP may issue a WRO when ...") tells nothing done.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("CBP issued the first WRO. CBP may modify a WRO. A ban is under review.")
>>> [(f.value, text.text[f.start : f.end]) for f in actions(text, dictionary(()).hits(text))]
[('issued', 'issued the first WRO'), ('under_review', 'under review')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.done import action, is_asked_for, is_by_rule, is_not_done
from withhold.reading.free_actions import free_actions, only_lists
from withhold.reading.investigations import investigations
from withhold.reading.listings import listings
from withhold.reading.restraints import restraints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

#: What is done to an order that stands, and how its beginning is told behind it.
_ENDS = frozenset(("modified", "revoked", "lifted"))
_DATED = re.compile(
    r"\b(?:in|on|since|of)\s+(?:(?:early|late|mid)[- ])?"
    r"(?:[A-Z][a-z]+\s+(?:\d{1,2},?\s+)?)?(?:19|20)\d\d\b"
)
_FIRST = re.compile(
    r"\b(?:(?:issued|imposed|placed|announced)\s+last|initially|originally|previously|first|[Ii]n\s+(?:[A-Z][a-z]+\s+)?(?:19|20)\d\d|[Oo]n\s+[A-Z][a-z]+\s+\d{1,2},\s+(?:19|20)\d\d)\b"
)
_NEAR = 90
_REACH = 9
_FEW = 4
_HAN_REACH = 14
_BACK = 110
#: A summary of years: "Since 2019, CBP has issued eight WROs".
_SINCE = re.compile(r"\s*Since\s+(?:[A-Z][a-z]+\s+)?\d{4}\b")
#: What is done is the end or the change of an order: "The revocation of the order took effect".
_ITS_END = re.compile(
    r"\b(?:(?:revocation|modification|lifting|withdrawal|removal|expansion|end)\s+of\s+"
    r"(?:\w+\s+){0,3}|(?:original|earlier|previous|initial)\s+)\Z"
)
#: Orders of others than trade authorities.
_OTHERS = re.compile(r"\b(?:court|judge|magistrate|tribunal|president|police)\b", re.IGNORECASE)
#: What courts do to the orders of trade authorities.
_VACATES = re.compile(r"vacat|set|str|overturn|quash", re.IGNORECASE)
#: A Chinese clause that only asks what would be.
_HAN_IF = re.compile(r"(?:若|如果|一旦|倘若|除非)[^，。；]*\Z")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A row of the table of actions."""

    value: str
    instruments: frozenset[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    done: re.Pattern[str]


@cache
def _tables() -> tuple[tuple[_Verb, ...], dict[str, Any]]:
    """The table of actions, ready to search."""
    table: dict[str, Any] = shipped_yaml("reading", "actions.yaml")
    verbs = tuple(
        _Verb(
            row["value"],
            frozenset(row["on"]),
            _before(row, table["decided"]),
            _behind(row, table["passive"]),
            re.compile("|".join([row["done"], *filter(None, [row.get("behind")])]), re.IGNORECASE),
        )
        for row in table["actions"]
    )
    words = {
        "between": frozenset(str(w) for w in table["between"]),
        "parting": frozenset(table["parting"]),
        "spanish": tuple(_spanish_row(r) for r in table["spanish"]),
        "chinese": tuple((r["value"], frozenset(r["on"]), r["verb"]) for r in table["chinese"]),
    }
    return verbs, words


def _before(row: dict[str, Any], decided: str) -> re.Pattern[str]:
    """What stands before an instrument: "lifted", "the lifting of", "agreed to lift"."""
    bare = rf"|(?:{decided})\s+(?:{row['bare']})" if "bare" in row else ""
    return re.compile(rf"\b(?:{row['verb']}{bare})\b", re.IGNORECASE)


def _behind(row: dict[str, Any], passive: dict[str, str]) -> re.Pattern[str]:
    """What stands behind an instrument: "of April was lifted", "that CBP issued", "took effect"."""
    being = passive["was"] if row.get("past_only") else f"{passive['was']}|{passive['is']}"
    done = (
        rf"{passive['of']}(?:(?:{passive['which']})\s+)?(?:{being})\s+(?:{passive['how']})*"
        rf"(?:{row['done']})"
    )
    by = rf"{passive['of']}(?:(?:{passive['which']})\s+)?(?:{passive['who']})(?:{row['done']})"
    other = f"|{passive['of']}(?P<other>{row['behind']})" if "behind" in row else ""
    bracket = r"[”\"’)\s]*(?:\([A-Z]+s?\)[”\"’]?\s*)?"
    return re.compile(rf"{bracket}(?:{done}|{by}{other})\b", re.IGNORECASE)


def actions(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The actions of a text, and how long investigations took."""
    instruments = [h for h in hits if h.entry.type == "instrument"]
    common = restraints(marked, hits)
    if only_lists(instruments):
        common = [h for h in common if h.entry.value != "ORDER"]
    told: list[Found] = []
    for found in (
        *(f for hit in (*instruments, *common) for f in _of_instrument(marked, hit)),
        *listings(marked, [*instruments, *common]),
        *free_actions(marked, hits, [*instruments, *common]),
    ):
        if not any(f.value == found.value and f.overlaps(found.start, found.end) for f in told):
            told.append(found)
    orders = [h for h in instruments if h.entry.value in {"WRO", "FINDING"}]
    yield from _without_history(marked, told, orders)
    yield from investigations(marked)


#: Imports barred, in the loose words for an addition to a list.
_BARS = re.compile(r"(?:has\s+|have\s+|had\s+)?(?:barr|bann|block|restrict)", re.IGNORECASE)


def _without_history(
    marked: Marked, told: Sequence[Found], orders: Sequence[Hit]
) -> Iterator[Found]:
    """The actions of a text without what it only tells of how an order began.

    Where an order is modified, lifted or revoked, "issued in July 1998" behind it is its history;
    what a text calls modified or revoked it calls lifted in looser words alone, and an addition to
    a list, where it names no order, a bar on imports.
    """
    is_named = any(f.value in {"modified", "revoked"} for f in told)
    told = [f for f in told if not (is_named and f.value == "lifted")]
    if not orders and any(f.value == "added" for f in told):
        told = [f for f in told if not (f.value == "issued" and _BARS.match(marked.text, f.start))]
    ended = min((f.start for f in told if f.value in _ENDS), default=len(marked.text))
    for found in told:
        sentence = marked.sentence_at(found.start)
        near = marked.text[max(sentence.start, found.start - _NEAR) : found.start]
        behind = marked.text[found.end : min(sentence.end, found.end + _NEAR)]
        is_past = found.value == "issued" and found.start > ended
        if not (
            is_past
            and (
                _DATED.search(behind) or _FIRST.search(near + marked.text[found.start : found.end])
            )
        ):
            yield found


def _of_instrument(marked: Marked, hit: Hit) -> Iterator[Found]:
    """What the sentence says was done to an instrument."""
    text = marked.text
    sentence = marked.sentence_at(hit.start)
    if text[hit.end - 1] in "sS" and _SINCE.match(text, sentence.start, hit.start):
        return
    governed = False
    for verb in reversed(_tables()[0]):
        if hit.entry.value not in verb.instruments:
            continue
        head = max(sentence.start, hit.start - _BACK)
        last = max(verb.before.finditer(text, head, hit.start), key=re.Match.start, default=None)
        if last is not None and _governs(marked, last, hit):
            governed = verb.value != "issued"
            yield action(marked, verb.value, last.start(), hit.end)
        own = verb.before.match(
            text, hit.start, hit.end
        )  # "issued a Finding" names it with its verb
        if own is not None and not is_not_done(marked, hit.start):
            yield action(marked, verb.value, hit.start, hit.end)
        if verb.done.search(text, hit.end, sentence.end) is None:
            continue
        behind = verb.behind.match(text, hit.end, sentence.end)
        if behind is None or (governed and behind.lastgroup == "other"):
            continue
        if _is_told_of(marked, verb, hit):
            yield action(marked, verb.value, hit.start, behind.end())
    yield from _in_other_languages(marked, hit)


def _is_told_of(marked: Marked, verb: _Verb, hit: Hit) -> bool:
    """True where the words behind an instrument tell what was done to it, not its history."""
    if is_not_done(marked, hit.start):
        return False
    return verb.value != "issued" or not _ITS_END.search(
        marked.text, max(0, hit.start - _BACK), hit.start
    )


def _in_other_languages(marked: Marked, hit: Hit) -> Iterator[Found]:
    """What a sentence in Chinese or Spanish says was done to an instrument."""
    sentence = marked.sentence_at(hit.start)
    if not marked.text[hit.start].isascii():
        yield from _chinese(marked, hit)
    if _is_spanish(marked.text, sentence.start, sentence.end):
        yield from _spanish(marked, hit)


def _spanish_row(
    row: dict[str, Any],
) -> tuple[str, frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """What is done, to which instruments, and how it is told before and behind one."""
    before = rf"(?<!\bno )(?<!\bno se )\b(?:{row['before']})\b(?P<gap>[^.;:()§]{{0,{_BACK}}})\Z"
    behind = (
        rf"[^.;:§]{{0,{_BACK}}}?(?<!\bno )\b(?:fue|fueron|ha sido|han sido)\s+(?:{row['behind']})\b"
    )
    return (
        row["value"],
        frozenset(row["on"]),
        re.compile(before, re.IGNORECASE),
        re.compile(behind, re.IGNORECASE),
    )


#: Words that stand in nearly every Spanish sentence and in hardly an English one.
_SPANISH = re.compile(r"\b(?:la|las|los|una|contra|el|por|de)\b")
_IN_SPANISH = 3


def _is_spanish(text: str, start: int, end: int) -> bool:
    """True for a sentence in Spanish."""
    return len(_SPANISH.findall(text, start, end)) >= _IN_SPANISH


#: A Spanish clause that only asks what would be, or another verb between the two.
_SPANISH_IF = re.compile(r"\b(?:si|cuando|que|quien|para|sobre)\b", re.IGNORECASE)


def _spanish(marked: Marked, hit: Hit) -> Iterator[Found]:
    """What a Spanish sentence says was done: the verb before the instrument, or behind."""
    sentence = marked.sentence_at(hit.start)
    for value, instruments, told_before, told_behind in _tables()[1]["spanish"]:
        if hit.entry.value not in instruments:
            continue
        start = max(sentence.start, hit.start - _BACK)
        before = told_before.search(marked.text[start : hit.start])
        if before is not None and not _SPANISH_IF.search(before["gap"]):
            yield action(marked, value, start + before.start(), hit.end)
            continue
        behind = told_behind.match(marked.text[hit.end : sentence.end])
        if behind is not None:
            yield action(marked, value, hit.start, hit.end + behind.end())


def _chinese(marked: Marked, hit: Hit) -> Iterator[Found]:
    """What a Chinese sentence says was done: the verb nearest before the instrument, or behind."""
    for value, instruments, verbs in _tables()[1]["chinese"]:
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
            yield action(marked, value, hit.start - len(before[0]), hit.end)
            continue
        behind = re.match(rf"[^。；，！]{{0,6}}(?:{verbs})", marked.text[hit.end : hit.end + 12])
        if behind is not None:
            yield action(marked, value, hit.start, hit.end + behind.end())


def _governs(marked: Marked, verb: re.Match[str], hit: Hit) -> bool:
    """True where only small words stand between the verb and the instrument, and it was done."""
    between = marked.words[marked.word_from(verb.end()) : hit.first]
    small, parting = _tables()[1]["between"], _tables()[1]["parting"]
    if "no" in between or is_by_rule(marked, hit.end):
        return False
    are_small = len(between) <= _REACH and all(w in small or w.isdecimal() for w in between)
    if not are_small and (len(between) > _FEW or parting & set(between)):
        return False
    gap = marked.text[verb.end() : hit.start]
    if is_asked_for(marked, verb.start()):
        return False
    start = marked.sentence_at(verb.start()).start
    is_ours = hit.entry.value != "ORDER" or _VACATES.match(verb[0]) is not None
    if not is_ours and _OTHERS.search(marked.text, start, verb.start()):
        return False
    return not re.search(r"[.;:()]", gap) and not is_not_done(marked, verb.start())
