"""Speakers without a name: "workers", "a former supervisor", "two companies", "campaign group".

What they say is worth keeping, as testimony above all, and nobody can be held to it: a claim of
theirs is a fact `unnamed_claim`. Offices of state speak for a state ("labour ministry") and are
named enough.

>>> is_unnamed_speaker("Four former employees"), is_unnamed_speaker("labour ministry")
(True, False)
>>> is_unnamed_speaker("Vietnamese exporter"), is_unnamed_speaker("U.S. authorities")
(True, True)
>>> is_unnamed_speaker("Garlic growers"), is_unnamed_speaker("Acme Growers")
(True, False)
"""

from __future__ import annotations

import re
from functools import cache

from withhold.base import shipped_yaml
from withhold.reading.speakers import any_words, speaking_nouns, title_words
from withhold.reading.vocabulary import place_words

#: Where the noun of a phrase ends: "workers at the mill".
_HEAD = re.compile(r"\s+(?:of|in|at|from|with|who|for|on|aboard|working|alleging|familiar)\b")


#: Those who order, without an office of their own: what they say is told with the order.
_OF_ORDERS = re.compile(r"(?:U\.?S\.?|American|[Ff]ederal)\s+(?:authorities|officials)\b")
#: A body that the text does not name.
_ANY = re.compile(r"(?:[a-z]+\s+)?(?:agency|court)")
#: Words before such a noun that may open a sentence.
_KINDS = frozenset(
    (
        *("former", "migrant", "local", "many", "several", "some", "most", "other", "young"),
        *("female", "male", "current", "senior", "foreign", "rights", "human", "campaign"),
    )
)


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns of people and firms that say only what somebody is, and of offices of states."""
    table = shipped_yaml("reading", "stances.yaml")
    people, offices = frozenset(table["people"]), frozenset(table["offices_of_state"])
    return people | (speaking_nouns() - offices) | frozenset(table["stand_ins"]) - offices, offices


@cache
def _openers() -> frozenset[str]:
    """Words with which such a speaker may begin a sentence."""
    return any_words("qualifiers", "amounts", "nouns") | _kinds()[0] | _KINDS | place_words()


def is_unnamed_speaker(name: str) -> bool:
    """True where the words for a speaker hold no name."""
    if _OF_ORDERS.match(name) or _ANY.fullmatch(name):
        return True
    people, offices = _kinds()
    first, *others = _HEAD.split(name)[0].split()
    last = (others or [first])[-1].lower()
    if last in offices or last not in people:
        return False
    if first[0].isupper() and first.lower() in title_words("bodies") and not others:
        return not any(w[:1].isupper() for w in name.split()[1:])  # "Institute for Oak Studies"
    opens = first.islower() or first.isdigit() or first.lower() in _openers()
    is_kind = bool(others) and last.endswith("s") and not first.isupper()  # "Garlic growers"
    opens = opens or is_kind
    return opens and all(w.islower() for w in others)
