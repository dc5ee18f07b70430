"""With what stance somebody speaks: by the verb, by what is said, and by the side he stands on.

>>> said_stance("the allegations are baseless"), said_stance("workers were beaten")
('denies', 'asserts')
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.reading.answers import answer, is_accused_side, is_criticism
from withhold.reading.may_speak import is_officer
from withhold.reading.ways import Ways, ways_of_pattern

if TYPE_CHECKING:
    from withhold.reading.marking import Marked
    from withhold.reading.mentions import Mentions
    from withhold.reading.reporting import Report

#: What is wanted, and not told, where a denial seems to follow: "until no worker is forced".
_HOPED = re.compile(
    r"\b(?:until|so(?:\s+that)?|(?:ensure|sure|ensuring)(?:\s+that)?"
    r"|(?:expects?|trust|hope|hopes|confident|wonder|promise)\s+(?:that|whether))\s+\Z"
    r"|\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b[^.;]{0,40}\Z"
)
#: What parts two speakers of one sentence.
_OTHER_PART = re.compile(r"(?<!”),\s+(?:but|while|whereas|pero|mientras)\s")
#: Somebody says what was said before: "Acme said the same".
_THE_SAME = re.compile(
    r"\s+(?:much\s+|exactly\s+)?the\s+same\b(?!\s+\w)|\s+likewise\b|\s+so\s+too\b"
)
#: What is said is that nothing is said.
_NO_COMMENT = re.compile(
    r"\b(?:[Ww]e|it|they|the\s+(?:company|firm|group|agency|department))\s+(?:(?:do|does|did|would|will|could|can)\s+not|cannot)\s+comment\b"
    r"|\bunable\s+to\s+(?:comment|assist\s+with\s+your)\b|[“\"]No comment"
)
#: A measure that is said to be wrong, before what says so: "The decision does not reflect".
_OF_MEASURE = re.compile(
    r"\b(?:decision|findings?|order|ruling|ban|listing|notice|measure)\s+[“\"‘]?(?:do|does|did)\s+not\s"
    r"(?:reflect|correspond|accord|square|match)\b"
)
#: What somebody else says of it: "..., a charge that the mill denies".
_OTHERS_WORD = re.compile(
    r"[,—–-]\s*(?:—\s*|–\s*|-\s*)?(?:an?\s+|the\s+)?(?:charge|claim|accusation|allegation|suggestion|finding"
    r"|conclusion|figure|account|description|assertion|something|version|view)\s+(?:that\s+|which\s+)?"
    r"(?=[^.;]{2,90}?\b(?:says?|said|denie[sd]|deny|dispute[sd]?|rejects?|rejected|calls?|called|contests?"
    r"|contested|dismisse[sd])\b)"
    r"|\bdespite\s+(?:the|its|their|repeated)\s+(?:\w+\s+)?(?:insistence|denials?|assurances?|claims?|assertions?|protests)\b"
)
#: Behind a quotation in a release: who said it, by name and office.
_SIGNED = re.compile(r"[”\"]\s*[–—-]")
#: Verbs with which those who are accused speak against the charge, or find fault with it.
_AGAINST = frozenset(
    (
        *("complained", "complains", "protested", "protests", "bristled", "fumed"),
        *("maintains", "maintained", "contends", "contended", "argues", "argued", "retorted"),
        *("insists", "insisted", "counters", "countered"),
    )
)
_HOPE = 60
_LONGEST = 400


def stance_of(
    marked: Marked, report: Report, speaker: str, span: tuple[int, int], mentions: Mentions
) -> str:
    """The stance of a speaker: asserts, denies, disputes or no_response.

    Args:
        marked: the text.
        report: the verb.
        speaker: by name.
        span: the clause of the report with what is said.
        mentions: the parties and authorities of the text.
    """
    stance = _by_verb(marked, report, *span)
    said = _said(marked, report, *span)
    if stance == "asserts" and is_accused_side(marked, speaker, span, mentions):
        stance = answer(said)
        is_against = marked.text[report.start : report.end] in _AGAINST
        stance = "disputes" if is_against and stance == "asserts" else stance
    is_own = mentions.is_authority(speaker) or is_officer(marked, *span)
    is_signed = _SIGNED.search(marked.text, report.start, report.end) is not None
    is_own = is_own or (mentions.is_official and is_signed)
    if stance == "asserts" and not is_own and is_criticism(said):
        stance = "disputes"
    if is_own and stance in {"denies", "disputes"} and report.kind != "charge":
        return "asserts"  # what it tells of is no charge against itself
    return stance


def says_the_same(marked: Marked, report: Report) -> bool:
    """True where somebody says what was said before: "Acme said the same"."""
    return _THE_SAME.match(marked.text, report.end) is not None


def _by_verb(marked: Marked, report: Report, start: int, end: int) -> str:
    """The stance of the verb; a denial where what is said denies."""
    if report.stance != "asserts":
        return report.stance
    if _NO_COMMENT.search(marked.text, start, end):
        return "no_response"
    return said_stance(_said(marked, report, start, end))


def _said(marked: Marked, report: Report, start: int, end: int) -> str:
    """The part of a sentence that belongs to a speaker, with what is said beside it."""
    sentence = marked.sentence_at(report.start)
    first = min(start, sentence.start) if report.kind != "according" else start
    for other in _OTHER_PART.finditer(marked.text, first, max(first, start)):
        first = other.end()
    last = max(end, min(sentence.end, report.end + _LONGEST))
    follows = _OTHERS_WORD.search(marked.text, report.end, last)
    return marked.text[first : follows.start() if follows else last]


@cache
def _denials() -> Ways:
    """What denies by itself."""
    rows = shipped_yaml("reading", "stances.yaml")["denials"]
    return Ways(way for row in rows for way in ways_of_pattern(row, at_word=False))


@cache
def _disputed() -> Ways:
    """What disputes an official act or a report."""
    row = shipped_yaml("reading", "stances.yaml")["disputed"]
    return Ways(ways_of_pattern(row, at_word=False, exact=True))


def said_stance(said: str) -> str:
    """The stance of what is said: a denial, a dispute, or an assertion."""
    for found in _denials().all_in(said):
        near = max(0, found.start() - _HOPE)
        if not _HOPED.search(said, near, found.start()):
            return "disputes" if _OF_MEASURE.search(said, near, found.end()) else "denies"
    return "disputes" if _disputed().first_in(said) else "asserts"
