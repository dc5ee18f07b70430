"""Care of the database: copies of both forms, old databases brought up, checks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from tests.offices import KEYS, NOW, TODAY, a_line, happened, office_on, opened_case

from withhold.base import InputError, StorageError
from withhold.services.cases.feeds import make_feed
from withhold.services.cases.keeping import load_case
from withhold.services.cases.listing import case_list
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.record import office
from withhold.services.record.accounts import add_user, file_power, user_rows
from withhold.services.record.care import back_up, check, restore, upgrade
from withhold.services.record.people import people_rows
from withhold.services.settings import Settings
from withhold.storage import CaseFilter, bare_engine, kept_runs, opened, revision, versions, writing
from withhold.storage.copies import lines_of
from withhold.storage.database import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

OLD = Path(__file__).parents[1] / "fixtures" / "databases"


def settings(url: str, key: Path, user: str = "anna") -> Settings:
    return Settings(database=url, database_is_default=False, user=user, keyfile=key)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The key file that goes with the offices of the tests."""
    path = tmp_path / "withhold.key"
    path.write_text(f"withhold-key-1 {(b'k' * 32).hex()}\n", "ascii")
    path.chmod(0o600)
    return path


@pytest.fixture
def filled(engine: Engine, database: str, key: Path) -> Settings:
    """A database with users, a person, and cases."""
    desk = office_on(engine)
    case_id = opened_case(desk, a_line("1"), a_line("2", "W")).file.case_id
    happened(desk, case_id, "notice_received", TODAY.replace(month=10, day=12))
    importer = {"importer_number": "12-3456789AB"}
    open_case_file(desk, OpenRequest(lines=(a_line(),), importer=importer))
    make_feed(desk)
    add_user(desk, "anna", ("compliance_lead",), {"name": "Ann"})
    return settings(database, key)


def dumped(url: str) -> list[str]:
    with opened(url) as engine:
        return list(lines_of(engine))


def failing(asked: Settings) -> list[str]:
    return [row["check"] for row in check(asked) if not row["holds"]]


def test_a_sound_database_passes_every_check(filled: Settings) -> None:
    rows = check(filled)
    assert [row for row in rows if not row["holds"]] == []
    assert {"schema", "key", "case C-00001", "case C-00002", "user anna"} <= {
        row["check"] for row in rows
    }


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_a_copy_in_lines_fills_an_empty_database_with_the_same_rows(
    filled: Settings, tmp_path: Path, ending: str
) -> None:
    copy, other = tmp_path / f"copy{ending}", f"sqlite:///{tmp_path}/other.sqlite"
    back_up(filled, copy)
    rows = restore(settings(other, filled.keyfile), copy)
    assert all(row["holds"] for row in rows)
    assert dumped(other) == dumped(filled.database)


def test_a_copy_of_sqlite_fills_any_database(
    database: str, engine: Engine, key: Path, tmp_path: Path
) -> None:
    first = f"sqlite:///{tmp_path}/first.sqlite"
    with opened(first) as source:
        opened_case(office_on(source))
    copy = tmp_path / "copy.sqlite"
    back_up(settings(first, key), copy)
    assert revision(engine) == HEAD
    assert all(row["holds"] for row in restore(settings(database, key), copy))
    assert dumped(database) == dumped(first)


def test_after_a_restore_cases_are_opened_as_before(filled: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    back_up(filled, copy)
    restore(filled, copy, force=True)
    with office(filled, today=TODAY, now=NOW) as desk:
        assert opened_case(desk).file.case_id == "C-00003"


def test_a_database_that_holds_something_is_not_overwritten(
    filled: Settings, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.jsonl"
    back_up(filled, copy)
    before = dumped(filled.database)
    with pytest.raises(StorageError, match="--force"):
        restore(filled, copy)
    assert dumped(filled.database) == before


def test_a_file_that_is_there_is_not_overwritten(filled: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_text("mine", "utf-8")
    with pytest.raises(InputError, match="--force"):
        back_up(filled, copy)
    assert copy.read_text("utf-8") == "mine"


def cut(content: str) -> str:
    return content[: len(content) // 2]


def without_a_row(content: str) -> str:
    lines = content.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if '"case_opened"' in line)
    return "".join([*lines[:at], *lines[at + 1 :]])


def with_another_day(content: str) -> str:
    return content.replace("2026-10-12", "2026-10-13")


def another_file(_content: str) -> str:
    return "order_id,instrument\nx,WRO\n"


def a_later_version(content: str) -> str:
    return content.replace(f'"revision":"{HEAD}"', '"revision":"9999"')


@pytest.mark.parametrize(
    "spoil", [cut, without_a_row, with_another_day, another_file, a_later_version]
)
def test_a_spoilt_copy_is_refused_and_leaves_everything_as_it_was(
    filled: Settings, tmp_path: Path, spoil: Callable[[str], str]
) -> None:
    copy = tmp_path / "copy.jsonl"
    back_up(filled, copy)
    before = dumped(filled.database)
    copy.write_text(spoil(copy.read_text("utf-8")), "utf-8")
    with pytest.raises((InputError, StorageError)):
        restore(filled, copy, force=True)
    assert dumped(filled.database) == before


def test_a_damaged_file_of_sqlite_is_refused(tmp_path: Path, key: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite"
    with opened(url) as engine:
        for _ in range(20):
            opened_case(office_on(engine))
    copy = tmp_path / "copy.sqlite"
    back_up(settings(url, key), copy)
    content = bytearray(copy.read_bytes())
    content[8192:20480] = b"\xff" * (20480 - 8192)
    copy.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        restore(settings(url, key), copy, force=True)
    assert failing(settings(url, key)) == []


def test_a_copy_is_of_one_moment_while_others_write(filled: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    with opened(filled.database) as engine:
        lines = lines_of(engine)
        head = [next(lines) for _ in range(8)]
        with opened(filled.database) as other:
            desk = office_on(other)
            opened_case(desk)
        copy.write_text("".join([*head, *lines]), "utf-8")
    other_url = f"sqlite:///{tmp_path}/other.sqlite"
    assert all(row["holds"] for row in restore(settings(other_url, filled.keyfile), copy))
    with opened(other_url) as engine:
        assert len(case_list(office_on(engine), TODAY, CaseFilter(ended=True))[0]) == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("update event set reason = 'x' where id = 'C-00001' and number = 2", "case C-00001"),
        ("update case_row set client = 'x' where case_id = 'C-00001'", "list row of case C-00001"),
        ("delete from case_period where case_id = 'C-00002'", "list row of case C-00002"),
        ("update feed_row set user_id = 'eve'", "list row of calendar_feed"),
        ("update user_row set roles = '[\"approver\"]'", "list row of user anna"),
    ],
)
def test_what_was_changed_outside_the_program_is_named(
    filled: Settings, change: str, says: str
) -> None:
    with opened(filled.database) as engine, writing(engine).begin() as connection:
        connection.execute(text(change))
    (found,) = failing(filled)
    assert found.startswith(says)


def test_lists_that_fell_behind_are_written_anew_by_an_upgrade(filled: Settings) -> None:
    with opened(filled.database) as engine, writing(engine).begin() as connection:
        connection.execute(text("update case_period set state = 'SEIZED'"))
    assert failing(filled)
    assert upgrade(filled) == (HEAD, HEAD, 4)
    assert failing(filled) == []


def test_a_check_without_the_key_says_so(filled: Settings, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    assert failing(settings(filled.database, other)) == ["key"]
    assert not other.exists()


def test_a_database_that_is_not_there_fails_its_check_and_is_not_made(
    tmp_path: Path, key: Path
) -> None:
    assert failing(settings(f"sqlite:///{tmp_path}/none.sqlite", key)) == ["schema"]
    assert not (tmp_path / "none.sqlite").exists()


def old(tmp_path: Path, number: str) -> Settings:
    shutil.copy(OLD / f"revision_{number}.sqlite", tmp_path / "old.sqlite")
    shutil.copy(OLD / "test.key", tmp_path / "old.key")
    (tmp_path / "old.key").chmod(0o600)
    return settings(f"sqlite:///{tmp_path}/old.sqlite", tmp_path / "old.key")


def test_a_database_before_cases_keeps_its_runs_and_versions(tmp_path: Path) -> None:
    asked = old(tmp_path, "0002")
    assert failing(asked) == ["schema"]
    assert upgrade(asked) == ("0002", HEAD, 0)
    with opened(asked.database) as engine:
        assert len(kept_runs(engine)) == 1
        assert len(versions(engine)) == 1
    assert failing(asked) == []


def test_cases_of_an_older_revision_are_whole_after_the_upgrade(tmp_path: Path) -> None:
    asked = old(tmp_path, "0003")
    assert upgrade(asked) == ("0003", HEAD, 1)
    assert failing(asked) == []
    with office(asked, today=TODAY, now=NOW) as desk:
        file = load_case(desk, "C-00001").file
        assert (file.version, [s.strand_id for s in file.strands]) == (3, ["1/U", "2/W"])
        happened(desk, "C-00001", "rfi", TODAY, lines=("2",))


def test_users_and_people_of_an_older_revision_are_whole_after_the_upgrade(tmp_path: Path) -> None:
    asked = old(tmp_path, "0005")
    assert upgrade(asked) == ("0005", HEAD, 3)
    assert failing(asked) == []
    with office(asked, today=TODAY, now=NOW) as desk:
        assert user_rows(desk)[1]["clients"] == ["acme"]
        assert people_rows(desk)[0]["importer_number"] == "**-*****89AB"
        make_feed(desk)


def test_an_upgrade_of_a_database_that_is_up_to_date_changes_no_row(filled: Settings) -> None:
    before = dumped(filled.database)
    upgrade(filled)
    assert dumped(filled.database) == before


def test_a_copy_keeps_powers_and_people(engine: Engine, database: str, key: Path) -> None:
    desk = office_on(engine)
    add_user(desk, "anna", ("compliance_lead",), {"name": "Ann Lavigne"})
    with bare_engine(database) as same:
        assert revision(same) == HEAD
    with office(settings(database, key), today=TODAY, now=NOW) as mine:
        assert mine.keys == KEYS
        add_user(mine, "bea", ("broker",), {})
        file_power(mine, "bea", "acme", None, None)
    assert failing(settings(database, key)) == []
