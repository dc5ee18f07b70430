"""Opening the database: a SQLite file by default, any SQLAlchemy URL for teams.

`open_database` brings an older database up to this version and refuses one of a later version.

>>> with opened("sqlite://") as engine:
...     revision(engine) == HEAD
True
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import StaticPool

from withhold.base import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

#: The newest migration.
HEAD = "0006"
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(url: str) -> Engine:
    """An engine on the database at `url`, its tables at this version.

    Raises:
        StorageError: the URL is no database's, the database cannot be reached, is none of ours,
            or was written by a later version.
    """
    engine = _engine(url)
    try:
        found = revision(engine)
        if found != HEAD:
            _upgrade(engine, found)
    except StorageError:
        engine.dispose()
        raise
    except (OperationalError, DatabaseError) as error:
        engine.dispose()
        raise StorageError(
            f"the database {shown_url(engine)} cannot be used: {error.orig}",
            way_out="check the path and its rights, or name another with --database",
        ) from error
    return engine


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """`open_database`, and its connections closed at the end."""
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def bare_engine(url: str) -> Iterator[Engine]:
    """An engine on a database as it is: nothing is made and nothing brought up.

    Raises:
        StorageError: the URL is no database's, or the database cannot be reached or read.
    """
    engine = _engine(url)
    try:
        yield engine
    except (OperationalError, DatabaseError) as error:
        raise StorageError(
            f"the database {shown_url(engine)} cannot be used: {error.orig}",
            way_out="check the path and its rights, or name another with --database",
        ) from error
    finally:
        engine.dispose()


def revision(engine: Engine) -> str:
    """The migration a database stands at; empty where it has no tables yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        found = connection.execute(text("select version_num from alembic_version")).scalar()
    return str(found or "")


def shown_url(engine: Engine) -> str:
    """The URL of an engine without its password."""
    return engine.url.render_as_string(hide_password=True)


def _engine(url: str) -> Engine:
    """An engine; the folder of a SQLite file is made, foreign keys and WAL are on."""
    try:
        if url in ("sqlite://", "sqlite:///:memory:"):
            engine = create_engine(
                url, poolclass=StaticPool, connect_args={"check_same_thread": False}
            )
        else:
            engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StorageError(
            f"not a database URL: {error}",
            way_out="write it as sqlite:///path/to/file.sqlite or postgresql+psycopg://...",
        ) from error
    if engine.dialect.name == "sqlite":
        if engine.url.database and engine.url.database != ":memory:":
            _make_folder(Path(engine.url.database).parent)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path) -> None:
    """Make the folder of a SQLite file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"the folder {folder} cannot be made: {error.strerror}",
            way_out="name another database with --database",
        ) from error


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    """Settings of every SQLite connection: whole or not at all, and nobody waits forever.

    The driver's own transactions leave table changes outside (it begins only before rows change),
    so `_begin_sqlite` begins them.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute("pragma busy_timeout = 10000")
        cursor.execute("pragma foreign_keys = on")
        cursor.execute("pragma journal_mode = wal")
        cursor.execute("pragma synchronous = full")
        cursor.execute("pragma secure_delete = on")
    except Exception:
        connection.close()
        raise
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction; one that will write takes the lock at once."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def writing(engine: Engine) -> Engine:
    """`engine` for a transaction that writes."""
    return engine.execution_options(writes=True)


def _upgrade(engine: Engine, found: str) -> None:
    """Run the migrations that are missing, in one transaction."""
    from alembic import command  # noqa: PLC0415 - 0.2 s only an upgrade should pay
    from alembic.config import Config  # noqa: PLC0415 - as above

    known = {path.name.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")}
    if found and found not in known:
        raise StorageError(
            f"the database {shown_url(engine)} was written by a later version ({found})",
            way_out="install the newer withhold, or name another database with --database",
        )
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":  # of two who upgrade at once the second waits
            connection.execute(text("select pg_advisory_xact_lock(8707)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
