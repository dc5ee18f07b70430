from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text

from withhold.base import StorageError
from withhold.storage import open_database, revision
from withhold.storage.database import HEAD, writing
from withhold.storage.tables import metadata

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_database_gets_all_tables_and_the_newest_revision(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/new/x.sqlite")
    assert revision(engine) == HEAD
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_the_migrations_make_the_columns_that_the_tables_name(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/x.sqlite")
    made = {
        name: {c["name"] for c in inspect(engine).get_columns(name)} for name in metadata.tables
    }
    assert made == {name: set(table.c.keys()) for name, table in metadata.tables.items()}
    engine.dispose()


def test_a_database_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    engine = open_database(url)
    with writing(engine).begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match="written by a later version"):
        open_database(url)


def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_text("not a database at all, not even close to one", "utf-8")
    with pytest.raises(StorageError, match=r"x\.sqlite cannot be used"):
        open_database(f"sqlite:///{path}")
    assert path.read_text("utf-8").startswith("not a database")


def test_a_url_that_is_none_is_refused_with_the_form_it_should_have() -> None:
    with pytest.raises(StorageError, match="sqlite:///path"):
        open_database("this is no url")


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StorageError) as caught:
        open_database("postgresql+nodriver://me:secret@127.0.0.1/x")
    assert "secret" not in str(caught.value)
