"""Decisions that people took in earlier runs, put on the rows of this one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, ManyFaults, to_plain
from withhold.screening.compared import (
    Comparer,
    entity_names,
    order_parts,
    pair_id,
    read_compared,
)
from withhold.screening.decisions import DECISIONS, standing
from withhold.screening.identifier_notes import told_identifiers
from withhold.services.screening.opening import open_input
from withhold.services.screening.tables import BadRow, open_table
from withhold.services.screening.work import DECIDED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from withhold.register import Register
    from withhold.screening import Hit, RunFacts
    from withhold.screening.decisions import Decision
    from withhold.services.screening.request import ScreenRequest


class Decided:
    """The decisions of one run: puts them on rows, and remembers which it looked at."""

    def __init__(self, request: ScreenRequest, register: Register, facts: RunFacts) -> None:
        self._by_hit = request.decisions
        self._by_pair: dict[str, list[Decision]] = defaultdict(list)
        for decision in request.decided:
            self._by_pair[decision.pair_id].append(decision)
        self._register = register
        self._today = facts.today
        self._comparer = Comparer(register)
        self._used: dict[str, None] = {}

    def finished(self, hit: Hit, row: Mapping[str, Any]) -> Hit:
        """A row with what it compared, and with the decision on it or on its pair.

        Args:
            hit: as it was judged.
            row: the candidate it was judged from, with the place of its party.
        """
        word = self.of_row(hit.hit_id)
        return replace(self._compared(hit, row), decision=word) if word else self.on_pair(hit, row)

    def on_pair(self, hit: Hit, row: Mapping[str, Any]) -> Hit:
        """A row with what it compared, and with the decision on its pair."""
        hit = self._compared(hit, row)
        decisions = self._by_pair.get(hit.pair_id)
        if not decisions:
            return hit
        compared = read_compared(hit.compared)
        assert compared is not None  # noqa: S101 - we wrote it
        self._used[hit.pair_id] = None
        seen = seen_now(self._register, hit.entity_id, hit.order_id)
        found = standing(decisions, compared, today=self._today, seen=seen)
        return replace(hit, decision=found.word, reasons=(*hit.reasons, found.told))

    def _compared(self, hit: Hit, row: Mapping[str, Any]) -> Hit:
        """A row with what it compared, and what is odd about its numbers."""
        told = told_identifiers(hit.not_checked, role=hit.party_role, name=hit.input_name)
        name = hit.input_name or f"origin {row['country_of_origin']}"
        compared = self._comparer.compared(
            name=name,
            address=row["party_address"],
            country=row["place_country"] or row["party_country"],
            entity_id=hit.entity_id,
            order_id=hit.order_id,
            number=row["numbers"],
        )
        return replace(
            hit,
            not_checked=told,
            pair_id=pair_id(name, hit.entity_id, hit.order_id, hit.limb),
            compared=compared.as_text,
        )

    def of_row(self, hit_id: str) -> str:
        """The decision on a row of that id, or nothing."""
        return self._by_hit.get(hit_id, "")

    def used(self) -> list[Any]:
        """The decisions on pairs that rows had, as plain values, to run the same again."""
        return [to_plain(d) for pair in self._used for d in self._by_pair[pair]]


def seen_now(register: Register, entity_id: str, order_id: str) -> dict[str, tuple[str, ...]]:
    """The names of an entity and the parts of an order as they are, to tell changes later."""
    found = {"entity": entity_names(register, entity_id)} if entity_id else {}
    order = next((o for o in register.orders if o.order_id == order_id), None)
    return found | (dict(order_parts(order)) if order else {})


def decided_counts(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """The rows that have a decision, by verdict and decision."""
    found: dict[str, dict[str, int]] = {}
    for key, count in counts.items():
        if key.startswith(f"{DECIDED}:"):
            _, verdict, word = key.split(":")
            found.setdefault(verdict, {})[word] = count
    return found


def read_hit_decisions(path: Path) -> dict[str, str]:
    """`hit_id` to decision, from a file with these two columns; the last row of an id counts.

    Raises:
        InputError: no such file, or a column is missing.
        ManyFaults: one line for each faulty row.
    """
    if not path.is_file():
        raise InputError("no such file", file=str(path), way_out="check --decisions")
    table = open_table(open_input(path, path.name))
    header = [h.strip() for h in table.header]
    for column in ("hit_id", "decision"):
        if column not in header:
            raise InputError(
                "a column is missing",
                file=path.name,
                row=0,
                column=column,
                way_out="the file has the columns hit_id, decision",
            )
    found: dict[str, str] = {}
    faults: list[InputError] = []
    for row in table.rows:
        if isinstance(row, BadRow):
            faults.append(InputError(row.message, file=path.name, row=row.number))
            continue
        values = dict(zip(header, (c.strip() for c in row.cells), strict=False))
        if values.get("decision") not in DECISIONS:
            fault = InputError(
                f"no decision; it is {', '.join(DECISIONS)}",
                file=path.name,
                row=row.number,
                column="decision",
                value=values.get("decision", ""),
            )
            faults.append(fault)
            continue
        found[values["hit_id"]] = values["decision"]
    if faults:
        raise ManyFaults(tuple(faults))
    return found
