"""The states of a detained shipment and what may happen to it: law.md section 6.1, from a table.

The table says which row speaks for a state, an event and a track; the guards and effects it names
are predicates over the facts of a case, which live in the room `cases`.

>>> shipment_row("DETAINED", "exclusion_notice", "W").target
'EXCLUDED'
>>> shipment_row("SEIZED", "protest_filed", "W") is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any

from withhold.base import UnknownName, from_plain, shipped_yaml

#: The target of a row that leaves the state as it is, and of one that folds the history anew.
SAME, REPLAY = "same", "replay"
#: The event of time itself.
TICK = "tick"
ALL = "all"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What is told where a predicate holds: flags, tasks for a person, warnings, information."""

    when: str = "always"
    flags: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    info: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRow:
    """A row of the table of transitions; the head of the table says what each column is."""

    id: str
    source: tuple[str, ...]
    event: str
    tracks: tuple[str, ...]
    guards: tuple[str, ...]
    target: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    actor: str
    cite: tuple[str, ...]
    suspends: tuple[str, ...] = ()
    sets: tuple[str, ...] | None = None
    clears: tuple[str, ...] = ()
    mails: str = ""
    by_clock: str = ""
    mode: str = ""
    track: str = ""
    effects: tuple[Effect, ...] = ()
    tells: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    tests: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentEvent:
    """A word for something that happens to a shipment, and what of it stays with the case."""

    actor: str
    payload: tuple[str, ...] = ()
    fact: str = ""
    mails: str = ""
    keeps: tuple[str, ...] = ()
    carries: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    appends: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    kinds: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentState:
    """A state, and the clocks that run or rest in it (by track and by what is known)."""

    terminal: bool
    clocks: tuple[str, ...]
    suspended: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardWord:
    """The reason given, and what is told, where a guard on an act of the importer fails."""

    reason: str
    tells: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What is answered where no row speaks for an act."""

    states: tuple[str, ...]
    events: tuple[str, ...]
    when: str
    reason: str
    cite: tuple[str, ...]
    tells: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingNote:
    """What is told of a case that stands in a state on a day."""

    id: str
    states: tuple[str, ...]
    tracks: tuple[str, ...]
    when: str
    flags: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    tells: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@cache
def _table() -> dict[str, Any]:
    """The table as shipped."""
    table: dict[str, Any] = shipped_yaml("law", "shipment_transitions.yaml")
    return table


@cache
def shipment_rows() -> tuple[ShipmentRow, ...]:
    """Every row, in the order of the table."""
    return tuple(from_plain(ShipmentRow, row) for row in _table()["rows"])


@cache
def shipment_states() -> dict[str, ShipmentState]:
    """Every state by its name."""
    return {name: from_plain(ShipmentState, row) for name, row in _table()["states"].items()}


@cache
def shipment_events() -> dict[str, ShipmentEvent]:
    """Every event by its word."""
    return {name: from_plain(ShipmentEvent, row) for name, row in _table()["events"].items()}


@cache
def guard_words() -> dict[str, GuardWord]:
    """What is answered where a guard does not hold, by its name."""
    return {name: from_plain(GuardWord, row) for name, row in _table()["guards"].items()}


@cache
def refusals() -> tuple[Refusal, ...]:
    """What is answered where no row speaks, in the order in which it is asked."""
    return tuple(from_plain(Refusal, row) for row in _table()["refusals"])


@cache
def standing_notes() -> tuple[StandingNote, ...]:
    """What is told of a case by its state."""
    return tuple(from_plain(StandingNote, row) for row in _table()["notes"])


@cache
def _by_key() -> dict[tuple[str, str, str], ShipmentRow]:
    """The rows by state, event and track."""
    return {
        (state, row.event, track): row
        for row in shipment_rows()
        for state in row.source
        for track in row.tracks
    }


def shipment_row(state: str, event: str, track: str) -> ShipmentRow | None:
    """The row that speaks for an event in a state on a track; None: none does."""
    return _by_key().get((state, event, track))


def rows_from(state: str, track: str) -> tuple[ShipmentRow, ...]:
    """Every row that may speak in a state, acts before the passing of time."""
    found = [row for row in shipment_rows() if state in row.source and track in row.tracks]
    return tuple(sorted(found, key=lambda row: row.event == TICK))


def shipment_event(word: str) -> ShipmentEvent:
    """The event of that word.

    Raises:
        UnknownName: no shipment knows it; names the nearest.
    """
    found = shipment_events().get(word)
    if found is None:
        near = get_close_matches(word, shipment_events(), n=3)
        raise UnknownName("event of a case", word, near=tuple(near))
    return found


@cache
def protest_filers() -> frozenset[str]:
    """The words for those who may file a protest (CLK-42; 19 CFR 174.12(a))."""
    rows = shipped_yaml("law", "roles.yaml")["protest_filers"]
    return frozenset(word for row in rows for word in (row["id"], *row.get("also", ())))
