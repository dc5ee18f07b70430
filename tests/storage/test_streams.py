"""The event store on every database: whole or not at all, and one winner."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from tests.offices import KEYS, NOW

from withhold.base import StorageError
from withhold.record import ConflictError, Draft, Stream
from withhold.storage import append, faults, read_stream, streams, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from withhold.record import Event

CASE = Stream(kind="case", id="C-1")


def draft(word: str = "rfi", author: str = "anna") -> Draft:
    return Draft(event=word, on=date(2026, 3, 9), known_at=NOW, author=author)


def add(engine: Engine, expected: int, *words: str, author: str = "anna") -> tuple[Event, ...]:
    drafts = [draft(word, author) for word in words]
    return append(engine, CASE, expected, drafts, recorded_at=NOW, key=KEYS.seal)


def held(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [e.said.event for e in read_stream(connection, CASE)]


def test_events_come_back_in_their_order(engine: Engine) -> None:
    add(engine, 0, "case_opened", "rfi")
    add(engine, 2, "released")
    assert held(engine) == ["case_opened", "rfi", "released"]


def test_the_second_of_two_writers_is_told_what_the_first_wrote(engine: Engine) -> None:
    add(engine, 0, "case_opened")
    add(engine, 1, "exported", author="ben")
    with pytest.raises(ConflictError, match=r"event 2 exported on 2026-03-09 by ben") as caught:
        add(engine, 1, "protest_filed")
    assert [e.said.author for e in caught.value.events] == ["ben"]
    assert held(engine) == ["case_opened", "exported"]


def test_a_stream_is_begun_once(engine: Engine) -> None:
    add(engine, 0, "case_opened")
    with pytest.raises(ConflictError):
        add(engine, 0, "case_opened")


def test_a_stream_that_is_not_there_cannot_be_gone_on_with(engine: Engine) -> None:
    with pytest.raises(ConflictError):
        add(engine, 3, "rfi")


def test_a_projection_that_fails_takes_the_events_with_it(engine: Engine) -> None:
    def fails(_connection: Connection, _events: tuple[Event, ...]) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        append(engine, CASE, 0, [draft()], recorded_at=NOW, key=KEYS.seal, project=fails)
    with engine.connect() as connection:
        assert streams(connection) == ()


def test_a_record_sealed_with_another_key_takes_no_event(engine: Engine) -> None:
    add(engine, 0, "case_opened")
    with pytest.raises(StorageError, match="WITHHOLD_KEYFILE"):
        append(engine, CASE, 1, [draft()], recorded_at=NOW, key=b"another")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("update event set reason = 'other' where number = 2", "reason"),
        ("update event set legal_day = '2026-03-08' where number = 2", "legal_day"),
        ("update event set author = 'ben' where number = 2", "author"),
        ("update event set seal = '' where number = 2", "seal"),
        ("delete from event where number = 3", "number"),
        ("update stream set version = 9", "number"),
        ("update stream set seal = ''", "stream"),
    ],
)
def test_a_change_behind_the_back_of_the_program_is_named(
    engine: Engine, change: str, field: str
) -> None:
    add(engine, 0, "case_opened", "rfi", "released")
    with writing(engine).begin() as connection:
        connection.execute(text(change))
    with engine.connect() as connection:
        ((stream, _, fault),) = faults(connection, KEYS.seal)
    assert stream == CASE
    assert fault is not None
    assert fault.field == field


def test_a_record_nobody_changed_has_no_fault(engine: Engine) -> None:
    add(engine, 0, "case_opened", "rfi")
    with engine.connect() as connection:
        assert [fault for _, _, fault in faults(connection, KEYS.seal)] == [None]
