"""Quantities along a chain, reconciled by lot: input x yield gives at least the output (EVD-12).

A gap says that part of the output came from elsewhere, or that a record is wrong; it is named and
decides nothing.

>>> from decimal import Decimal
>>> from withhold.supply_chain.model import Edge
>>> edge = Edge(from_id="LINT", to_id="YARN", lot="L1", input_qty=Decimal(300),
...     output_qty=Decimal(500), uom="kg", max_yield=Decimal("0.9"))
>>> quantity_gaps([edge])[edge.step]
'YARN, lot L1: 500 kg came out; 300 kg went in and can have given 270 kg at most (EVD-12)'
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from withhold.evidence import Conversion, max_output, reconcile_lots
from withhold.supply_chain.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from withhold.supply_chain.model import Edge

#: Kinds of units of which nothing comes out that did not go in, where no yield is said.
_CONSERVED = frozenset({"mass"})
_ONE = Decimal(1)


def quantity_gaps(
    edges: Iterable[Edge], *, tolerance: Decimal = Decimal(0)
) -> dict[tuple[str, str], str]:
    """By step, what its quantities leave unexplained, as one sentence; steps that fit are left out.

    Inputs of a step count together. An output that several edges of a step repeat counts once;
    different outputs add up. A step without a usable quantity, unit or yield is not judged.
    """
    steps: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        steps[edge.step].append(edge)
    found = {step: _gap(step, members, tolerance) for step, members in steps.items()}
    return {step: text for step, text in found.items() if text}


def throughput_gaps(edges: Iterable[Edge]) -> dict[str, str]:
    """By node, what went out of it beyond what came out of its making; nodes that fit left out."""
    made: dict[str, set[tuple[tuple[str, str], str, Decimal]]] = defaultdict(set)
    used: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for edge in edges:
        unit = unit_of(edge.uom)
        if unit is None:
            continue
        if edge.output_qty is not None:
            made[edge.to_id].add((edge.step, unit.kind, edge.output_qty * unit.factor))
        if edge.input_qty is not None:
            used[edge.from_id].append((unit.kind, edge.input_qty * unit.factor))
    found = {}
    for node, parts in used.items():
        kinds = {kind for kind, _ in parts}
        came = [(kind, quantity) for _, kind, quantity in made.get(node, ())]
        if len(kinds) != 1 or not came or {kind for kind, _ in came} != kinds:
            continue
        out, gone = sum(q for _, q in came), sum(q for _, q in parts)
        if gone > out:
            found[node] = (
                f"{node}: {_told(Decimal(gone))} went on to later steps, {_told(Decimal(out))} "
                f"of {next(iter(kinds))} units came out of its making (EVD-12)"
            )
    return found


def _gap(step: tuple[str, str], edges: Sequence[Edge], tolerance: Decimal) -> str:
    """What a step leaves unexplained, or nothing."""
    wrong = next((e for e in edges if _impossible(e)), None)
    if wrong is not None:
        return (
            f"{_named(step, edges)}: a yield of {_told(wrong.max_yield or _ONE)} is more weight "
            "out than in (EVD-12)"
        )
    units = {unit_of(e.uom) for e in edges}
    inputs = _said_once(edges)
    possible = [_input(edge) for edge in inputs]
    outputs = _outputs(edges)
    if not outputs or None in possible or len(units) != 1 or None in units:
        return ""
    output = sum(outputs, Decimal(0))
    conversion = Conversion(
        from_stage=edges[0].from_id,
        to_stage=edges[0].to_id,
        input_qty=sum((q for q in possible if q is not None), Decimal(0)),
        output_qty=output,
        uom=edges[0].uom,
        tolerance=tolerance,
        lot=_named(step, edges),
    )
    if not reconcile_lots([conversion]):
        return ""
    uom = edges[0].uom
    went_in = sum((e.input_qty for e in inputs if e.input_qty is not None), Decimal(0))
    return (
        f"{conversion.lot}: {_told(output)} {uom} came out; {_told(went_in)} {uom} went in and "
        f"can have given {_told(max_output(conversion))} {uom} at most (EVD-12)"
    )


def _named(step: tuple[str, str], edges: Sequence[Edge]) -> str:
    """A step as people call it."""
    outputs = sorted({e.to_id for e in edges})
    name = outputs[0] if len(outputs) == 1 else f"{outputs[0]} and {len(outputs) - 1} more"
    lot = step[1] or edges[0].lot
    return f"{name}, lot {lot}" if lot and lot != name else name


def _impossible(edge: Edge) -> bool:
    """True where a yield says that more weight comes out than went in."""
    unit = unit_of(edge.uom)
    return bool(
        edge.max_yield is not None and edge.max_yield > 1 and unit and unit.kind in _CONSERVED
    )


def _input(edge: Edge) -> Decimal | None:
    """The most output that the input of an edge gives; None where it cannot be said."""
    unit = unit_of(edge.uom)
    if edge.input_qty is None or unit is None:
        return None
    if edge.max_yield is None:
        return edge.input_qty if unit.kind in _CONSERVED else None
    return edge.input_qty * edge.max_yield


def _said_once(edges: Sequence[Edge]) -> Sequence[Edge]:
    """The edges that tell inputs: of an event, which pairs each with each output, one an input."""
    if not edges[0].process:
        return edges
    return tuple({e.from_id: e for e in edges}.values())


def _outputs(edges: Sequence[Edge]) -> tuple[Decimal, ...]:
    """The outputs of a step: of each product the one that its edges repeat, or all that differ."""
    said: dict[str, list[Decimal]] = defaultdict(list)
    for edge in edges:
        if edge.output_qty is not None:
            said[edge.to_id].append(edge.output_qty)
    return tuple(q for found in said.values() for q in (set(found) if _same(found) else found))


def _same(quantities: Sequence[Decimal]) -> bool:
    """True where all are one quantity."""
    return len(set(quantities)) == 1


def _told(quantity: Decimal) -> str:
    """A quantity without zeros at its end."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unusable_steps(edges: Iterable[Edge]) -> Mapping[str, int]:
    """How many edges lack a quantity or have a unit nobody knows, by word."""
    found: dict[str, int] = defaultdict(int)
    for edge in edges:
        if edge.input_qty is None or edge.output_qty is None:
            found["without a quantity"] += 1
        elif unit_of(edge.uom) is None:
            found["with a unit that is not known"] += 1
    return found
