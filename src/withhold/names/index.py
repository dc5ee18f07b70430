"""The listed names, found again from a name in a file without comparing it with all of them.

>>> taida = "Hetian Taida Apparel"
>>> listed = ListedName(entity_id="e1", entity=taida, text=taida, kind="published")
>>> (hit,) = NameIndex([listed]).find("HETIAN TAYDA GARMENTS", least=0.5)
>>> hit.entity_id, hit.reason
('e1', 'taida = tayda (typo), hetian, apparel = garments (synonym)')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from withhold.names.cells import parted
from withhold.names.keys import name_key
from withhold.names.lookup import NAMESAKE, REVIEW_ONLY, Found, ListedName, open_lookup
from withhold.names.score import key_score

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["REVIEW_ONLY", "ListedName", "NameHit", "NameIndex"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """The best name of one entity for a query.

    Attributes:
        name: the query.
        namesake: another listed party is called so word for word.
    """

    name: str
    entity_id: str
    entity: str
    matched_name: str
    kind: str
    score: float
    namesake: bool = False

    @property
    def reason(self) -> str:
        """Which words answer which, as one plain sentence; of which name of a cell with several."""
        told = self._likeness
        return f"{told}; another listed party is called so word for word" if self.namesake else told

    @property
    def _likeness(self) -> str:
        """Which words answer which."""
        listed = name_key(self.matched_name)
        whole = key_score(name_key(self.name), listed)
        best, part = whole, ""
        for _, names in parted([self.name]):
            for name in names:
                found = key_score(name_key(name), listed)
                if found.score > best.score:
                    best, part = found, name
        return f"{part!r} in the cell: {best.reason}" if part else best.reason


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
        return tuple(self.hits([name], least=least, most=most))

    def hits(self, names: Sequence[str], *, least: float, most: int = 20) -> Iterator[NameHit]:
        """What `find` says of many names, in their order.

        Where a name is that of one listed party word for word, the others it is like are namesakes:
        a parent, a sibling; they can make a review and no hit.
        """
        found = self.match(names, least=least, most=most)
        for query_no, group in groupby(found, key=lambda f: f.query_no):
            name = names[query_no]
            yield from _namesakes_marked(name, [self.hit(name, one) for one in group])

    def match(self, names: Sequence[str], *, least: float, most: int = 20) -> Sequence[Found]:
        """What many names are like, in their order: what `find` says of each, without words.

        A cell that holds several names is looked up as it stands and name by name.

        Args:
            names: in any script; equal ones are looked up once.
            least: hits below that score are left out.
            most: how many entities for one name at the most.
        """
        found = self._lookup.match(names, least=least, most=most)
        several = list(parted(names))
        return self._with_parts(found, several, least, most) if several else found

    def _with_parts(
        self,
        found: Sequence[Found],
        several: Sequence[tuple[int, tuple[str, ...]]],
        least: float,
        most: int,
    ) -> list[Found]:
        """What was found, with what the names of cells that hold several are like."""
        texts = [text for _, names in several for text in names]
        cells = [number for number, names in several for _ in names]
        best: dict[int, dict[str, Found]] = {number: {} for number, _ in several}
        further = self._lookup.match(texts, least=least, most=most)
        of_parts = (f._replace(query_no=cells[f.query_no]) for f in further)
        of_cells = (f for f in found if f.query_no in best)
        for one in (*of_cells, *of_parts):
            held = best[one.query_no]
            entity = self.names[one.listed_no].entity_id
            if entity not in held or one.score > held[entity].score:
                held[entity] = one
        joined = [f for f in found if f.query_no not in best]
        for held in best.values():
            ranked = sorted(held.items(), key=lambda item: (-item[1].score, item[0]))
            joined += [one for _, one in ranked[:most]]
        return sorted(joined, key=lambda f: f.query_no)

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


def _namesakes_marked(name: str, hits: list[NameHit]) -> list[NameHit]:
    """The hits of one name; where it is one party's own, the others are marked as namesakes."""
    if len(hits) == 1:
        return hits
    own = {h.entity_id for h in hits if h.kind not in REVIEW_ONLY and _is_own(name, h.matched_name)}
    if not own:
        return hits
    return [h if h.entity_id in own else replace(h, kind=NAMESAKE, namesake=True) for h in hits]


def _is_own(name: str, listed: str) -> bool:
    """True where two names have the same words, or Chinese characters, but for legal forms."""
    one, other = name_key(name), name_key(listed)
    if one.han or other.han:
        return one.han == other.han
    mine, theirs = ([t.text for t in k.tokens if t.kind != "form"] for k in (one, other))
    return bool(mine) and mine == theirs
