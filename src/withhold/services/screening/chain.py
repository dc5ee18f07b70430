"""Following the supply chain at the end of a run: rows upstream reach every line they flow into.

The lines and candidates of every batch were kept; the edges of a file and the `parent_row_id` of
lines make one graph. The rows of the batches are then written anew, the flow taken in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from withhold.base import split_list
from withhold.engines import DuckEngine, Table
from withhold.screening import UPSTREAM_UNKNOWN, VERDICTS, Hit
from withhold.screening.flow import OF_THE_LINE, Upstream, WayTeller, told_upstream
from withhold.services.screening.work import DECIDED, Written, written
from withhold.supply_chain import (
    Edge,
    SupplyGraph,
    quantity_gaps,
    throughput_gaps,
    unusable_steps,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from withhold.services.screening.work import State, Workspace

_NODE = Table(name="node", columns={"id": "VARCHAR"})
_FLOW = Table(
    name="flow",
    columns={
        "row_no": "BIGINT",
        "party_role": "VARCHAR",
        "entity_id": "VARCHAR",
        "order_id": "VARCHAR",
        "limb": "VARCHAR",
        "place": "INTEGER",
        "decision": "VARCHAR",
        "tier": "INTEGER",
        "score": "DOUBLE",
        "lies_at": "BIGINT",
    },
)
_BEST = """
select row_no, lies_at, party_role, entity_id, order_id, limb, place, decision
from flow where row_no between $first and $last
qualify row_number() over (
    partition by row_no, party_role, entity_id, order_id, limb
    order by place, tier, score desc, lies_at
) = 1
order by row_no, order_id, party_role, entity_id, limb
"""
_SUPPLIED = ("export_date", "import_date", "entry_date", "production_date")
_LOCATED = """
select distinct n.id as node, l.* from (
    select * from all_line
) l join node n on n.id = l.row_id
union all
select distinct n.id, l.* from all_line l join node n on n.id = l.external_ref
where l.external_ref <> '' and l.external_ref <> l.row_id
union all
select distinct n.id, l.* from all_line l join node n on n.id = l.lot
where l.lot <> '' and l.lot <> l.row_id and l.lot <> l.external_ref
"""
#: What tells candidates of one line from those of another; those equal otherwise flow together.
_OWN = frozenset(OF_THE_LINE)
_SHOWN = 3
_RANK = {word: place for place, word in enumerate(VERDICTS)}


#: For each line in the graph, by file and row: what is not known upstream, and its counted tier.
Places: TypeAlias = Mapping[tuple[str, int], tuple[tuple[str, ...], str]]
_FIRST = itemgetter(0)


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A row of the answer with its key within its line, and whether it flowed in."""

    key: tuple[str, ...]
    written: Written
    flows: bool = False


class Chain:
    """The supply chain of one run.

    Args:
        edges: of a file; those of `parent_row_id` are added.
        judged: the row of the answer for a candidate, with the decision on its pair.
        decided: the decision on a row of that id, or nothing.
    """

    def __init__(
        self,
        *,
        edges: Sequence[Edge],
        judged: Callable[[Mapping[str, Any]], Hit | None],
        decided: Callable[[str], str],
    ) -> None:
        self._judged = judged
        self._edges = tuple(edges)
        self._decided = decided
        self._lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._graph = SupplyGraph(())
        self._gaps: dict[tuple[str, str], str] = {}
        self._through: dict[str, str] = {}

    def follow(self, work: Workspace, state: State) -> tuple[dict[str, Any], list[str]]:
        """Write the rows of every batch anew; returns figures for the manifest, and notes."""
        with DuckEngine() as engine, work.flow_rows().open("w+b") as spilled:
            numbers = range(state.batches)
            self._lay(engine, "all_line", [str(work.lines(n)) for n in numbers])
            self._lay(engine, "all_candidate", [str(work.candidates(n)) for n in numbers])
            parents = tuple(self._parents(engine))
            self._graph = SupplyGraph((*self._edges, *parents))
            if not self._graph.edges:
                return {"edges": 0}, self._notes(parents)
            self._gaps = quantity_gaps(self._graph.edges)
            self._through = throughput_gaps(self._graph.edges)
            self._locate(engine)
            places = self._places()
            engine.fill(_FLOW, self._spill(engine, spilled, places))
            counts: dict[str, int] = {}
            for number in numbers:
                order = self._order(engine, str(work.lines(number)))
                rows = self._merged(
                    self._own(work.batch_rows(number), places, order),
                    self._best(engine, spilled, order),
                )
                for word, count in work.write_flowed(number, rows).items():
                    counts[word] = counts.get(word, 0) + count
            figures = self._figures(engine, parents)
        for word in [w for w in state.counts if w in VERDICTS or w.startswith(DECIDED)]:
            del state.counts[word]
        state.counts |= counts
        state.flowed = True
        return figures, self._notes(parents)

    @staticmethod
    def _lay(engine: DuckEngine, name: str, paths: list[str]) -> None:
        """A table of the kept rows of all batches."""
        engine.execute(
            f"create or replace table {name} as select * from read_parquet($paths)",  # noqa: S608 - our own names
            {"paths": paths},
        )

    @staticmethod
    def _order(engine: DuckEngine, path: str) -> dict[tuple[str, int], int]:
        """The lines of a batch by file and row, with their numbers, in order."""
        sql = "select input_file, input_row, row_no from read_parquet($path) order by row_no"
        return {(file, int(row)): int(n) for file, row, n in engine.rows(sql, {"path": path})}

    def _parents(self, engine: DuckEngine) -> Iterator[Edge]:
        """The edges that `parent_row_id` says, dated by the input's own days."""
        sql = (
            "select row_id, parent_row_id, lot, export_date, import_date, entry_date, "
            "production_date, input_file, input_row from all_line where parent_row_id <> '' "
            "order by row_no"
        )
        known = {
            row[0]
            for row in engine.rows(
                "select distinct parent_row_id from all_line l "
                "where exists (select 1 from all_line p where p.row_id = l.parent_row_id)"
            )
        }
        for row_id, parent, lot, *days, file, number in engine.rows(sql):
            day = next((d for d in days if d), "")
            members = (parent,) if parent in known else split_list(parent.replace(";", "|"))
            for member in members:
                yield Edge(
                    from_id=row_id,
                    to_id=member,
                    lot=lot,
                    on=date.fromisoformat(day) if day else None,
                    process=f"{file}#{number}",
                    document=f"{file}, row {number}",
                )

    def _locate(self, engine: DuckEngine) -> None:
        """Find the lines that stand in the graph: by row id, else by reference or lot."""
        engine.fill(_NODE, ((node,) for node in sorted(self._graph.nodes)))
        columns = ", ".join(OF_THE_LINE)
        sql = f"select node, {columns} from ({_LOCATED}) order by row_no, node"  # noqa: S608 - our own query
        for node, *values in engine.rows(sql):
            self._lines[node].append(dict(zip(OF_THE_LINE, values, strict=True)))

    def _spill(
        self, engine: DuckEngine, file: IO[bytes], places: Places
    ) -> Iterator[tuple[object, ...]]:
        """Rows of `flow`; the rows of the answer themselves go to a file, to be read there."""
        at = 0
        for row_no, row in self._reached(engine):
            behind = places.get((row["input_file"], row["input_row"]), ((), ""))[0]
            row["not_checked"] = [*behind, *row["not_checked"]]
            row["decision"] = self._decided(row["hit_id"]) or row["decision"]
            line = written(row).line
            file.write(line)
            yield _flow_row(row_no, row, at)
            at += len(line)

    def _reached(self, engine: DuckEngine) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows of lines that something upstream flows into, with their line's number."""
        teller = WayTeller(self._gap, self._lines.__contains__)
        for row, sources in self._signs(engine):
            upstream = Upstream(row, self._judged)
            for node, way in self._graph.ways(sources):
                lines = [n for n in self._lines.get(node, ()) if n["row_no"] != row["row_no"]]
                told = teller.told(way) if lines else None
                for line in lines:
                    found = upstream.on(line, told) if told is not None else None
                    if found is not None:
                        yield line["row_no"], found

    @staticmethod
    def _best(
        engine: DuckEngine, file: IO[bytes], order: Mapping[tuple[str, int], int]
    ) -> Iterator[tuple[int, _Keyed]]:
        """The rows that flowed into the lines of a batch, each key once, by line number."""
        if not order:
            return
        bounds: dict[str, object] = {"first": min(order.values()), "last": max(order.values())}
        for row_no, at, *key, place, decision in engine.rows(_BEST, bounds):
            file.seek(at)
            row = Written(VERDICTS[place], decision, file.readline())
            yield row_no, _Keyed(tuple(key), row, flows=True)

    def _signs(self, engine: DuckEngine) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
        """Candidates on lines that something is made of, equal ones together with their nodes."""
        nodes: dict[int, list[str]] = defaultdict(list)
        for node, lines in self._lines.items():
            if self._graph.feeds(node):
                for line in lines:
                    nodes[line["row_no"]].append(node)
        names = [row[0] for row in engine.rows("select column_name from (describe all_candidate)")]
        groups: dict[tuple[Any, ...], tuple[dict[str, Any], list[str]]] = {}
        sql = "select * from all_candidate order by row_no, order_id, party_role, entity_id"
        for values in engine.rows(sql):
            row = dict(zip(names, values, strict=True))
            if row["row_no"] in nodes:
                key = tuple(v for name, v in row.items() if name not in _OWN)
                groups.setdefault(key, (row, []))[1].extend(nodes[row["row_no"]])
        for row, sources in groups.values():
            yield row, tuple(sources)

    def _gap(self, edge: Edge) -> str:
        """What the quantities of an edge leave unexplained."""
        return self._gaps.get(edge.step, "") or self._through.get(edge.from_id, "")

    def _places(self) -> Places:
        """For each line in the graph: what is not known upstream, and its counted tier."""
        tiers = self._graph.tiers()
        told = self._graph.told_upstream(self._gap)
        return {
            (line["input_file"], int(line["input_row"])): (
                told_upstream(*told[node]),
                str(tiers.get(node, "")),
            )
            for node, lines in self._lines.items()
            for line in lines
        }

    def _own(
        self,
        rows: Iterator[dict[str, Any]],
        places: Places,
        order: Mapping[tuple[str, int], int],
    ) -> Iterator[tuple[int, _Keyed]]:
        """The rows of a batch as it was screened by itself, by line number."""
        for row in rows:
            where = (row["input_file"], row["input_row"])
            placed = self._placed(row, places.get(where))
            yield order[where], _Keyed(_key(row), written(placed))

    @staticmethod
    def _merged(
        own: Iterator[tuple[int, _Keyed]], flows: Iterator[tuple[int, _Keyed]]
    ) -> Iterator[Written]:
        """The rows of a batch with those that flowed in, in the order of the lines."""
        for _, rows in groupby(merge(own, flows, key=_FIRST), key=_FIRST):
            yield from _one_for_each_key([row for _, row in rows])

    @staticmethod
    def _placed(row: dict[str, Any], place: tuple[tuple[str, ...], str] | None) -> dict[str, Any]:
        """A row of its own with its place in the graph: its tier, what is not known upstream."""
        if place is None:
            return row
        unknown, tier = place
        missing = [n for n in row["not_checked"] if n != UPSTREAM_UNKNOWN]
        if row["tier"] and tier and row["tier"] != tier:
            missing.append(f"tier {row['tier']} as the file says, {tier} as counted")
        return row | {"tier": row["tier"] or tier, "not_checked": [*unknown, *missing]}

    def _figures(self, engine: DuckEngine, parents: Sequence[Edge]) -> dict[str, Any]:
        """What the manifest says of the chain."""
        lines = next(engine.rows("select count(distinct row_no) from flow"))[0]
        return {
            "edges": len(self._graph.edges),
            "of_parent_row_id": len(parents),
            "nodes": len(self._graph.nodes),
            "nodes_that_are_lines": len(self._lines),
            "edges_that_close_a_cycle": len(self._graph.closing),
            "steps_with_a_gap": len(self._gaps),
            "lines_reached": int(lines),
        }

    def _notes(self, parents: Sequence[Edge]) -> list[str]:
        """What a user is told of the chain."""
        notes = []
        strange = sorted(n for n in self._graph.nodes if n not in self._lines)
        if strange:
            shown = ", ".join(strange[:_SHOWN]) + " ..." * (len(strange) > _SHOWN)
            notes.append(
                f"supply chain: {len(strange)} ids are no line of the input ({shown}): "
                "passed through, not screened"
            )
        if self._graph.closing:
            notes.append(
                f"supply chain: {len(self._graph.closing)} edges close a cycle "
                f"({'; '.join(self._graph.cycles())}): each is followed once"
            )
        own = sum(1 for e in parents if e.from_id == e.to_id)
        if own:
            notes.append(f"supply chain: {own} lines name themselves as parent: passed over")
        for word, count in unusable_steps(self._edges).items():
            notes.append(f"supply chain: {count} edges {word}: not reconciled")
        return notes


def _flow_row(row_no: int, row: Mapping[str, Any], at: int) -> tuple[object, ...]:
    """A row of `flow`: the line, the key, how telling it is, and where the row itself lies."""
    return (
        row_no,
        *_key(row),
        _RANK[row["verdict"]],
        row["decision"],
        len(row["path"]),
        row["score"] or 0.0,
        at,
    )


def _one_for_each_key(rows: list[_Keyed]) -> Iterator[Written]:
    """The rows of one line, each key once: the more telling one, its own where both are."""
    flows = any(row.flows for row in rows)
    best: dict[tuple[str, ...], Written] = {}
    for row in rows:
        known = best.get(row.key)
        if known is None:
            better = not (flows and row.written.verdict == "no_match")
        else:
            better = _RANK[row.written.verdict] < _RANK[known.verdict]
        if better:
            best[row.key] = row.written
    yield from best.values()


def _key(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What an answer has one row for, within a line."""
    return row["party_role"], row["entity_id"], row["order_id"], row["limb"]
