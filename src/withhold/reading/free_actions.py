"""Actions that words tell by themselves, without a verb beside the name of an instrument.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.vocabulary import dictionary
>>> text = mark("CBP halted imports from the mill. A petition by the mill is under review.")
>>> found = free_actions(text, dictionary(()).hits(text), ())
>>> [(f.value, text.text[f.start : f.end]) for f in found]
[('issued', 'halted imports'), ('under_review', 'under review')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.done import action, is_not_done
from withhold.reading.masking import GOODS, goods_pattern, masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.dictionary import Hit
    from withhold.reading.marking import Marked
    from withhold.reading.model import Found
from withhold.reading.ways import Index, Pieces, needed_of

#: Of which instruments and authorities the text must name one, by what a row needs.
_LISTING = frozenset(("US-DHS", "US-FLETF", "US-CBP", "UFLPA"))
_NEEDED = {
    **{name: frozenset((name,)) for name in ("UFLPA", "TVPRA", "GLOMAG", "WRO")},
    "any_list": frozenset(("UFLPA", "TVPRA", "LIST")),
    "finding_words": frozenset(("FINDING", "WRO", "US-CBP", "CA-CBSA")),
    "listing_body": _LISTING,
    "goods": _LISTING,
    "orders": frozenset(("WRO", "FINDING", "ORDER", "UFLPA", "LIST")),
}
#: Who may review without the name of an authority.
_REVIEWS = re.compile(
    r"(?:review|consider|evaluat|weigh|examin|assess|study|look)ing\b", re.IGNORECASE
)
_STATE = re.compile(
    r"\b(?:administration|government|agency|officials?|congress|customs|Washington|task force"
    r"|U\.?S\.?|United States)\b",
    re.IGNORECASE,
)
_NEAR = 80
_AROUND = 300
#: What a law that is only proposed must be about.
_ABOUT = re.compile(
    r"\b(?:forced|slave(?:ry)?|prison|convict|Xinjiang|Uyghurs?|coerced|bonded)\b", re.IGNORECASE
)
#: A prohibition that a law holds, which is no act of an authority.
_IN_LAW = re.compile(r"\b(?:[Ss]ince\s+(?:19|20)\d\d|laws?|statutes?|Act|[Ss]ection|Title)\b")
#: A law as the subject of what it forbids: "19 U.S.C. § 1307, which bars goods made by".
_BY_LAW = re.compile(
    r"(?:U\.?S\.?C\.?[^,.;]{0,20}|\b(?:Act|law|statute)|[Ss]ection\s+\d+[^,;]{0,30}),?\s+(?:which\s+|that\s+)?\Z"
)
#: Authorities of other nations than the United States.
_NATIONS = re.compile(
    r"\b(?:Secretar[ií]a|Ministr(?:y|ies)|Minister|government|Canada|Mexico|European\s+Commission"
    r"|Diario\s+Oficial|CBSA|STPS|Parliament|customs)\b"
)
#: Goods, as a masked text shows them.
_WARES = re.compile(rf"{GOODS}|\b(?:imports|shipments|products|goods|merchandise)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """Words that tell an action by themselves; the text holds a cue, and a piece if any."""

    value: str
    needs: str
    words: re.Pattern[str]
    cues: tuple[str, ...]
    pieces: tuple[str, ...]


@cache
def _table() -> tuple[Index[_Row], Pieces, re.Pattern[str]]:
    """The rows by cues, the pieces they need as well, and the words of a finding under the law."""
    table = shipped_yaml("reading", "actions.yaml")
    rows: list[_Row] = []
    for row in table["free"]:
        words = row["words"].replace("@goods", goods_pattern())
        pattern = re.compile(rf"\b(?:{words})", re.IGNORECASE)
        rows.append(_Row(row["value"], row["needs"], pattern, tuple(row["cues"]), needed_of(words)))
    pieces = Pieces(piece for row in rows for piece in row.pieces)
    return (
        Index(rows, lambda row: row.cues),
        pieces,
        re.compile(table["finding_words"], re.IGNORECASE),
    )


class _Text:
    """A text with its authorities, and its instruments with those called by common words."""

    def __init__(self, marked: Marked, bodies: list[Hit], things: Sequence[Hit]) -> None:
        self.marked, self.bodies, self.things = marked, bodies, things

    def told(self) -> set[str]:
        """The instruments and the authorities that it names."""
        return {h.entry.value for h in (*self.bodies, *self.things)}


def free_actions(marked: Marked, hits: Sequence[Hit], things: Sequence[Hit]) -> Iterator[Found]:
    """The actions that words tell by themselves."""
    text = _Text(marked, [h for h in hits if h.entry.type == "authority"], things)
    told = text.told()
    seen = masked(marked, hits)
    rows, pieces, _ = _table()
    for part in marked.paragraphs:
        lower = seen[part.start : part.end].lower()
        held = pieces.held(lower)
        for row in rows.possible(lower):
            needed = _NEEDED.get(row.needs)
            if (needed and not needed & told) or (row.pieces and held.isdisjoint(row.pieces)):
                continue
            for found in row.words.finditer(seen, part.start, part.end):
                if _is_done(text, row, found) and _has(text, row, found):
                    start, end = found.start(), found.start() + len(found[0].rstrip())
                    yield action(marked, row.value, start, end)


def _is_done(text: _Text, row: _Row, found: re.Match[str]) -> bool:
    """True where the words are no plan, and the right one does it."""
    if row.value == "under_review":
        by_whom = _by_state if row.needs == "state" else _is_by_state
        return by_whom(text, found) and not is_not_done(text.marked, found.start(), reviews=True)
    if row.needs == "goods":
        start = text.marked.sentence_at(found.start()).start
        if not _WARES.search(found.string, start, found.start()):
            return False
    if row.needs == "state" and not _by_state(text, found):
        return False
    sentence = text.marked.sentence_at(found.start())
    by_law = row.value == "issued" and _BY_LAW.search(found.string, sentence.start, found.start())
    if by_law or (row.needs == "bill" and not _is_about_labor(found)):
        return False
    if row.needs == "nations" and not (
        _ABOUT.search(found.string)
        and _NATIONS.search(found.string, sentence.start, sentence.end)
        and not _IN_LAW.search(found.string, sentence.start, found.start())
    ):
        return False
    return not is_not_done(text.marked, found.start())


def _is_about_labor(found: re.Match[str]) -> bool:
    """True where the words about a bill speak of forced labor."""
    start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
    return _ABOUT.search(found.string, start, end) is not None


def _has(text: _Text, row: _Row, found: re.Match[str]) -> bool:
    """Whether the sentence holds what the words need to mean the action."""
    needs, marked = row.needs, text.marked
    sentence = marked.sentence_at(found.start())
    lists = [h for h in text.things if h.entry.value in {"UFLPA", "LIST"}]
    if needs == "UFLPA":
        return any(
            (h.entry.value == "UFLPA" and sentence.start <= h.start < sentence.end)
            or found.end() <= h.start < min(sentence.end, found.end() + _NEAR)
            for h in lists
        )
    if needs in {"TVPRA", "GLOMAG"}:
        return not marked.is_quoted(*found.span())
    if needs == "finding_words":
        return _table()[2].search(marked.text, found.start(), sentence.end) is not None
    named = [h for h in text.things if h.entry.value not in {"ORDER", "LIST"}]
    if needs == "restriction" and row.value in {"issued", "expanded"} and only_lists(named):
        return False
    in_name = any(h.start < found.end() and found.start() < h.end for h in named)
    return not marked.is_quoted(*found.span()) and (needs != "restriction" or not in_name)


def _is_by_state(text: _Text, found: re.Match[str]) -> bool:
    """True where an authority reviews, not a firm: "CBP is reviewing", or "is under review"."""
    return not _REVIEWS.search(found[0]) or _by_state(text, found)


def _by_state(text: _Text, found: re.Match[str]) -> bool:
    """True where an authority stands before the words in their sentence."""
    start = text.marked.sentence_at(found.start()).start
    told = any(start <= h.start < found.start() for h in text.bodies)
    return told or _STATE.search(text.marked.text, start, found.start()) is not None


def only_lists(instruments: Sequence[Hit]) -> bool:
    """True for a text about the entity list, where a ban on imports is no order of its own."""
    told = {h.entry.value for h in instruments}
    return "UFLPA" in told and not told & {"WRO", "FINDING"}
