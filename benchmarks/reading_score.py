"""Compares facts with a gold list, by the rule of the reference: type, value and overlap agree.

Values agree by kind: goods by key of the taxonomy, parties as `withhold compare` says, claims by
speaker and stance (one name may hold the words of the other), all others letter by letter. A gold
list names each fact once, with one anchor: other mentions of a value in it are no errors.

>>> gold = [{"type": "place", "value": "MY", "start": 0, "end": 8}]
>>> score([Mention("place", "MY", 0, 8), Mention("place", "TW", 20, 26)], gold)["place"]
Tally(found=1, gold=1, right=1, told=2)
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from withhold.base import shipped_csv, split_list
from withhold.services.matching import compare_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Types that a gold list need not hold; they are not counted.
NOT_COUNTED = frozenset({"link", "hts", "organization", "when", "aside", "unnamed_claim"})
#: Types counted by themselves: no gold list of others has them.
BESIDE = frozenset({"sign"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact as it is compared."""

    type: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Tally:
    """Counts of one type: gold facts and those found, values told and those right."""

    found: int = 0
    gold: int = 0
    right: int = 0
    told: int = 0

    def __iadd__(self, other: Tally) -> Self:
        """Both counts together."""
        self.found += other.found
        self.gold += other.gold
        self.right += other.right
        self.told += other.told
        return self

    @property
    def recall(self) -> float:
        """The share of gold facts found; 1 where there are none."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """The share of told values that the gold list holds; 1 where nothing is told."""
        return self.right / self.told if self.told else 1.0


def score(mentions: Sequence[Mention], gold: Sequence[Mapping[str, Any]]) -> dict[str, Tally]:
    """The counts of one document by type."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for fact in gold:
        if fact["type"] not in NOT_COUNTED:
            tally = tallies[fact["type"]]
            tally.gold += 1
            tally.found += any(_is_found(m, fact) for m in mentions)
    for kind, value in _values(mentions):
        tally = tallies[kind]
        tally.told += 1
        tally.right += any(
            fact["type"] == kind and same_value(kind, value, str(fact["value"])) for fact in gold
        )
    return dict(tallies)


def missing(mentions: Sequence[Mention], gold: Sequence[Mapping[str, Any]]) -> list[str]:
    """The gold facts not found, as lines."""
    return [
        f"- {f['type']} {f['value']!r} at {f['text']!r}"
        for f in gold
        if f["type"] not in NOT_COUNTED and not any(_is_found(m, f) for m in mentions)
    ]


def surplus(mentions: Sequence[Mention], gold: Sequence[Mapping[str, Any]], text: str) -> list[str]:
    """The told values that the gold list does not hold, as lines."""
    lines = []
    for kind, value in _values(mentions):
        if not any(f["type"] == kind and same_value(kind, value, str(f["value"])) for f in gold):
            where = next(m for m in mentions if m.type == kind and m.value == value)
            around = text[max(0, where.start - 30) : where.end + 30]
            lines.append(f"+ {kind} {value!r} in {around!r}")
    return lines


def _is_found(mention: Mention, fact: Mapping[str, Any]) -> bool:
    """True where type and value agree and the places overlap."""
    return (
        mention.type == fact["type"]
        and mention.start < fact["end"]
        and fact["start"] < mention.end
        and same_value(mention.type, mention.value, str(fact["value"]))
    )


def _values(mentions: Iterable[Mention]) -> list[tuple[str, str]]:
    """Each value told, once, in the order of the text."""
    return list(dict.fromkeys((m.type, m.value) for m in mentions if m.type not in NOT_COUNTED))


def same_value(kind: str, told: str, gold: str) -> bool:
    """True where two values of one type mean the same."""
    if told == gold:
        return True
    if kind == "goods":
        return goods_key(told) == goods_key(gold)
    if kind == "party":
        return _same_party(told, gold)
    if kind == "claim":
        speaker, _, stance = told.rpartition("|")
        other, _, right = gold.rpartition("|")
        return stance == right and same_speaker(speaker, other)
    return False


@cache
def _same_party(told: str, gold: str) -> bool:
    """What `withhold compare` says."""
    return bool(compare_names(told, gold)["same"])


def same_speaker(told: str, gold: str) -> bool:
    """True where one name holds the words of the other: "Acme", "Acme Ltd."

    Offices and descriptions around a name do not matter; another name does.
    """
    left, right = _words_of(told), _words_of(gold)
    if _authority(told) and _authority(told) == _authority(gold):
        return True
    return bool(left and right) and (left <= right or right <= left)


@cache
def _authorities() -> dict[str, str]:
    """Every name of an authority, in small letters, with its code."""
    rows = shipped_csv("reading", "authorities.csv")
    return {_bare(row["phrase"]): row["value"] for row in rows}


def _authority(speaker: str) -> str:
    """The code of an authority that a name means; empty: it means none."""
    return _authorities().get(_bare(speaker), "")


def _bare(name: str) -> str:
    """A name in small letters, without dots, article and the country at its end."""
    plain = name.lower().replace(".", "").replace("&", "and").removeprefix("the ")
    return plain.removesuffix(" de estados unidos")


def _words_of(speaker: str) -> frozenset[str]:
    """The words of a speaker's name, without articles and possessive s."""
    words = re.findall(r"[^\W_]+", speaker.lower())
    return frozenset(words) - {"the", "a", "an", "s", "of", "for", "in"}


def goods_key(value: str) -> str:
    """The key of the taxonomy for a value: a key itself, or a word of a table of goods."""
    if value in _keys():
        return value
    plain = " ".join(value.lower().replace("-", " ").split())
    for form in (plain, plain.removesuffix("s"), f"{plain}s", plain.removesuffix(" products")):
        if form in _words():
            return _words()[form]
    return value


@cache
def _keys() -> frozenset[str]:
    """All keys of the taxonomy."""
    return frozenset(row["key"] for row in shipped_csv("goods", "goods_taxonomy.csv"))


@cache
def _words() -> dict[str, str]:
    """Words of goods and their keys: as in reading, those of its own table first."""
    found: dict[str, str] = {}
    for row in shipped_csv("reading", "goods_words.csv"):
        found.setdefault(row["word"].lower().replace("-", " "), row["key"])
    for row in shipped_csv("goods", "goods_taxonomy.csv"):
        synonyms = split_list(row["synonyms_en"]) + split_list(row["synonyms_zh"])
        for word in (row["label"], *synonyms):
            found.setdefault(word.lower().replace("-", " "), row["key"])
    return found
