"""A case as it is kept: the lines of an entry, each under its orders, and what was recorded.

One detention has entry lines, and a line may stand under orders of several laws whose clocks run
side by side: each line under each track is a strand with a state of its own. An event moves all
strands, or those it names (partial release, partial exclusion, split export).

>>> line = EntryLine(line_id="1", orders=(LineOrder(order_id="WRO-1", track="W"),))
>>> line.tracks
('W',)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from withhold.cases.model import Case
from withhold.law import Config

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOrder:
    """An order that a line stands under; `track` is W, F or U."""

    order_id: str
    track: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineParty:
    """A party of the foreign side of a line: who made, sold or sent the goods.

    The importer is none of them: what is known of the importer lies in the vault.

    Attributes:
        role: as in screened files (`manufacturer`, `shipper` ...).
        cells: what is known, under the party columns of screened files (`name`, `country` ...).
    """

    role: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """A line of the entry.

    Attributes:
        line_id: its number on the entry, or a word of the user's.
        goods, material, hts, country_of_origin, parties: as typed, or as the screened row had them;
            what a changed order is tested on.
        hit_id, row_id: of the screening row that opened it, where one did.
    """

    line_id: str
    orders: tuple[LineOrder, ...]
    goods: str = ""
    material: str = ""
    hts: str = ""
    country_of_origin: str = ""
    parties: tuple[LineParty, ...] = ()
    hit_id: str = ""
    row_id: str = ""

    @property
    def tracks(self) -> tuple[str, ...]:
        """The tracks of its orders, each once."""
        return tuple(dict.fromkeys(o.track for o in self.orders))


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A line under one track: a shipment's life of its own.

    Attributes:
        orders: the ids of the line's orders of that track.
    """

    line_id: str
    track: str
    orders: tuple[str, ...]
    case: Case

    @property
    def strand_id(self) -> str:
        """`LINE/TRACK`."""
        return f"{self.line_id}/{self.track}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """A hold on the record (ROL-07): nothing of the case is erased while it stands."""

    name: str
    placed_on: date
    lifted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case as it is kept.

    Attributes:
        version: the number of its last event.
        client: a handle of the importer it is kept for (ROL-03); never a name.
        port: Schedule D code, or empty.
        reference: entry number, or the user's own reference.
        person: id of the importer's entry in the vault, or empty.
        config: the switches of the law it uses.
        last_on: the latest legal day recorded.
        about: what else was told at the opening (run, notice ...).
    """

    case_id: str
    version: int
    opened_on: date
    lines: tuple[EntryLine, ...]
    strands: tuple[Strand, ...]
    last_on: date
    client: str = ""
    port: str = ""
    reference: str = ""
    person: str = ""
    holds: tuple[LegalHold, ...] = ()
    config: Config = field(default_factory=Config)
    about: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    @property
    def tracks(self) -> tuple[str, ...]:
        """The tracks of its strands, each once."""
        return tuple(dict.fromkeys(s.track for s in self.strands))

    @property
    def order_ids(self) -> tuple[str, ...]:
        """The orders of its lines, each once."""
        return tuple(dict.fromkeys(o.order_id for line in self.lines for o in line.orders))

    @property
    def held_by(self) -> tuple[LegalHold, ...]:
        """The legal holds that stand."""
        return tuple(h for h in self.holds if h.lifted_on is None)
