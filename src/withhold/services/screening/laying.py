"""The rows of the input files shaped and laid into files for the engine, batch by batch.

Where a run has a second core and a file is large, a process of its own reads ahead by a few
batches; it gives the same batches, and where it ends before its time the rest is read here.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from withhold.base import InputError
from withhold.engines import write_text_file
from withhold.services.screening.opening import InputFile
from withhold.services.screening.tables import BadRow, Row, open_table
from withhold.trade.joining import joined, line_key
from withhold.trade.shaping import Shaped, plan_rows, shape_row

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from withhold.trade.shaping import RowPlan

#: Files smaller than this together are read in the same process: starting another costs more.
WORTH_IT = 8 << 20
#: Batches that may lie ready before the first of them is taken.
_AHEAD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is to be read, and from where on.

    Attributes:
        mapping: header to column, as saved by the user.
        batch: lines in one batch.
        rows_done: rows of all files in order that are passed over: they are screened.
        lines_done: lines among them.
        batches: batches made of them.
        folder: where the files for the engine are laid.
    """

    files: tuple[InputFile, ...]
    mapping: Mapping[str, str] | None
    batch: int
    rows_done: int
    lines_done: int
    batches: int
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """What is told of a file that was opened, and its headers with the columns they stand for."""

    notes: tuple[str, ...]
    mapped: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidBatch:
    """A batch laid into files.

    Attributes:
        lines: file of the rows of `LINE`; `parties`: of `PARTY`.
        screened: how many lines.
        bad: rows of the rejects table.
        joined: how many rows were further rows of a line.
        read: rows of all files read so far, bad ones included.
        full: another batch may follow.
    """

    lines: Path
    parties: Path
    screened: int
    bad: list[dict[str, Any]]
    joined: int
    read: int
    full: bool


Part: TypeAlias = OpenedFile | LaidBatch


def lay_rows(asked: Reading) -> Generator[Part, None, None]:
    """Each file as it is opened, and the batches; at least one batch in a run.

    Raises:
        InputError: a file that cannot be read.
    """
    laying = _Laying(asked)
    for file in asked.files:
        table = open_table(file)
        plan = plan_rows(table.header, file=file.name, mapping=asked.mapping)
        yield OpenedFile(notes=(*table.notes, *_told(plan, file)), mapped=plan.mapped)
        for row in table.rows:
            laying.read += 1
            if laying.read <= asked.rows_done:
                continue
            if isinstance(row, BadRow):
                laying.bad.append(_reject(file, row))
                continue
            shaped = _shaped(plan, row, file)
            if isinstance(shaped, dict):
                laying.bad.append(shaped)
            elif not laying.joins(plan, row.cells, shaped):
                if len(laying.lines) >= asked.batch:
                    laying.read -= 1
                    yield laying.lay(full=True)
                    laying.read += 1
                laying.lines.append(shaped)
        laying.key = None
    if laying.lines or laying.bad or not laying.batches:
        yield laying.lay(full=False)


def lay_ahead(asked: Reading) -> Generator[Part, None, None]:
    """The same as `lay_rows`, read by another process; close it to end that process.

    Raises:
        InputError: a file that cannot be read.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    reader = context.Process(target=_read, args=(there, asked), daemon=True)
    reader.start()
    there.close()
    opened, reached = 0, asked
    try:
        for part in _received(here):
            if isinstance(part, OpenedFile):
                opened += 1
            else:
                reached = _after(reached, part)
            yield part
            if isinstance(part, LaidBatch):
                with suppress(OSError):  # it has given its last batch and ended
                    here.send(None)
        ended = True
    except (EOFError, ConnectionResetError):
        ended = False
    finally:
        reader.terminate()
        reader.join()
        here.close()
    for part in () if ended else lay_rows(reached):
        if isinstance(part, LaidBatch) or opened <= 0:
            yield part
        else:
            opened -= 1


class _Laying:
    """The batch that is being filled."""

    def __init__(self, asked: Reading) -> None:
        self.folder = asked.folder
        self.batches, self.lines_done, self.read = asked.batches, asked.lines_done, 0
        self.lines: list[Shaped] = []
        self.bad: list[dict[str, Any]] = []
        self.joined = 0
        self.key: tuple[str, str] | None = None

    def joins(self, plan: RowPlan, cells: Sequence[str], shaped: Shaped) -> bool:
        """Join a row to the line before where both are one entry line."""
        key = line_key(plan, cells) if plan.one_line is not None else None
        before, self.key = self.key, key
        if key is None or key != before or not self.lines:
            return False
        whole = joined(self.lines[-1], shaped, by_party=plan.role_at is not None)
        if whole is None:
            return False
        self.lines[-1] = whole
        self.joined += 1
        return True

    def lay(self, *, full: bool) -> LaidBatch:
        """Lay what was read into files, and begin the next batch."""
        first, shaped = self.lines_done, self.lines
        laid = LaidBatch(
            lines=self.folder / f"line-{self.batches}.csv",
            parties=self.folder / f"party-{self.batches}.csv",
            screened=len(shaped),
            bad=self.bad,
            joined=self.joined,
            read=self.read,
            full=full,
        )
        write_text_file(laid.lines, ((n, *s.line) for n, s in enumerate(shaped, first)))
        write_text_file(
            laid.parties, ((n, *p) for n, s in enumerate(shaped, first) for p in s.parties)
        )
        self.batches += 1
        self.lines_done += len(shaped)
        self.lines, self.bad, self.joined = [], [], 0
        return laid


def _read(there: Connection, asked: Reading) -> None:
    """Lay the rows in a process of its own; an interrupt is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    free = _AHEAD
    try:
        for part in lay_rows(asked):
            there.send(part)
            if isinstance(part, LaidBatch):
                free -= 1
                while not free or there.poll():
                    there.recv()
                    free += 1
        there.send(None)
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - raised again where the run is
        there.send(error)


def _received(here: Connection) -> Iterator[Part]:
    """What the other process gives; raises what it raised, EOFError where it has ended."""
    while (part := here.recv()) is not None:
        if isinstance(part, Exception):
            raise part
        yield part


def _after(asked: Reading, part: LaidBatch) -> Reading:
    """What is to be read after a batch."""
    return replace(
        asked,
        rows_done=part.read,
        lines_done=asked.lines_done + part.screened,
        batches=asked.batches + 1,
    )


def worth_another(files: Sequence[InputFile], processes: int) -> bool:
    """True where a process of its own is worth its start."""
    return processes > 1 and sum(file.size for file in files) >= WORTH_IT


def _shaped(plan: RowPlan, row: Row, file: InputFile) -> Shaped | dict[str, Any]:
    """A row as a line, or as a row of the rejects table."""
    try:
        return shape_row(plan, row.cells, file=file.name, row=row.number)
    except InputError as error:
        value = str(error.value or "")
        return _reject(file, BadRow(row.number, error.column, value, error.code, error.message))


def _reject(file: InputFile, row: BadRow) -> dict[str, Any]:
    """A row of the rejects table."""
    return {
        "file": file.name,
        "row": row.number,
        "column": row.column,
        "value": row.value,
        "code": row.code,
        "message": row.message,
    }


def _told(plan: RowPlan, file: InputFile) -> list[str]:
    """What the user is told of the columns of a file."""
    taken = ", ".join(f"{head}={column}" for head, column in plan.mapped.items() if head != column)
    return [f"{file.name}: columns taken as {taken}"] * bool(taken) + [
        f"{file.name}: columns not read: {', '.join(plan.unread)}"
    ] * bool(plan.unread)
