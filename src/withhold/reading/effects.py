"""What an order does to goods: detain, release, may_export, may_demonstrate, presumption ...

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("CBP will detain palm oil. Importers may export their shipments.")
>>> [(f.value, text.text[f.start : f.end]) for f in effects(text, dictionary(()).hits(text))]
[('detain', 'will detain palm oil'), ('may_export', 'export their shipments')]
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.done import is_asked_for
from withhold.reading.masking import GOODS, goods_pattern, ware_pattern
from withhold.reading.masking import masked as goods_masked
from withhold.reading.model import Found
from withhold.reading.ways import Index, Pieces, needed_of
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked, Span


#: Words before goods that say that there are none: "No shipments have been detained".
_NO_GOODS = frozenset(("no", "none", "neither"))
#: What did not happen, or ends: "goods that have never been detained".
_NEVER = re.compile(r"\b(?:never|no\s+longer|not\s+(?:yet\s+)?been)\b")
#: What is only presumed: "presumed to be barred from entry".
_PRESUMED = re.compile(r"\bpresum\w+\s+(?:to\s+)?\Z")
#: What excludes goods beside a detention: an act on some of them.
_SHUT_OUT = re.compile(r"exclu|\b(?:denied|refused)\s+entry\b|\b(?:denied|refused)\b.*\bentry\b")
#: How a sentence tells what was so before.
_UNTIL_NOW = ("until now", "until then", "up to now", "up until now")
#: Effects by which goods wait and are not yet excluded.
_HOLDING = frozenset(("detain", "presumption"))
_DONE = frozenset(("detain", "seize"))
#: What says against an effect only before "to": "the power to detain", not "the authority will".
_POWERS = frozenset(("authority", "power"))


@dataclass(frozen=True, slots=True)
class _Row:
    """A pattern of an effect; `not_by_law`: none where the sentence only cites the law.

    One of `cues`, if there are any, stands in every sentence, in small letters, that is searched.
    """

    value: str
    pattern: re.Pattern[str]
    not_by_law: bool
    cues: tuple[str, ...]


def _begins(words: str) -> str:
    """Where words begin: at a word, at goods, or at a Chinese sign."""
    chinese = r"|(?=[\u4e00-\u9fff])" if has_han(words) else ""
    goods = rf"|(?<!{GOODS})(?={GOODS})" if "@ware" in words else ""
    return rf"(?:\b{chinese}{goods})" if chinese or goods else r"\b"


def _filled(words: str) -> str:
    """The words of a row with what stands for goods in it."""
    return words.replace("@goods", goods_pattern()).replace("@ware", ware_pattern())


def _whole(words: str) -> str:
    """The words of a row as a pattern, from where they may begin."""
    return rf"{_begins(words)}(?:{_filled(words)})"


def _listed(cue: str | list[str]) -> tuple[str, ...]:
    """The cues of a row, which may name one alone."""
    return (cue,) if isinstance(cue, str) else tuple(cue)


@cache
def _rows() -> tuple[tuple[_Row, ...], frozenset[str]]:
    """The patterns of effects, in their order, and the words that say the opposite."""
    table: dict[str, Any] = shipped_yaml("reading", "effects.yaml")
    rows = tuple(
        _Row(
            row["value"],
            re.compile(_whole(row["words"]), re.IGNORECASE),
            row.get("not_by_law", False),
            _listed(row.get("cue", [])) or needed_of(_filled(row["words"])),
        )
        for row in table["effects"]
    )
    return rows, frozenset(table["negated"])


@cache
def _cues() -> tuple[dict[str, set[str]], Pieces, Index[_Row]]:
    """Effects by the parts of words of sentences about them; all such parts; rows by their cues."""
    cues: dict[str, list[str]] = shipped_yaml("reading", "effects.yaml")["cues"]
    effects: dict[str, set[str]] = defaultdict(set)
    for value, parts in cues.items():
        for part in parts:
            effects[part].add(value)
    return dict(effects), Pieces(effects), Index(_rows()[0], lambda row: row.cues)


def effects(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """The effects that a text gives orders; what speakers say in quotations is theirs.

    A text that tells of a detention or a presumption tells the same in looser words as well
    ("barred", "shut out"); only a word of exclusion then tells that goods are excluded (CLK-12).
    """
    found = list(_told(marked, hits))
    is_held = any(effect.value in _HOLDING for effect in found)
    for effect in found:
        words = marked.text[effect.start : effect.end].lower()
        if effect.value != "exclude" or not is_held or _SHUT_OUT.search(words):
            yield effect


def _told(marked: Marked, hits: Sequence[Hit]) -> Iterator[Found]:
    """All effects, sentence by sentence."""
    seen = goods_masked(marked, hits)
    effects_by_part, pieces, _ = _cues()
    for sentence in marked.sentences:
        lower = seen[sentence.start : sentence.end].lower()
        values = {value for part in pieces.held(lower) for value in effects_by_part[part]}
        if values and not lower.lstrip().startswith(_UNTIL_NOW):
            yield from _in_sentence(marked, seen, sentence, lower, values)


def _in_sentence(
    marked: Marked, masked: str, sentence: Span, lower: str, values: set[str]
) -> Iterator[Found]:
    """The effects of one sentence, as far as they are of `values`; no two share words."""
    taken: list[tuple[int, int]] = []
    for row in _cues()[2].possible(lower):
        if row.value not in values:
            continue
        if row.not_by_law and _cites(masked, sentence):
            continue
        for found in row.pattern.finditer(masked, sentence.start, sentence.end):
            first, last = found.span()
            while masked[first].isspace():
                first += 1
            if any(first < e and s < last for s, e in taken) or not _is_told(marked, first, last):
                continue
            if _is_other(masked, sentence, row.value):
                continue
            if row.value in _DONE and _NEVER.search(masked, first, last):
                continue
            taken.append((first, last))
            value = row.value
            if value == "exclude" and _PRESUMED.search(masked, sentence.start, first):
                value = "presumption"
            yield Found(type="effect", value=value, start=first, end=last, rule="effects")


@cache
def _never() -> dict[str, re.Pattern[str]]:
    """Words by effects that make a sentence one of something else."""
    table: dict[str, str] = shipped_yaml("reading", "effects.yaml")["never"]
    return {value: re.compile(words, re.IGNORECASE) for value, words in table.items()}


def _is_other(masked: str, sentence: Span, value: str) -> bool:
    """True where a sentence tells something else with the words of an effect."""
    words = _never().get(value)
    return words is not None and words.search(masked, sentence.start, sentence.end) is not None


def _is_told(marked: Marked, first: int, last: int) -> bool:
    """False for what is denied, wished, or said by a speaker."""
    number = marked.word_before(first)
    before = marked.words[max(0, number - 1) : number + 1]
    opening = marked.words[marked.word_from(first) : marked.word_from(first) + 2]
    denies = opening[0] in _NO_GOODS and opening[1:] != ["longer"]
    against = _rows()[1] - (frozenset() if "to" in [*before, opening[0]] else _POWERS)
    if denies or not against.isdisjoint(before) or _is_asked(marked, first):
        return False
    return not marked.is_quoted(first, last) and not _is_wished(marked, first)


@cache
def _law() -> re.Pattern[str]:
    """Words of a sentence that only cites the law."""
    return re.compile("|".join(shipped_yaml("reading", "effects.yaml")["by_law"]))


def _cites(masked: str, sentence: Span) -> bool:
    """True where a sentence cites the law."""
    return _law().search(masked, sentence.start, sentence.end) is not None


def _is_asked(marked: Marked, start: int) -> bool:
    """True inside a question, which tells nothing: "Is its sugar still being held?"."""
    sentence = marked.sentence_at(start)
    return marked.text[sentence.start : sentence.end].rstrip().endswith("?")


def _is_wished(marked: Marked, start: int) -> bool:
    """True for what somebody only asks for: "urged customs to block the tuna"."""
    number = marked.word_from(start)
    return marked.words[number] == "to" and is_asked_for(marked, marked.starts[number + 1])
