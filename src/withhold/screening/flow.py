"""A sign upstream as a row of the line it flows into: the same tests, the line's own dates, a path.

Section 1307 asks for goods made wholly or in part: what went into a line is tested by its own goods
and maker, at every tier (INS-04, ORD-12), and the dates are those of the line that is imported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from withhold.screening.hits import Hit, hit_row
from withhold.screening.judge import UPSTREAM_UNKNOWN, hit_id
from withhold.screening.verdict import verdict_of
from withhold.supply_chain import Way

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from withhold.supply_chain import Edge

#: What a row takes from the line that is reached; all else is that of the line upstream.
OF_THE_LINE = (
    "row_no",
    "row_id",
    "input_file",
    "input_row",
    "entry_date",
    "export_date",
    "import_date",
    "presentation_date",
    "release_date",
    "production_date",
    "parent_row_id",
    "tier",
    "notes",
)
#: Cells of a line that its tests and what is said of them read.
_TESTED = (*(name for name in OF_THE_LINE if name.endswith("_date")), "notes")
#: Lines that were judged and are kept at once.
_MOST_KEPT = 10_000
#: The day by which everything must have gone into a line.
_FINISHED = ("import_date", "release_date", "entry_date")
_MOST_SHOWN = 5


#: A row as it was judged, by its columns, and what was not checked besides what lies upstream.
_Judged: TypeAlias = tuple[Hit, dict[str, Any], tuple[str, ...]]


class Upstream:
    """A candidate that lies upstream, as a row of each line that it flows into.

    Lines that the tests cannot tell apart are judged once.

    Args:
        row: the candidate, as `judge` is given it.
        judged: the finished row of the answer for a candidate; None where the policy makes none.
    """

    def __init__(
        self, row: Mapping[str, Any], judged: Callable[[Mapping[str, Any]], Hit | None]
    ) -> None:
        self._row = row
        self._judged = judged
        self._known: dict[tuple[Any, ...], _Judged | None] = {}

    def on(self, line: Mapping[str, Any], way: ToldWay) -> dict[str, Any] | None:
        """The row of `line` (columns of OF_THE_LINE); None where the policy makes none."""
        known = self._at(line)
        if known is None:
            return None
        hit, row, known_gaps = known
        against = backwards(way.way, line)
        if against:
            row = hit_row(contradicted(hit, against))
        row_id = line["row_id"]
        return row | {
            "hit_id": hit_id(hit, row_id),
            "row_id": row_id,
            "input_file": line["input_file"],
            "input_row": int(line["input_row"]),
            "path": way.way.nodes,
            "tier": str(way.way.tier),
            "reasons": (*way.reasons, *hit.reasons),
            "not_checked": (*known_gaps, *way.not_screened),
        }

    def _at(self, line: Mapping[str, Any]) -> _Judged | None:
        """The row of a line as it was judged, that of the first one like it."""
        key = tuple(line[name] for name in _TESTED)
        if key not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            of_line = {name: line[name] for name in OF_THE_LINE}
            hit = self._judged({**self._row, **of_line})
            self._known[key] = None if hit is None else (hit, hit_row(hit), _further(hit))
        return self._known[key]


def _further(hit: Hit) -> tuple[str, ...]:
    """What was not checked besides what lies upstream."""
    return tuple(text for text in hit.not_checked if text != UPSTREAM_UNKNOWN)


@dataclass(frozen=True, slots=True)
class ToldWay:
    """A way with what is said of it: reasons, and ids on it that are no line of the input."""

    way: Way
    reasons: tuple[str, ...]
    not_screened: tuple[str, ...]


class WayTeller:
    """Says of ways what stands behind their edges; each edge is worded once.

    Args:
        gaps: what the quantities of an edge leave unexplained, or nothing.
        screened: whether an id on a way is a line of the input.
    """

    def __init__(self, gaps: Callable[[Edge], str], screened: Callable[[str], bool]) -> None:
        self._gaps = gaps
        self._screened = screened
        self._told: dict[int, tuple[str, str]] = {}

    def told(self, way: Way) -> ToldWay:
        """A way with what is said of it."""
        edges = [self._edge(edge) for edge in way.edges]
        steps = " <- ".join([way.nodes[0], *(step for step, _ in edges)])
        others = ""
        if way.others:
            others = f"; and {way.others} other path{'s' if way.others > 1 else ''}"
        quantities = dict.fromkeys(gap for _, gap in edges if gap)
        missing = [n for n in way.nodes[1:] if not self._screened(n)]
        return ToldWay(
            way,
            (f"path: {steps}{others}", *(f"quantity: {q}" for q in quantities)),
            (f"on the path, but no line of the input: {_few(missing)}",) if missing else (),
        )

    def _edge(self, edge: Edge) -> tuple[str, str]:
        """An edge with its evidence, and its gap."""
        found = self._told.get(id(edge))
        if found is None:
            found = f"{edge.from_id}{_evidence(edge)}", self._gaps(edge)
            self._told[id(edge)] = found
        return found


def contradicted(hit: Hit, against: str) -> Hit:
    """A row whose link to the line is contradicted: the test it rests on is no longer met."""
    tests = {
        "party": hit.party_test,
        "goods": hit.goods_test,
        "region": hit.region_test,
        "date": hit.date_test,
    }
    rests_on = "region" if tests["party"] == "any" else "party"
    if tests[rests_on] == "yes":
        tests[rests_on] = "contradicted"
    word = verdict_of(tests).word
    lowered = hit.verdict if word in {"none", "hit"} or hit.verdict == "context" else word
    return replace(
        hit,
        verdict=lowered,
        party_test=tests["party"],
        region_test=tests["region"],
        contradictions=(*hit.contradictions, against),
        would_change="the days of the path, put right or confirmed",
    )


def backwards(way: Way, line: Mapping[str, Any]) -> str:
    """Which days along a way run backwards, as one sentence; empty: none do."""
    dated = [e for e in reversed(way.edges) if e.on is not None]
    for before, after in pairwise(dated):
        if before.on is not None and after.on is not None and before.on > after.on:
            return (
                f"the days run backwards: {before.from_id} went into {before.to_id} on "
                f"{before.on}, that is after {after.from_id} had gone into {after.to_id} on "
                f"{after.on}"
            )
    finished = next((line[name] for name in _FINISHED if line[name]), "")
    if finished and way.arrived is not None and way.arrived > date.fromisoformat(finished):
        return (
            f"the days run backwards: the last step of the path is of {way.arrived}, the line "
            f"came in on {finished}"
        )
    return ""


def _evidence(edge: Edge) -> str:
    """What stands behind an edge, in brackets."""
    parts = [
        f"{edge.on}" if edge.on else "no date",
        f"lot {edge.lot}" if edge.lot else "",
        f"{edge.input_qty:f} {edge.uom} in".replace("  ", " ") if edge.input_qty else "",
    ]
    return f" ({', '.join(p for p in parts if p)})"


def told_upstream(depth: int, ends: tuple[str, ...], marks: tuple[str, ...]) -> tuple[str, ...]:
    """What is not known behind a line of whose inputs something is known."""
    if not depth:
        return (UPSTREAM_UNKNOWN,)
    known = f"inputs are known for {depth} tier{'s' if depth > 1 else ''}"
    behind = f"{known}; suppliers behind {_few(list(ends))} are not known"
    return (behind, *(f"unexplained upstream: {mark}" for mark in marks))


def _few(names: list[str]) -> str:
    """The first names of a list."""
    shown = ", ".join(names[:_MOST_SHOWN])
    return f"{shown} and others" if len(names) > _MOST_SHOWN else shown
