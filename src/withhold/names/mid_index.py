"""Listed names found again from a MID alone: the letters of two words, never an identity (DAT-06).

>>> from withhold.names.index import ListedName
>>> listed = ListedName(entity_id="e", entity="Hefei Bitland", text="Hefei Bitland Co.", kind="x")
>>> [hit.entity_id for hit in MidIndex([listed]).find("CNHEFBIT4088HEF")]
['e']
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.names.mid import name_words, parse_mid
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.names.index import ListedName

#: What stands before a MID where a name stands.
MID_NAME = "MID "
#: The score of a MID that fits: a question for a person, whatever else holds.
_SCORE = 0.7
_LETTERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MidHit:
    """A listed entity whose name gives the letters of a MID; fields as those of a name found."""

    entity_id: str
    entity: str
    matched_name: str
    kind: str
    score: float
    reason: str


class MidIndex:
    """Listed names by the letters that a MID takes from them."""

    def __init__(self, names: Iterable[ListedName]) -> None:
        self._by_letters: dict[str, dict[str, ListedName]] = defaultdict(dict)
        for listed in names:
            if not has_han(listed.text):
                letters = _letters(listed.text)
                if len(letters) == _LETTERS:
                    self._by_letters[letters].setdefault(listed.entity_id, listed)

    def find(self, code: str) -> tuple[MidHit, ...]:
        """The entities whose names give the letters of a MID, by id; none where it is no MID.

        The kind of each is `weak`: it can make a review, and never a hit by itself.
        """
        read = parse_mid(code)
        if not read.valid:
            return ()
        letters = str(read.parts["name_part"])
        reason = (
            f"the letters {letters} of the MID are those of the listed name; a MID is evidence, "
            "never identity (DAT-06)"
        )
        return tuple(
            MidHit(
                entity_id=entity_id,
                entity=listed.entity,
                matched_name=listed.text,
                kind="weak",
                score=_SCORE,
                reason=reason,
            )
            for entity_id, listed in sorted(self._by_letters.get(letters, {}).items())
        )


def _letters(name: str) -> str:
    """The letters that a MID takes from a name: three of each of its first two words."""
    return "".join(word[:3] for word in name_words(name)[:2])
