"""A detention case: what it was opened with, what happened since, and where it stands on a day.

A case is its events with their legal days; where it stands is their fold, with what the law deems
to have happened in between. Facts are days and words under the names of the case vocabulary.

>>> from datetime import date
>>> case = Case(case_id="C-1", track="U", opening=Opening(state="EXPECTED"))
>>> case.with_event(CaseEvent(event="presented", on=date(2026, 3, 2))).events[0].event
'presented'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from withhold.law import ClockDates, Config

_NOTHING: Mapping[str, Any] = MappingProxyType({})
TRACKS = ("W", "F", "U")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """Something that happened.

    Attributes:
        event: a word of the table of shipment events.
        on: its legal day, in the zone of the port (GEN-01).
        known_at: the UTC instant we learned of it; None: on its own day.
        facts: what it says, under the names of its payload.
    """

    event: str
    on: date
    known_at: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a case was opened with: a state, and the facts known of the time before.

    Attributes:
        behind: the state before a proposed release, where the case is opened in one.
        mode: `actual` or `deemed`, where known of a detention.
        seen_on: the day on which the case stood so; time has passed to it at least.
    """

    state: str
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    behind: str = ""
    mode: str | None = None
    seen_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A detention case.

    Attributes:
        track: W (WRO), F (Finding) or U (UFLPA, CAATSA) at the opening.
        events: in the order in which they were recorded.
        held: acts of customs that no row of the law foresees, kept for a person (GEN-13).
        config: the switches of the law the case uses.
    """

    case_id: str
    track: str
    opening: Opening
    events: tuple[CaseEvent, ...] = ()
    held: tuple[CaseEvent, ...] = ()
    config: Config = field(default_factory=Config)

    def with_event(self, event: CaseEvent) -> Case:
        """The case with one more event; nothing is taken out."""
        return replace(self, events=(*self.events, event))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told: codes for flags, tasks, warnings and information, and named answers."""

    flags: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    tells: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def and_also(self, other: Told) -> Told:
        """Both, each code once."""
        return Told(
            flags=_each_once(self.flags, other.flags),
            tasks=_each_once(self.tasks, other.tasks),
            warnings=_each_once(self.warnings, other.warnings),
            info=_each_once(self.info, other.info),
            tells={**self.tells, **other.tells},
        )


def _each_once(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """The members of both in order, each once."""
    return tuple(dict.fromkeys((*first, *second)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Protest:
    """A protest on file (CLK-49); None: not known."""

    filed: date | None = None
    filer: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of the history, as the law took it.

    Attributes:
        row, cite: the row of the table that spoke, and its rules; empty: none did.
        state: the state after it.
        refused, reason: an act the law forbids on its day; the state stayed.
        held: an act of customs no row foresees; the state stayed.
    """

    event: str
    on: date
    state: str
    row: str = ""
    cite: tuple[str, ...] = ()
    refused: bool = False
    held: bool = False
    reason: str = ""
    told: Told = field(default_factory=Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a case stands.

    Attributes:
        behind: the state before a proposed release: what is not told of the proposal is told of it.
        facts: days and words that count now.
        clocks: each clock that was ever started: `running`, `suspended` or `stopped`.
        path: what happened since the opening, deemed events among it.
    """

    track: str
    state: str
    behind: str = ""
    mode: str | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    clocks: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    protests: tuple[Protest, ...] = ()
    path: tuple[Step, ...] = ()
    config: Config = field(default_factory=Config)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """An act that is possible now, and the rule."""

    event: str
    row: str
    actor: str
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an event.

    Attributes:
        case: the case after it; unchanged where it was refused, with the act kept in `held` where
            no row foresees an act of customs.
        before, after: where it stood when the event came, and where it stands now.
        started, stopped: the clocks the event started and stopped.
        dates: every clock of the track after the event, by name.
        replayed_from: for a late decision, where the case stood by what was known before (STM-28).
        allowed: what is possible now, where the act was refused.
    """

    case: Case
    before: Standing
    after: Standing
    refused: bool = False
    held: bool = False
    reason: str = ""
    row: str = ""
    cite: tuple[str, ...] = ()
    told: Told = field(default_factory=Told)
    started: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    dates: Mapping[str, ClockDates] = field(default_factory=lambda: MappingProxyType({}))
    replayed_from: Standing | None = None
    allowed: tuple[Allowed, ...] = ()
