"""A changed byte of the record is found and named; a chain written anew without the key is seen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from withhold.record import Draft, Link, Stream, broken, end_of, event_of, rows_of
from withhold.record.chain import FIELDS

AT = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
CASE = Stream(kind="case", id="C-1")
LINK = Link(kind="case", id="C-1")
KEY = b"key"


def drafts(count: int) -> list[Draft]:
    return [
        Draft(
            event="rfi",
            on=date(2026, 3, 9),
            known_at=AT,
            author="anna",
            reason="asked",
            payload={"facts": {"due": date(2026, 4, 1), "number": number}},
        )
        for number in range(count)
    ]


def rows(count: int = 4, key: bytes = KEY) -> list[dict[str, Any]]:
    return list(rows_of(drafts(count), end_of(CASE, ()), recorded_at=AT, key=key))


def test_a_chain_that_was_only_added_to_is_whole() -> None:
    assert broken(rows(), LINK, KEY) is None


def test_rows_come_back_as_the_events_that_were_told() -> None:
    assert [event_of(row).said for row in rows()] == drafts(4)


@pytest.mark.parametrize("field", [f for f in FIELDS if f not in {"kind", "id", "number", "marks"}])
def test_a_changed_field_is_named_with_its_event(field: str) -> None:
    held = rows()
    held[2][field] = held[2][field] + " "
    found = broken(held, LINK, KEY)
    assert found is not None
    assert found.number == 3
    assert found.field.split(".")[0] in {field, "previous or digest"}


def test_a_changed_fact_inside_the_payload_is_named() -> None:
    held = rows()
    held[1]["payload"] = held[1]["payload"].replace("2026-04-01", "2026-05-01")
    found = broken(held, LINK, KEY)
    assert found is not None
    assert str(found) == "case C-1, event 2, field payload.facts.due: not as it was written"


@pytest.mark.parametrize(
    ("held", "number"),
    [(rows()[1:], 1), ([*rows()[:1], *rows()[2:]], 2), ([rows()[1], rows()[0]], 1)],
    ids=["first gone", "one gone", "swapped"],
)
def test_a_missing_or_moved_event_is_named(held: list[dict[str, Any]], number: int) -> None:
    found = broken(held, LINK, KEY)
    assert found is not None
    assert found.number == number


def test_an_event_gone_at_the_end_is_seen_by_where_the_chain_has_to_end() -> None:
    held = rows()
    end = Link(kind="case", id="C-1", number=4, digest=held[3]["digest"])
    found = broken(held[:3], end, KEY)
    assert found is not None
    assert (found.number, found.says) == (4, "the event is gone")


def test_a_chain_forged_without_the_key_is_seen_by_its_seal() -> None:
    found = broken(rows(key=b"another"), LINK, KEY)
    assert found is not None
    assert (found.number, found.field) == (1, "seal")


def test_without_the_key_the_chain_is_still_proved() -> None:
    assert broken(rows(key=b"another"), LINK, None) is None
