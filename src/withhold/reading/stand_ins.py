"""Words that stand for a speaker, and words that begin a sentence and name nobody.

>>> is_no_subject("Under", " the law"), is_speaking("company")
(True, True)
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from withhold.base import shipped_yaml
from withhold.reading.party_shapes import shapes
from withhold.reading.speakers import any_words, speaking_nouns

#: Articles and words that point: no names.
ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those"))
_NO_SUBJECT = frozenset(
    (
        *(
            "in",
            "on",
            "at",
            "after",
            "before",
            "since",
            "when",
            "as",
            "while",
            "by",
            "for",
            "under",
        ),
        *("asked", "according", "effective", "it", "he", "she", "they", "this", "that", "there"),
        *("despite", "although", "though", "because", "following", "however", "meanwhile", "also"),
        *("but", "and", "last", "earlier", "more", "most", "all", "no", "new", "additionally"),
        *(
            "of",
            "from",
            "with",
            "without",
            "among",
            "between",
            "en",
            "tras",
            "según",
            "por",
            "durante",
            "desde",
            "asimismo",
            "además",
            "sin",
            "para",
        ),
        *("if", "with", "some", "many", "these", "those", "its", "their", "we", "you", "i", "to"),
    )
)


#: Where the noun of a phrase ends: "people familiar with it", "officials of the port".
_HEAD = re.compile(r"\s+(?:of|in|at|from|with|who|familiar|briefed|close|on|for|involved)\b")


@cache
def stand_in_words() -> dict[str, Any]:
    """The table of stances."""
    table: dict[str, Any] = shipped_yaml("reading", "stances.yaml")
    return table | {key: frozenset(table[key]) for key in ("documents", "unnamed")}


def is_no_subject(name: str, after: str) -> bool:
    """True for words that begin a sentence and name nobody: "Under", "Instead, the ..."."""
    first = name.split(maxsplit=1)[0].lower()
    adverb = " " not in name and re.match(r",\s+(?:the|an?|it|they|we|he|she|its|their)\b", after)
    return first in _NO_SUBJECT or name.lower() in shapes()["openers"] | ARTICLES or bool(adverb)


def no_speaker(name: str) -> bool:
    """True for a number, a paper or a small word alone, and for who speaks without a name.

    >>> no_speaker("identity documents"), no_speaker("1307"), no_speaker("labour department")
    (True, True, False)
    >>> no_speaker("senior officials"), no_speaker("Thai officials"), no_speaker("workers")
    (True, False, False)
    """
    words = name.split()
    if not words:
        return True
    is_small = len(words) == 1 and name.lower() in _NO_SUBJECT
    is_paper = name.islower() and words[-1] in stand_in_words()["documents"]
    return is_small or is_paper or _is_unnamed(name) or not any(map(str.isalpha, name))


def _is_unnamed(name: str) -> bool:
    """True for words that say only what somebody is, at the start of a sentence as well."""
    first, *others = name.split()
    known = any_words("qualifiers", "amounts", "nouns")
    is_small = all(map(str.islower, others)) and (first.islower() or first.lower() in known)
    return is_small and _HEAD.split(name)[0].split()[-1].lower() in stand_in_words()["unnamed"]


def is_speaking(word: str) -> bool:
    """True for a noun that can speak, or stand for somebody who can."""
    return word in speaking_nouns() or word in stand_in_words()["stand_ins"]
