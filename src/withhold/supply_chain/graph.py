"""The graph of supplied-by edges: what flows where, by the shortest way whose days run forward.

Nothing enumerates paths: a search visits an edge once for each earlier day it can be passed on, so
cycles, 100,000 edges and any number of tiers end in bounded time.

>>> graph = SupplyGraph([Edge(from_id="LINT", to_id="YARN"), Edge(from_id="YARN", to_id="SHIRT")])
>>> graph.reached(["LINT"])["SHIRT"].nodes
('SHIRT', 'YARN', 'LINT')
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from withhold.supply_chain.model import Edge, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

#: Ways are counted up to here.
MOST_WAYS = 1_000_000
_NEVER = date.min


class SupplyGraph:
    """Edges between ids; built once, asked often.

    Args:
        edges: in any order; an edge from a node to itself is left out.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.edges = tuple(e for e in edges if e.from_id != e.to_id)
        self._out: dict[str, list[int]] = defaultdict(list)
        self._in: dict[str, list[int]] = defaultdict(list)
        for number, edge in enumerate(self.edges):
            self._out[edge.from_id].append(number)
            self._in[edge.to_id].append(number)

    @property
    def nodes(self) -> frozenset[str]:
        """Every id that an edge names."""
        return frozenset(self._out) | frozenset(self._in)

    def inputs(self, node: str) -> tuple[Edge, ...]:
        """The edges that end in a node."""
        return tuple(self.edges[n] for n in self._in.get(node, ()))

    def feeds(self, node: str) -> bool:
        """True where something is made of it."""
        return node in self._out

    def reached(self, sources: Iterable[str], *, count: bool = True) -> dict[str, Way]:
        """Everything that any of `sources` flows into, with the way; the sources left out.

        The way is the shortest one whose days run forward, else the shortest one.
        """
        return dict(self.ways(sources, count=count))

    def ways(self, sources: Iterable[str], *, count: bool = True) -> Iterator[tuple[str, Way]]:
        """As `reached`, one after the other."""
        starts = tuple(dict.fromkeys(s for s in sources if s in self._out))
        labels = _Labels(starts)
        self._forward(labels)
        self._backward(labels)
        ways = self._counts(starts, labels.first) if count else {}
        for node, label in labels.first.items():
            if labels.edge[label] >= 0:
                yield node, self._way(labels, label, ways.get(node, 1))

    def _forward(self, labels: _Labels) -> None:
        """Spread along edges whose days run forward, level by level."""
        frontier = list(range(len(labels.node)))
        while frontier:
            following: list[int] = []
            for label in frontier:
                arrived = labels.arrived[label]
                for number in self._out.get(labels.node[label], ()):
                    edge = self.edges[number]
                    if edge.on is not None and edge.on < arrived:
                        continue
                    then = edge.on or arrived
                    known = labels.earliest.get(edge.to_id)
                    if known is None or then < known:
                        following.append(labels.add(edge.to_id, then, label, number))
            frontier = following

    def _backward(self, labels: _Labels) -> None:
        """Spread on to what only edges reach whose days run backwards."""
        frontier = sorted(labels.first.values(), key=labels.depth.__getitem__)
        while frontier:
            following: list[int] = []
            for label in frontier:
                for number in self._out.get(labels.node[label], ()):
                    edge = self.edges[number]
                    if edge.to_id not in labels.first:
                        then = max(labels.arrived[label], edge.on or _NEVER)
                        following.append(labels.add(edge.to_id, then, label, number, forward=False))
            frontier = following

    def _way(self, labels: _Labels, label: int, ways: int) -> Way:
        """The way of a label."""
        nodes = [labels.node[label]]
        edges = []
        at = label
        while labels.edge[at] >= 0:
            edges.append(self.edges[labels.edge[at]])
            at = labels.previous[at]
            nodes.append(labels.node[at])
        arrived = labels.arrived[label]
        return Way(
            nodes=tuple(nodes),
            edges=tuple(edges),
            forward=labels.forward[label],
            arrived=None if arrived == _NEVER else arrived,
            others=ways - 1,
        )

    def _counts(self, starts: Iterable[str], first: Mapping[str, int]) -> dict[str, int]:
        """How many ways lead from the starts to each node, edges that close a cycle left out."""
        counts = dict.fromkeys(starts, 1)
        for node in sorted(first, key=self._order.__getitem__):
            number = counts.get(node, 0)
            for edge in self._out.get(node, ()):
                if edge not in self.closing:
                    to = self.edges[edge].to_id
                    counts[to] = min(MOST_WAYS, counts.get(to, 0) + number)
        return {node: max(1, number) for node, number in counts.items()}

    @cached_property
    def closing(self) -> frozenset[int]:
        """Numbers of the edges that close a cycle: without them no node is its own input."""
        return self._walk[1]

    @property
    def _order(self) -> Mapping[str, int]:
        """A place for each node, inputs before outputs where no cycle forbids it."""
        return self._walk[0]

    @cached_property
    def _walk(self) -> tuple[Mapping[str, int], frozenset[int]]:
        """The order of the nodes and the closing edges, by one walk in depth without recursion."""
        state: dict[str, int] = {}
        closing: set[int] = set()
        finished: list[str] = []
        for start in (*self._out, *self._in):
            if start in state:
                continue
            state[start] = 1
            stack = [(start, iter(self._out.get(start, ())))]
            while stack:
                node, edges = stack[-1]
                for number in edges:
                    to = self.edges[number].to_id
                    if to not in state:
                        state[to] = 1
                        stack.append((to, iter(self._out.get(to, ()))))
                        break
                    if state[to] == 1:
                        closing.add(number)
                else:
                    state[node] = 2
                    finished.append(node)
                    stack.pop()
        finished.reverse()
        return {node: place for place, node in enumerate(finished)}, frozenset(closing)

    def cycles(self, most: int = 3) -> tuple[str, ...]:
        """Edges that close a cycle, as texts; the first few."""
        edges = sorted(self.closing)[:most]
        return tuple(f"{self.edges[n].from_id} -> {self.edges[n].to_id}" for n in edges)

    def tiers(self) -> dict[str, int]:
        """For each node, the fewest steps to something that nothing is made of; 0: it is that."""
        found = {node: 0 for node in self._in if node not in self._out}
        frontier = list(found)
        while frontier:
            following = []
            for node in frontier:
                for edge in self.inputs(node):
                    if edge.from_id not in found:
                        found[edge.from_id] = found[node] + 1
                        following.append(edge.from_id)
            frontier = following
        return found

    def told_upstream(
        self, mark: Callable[[Edge], str], *, most: int = 3
    ) -> dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """For each node: its tiers known upstream, the first nodes nothing is known behind, marks.

        Args:
            mark: a word for an edge (such as its gap), or nothing.
            most: how many nodes and marks are kept for each.
        """
        found: dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = {}
        for node in sorted(self._order, key=self._order.__getitem__):
            depth = 0
            ends: dict[str, None] = {}
            marks: dict[str, None] = {}
            for number in self._in.get(node, ()):
                edge = self.edges[number]
                if number in self.closing:
                    continue
                behind, further, marked = found[edge.from_id]
                depth = max(depth, behind + 1)
                ends |= dict.fromkeys(further if behind else (edge.from_id,))
                marks |= dict.fromkeys([m for m in (mark(edge),) if m])
                marks |= dict.fromkeys(marked)
            found[node] = depth, tuple(ends)[: most + 1], tuple(marks)[: most + 1]
        return found


class _Labels:
    """What a search has found: one label for each way that is worth going on from."""

    def __init__(self, starts: Iterable[str]) -> None:
        self.node: list[str] = []
        self.arrived: list[date] = []
        self.previous: list[int] = []
        self.edge: list[int] = []
        self.depth: list[int] = []
        self.forward: list[bool] = []
        self.first: dict[str, int] = {}
        self.earliest: dict[str, date] = {}
        for node in starts:
            self.add(node, _NEVER, -1, -1)

    def add(
        self, node: str, arrived: date, previous: int, edge: int, *, forward: bool = True
    ) -> int:
        """A new label of a node; returns its number."""
        number = len(self.node)
        self.node.append(node)
        self.arrived.append(arrived)
        self.previous.append(previous)
        self.edge.append(edge)
        self.depth.append(self.depth[previous] + 1 if previous >= 0 else 0)
        self.forward.append(forward)
        self.first.setdefault(node, number)
        if forward:
            self.earliest[node] = arrived
        return number
