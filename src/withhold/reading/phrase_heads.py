"""The head of a noun phrase with tails: "the Mission of Peru to the Union" speaks as the mission.

A phrase is read from right to left: while a small word ties the name to words before it, these
belong to the phrase, up to the body or office that is its head. No body there: the name is alone.

>>> text = "In May the High Office of Peru in Oslo"
>>> text[head_start(text, 0, text.rfind("Oslo")) :]
'High Office of Peru in Oslo'
>>> text = "In May the vessel of Peru"
>>> text[head_start(text, 0, text.rfind("Peru")) :]
'Peru'
"""

from __future__ import annotations

import re

from withhold.reading.phrase_edges import capital_run
from withhold.reading.speakers import bodies, plain_token
from withhold.reading.stand_ins import is_no_subject

#: What ties a name to the words before it, with its article.
_TIE = re.compile(
    r"(?<=[\w’'.])\s+(?:of|in|to|for|at|de|del|do|da|en|ante|para)\s+(?:(?:the|la|el|los|las)\s+)?\Z"
)
#: An article at which a phrase begins anew: "In May the Mission".
_ARTICLE = re.compile(r"(?<!\bof)(?<!\bto)(?<!\bin)(?<!\bat)(?<!\bfor)(?<!\band)\s[Tt]he\s+")
_MOST_TIES = 4
#: A name right before a body: "Peru's embassy", "the Chinese embassy".
#: What a body is of, in small letters: "the textiles ministry".
_KIND = re.compile(r"(?:\b[Tt]he|\b[Aa]n?|[’']s?)\s+(?P<kind>[a-z]{4,}\s+)\Z")
_ADJECTIVE = re.compile(r"[A-Z][\w.’'-]*\Z")


def head_start(text: str, floor: int, start: int) -> int:
    """Where the phrase of the name at `start` begins; `start` where no body is its head."""
    best, place = start, start
    for _ in range(_MOST_TIES):
        tie = _TIE.search(text, floor, place)
        if tie is None:
            break
        place = _run(text, floor, tie.start())
        if place >= tie.start():
            break
        words = text[place : tie.start()]
        if _names_body(words) or (place == floor and not is_no_subject(words, "")):
            best = place
    articles = [m.end() for m in _ARTICLE.finditer(text, best, start)]
    return articles[-1] if articles else best


def _run(text: str, floor: int, end: int) -> int:
    """Where the capitals before `end` begin, or a body in small letters with them before it."""
    head = text[floor:end]
    last = head.rsplit(maxsplit=1)[-1] if head.strip() else ""
    if last not in bodies():
        return capital_run(text, floor, end)
    start = end - len(last)
    before = floor + len(text[floor:start].rstrip())
    if _ADJECTIVE.search(text, floor, before):
        return capital_run(text, floor, before)
    kind = _KIND.search(text, floor, start)
    return kind.start("kind") if kind else start


def _names_body(words: str) -> bool:
    """True where the words before a tie are, or end with, a body."""
    plain = [plain_token(word.strip('“"‘(,')) for word in words.split()]
    return bool(bodies() & set(plain))
