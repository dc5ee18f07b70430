"""The listed names, found again from a name in a file without comparing it with all of them.

>>> taida = "Hetian Taida Apparel"
>>> listed = ListedName(entity_id="e1", entity=taida, text=taida, kind="published")
>>> (hit,) = NameIndex([listed]).find("HETIAN TAYDA GARMENTS", least=0.5)
>>> hit.entity_id, hit.reason
('e1', 'taida = tayda (typo), hetian, apparel = garments (synonym)')
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.names.keys import name_key
from withhold.names.lookup import REVIEW_ONLY, Found, ListedName, open_lookup
from withhold.names.score import key_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["REVIEW_ONLY", "ListedName", "NameHit", "NameIndex"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """The best name of one entity for a query.

    Attributes:
        name: the query.
    """

    name: str
    entity_id: str
    entity: str
    matched_name: str
    kind: str
    score: float

    @property
    def reason(self) -> str:
        """Which words answer which, as one plain sentence."""
        return key_score(name_key(self.name), name_key(self.matched_name)).reason


class NameIndex:
    """An index over listed names; read-only once made."""

    def __init__(self, names: Iterable[ListedName], *, folder: Path | None = None) -> None:
        """Make the index, or map it.

        Args:
            names: in any order; several for one entity.
            folder: where the index of a long list is kept for the next time; None: nowhere.
        """
        self.names = tuple(names)
        self._lookup = open_lookup(self.names, folder)

    def find(self, name: str, *, least: float, most: int = 20) -> tuple[NameHit, ...]:
        """The entities whose names are like `name`, best name each, falling score then id.

        Args:
            name: a name in any script.
            least: hits below that score are left out.
            most: how many entities at the most.
        """
        return tuple(self.hit(name, found) for found in self.match([name], least=least, most=most))

    def match(self, names: Sequence[str], *, least: float, most: int = 20) -> Sequence[Found]:
        """What many names are like, in their order: what `find` says of each, without words.

        Args:
            names: in any script; equal ones are looked up once.
            least: hits below that score are left out.
            most: how many entities for one name at the most.
        """
        return self._lookup.match(names, least=least, most=most)

    def hit(self, name: str, found: Found) -> NameHit:
        """What was found for a name, with the listed name and its entity."""
        listed = self.names[found.listed_no]
        return NameHit(
            name=name,
            entity_id=listed.entity_id,
            entity=listed.entity,
            matched_name=listed.text,
            kind=listed.kind,
            score=round(found.score, 4),
        )
