"""What a user asks to screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from withhold.law import Config
from withhold.screening.decisions import Decision

#: Lines in one batch; bounds the memory of a run whatever its size.
BATCH = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRequest:
    """What a user asks to screen.

    Attributes:
        inputs: files and folders.
        out: file to write (`-`: JSON lines on standard output).
        as_of: the day whose register holds; None: each line's own day.
        lists: `wro`, `finding`, `uflpa`, `own:NAME`; empty: all.
        every_line: add one `no_match` row for each line that no order reaches.
        risk: add context rows for lines that no order reaches and whose goods are in a
            high-priority sector or on the list of the Department of Labor (INS-18).
        mapping: header to column, as saved by the user.
        report: a page to write beside the answer.
        batch: lines taken through the stages at once.
        processes: how many look names up; more than one only from a program that may be started
            anew (a command, or a script with a main guard).
        edges: a file of who supplies whom (CSV and the like, or an EPCIS document).
        ownership: a file of who owns whom.
        decisions: `hit_id` to what a person decided of it; it stands in the rows.
        decided: decisions on pairs, applied where nothing compared has changed since.
        config: switches on how orders apply, for a test that is not kept; None: the defaults.
        unreleased: goods without a day of release are held, for a test that is not kept.
        cache: folder where the index of listed names is kept for the next run; None: nowhere.
    """

    inputs: tuple[Path, ...]
    out: str
    as_of: date | None
    known_by: datetime | date | None = None
    lists: frozenset[str] = frozenset()
    every_line: bool = False
    risk: bool = False
    mapping: Mapping[str, str] | None = None
    report: Path | None = None
    batch: int = BATCH
    processes: int = 1
    edges: Path | None = None
    ownership: Path | None = None
    decisions: Mapping[str, str] = field(default_factory=dict)
    decided: tuple[Decision, ...] = ()
    config: Config | None = None
    unreleased: bool = False
    cache: Path | None = None
