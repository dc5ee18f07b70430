"""Fixtures of the whole suite."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text
from tests.offices import office_on

from withhold.storage import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from withhold.services.record import Office

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

#: A PostgreSQL server on which tests may make databases, as a SQLAlchemy URL.
POSTGRES = "WITHHOLD_TEST_POSTGRES"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared design data, for tests that compare with it; skips where absent."""
    folder = Path(os.environ.get("WITHHOLD_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "design").is_dir():
        pytest.skip("the shared design data is not beside this checkout")
    return folder


@pytest.fixture(autouse=True, scope="session")
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test makes a key or opens a database in the home of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("home")
        patch.setenv("WITHHOLD_DATABASE", f"sqlite:///{folder}/withhold.sqlite")
        patch.setenv("WITHHOLD_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("WITHHOLD_KEYFILE", str(tmp_path_factory.mktemp("key") / "withhold.key"))
        yield


@pytest.fixture(scope="session")
def _postgres() -> Iterator[tuple[Engine, str]]:
    """A PostgreSQL server, and a database on it with our tables, to be copied for each test."""
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"no PostgreSQL here: {POSTGRES} names none")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    pattern = f"withhold_{secrets.token_hex(6)}"
    with _made(admin, pattern, "") as url:
        with opened(url):
            pass
        yield admin, pattern
    admin.dispose()


@contextmanager
def _made(admin: Engine, name: str, template: str) -> Iterator[str]:
    """The URL of a database that is there for a while."""
    with admin.connect() as connection:
        connection.execute(text(f"create database {name} {template}"))
    yield admin.url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a row: SQLite, and PostgreSQL where a server is named."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/record.sqlite"
        return
    admin, pattern = request.getfixturevalue("_postgres")
    name = f"withhold_{secrets.token_hex(6)}"
    with _made(admin, name, f"template {pattern}") as url:
        yield url


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """An engine on an empty database at the newest revision."""
    with opened(database) as found:
        yield found


@pytest.fixture
def desk(engine: Engine) -> Office:
    """An office of one person on that database."""
    return office_on(engine)
