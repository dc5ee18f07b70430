"""A text marked up once for all rules: words with offsets, sentences, paragraphs, quotations.

>>> marked = mark("CBP will detain goods. “We act,” said Jo Doe.")
>>> marked.words[:4]
['cbp', 'will', 'detain', 'goods']
>>> [marked.text[s.start : s.end] for s in marked.quotations]
['“We act,”']
>>> len(marked.sentences)
2
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from withhold.base import shipped_yaml
from withhold.reading.flow import flow
from withhold.text import has_han, simplified

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_PARAGRAPH = re.compile(r"\r?\n[ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)+")
_END = re.compile(
    r"(?<![^\W_])(?P<last>[^\W_]*)(?P<mark>[.!?])(?P<close>[\"”’')\]]*)\s+(?=[\"“‘(\[]*[A-Z0-9])"
    r"|[。！？]"
    r"|[:;”\"][ \t]*\r?\n(?=\s*\S)"
    r"|\r?\n(?=[ \t]*(?:[•●*–-]|\(?\d{1,2}[.)])\s)"
)
_QUOTED = re.compile(r"“[^”]*(?:”|\Z)|‘‘(?:(?!’’).)*(?:’’|\Z)|\"[^\"]*(?:\"|\Z)", re.DOTALL)
#: Quotations in single marks: they end with a stop, a comma, and no letter behind.
_SINGLE = re.compile(
    r"(?<![\w’])‘(?=\S)(?:[^‘“”\n’]|’(?=\w)){8,}?[,.?!…]’(?!\w)"
    r"|(?<![\w'])'(?=\w)(?:[^'“”\n]|(?<=\w)'(?=\w)){8,}?[,.?!…]'(?!\w)"
)
_GUILLEMETS = str.maketrans("«»", "“”")
#: Code points of the longest sentence: a text without stops is read in time, too.
_LONGEST = 2_000
_DOTTED_BEFORE = re.compile(r"(?:\b[^\W\d_]\.)+\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """Code points from `start` up to `end`."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """True where `start` to `end` lies inside."""
        return self.start <= start and end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with its words and parts.

    Attributes:
        words: lower-case words in one spelling; punctuation is not among them.
        starts, ends: code points of each word.
        sentences, paragraphs, quotations: in the order of the text.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    quotations: tuple[Span, ...]

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds the code point `place`."""
        return _part_at(self.sentences, place)

    def paragraph_at(self, place: int) -> Span:
        """The paragraph that holds the code point `place`."""
        return _part_at(self.paragraphs, place)

    def is_quoted(self, start: int, end: int) -> bool:
        """True where `start` to `end` lies in a quotation of more than a name or term."""
        if not self.quotations:
            return False
        part = _part_at(self.quotations, start)
        return part.holds(start, end) and self.text.count(" ", part.start, part.end) > _TERM

    def word_range(self, span: Span) -> range:
        """The numbers of the words inside `span`."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def word_before(self, place: int) -> int:
        """The number of the last word that ends at or before `place`; -1 where none does."""
        return bisect_right(self.ends, place) - 1

    def word_from(self, place: int) -> int:
        """The number of the first word that starts at or after `place`."""
        return bisect_left(self.starts, place)


#: A quotation with no more blanks than this is a term, not a statement.
_TERM = 4


def plain_word(word: str) -> str:
    """`word` in lower case, without accents, in American spelling."""
    found = word.lower()
    if not found.isascii():
        parts = unicodedata.normalize("NFKD", found)
        found = "".join(c for c in parts if not unicodedata.combining(c))
    return _SPELLINGS.get(found, found)


def plain_words(text: str) -> tuple[str, ...]:
    """The words of `text` as `mark` writes them.

    >>> plain_words("People’s Republic of China (Mainland)")
    ('people', 's', 'republic', 'of', 'china', 'mainland')
    """
    return tuple(plain_word(found[0]) for found in _WORD.finditer(text))


def mark(text: str) -> Marked:
    """`text` with its words, sentences, paragraphs and quotations.

    The text of the mark has blanks for the line breaks inside sentences, double marks for all
    quotations and Chinese characters in their simplified forms; its offsets are those of `text`.
    """
    text = _SINGLE.sub(_doubled, flow(text).translate(_GUILLEMETS))
    if has_han(text):
        text = simplified(text)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spelt = _SPELLINGS
    for found in _WORD.finditer(text):
        raw = found[0]
        word = raw.lower() if raw.isascii() else plain_word(raw)
        words.append(spelt.get(word, word))
        starts.append(found.start())
        ends.append(found.end())
    paragraphs = tuple(_paragraphs(text))
    return Marked(
        text=text,
        words=words,
        starts=starts,
        ends=ends,
        paragraphs=paragraphs,
        sentences=tuple(s for p in paragraphs for s in _sentences(text, p)),
        quotations=tuple(
            Span(p.start + m.start(), p.start + m.end())
            for p in paragraphs
            for m in _QUOTED.finditer(text[p.start : p.end])
        ),
    )


def _doubled(found: re.Match[str]) -> str:
    """A quotation in double marks, as long as it was."""
    return f"“{found[0][1:-1]}”"


def _paragraphs(text: str) -> list[Span]:
    """The parts of `text` between empty lines."""
    cuts = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [Span(s, e) for s, e in zip(starts, ends, strict=True) if s < e] or [Span(0, len(text))]


def _sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of a paragraph."""
    found: list[Span] = []
    start = paragraph.start
    for end in _END.finditer(text, paragraph.start, paragraph.end):
        if end["mark"] == "." and not end["close"] and _goes_on(text, end):
            continue
        found += _cut(text, start, end.end())
        start = end.end()
    if start < paragraph.end or not found:
        found += _cut(text, start, paragraph.end)
    return found


def _cut(text: str, start: int, end: int) -> list[Span]:
    """A sentence as one part; what is longer than any sentence, in parts that end with words."""
    parts: list[Span] = []
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = blank + 1 if blank > 0 else start + _LONGEST
        parts.append(Span(start, stop))
        start = stop
    return [*parts, Span(start, end)]


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """True where the dot belongs to an abbreviation and the sentence goes on."""
    last = end["last"].lower()
    following = _WORD.match(text, end.end()) or _WORD.search(text, end.end(), end.end() + 20)
    if following is not None and following[0].lower() in _STARTERS and following[0][0].isupper():
        return False
    if last in _ABBREVIATIONS:
        return True
    return bool(_DOTTED_BEFORE.search(text, max(0, end.start("mark") - 8), end.start("mark") + 1))


def _part_at(parts: tuple[Span, ...], place: int) -> Span:
    """The part that holds `place`, or the nearest before it."""
    number = bisect_right(parts, place, key=lambda s: s.start) - 1
    return parts[max(0, number)]


_TABLE = shipped_yaml("reading", "text.yaml")
_SPELLINGS: dict[str, str] = _TABLE["spellings"]
_ABBREVIATIONS = frozenset(_TABLE["abbreviations"])
_STARTERS = frozenset(_TABLE["sentence_starters"])
