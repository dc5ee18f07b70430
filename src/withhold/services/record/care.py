"""Care of the database: copies made and filled in, brought up, checked."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import text

from withhold.base import InputError, StorageError
from withhold.cases import CASE, case_file
from withhold.record.feeds import FEED, feed_of
from withhold.record.users import USER, user_of
from withhold.services.cases.keeping import case_row, period_rows, project_case
from withhold.services.record.proving import chain_checks
from withhold.storage import (
    HEAD,
    bare_engine,
    get_case,
    get_feed,
    get_user,
    key_id,
    open_database,
    opened,
    put_feed,
    put_user,
    read_stream,
    record_key_id,
    record_keys,
    revision,
    shown_url,
    streams,
    writing,
)
from withhold.storage.copies import SQLITE_HEAD, copy_sqlite, fill, fill_sqlite, is_empty, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from withhold.record import Event, Stream
    from withhold.services.settings import Settings

_LINES = (".jsonl", ".jsonl.gz", ".jsonl.zst")


def back_up(settings: Settings, out: Path, *, force: bool = False) -> str:
    """What was written: a file of SQLite, or lines by the ending (.jsonl, .jsonl.gz, .jsonl.zst).

    The key file is no part of it: keep it apart.

    Raises:
        InputError: the file is there, or its ending does not fit the database.
        StorageError: the database cannot be used.
    """
    if out.exists() and not force:
        raise InputError("the file is there", file=str(out), way_out="add --force to replace it")
    part = out.with_name(f".{out.name}.part")
    with opened(settings.database) as engine:
        as_lines = out.name.endswith(_LINES)
        if not as_lines and engine.dialect.name != "sqlite":
            raise InputError(
                "a copy of this database is written as lines",
                file=str(out),
                way_out=f"end the name in {', '.join(_LINES)}",
            )
        try:
            part.unlink(missing_ok=True)
            if as_lines:
                with _writer(part, out.name) as file:
                    file.writelines(lines_of(engine))
            else:
                copy_sqlite(engine, part)
            part.replace(out)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}", file=str(out)) from error
        finally:
            part.unlink(missing_ok=True)
        with engine.connect() as connection:
            return key_id(connection)


def restore(settings: Settings, source: Path, *, force: bool = False) -> list[dict[str, Any]]:
    """The checks of the database after it was filled from a copy, whole or not at all.

    Raises:
        InputError: no such file, no copy, or one that was changed.
        StorageError: the database holds something and `force` was not said; the copy is damaged or
            of a later version.
    """
    if not source.is_file():
        raise InputError("no such file", file=str(source))
    with source.open("rb") as file:
        as_file = file.read(len(SQLITE_HEAD)) == SQLITE_HEAD
    with bare_engine(settings.database) as engine:
        if not force and not is_empty(engine):
            raise StorageError(
                f"the database {shown_url(engine)} holds something already",
                way_out="name an empty one with --database, or add --force to replace it",
                code="not_empty",
            )
        if as_file and engine.dialect.name == "sqlite":
            fill_sqlite(source, engine)
    if as_file:
        _bring_over(settings, source)
    else:
        with opened(settings.database) as engine, _reader(source) as lines:
            fill(engine, lines, name=str(source))
    return check(settings)


def _bring_over(settings: Settings, source: Path) -> None:
    """Bring a database filled from a file up; one of another kind is filled by lines."""
    with opened(settings.database) as engine:
        if engine.dialect.name != "sqlite":
            with opened(f"sqlite:///{source}") as copy:
                fill(engine, lines_of(copy), name=str(source))


def upgrade(settings: Settings) -> tuple[str, str, int]:
    """The revision before and after, and how many rows of lists were written anew.

    Raises:
        StorageError: the database cannot be used, or was written by a later version.
    """
    with bare_engine(settings.database) as engine:
        before = revision(engine)
    engine = open_database(settings.database)
    try:
        return before, revision(engine), _project_again(engine)
    finally:
        engine.dispose()


def _project_again(engine: Engine) -> int:
    """Write anew what lists show, by the law tables of this version."""
    count = 0
    with engine.connect() as connection:
        listed = streams(connection)
    for stream in listed:
        project = _PROJECT.get(stream.kind)
        if project is None:
            continue
        with writing(engine).begin() as connection:
            project(connection, read_stream(connection, stream))
        count += 1
    return count


#: What lists show of a stream, written from its events, by kind.
_PROJECT: dict[str, Callable[[Connection, tuple[Event, ...]], None]] = {
    CASE: lambda connection, events: project_case(connection, case_file(events)),
    USER: lambda connection, events: put_user(connection, user_of(events)),
    FEED: lambda connection, events: put_feed(connection, feed_of(events)),
}


def check(settings: Settings) -> list[dict[str, Any]]:
    """One row for each check: schema, the file itself, every chain, what lists show.

    Raises:
        StorageError: the database cannot be read at all.
    """
    if settings.nothing_stored:
        return [_row("schema", holds=False, says="no database is there")]
    with bare_engine(settings.database) as engine:
        found = revision(engine)
        rows = [_row("schema", found == HEAD, f"revision {found or 'none'}, this version: {HEAD}")]
        if found != HEAD:
            return rows
        key = record_keys(settings.keyfile).seal if settings.keyfile.exists() else None
        with engine.connect() as connection:
            rows += _file_checks(connection)
            rows.append(_key_check(connection, settings, key))
        rows += [
            _row(row["stream"], row["holds"], row["says"]) for row in chain_checks(engine, key)
        ]
        whole = {row["check"] for row in rows if row["holds"]}
        with engine.connect() as connection:
            for stream in streams(connection):
                if str(stream) in whole and stream.kind in _PROJECT:
                    rows += _list_checks(connection, stream)
        return rows


def _row(what: str, holds: bool, says: str) -> dict[str, Any]:  # noqa: FBT001 - a cell of the row
    """A check as a row."""
    return {"check": what, "holds": holds, "says": says}


def _file_checks(connection: Connection) -> list[dict[str, Any]]:
    """The checks that SQLite makes of its own file."""
    if connection.dialect.name != "sqlite":
        return []
    quick = connection.execute(text("pragma quick_check(1)")).scalar()
    foreign = connection.execute(text("pragma foreign_key_check")).first()
    return [
        _row("file", quick == "ok", str(quick)),
        _row("references", foreign is None, "whole" if foreign is None else f"broken: {foreign}"),
    ]


def _key_check(connection: Connection, settings: Settings, key: bytes | None) -> dict[str, Any]:
    """Whether the key at hand is the one of the record."""
    held = key_id(connection)
    if not held or key is None:
        says = "no event is sealed yet" if not held else f"no key file {settings.keyfile}"
        return _row("key", not held, f"{says}; seals are not looked at")
    mine = record_key_id(key)
    return _row("key", held == mine, f"sealed with {held}, key at hand {mine}")


def _list_checks(connection: Connection, stream: Stream) -> list[dict[str, Any]]:
    """Whether what lists show of a stream is what its events tell."""
    events = read_stream(connection, stream)
    if stream.kind == USER:
        same = get_user(connection, stream.id) == user_of(events)
    elif stream.kind == FEED:
        same = get_feed(connection, stream.id) == feed_of(events)
    else:
        file = case_file(events)
        held = get_case(connection, stream.id)
        told = (asdict(case_row(file)), [asdict(p) for p in period_rows(file)])
        same = held is not None and (asdict(held[0]), [asdict(p) for p in held[1]]) == told
    if same:
        return []
    says = "lists show something else than the events tell: withhold db upgrade"
    return [_row(f"list row of {stream}", holds=False, says=says)]


@contextmanager
def _writer(path: Path, name: str) -> Iterator[IO[str]]:
    """A text file, packed by the ending of its name."""
    if name.endswith(".zst"):
        import zstandard  # noqa: PLC0415 - only for this ending

        with zstandard.open(path, "wt", encoding="utf-8") as file:
            yield file
    elif name.endswith(".gz"):
        with gzip.open(path, "wt", encoding="utf-8") as file:
            yield file
    else:
        with path.open("w", encoding="utf-8") as file:
            yield file


@contextmanager
def _reader(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a text file, unpacked by the ending of its name."""
    try:
        if path.name.endswith(".zst"):
            import zstandard  # noqa: PLC0415 - only for this ending

            with zstandard.open(path, "rt", encoding="utf-8") as file:
                yield file
        elif path.name.endswith(".gz"):
            with gzip.open(path, "rt", encoding="utf-8") as file:
                yield file
        else:
            with path.open(encoding="utf-8") as file:
                yield file
    except (UnicodeDecodeError, EOFError, OSError) as error:
        raise InputError("not a copy of a database", file=str(path), code="bad_copy") from error
