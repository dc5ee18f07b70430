"""The audit trail: only added to, and a change is seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from withhold.record import Entry, EntryDraft, Log, broken_entry

AT = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)


def draft(number: int) -> EntryDraft:
    return EntryDraft(
        who="anna",
        at=AT,
        port_day=date(2026, 3, 9),
        entity="case C-1",
        field="presented",
        old=str(number),
        new=str(number + 1),
    )


def log_of(count: int) -> Log:
    log = Log()
    for number in range(count):
        log = log.with_entry(draft(number))
    return log


def changed(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return (*entries[:1], replace(entries[1], said=draft(9)), *entries[2:])


def test_a_log_that_was_only_added_to_is_whole() -> None:
    assert broken_entry(log_of(4)) is None


@pytest.mark.parametrize(
    ("entries", "broken"),
    [
        (changed(log_of(4).entries), 2),
        (log_of(4).entries[1:], 1),
        ((*log_of(4).entries[:1], *log_of(4).entries[2:]), 2),
        ((log_of(4).entries[1], log_of(4).entries[0]), 1),
    ],
    ids=["changed", "first gone", "one gone", "swapped"],
)
def test_a_change_is_found_at_its_place(entries: tuple[Entry, ...], broken: int) -> None:
    assert broken_entry(Log(entries=entries)) == broken


def test_an_entry_added_changes_none_before_it() -> None:
    assert log_of(3).entries == log_of(4).entries[:3]
