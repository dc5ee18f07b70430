"""The vault: no value of a person outside it, masked by default, erased when the law lets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from tests.offices import TODAY, a_line, happened, opened_case

from withhold.base import InputError, LawError, StorageError
from withhold.record import RecordKeys, Stream
from withhold.record.personal import personal_data_in
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.record.accounts import add_user
from withhold.services.record.people import (
    erase_person,
    masked_person,
    people_rows,
    reveal_person,
)
from withhold.services.record.proving import case_checks, chain_checks
from withhold.services.record.retention import kept_by_law
from withhold.storage import read_person, read_stream, writing

if TYPE_CHECKING:
    from withhold.services.record import Office

IMPORTER = {
    "importer_number": "12-3456789AB",
    "importer_name": "Lavender Lumber LLC",
    "contact": "lee@lavender.example",
}


def case_of(desk: Office, entered: date | None = None, number: str = "12-3456789AB") -> str:
    facts = {"presented": date(2020, 10, 2)} | ({"entered": entered} if entered else {})
    asked = OpenRequest(
        lines=(a_line(),), facts=facts, importer={**IMPORTER, "importer_number": number}
    )
    return open_case_file(desk, asked).file.person


def stored_bytes(desk: Office) -> bytes:
    """Every byte of a SQLite database; of PostgreSQL every cell."""
    if desk.engine.dialect.name == "sqlite":
        path = Path(str(desk.engine.url.database))
        return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))
    names = ("event", "vault_person", "vault_value", "case_row", "case_period", "user_row")
    with desk.engine.connect() as connection:
        rows = [r for n in names for r in connection.execute(text(f"select * from {n}"))]  # noqa: S608 - names of ours
    return repr([[bytes(c) if isinstance(c, memoryview) else c for c in r] for r in rows]).encode()


def test_no_value_of_a_person_lies_plainly_in_the_database(desk: Office) -> None:
    case_of(desk)
    add_user(desk, "anna", ("compliance_lead",), {"name": "Ann Lavigne", "email": "a@x.example"})
    held = stored_bytes(desk)
    for value in (*IMPORTER.values(), "3456789", "Lavender", "Lavigne", "a@x.example"):
        assert value.encode() not in held


def test_an_importer_is_masked_by_default(desk: Office) -> None:
    person = case_of(desk)
    assert masked_person(desk, person) == {
        "contact": "l" + "*" * 19,
        "importer_name": "L" + "*" * 18,
        "importer_number": "**-*****89AB",
    }
    assert people_rows(desk)[0]["importer_number"] == "**-*****89AB"


def test_reading_a_person_takes_a_reason_and_is_logged_without_the_value(desk: Office) -> None:
    person = case_of(desk)
    with pytest.raises(InputError, match="reason"):
        reveal_person(desk, person, " ")
    assert reveal_person(desk, person, "protest form")["importer_number"] == "12-3456789AB"
    with desk.engine.connect() as connection:
        log = read_stream(connection, Stream(kind="person", id=person))
    assert [(e.said.event, e.said.author, e.said.reason) for e in log] == [
        ("person_read", "anna", "protest form")
    ]


def test_one_importer_number_is_one_person(desk: Office) -> None:
    assert case_of(desk) == case_of(desk)
    assert case_of(desk, number="98-7654321AB") != case_of(desk)


def test_a_number_that_is_none_is_refused_and_not_repeated(desk: Office) -> None:
    with pytest.raises(InputError, match="NN-NNNNNNN") as caught:
        case_of(desk, number="123456")
    assert "123456" not in str(caught.value)


@pytest.mark.parametrize("told", ["call 12-3456789AB", "SSN 123-45-6789", "write lee@x.example"])
def test_data_of_a_person_in_free_text_is_refused(desk: Office, told: str) -> None:
    case_id = opened_case(desk).file.case_id
    with pytest.raises(InputError, match="kept for ever"):
        happened(desk, case_id, "rfi", date(2026, 10, 20), reason=told)


@pytest.mark.parametrize("told", ["entry 231-0001234-5", "uflpa:x@U", "2026-10-20", "wro-1.2@W"])
def test_other_numbers_in_free_text_are_let_through(told: str) -> None:
    assert not personal_data_in(told)


def test_a_person_is_kept_for_five_years_from_the_entry(desk: Office) -> None:
    entered = date(2021, 11, 25)
    case_id = "mine"
    asked = OpenRequest(
        lines=(a_line(),),
        facts={"presented": date(2021, 11, 1), "entered": entered},
        importer=IMPORTER,
        case_id=case_id,
    )
    person = open_case_file(desk, asked).file.person
    with pytest.raises(LawError, match="legal_hold of case mine"):
        erase_person(desk, person, "asked", kept_by_law(desk))
    happened(desk, case_id, "exported", date(2021, 11, 20))
    with pytest.raises(LawError, match=r"retention_not_over of case mine \(CLK-51\)"):
        erase_person(desk, person, "asked", kept_by_law(desk))
    later = replace(desk, today=TODAY + timedelta(days=1))
    erase_person(later, person, "asked", kept_by_law(later))


def test_a_legal_hold_overrides_the_end_of_retention(desk: Office) -> None:
    person, case_id = ended(desk)
    happened(desk, case_id, "legal_hold_placed", TODAY, facts={"hold": "suit 26-1"})
    with pytest.raises(LawError, match="legal_hold"):
        erase_person(desk, person, "asked", kept_by_law(desk))
    happened(desk, case_id, "legal_hold_lifted", TODAY, facts={"hold": "suit 26-1"})
    erase_person(desk, person, "asked", kept_by_law(desk))


def ended(desk: Office) -> tuple[str, str]:
    """A case whose retention is over, and its importer."""
    asked = OpenRequest(
        lines=(a_line(),),
        facts={"presented": date(2020, 10, 2), "entered": date(2020, 10, 1)},
        importer=IMPORTER,
    )
    file = open_case_file(desk, asked).file
    happened(desk, file.case_id, "exported", date(2020, 10, 20))
    return file.person, file.case_id


def test_erasing_destroys_the_key_and_the_record_stays_whole(desk: Office) -> None:
    person, case_id = ended(desk)
    with desk.engine.connect() as connection:
        wrapped = connection.execute(text("select wrapped_key from vault_person")).scalar()
    erase_person(desk, person, "asked", kept_by_law(desk))
    assert masked_person(desk, person) == {"state": "erased"}
    assert reveal_person(desk, person, "is it gone?") == {"state": "erased"}
    assert [row["holds"] for row in case_checks(desk, case_id)] == [True]
    assert all(row["holds"] for row in chain_checks(desk.engine, desk.keys.seal))
    assert bytes(wrapped or b"") not in stored_bytes(desk)


def test_a_person_who_may_still_act_is_not_erased(desk: Office) -> None:
    user = add_user(desk, "anna", ("compliance_lead",), {"name": "Ann Lavigne"})
    with pytest.raises(LawError, match="ROL-06"):
        erase_person(desk, user.person, "asked", kept_by_law(desk))


def test_another_key_opens_nothing(desk: Office) -> None:
    person = case_of(desk)
    with (
        desk.engine.connect() as connection,
        pytest.raises(StorageError, match="WITHHOLD_KEYFILE"),
    ):
        read_person(connection, RecordKeys.of(b"x" * 32), person)


def test_a_changed_value_is_not_shown(desk: Office) -> None:
    person = case_of(desk)
    with writing(desk.engine).begin() as connection:
        connection.execute(text("update vault_value set field = 'x' where field = 'contact'"))
    with desk.engine.connect() as connection, pytest.raises(StorageError, match="changed"):
        read_person(connection, desk.keys, person)
