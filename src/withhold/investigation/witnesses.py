"""Witnesses: what each agreed to, until when; and texts in which nobody can be known.

Who a witness is stands in the vault alone (ROL-04). Here is only an id, and what the person agreed
to. A text that comes in is masked before anything keeps it.

>>> mask("Aye Aye told us that AYE  AYE's papers were kept.", {"W-1": ("Aye Aye",)})
"[W-1] told us that [W-1]'s papers were kept."
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.base import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: What a testimony may be used for, each agreed to by itself.
PURPOSES = ("internal", "allegation", "authority", "court", "publication")
#: A part of a name is looked for by itself above this length; a number from this many digits on.
_LONG = 2
_NUMBER = 5
#: A number of that many digits is found inside a longer one too: a prefix was put before it.
_WHOLE_NUMBER = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a witness agreed to.

    Attributes:
        purposes: of PURPOSES.
        with_identity: the person may be named for that purpose.
        given_on, expires_on: the first day, and the last (None: until taken back).
        how: how it was given (`in writing`, `orally before two persons` ...).
    """

    purposes: tuple[str, ...]
    given_on: date
    expires_on: date | None = None
    with_identity: bool = False
    how: str = ""

    def __post_init__(self) -> None:
        strange = [p for p in self.purposes if p not in PURPOSES]
        if strange or not self.purposes:
            raise InputError(
                "a consent is for known purposes",
                column="--for",
                value=", ".join(strange) or "nothing",
                way_out=f"write some of {', '.join(PURPOSES)}",
            )
        if self.expires_on and self.expires_on < self.given_on:
            raise InputError(
                "a consent ends before it begins",
                column="--until",
                value=self.expires_on,
                way_out="give a later day, or leave it out",
            )

    def holds(self, purpose: str, day: date, *, named: bool = False) -> bool:
        """True where it covers the purpose on the day; `named`: with the person's identity."""
        in_time = self.given_on <= day and (self.expires_on is None or day <= self.expires_on)
        return in_time and purpose in self.purposes and (self.with_identity or not named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A witness by id.

    Attributes:
        consents: as given, in order.
        withdrawn_on: the day all consent was taken back; None: it was not.
        role: what the person was there ("sewing worker"), only as far as nobody is known by it.
        person: id in the vault, which says nothing by itself.
    """

    witness_id: str
    person: str = ""
    consents: tuple[Consent, ...] = ()
    withdrawn_on: date | None = None
    role: str = ""

    def agreed(self, purpose: str, day: date, *, named: bool = False) -> bool:
        """True where a consent covers the purpose on that day and was not taken back."""
        if self.withdrawn_on is not None and self.withdrawn_on <= day:
            return False
        return any(c.holds(purpose, day, named=named) for c in self.consents)


def mask(text: str, identities: Mapping[str, Iterable[str]], *, parts: bool = True) -> str:
    """`text` with every identifying word or number replaced by the witness id in brackets.

    Accents, width, spaces and hyphens between the parts make no difference, nor does case for a
    whole name, from whichever part it begins. With `parts` each part of three letters or more
    counts by itself where it is written with a capital; leave that out for public texts.
    """
    for witness_id, words in identities.items():
        for pattern, whole in _patterns(tuple(words)):
            if whole or parts:
                text = _replaced(text, pattern, f"[{witness_id}]", any_case=whole)
    return text


def names_somebody(text: str, identities: Mapping[str, Iterable[str]]) -> bool:
    """True where a witness could be known by `text`."""
    return mask(text, identities) != text


@lru_cache(maxsize=1024)
def _patterns(words: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """What is looked for, longest first, and whether it is a whole name or number."""
    found: dict[str, bool] = {}
    for word in sorted({_plain(w) for w in words}, key=lambda w: (-len(w), w)):
        digits = re.sub(r"\D", "", word)
        if len(digits) >= _NUMBER:
            pattern = r"[\W_]*".join(digits)
            found[pattern if len(digits) >= _WHOLE_NUMBER else _bounded(pattern)] = True
            continue
        parts = re.findall(r"\w+", word)
        turned = [parts[n:] + parts[:n] for n in range(len(parts))]
        for ordered in (*turned, parts[::-1]):
            if ordered:
                found.setdefault(_bounded(r"[\W_]+".join(map(re.escape, ordered))), True)
        for part in parts:
            if len(part) > _LONG or _is_han(part):
                found.setdefault(_bounded(re.escape(part)), False)
    ordered_patterns = sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))
    return tuple((re.compile(p), whole) for p, whole in ordered_patterns)


def _bounded(pattern: str) -> str:
    """A pattern that does not begin or end inside a word; Chinese has no ends of words."""
    plain = pattern.replace("\\", "")
    return pattern if _is_han(plain) else rf"(?<!\w){pattern}(?!\w)"


def _is_han(text: str) -> bool:
    """True for text in Chinese characters."""
    return any("\u3400" <= c <= "\u9fff" for c in text)


def _plain(text: str) -> str:
    """Case, accents and width taken out; one character for each character where it can be."""
    return "".join(_letter(c) for c in text)


@lru_cache(maxsize=65_536)
def _letter(character: str) -> str:
    """A character as comparison sees it, always one."""
    plain = unicodedata.normalize("NFKD", character)
    kept = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return kept if len(kept) == 1 else (kept[:1] or "\u200b")


def _replaced(text: str, pattern: re.Pattern[str], by: str, *, any_case: bool) -> str:
    """`text` with what `pattern` finds in its plain form replaced."""
    plain, places = [], []
    for place, character in enumerate(text):
        letter = _letter(character)
        if letter != "\u200b":
            plain.append(letter)
            places.append(place)
    pieces, last = [], 0
    for match in pattern.finditer("".join(plain)):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and _letter(text[end]) == "\u200b":
            end += 1
        if not any_case and text[start].islower():
            continue
        pieces += [text[last:start], by]
        last = end
    return "".join((*pieces, text[last:])) if pieces else text
