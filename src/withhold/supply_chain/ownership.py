"""Who owns whom, with shares and days: how one firm is related to another on a day.

>>> graph = Ownership([OwnerEdge(parent="Group", child="Mill", share=Decimal("0.6"))])
>>> graph.relations("mill", date(2024, 1, 1))[0].kind
'subsidiary'
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from withhold.supply_chain.edge_rows import read_quantity
from withhold.supply_chain.model import EdgeFault
from withhold.text import fold
from withhold.trade.cells import read_day_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_HALF = Decimal("0.5")
_ONE = Decimal(1)
#: Steps of ownership that are followed in one direction.
MOST_STEPS = 12
OWNER_COLUMNS = {
    "parent": ("owner", "parent_name", "owner_name", "shareholder"),
    "child": ("subsidiary", "child_name", "owned", "company"),
    "share": ("percent", "percentage", "stake", "ownership"),
    "from": ("since", "start", "start_date", "valid_from", "from_date"),
    "to": ("until", "end", "end_date", "valid_to", "to_date"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerEdge:
    """One firm owns a share of another.

    Attributes:
        share: 0 to 1; None: not said, the parent is called one all the same.
        since, until: first day, and first day no longer; None: open.
    """

    parent: str
    child: str
    share: Decimal | None = None
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date | None) -> bool:
        """True where it holds on a day; None: on any."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    @property
    def controls(self) -> bool:
        """True where more than half is owned, or no share is said."""
        return self.share is None or self.share > _HALF

    @property
    def told(self) -> str:
        """The edge with its evidence, for people."""
        parts = [
            f"{float(self.share) * 100:g} %" if self.share is not None else "share not said",
            f"since {self.since}" if self.since else "",
            f"until {self.until}" if self.until else "",
        ]
        return f"{self.child} is owned by {self.parent} ({', '.join(p for p in parts if p)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a firm is related to another: by which edges, from the firm on.

    Attributes:
        kind: `subsidiary` (the other owns it), `parent` (it owns the other), `sister` (a third one
            owns both).
        other: the other one, as the file names it.
    """

    kind: str
    other: str
    edges: tuple[OwnerEdge, ...]

    @property
    def controls(self) -> bool:
        """True where every share is more than half, or not said."""
        return all(edge.controls for edge in self.edges)

    @property
    def told(self) -> str:
        """The edges, for people."""
        return "; ".join(edge.told for edge in self.edges)


class Ownership:
    """Edges between firms by their folded names."""

    def __init__(self, edges: Iterable[OwnerEdge]) -> None:
        self.edges = tuple(e for e in edges if fold(e.parent) != fold(e.child))
        self._up: dict[str, list[OwnerEdge]] = defaultdict(list)
        self._down: dict[str, list[OwnerEdge]] = defaultdict(list)
        self.names: dict[str, str] = {}
        for edge in self.edges:
            self._up[fold(edge.child)].append(edge)
            self._down[fold(edge.parent)].append(edge)
            self.names.setdefault(fold(edge.parent), edge.parent)
            self.names.setdefault(fold(edge.child), edge.child)

    def relations(self, firm: str, day: date | None) -> tuple[Relation, ...]:
        """How `firm` is related to others on a day (None: on any), the nearest way for each.

        Whoever owns it, then whom it owns, then whom its owners own beside it.
        """
        node = fold(firm)
        owners = self._reach(node, self._up, lambda e: e.parent, day)
        owned = self._reach(node, self._down, lambda e: e.child, day)
        sisters: dict[str, tuple[OwnerEdge, ...]] = {}
        for owner, way in owners.items():
            for sister, further in self._reach(owner, self._down, lambda e: e.child, day).items():
                if sister != node and sister not in owners and sister not in owned:
                    known = sisters.get(sister)
                    if known is None or len(way) + len(further) < len(known):
                        sisters[sister] = (*way, *further)
        found = (("subsidiary", owners), ("parent", owned), ("sister", sisters))
        return tuple(
            Relation(kind=kind, other=self.names[other], edges=edges)
            for kind, members in found
            for other, edges in members.items()
        )

    def related(self, firms: Iterable[str]) -> frozenset[str]:
        """Every firm, by its folded name, that is joined to one of `firms` by whatever edges."""
        seen = {fold(f) for f in firms} & set(self.names)
        waiting = deque(seen)
        while waiting:
            node = waiting.popleft()
            for edge in (*self._up.get(node, ()), *self._down.get(node, ())):
                for other in (fold(edge.parent), fold(edge.child)):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return frozenset(seen)

    @staticmethod
    def _reach(
        node: str,
        edges: Mapping[str, list[OwnerEdge]],
        other: Callable[[OwnerEdge], str],
        day: date | None,
    ) -> dict[str, tuple[OwnerEdge, ...]]:
        """Whoever is reached in one direction, by the fewest edges in force."""
        found: dict[str, tuple[OwnerEdge, ...]] = {}
        frontier: list[tuple[str, tuple[OwnerEdge, ...]]] = [(node, ())]
        for _ in range(MOST_STEPS):
            following = []
            for at, way in frontier:
                ordered = sorted(edges.get(at, ()), key=lambda e: -(e.share or _ONE))
                for edge in ordered:
                    to = fold(other(edge))
                    if to != node and to not in found and edge.in_force(day):
                        found[to] = (*way, edge)
                        following.append((to, found[to]))
            frontier = following
        return found


def owner_column(header: str) -> str:
    """The column of an ownership file that a header stands for; empty: none."""
    name = re.sub(r"[^a-z]+", "_", header.strip().casefold()).strip("_")
    if name in OWNER_COLUMNS:
        return name
    return next((column for column, names in OWNER_COLUMNS.items() if name in names), "")


def read_owner_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]],
) -> tuple[tuple[OwnerEdge, ...], tuple[EdgeFault, ...]]:
    """The edges of rows (row number, cells by column), and what could not be used.

    A row without both names, or of a firm and itself, is dropped, and so is one with a day or share
    that cannot be read: an ownership at the wrong time would say what is not so.
    """
    edges: list[OwnerEdge] = []
    faults: list[EdgeFault] = []
    for number, cells in rows:
        found = tuple(_faults(number, cells))
        faults += found
        if not found:
            edges.append(
                OwnerEdge(
                    parent=cells["parent"].strip(),
                    child=cells["child"].strip(),
                    share=read_share(cells.get("share", "")),
                    since=_day(cells.get("from", "")),
                    until=_day(cells.get("to", "")),
                )
            )
    return tuple(edges), tuple(faults)


def read_share(text: str) -> Decimal | None:
    """A share of 0 to 1: `0.6`, `60%`, `60`; None where nothing is said or it is none.

    >>> read_share("60 %"), read_share("0.6"), read_share("140")
    (Decimal('0.6'), Decimal('0.6'), None)
    """
    cell = text.strip()
    percent = cell.endswith("%")
    value = read_quantity(cell.removesuffix("%").strip())
    if value is None:
        return None
    share = value / 100 if percent or value > 1 else value
    return share if share <= 1 else None


def _faults(number: int, cells: Mapping[str, str]) -> Iterator[EdgeFault]:
    """What is wrong with a row."""
    parent, child = cells.get("parent", "").strip(), cells.get("child", "").strip()
    if not fold(parent) or not fold(child):
        column = "child" if fold(parent) else "parent"
        yield _fault(number, column, "", "missing_id", "an ownership needs both names")
    elif fold(parent) == fold(child):
        yield _fault(number, "child", child, "self_edge", "nobody owns itself")
    share = cells.get("share", "").strip()
    if share and read_share(share) is None:
        yield _fault(number, "share", share, "share", "no share between 0 and 1, or 0 and 100 %")
    for column in ("from", "to"):
        if read_day_cell(cells.get(column, "")) is None:
            yield _fault(number, column, cells[column], "day", "no day")
    first, last = _day(cells.get("from", "")), _day(cells.get("to", ""))
    if first and last and last <= first:
        yield _fault(number, "to", str(last), "period", f"it ends before it begins on {first}")


def _fault(row: int, column: str, value: str, code: str, message: str) -> EdgeFault:
    """A fault that drops its row."""
    return EdgeFault(row=row, column=column, value=value, code=code, message=message, dropped=True)


def _day(text: str) -> date | None:
    """The day of a cell, or None."""
    found = read_day_cell(text)
    return date.fromisoformat(found) if found else None
