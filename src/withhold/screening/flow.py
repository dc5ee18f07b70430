"""A sign upstream as a row of the line it flows into: the same tests, the line's own dates, a path.

Section 1307 asks for goods made wholly or in part: what went into a line is tested by its own goods
and maker, at every tier (INS-04, ORD-12), and the dates are those of the line that is imported.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from withhold.screening.judge import UPSTREAM_UNKNOWN
from withhold.screening.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from withhold.screening.hits import Hit
    from withhold.supply_chain import Edge, Way

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
#: The day by which everything must have gone into a line.
_FINISHED = ("import_date", "release_date", "entry_date")
_MOST_SHOWN = 5


def flowed(  # noqa: PLR0913 - what it is made of
    row: Mapping[str, Any],
    line: Mapping[str, Any],
    way: Way,
    judged: Callable[[Mapping[str, Any]], Hit | None],
    *,
    gaps: Callable[[Edge], str],
    screened: Callable[[str], bool],
) -> Hit | None:
    """The row of `line` for a candidate that lies upstream; None where the policy makes none.

    Args:
        row: the candidate upstream, as `judge` is given it.
        line: the line that is reached; columns of OF_THE_LINE.
        way: from the line to what lies upstream.
        judged: the row of the answer for a candidate.
        gaps: what the quantities of an edge leave unexplained, or nothing.
        screened: whether an id on the way is a line of the input.
    """
    hit = judged({**row, **{name: line[name] for name in OF_THE_LINE}})
    if hit is None:
        return None
    against = backwards(way, line)
    quantities = dict.fromkeys(text for e in way.edges if (text := gaps(e)))
    missing = [n for n in way.nodes[1:] if not screened(n)]
    hit = replace(
        hit,
        path=way.nodes,
        tier=str(way.tier),
        reasons=(told_path(way), *(f"quantity: {q}" for q in quantities), *hit.reasons),
        not_checked=(
            *(n for n in hit.not_checked if n != UPSTREAM_UNKNOWN),
            *([f"on the path, but no line of the input: {_few(missing)}"] if missing else []),
        ),
    )
    return contradicted(hit, against) if against else hit


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


def told_path(way: Way) -> str:
    """A way with the evidence of each step, as one sentence."""
    steps = [f"{edge.from_id}{_evidence(edge)}" for edge in way.edges]
    others = ""
    if way.others:
        others = f"; and {way.others} other path{'s' if way.others > 1 else ''}"
    return f"path: {' <- '.join([way.nodes[0], *steps])}{others}"


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
