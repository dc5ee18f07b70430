"""Fixtures of the whole suite."""

from __future__ import annotations

import os
import secrets
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
def _own_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test makes a key in the home of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WITHHOLD_KEYFILE", str(tmp_path_factory.mktemp("key") / "withhold.key"))
        yield


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: SQLite, and PostgreSQL where a server is named."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/record.sqlite"
        return
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"no PostgreSQL here: {POSTGRES} names none")
    name = f"withhold_{secrets.token_hex(6)}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield admin.url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    admin.dispose()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """An engine on an empty database at the newest revision."""
    with opened(database) as found:
        yield found


@pytest.fixture
def desk(engine: Engine) -> Office:
    """An office of one person on that database."""
    return office_on(engine)
