"""Importing an edition of a list from a saved file: parsed, compared, kept, whole or not at all.

The bytes are kept with their digest; the rows with every cell; what changed is a new version of
the register and its difference from the one before. A faulty file changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, SourceError, digest, require_columns, shipped_csv
from withhold.register import Register, diff, shipped_register
from withhold.services.registers import diff_answer
from withhold.sources.cbp_orders import read_cbp
from withhold.sources.cbp_orders.map import plan_cbp
from withhold.sources.cbp_orders.parties import CELL_COLUMNS, cells_of
from withhold.sources.csv_rows import read_table
from withhold.sources.decoding import decode
from withhold.sources.own_list import read_own
from withhold.sources.own_list.map import plan_own
from withhold.sources.plan import Edition, ImportPlan
from withhold.sources.sniff import sniff_source
from withhold.sources.uflpa_list import read_uflpa
from withhold.sources.uflpa_list.map import plan_uflpa
from withhold.storage import (
    NewVersion,
    StoredRow,
    VersionInfo,
    opened,
    versions,
    with_versions,
    write_version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from withhold.services.settings import Settings
    from withhold.sources.published import PublishedFile, PublishedParty

_PLANS: dict[str, Callable[[Edition, Register], ImportPlan]] = {
    "cbp": plan_cbp,
    "dhs": plan_uflpa,
    "own": plan_own,
}
#: A list may grow by so much between two editions before a person must look.
_JUMP = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What a user asks to import.

    Attributes:
        source: `cbp`, `dhs` or `own`.
        list_name: the name of an own list.
        partial: an extract: absent rows mean nothing.
        accept_rows: the number of rows the user has looked at, where the list shrank or jumped.
        cells: a CSV that says how entity cells in a new grammar split (source `cbp`).
        accept_columns: columns nobody knows that may stay unread (source `cbp`).
    """

    path: Path
    source: str
    published_on: date
    list_name: str = ""
    partial: bool = False
    accept_rows: int | None = None
    cells: Path | None = None
    accept_columns: tuple[str, ...] = ()


def import_list(
    settings: Settings, request: ImportRequest, *, imported_at: datetime
) -> dict[str, Any]:
    """Import an edition; the answer has `version`, `rows_read`, `diff`, `notes`, `rejects`.

    Raises:
        InputError: the file cannot be read, or the request does not fit it.
        SourceError: the file is not what the source's files are; nothing was changed.
        StorageError: the database refuses, or somebody else wrote a version meanwhile.
    """
    content = _read(request)
    parsed = _parse(content, request)
    with opened(settings.database) as engine:
        held = versions(engine)
        before = with_versions(shipped_register(), engine)
        family = _family(request)
        newest, rows_before = _newest(family, held)
        _check_count(parsed, request, rows_before)
        older = newest is not None and request.published_on < newest
        edition = Edition(
            file=parsed,
            published_on=request.published_on,
            whole=not request.partial and not older,
        )
        plan = _PLANS[request.source](edition, before)
        known = {e.event_id for o in before.orders for e in o.events}
        events = tuple(e for e in plan.events if e.event_id not in known)
        info = VersionInfo(
            version=_version_name(request, held),
            list=family,
            source=request.source,
            published_on=request.published_on,
            imported_at=imported_at,
            imported_by=settings.user,
            digest=digest(content),
            partial=request.partial or older,
            rows_read=len(parsed.rows),
            base_version=before.version,
            notes=_notes(parsed, plan, older=older),
        )
        write_version(
            engine,
            NewVersion(
                info=info,
                file_name=request.path.name,
                content=content,
                rows=_rows(parsed, plan),
                orders=tuple(plan.orders.values()),
                events=events,
            ),
        )
        after = with_versions(shipped_register(), engine)
    return _answer(info, parsed, plan, before, after)


def _read(request: ImportRequest) -> bytes:
    """The bytes of the file.

    Raises:
        InputError: no such file, a folder, or no right to read it.
    """
    if request.source not in _PLANS:
        raise InputError(
            "no such source", value=request.source, way_out="--source is cbp, dhs or own"
        )
    if (request.source == "own") != bool(request.list_name):
        raise InputError(
            "an own list needs a name, and only an own list has one",
            column="--name",
            value=request.list_name,
            way_out="add --name NAME with --source own, and leave it out otherwise",
        )
    return _bytes(request.path)


def _bytes(path: Path) -> bytes:
    """The bytes of `path`.

    Raises:
        InputError: no such file, a folder, or no right to read it.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), way_out="name a saved file"
        ) from error


def _parse(content: bytes, request: ImportRequest) -> PublishedFile:
    """The parsed file.

    Raises:
        SourceError: it is not what that source's files are.
    """
    name = request.path.name
    found = sniff_source(content, name)
    if found != request.source:
        raise SourceError(
            f"looks like a file of source {found}, not {request.source}",
            file=name,
            way_out=f"use --source {found}, or name another file",
        )
    if request.source == "own":
        return read_own(content, name, request.list_name)
    if request.source == "dhs":
        return read_uflpa(content, name)
    return read_cbp(
        content,
        name,
        reviewed=_reviewed_cells(request.cells),
        accept_columns=frozenset(request.accept_columns),
    )


def _reviewed_cells(path: Path | None) -> Mapping[str, tuple[PublishedParty, ...]]:
    """The entity cells that the user split, by slug.

    Raises:
        InputError: the table cannot be read, or lacks a column.
    """
    if path is None:
        return {}
    table = read_table(decode(_bytes(path), path.name).text, path.name)
    for row in table.rows[:1] or ({},):
        require_columns(row, CELL_COLUMNS, file=path.name)
    return cells_of(table.rows)


def _family(request: ImportRequest) -> str:
    """What the file is an edition of."""
    return {"cbp": "cbp", "dhs": "uflpa"}.get(request.source, f"own:{request.list_name}")


def _newest(family: str, held: tuple[VersionInfo, ...]) -> tuple[date | None, int | None]:
    """Day and number of rows of the newest whole edition held."""
    editions = [
        (date.fromisoformat(r["published_on"]), int(r["rows"]))
        for r in shipped_csv("register", "editions.csv")
        if r["list"] == family
    ]
    editions += [(v.published_on, v.rows_read) for v in held if v.list == family and not v.partial]
    return max(editions, default=(None, None))


def _check_count(parsed: PublishedFile, request: ImportRequest, rows_before: int | None) -> None:
    """Stop where a whole list shrank or jumped and nobody looked.

    Raises:
        SourceError: names both counts and the option.
    """
    count = len(parsed.rows)
    if request.partial or rows_before is None or request.accept_rows == count:
        return
    if rows_before <= count <= rows_before * _JUMP:
        return
    raise SourceError(
        f"{count} rows where the newest edition held has {rows_before}",
        file=parsed.file,
        way_out=f"look at the file; if it is whole, repeat with --accept-rows {count}; "
        "if it is an extract, with --partial",
    )


def _version_name(request: ImportRequest, held: tuple[VersionInfo, ...]) -> str:
    """A name for the version; a second import for one day is numbered."""
    family = request.source if request.source != "own" else f"own-{request.list_name}"
    wanted = f"{family}-{request.published_on.isoformat()}"
    taken = {v.version for v in held}
    if wanted not in taken:
        return wanted
    return next(i for n in range(2, 10_000) if (i := f"{wanted}.{n}") not in taken)


def _notes(parsed: PublishedFile, plan: ImportPlan, *, older: bool) -> tuple[str, ...]:
    """What the version keeps of how it was read."""
    unread = (f"columns not read: {', '.join(parsed.unread_columns)}",) * bool(
        parsed.unread_columns
    )
    old = ("older than the newest edition held: absent rows were not noted",) * older
    return (*parsed.notes, *unread, *old, *plan.notes, *plan.refused.values())


def _rows(parsed: PublishedFile, plan: ImportPlan) -> tuple[StoredRow, ...]:
    """Every row with every cell, and the order it was taken for (none: it was refused)."""
    return tuple(
        StoredRow(
            row=r.row,
            row_key=r.row_key,
            order_id=plan.order_ids.get(r.row, ""),
            cells=dict(r.raw),
        )
        for r in parsed.rows
    )


def _answer(
    info: VersionInfo, parsed: PublishedFile, plan: ImportPlan, before: Register, after: Register
) -> dict[str, Any]:
    """What the import tells: the version, the count, the difference, notes and rejects."""
    days = [e.effective_on for e in plan.events if e.effective_on]
    day = max([info.published_on, *days])
    found = diff(before.as_of(day), after.as_of(day))
    refused = [
        {"row": row, "code": "reviewed_and_rejected", "message": why}
        for row, why in plan.refused.items()
    ]
    rejects = [
        {"row": r.row, "column": r.column, "value": r.value, "code": r.code, "message": r.message}
        for r in parsed.rejects
    ]
    return {
        "version": info.version,
        "list": info.list,
        "published_on": info.published_on.isoformat(),
        "digest": info.digest,
        "rows_read": info.rows_read,
        "orders_new_or_changed": len(plan.orders),
        "events": len(plan.events),
        "diff": diff_answer(found, after.version),
        "notes": list(info.notes),
        "rejects": [*rejects, *refused],
    }
