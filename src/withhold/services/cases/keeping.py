"""Cases in the store: read back from their events, and written with what lists show of them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from withhold.base import UnknownName
from withhold.cases import CASE, NO_END, CaseFile, case_file, pictures
from withhold.record import Event, Stream, canonical
from withhold.services.record.access import enter
from withhold.storage import (
    CaseRow,
    PeriodRow,
    append,
    append_last,
    case_ids,
    proved_stream,
    put_case,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from withhold.record import Draft
    from withhold.services.record import Office
    from withhold.services.record.people import TiedPerson

#: The stream kind of who looked at a case.
READING = "case_reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case and the events it was read from."""

    file: CaseFile
    events: tuple[Event, ...]


def view_case(office: Office, case_id: str) -> KeptCase:
    """A case for somebody to look at: allowed by role and client, and logged (ROL-03, ROL-06).

    Where one person works alone the reading is not logged.

    Raises:
        UnknownName: no such case.
        LawError: the actor may not see it; names the rule.
    """
    kept = load_case(office, case_id)
    seen = enter(office, "view_case", kept.file.client)
    if not office.actor.waived:
        append_last(
            seen.engine,
            Stream(kind=READING, id=case_id),
            [seen.draft("case_read", seen.today, {"version": kept.file.version})],
            recorded_at=seen.now,
            key=seen.keys.seal,
        )
    return kept


def load_case(office: Office, case_id: str) -> KeptCase:
    """A case with its events, for a service that has asked who may.

    Raises:
        UnknownName: no such case; names the nearest.
        StorageError: the chain was changed outside the program; names event and field.
    """
    with office.engine.connect() as connection:
        events = proved_stream(connection, Stream(kind=CASE, id=case_id), office.keys.seal)
        if not events:
            known = case_ids(connection)
            raise UnknownName("case", case_id, near=tuple(get_close_matches(case_id, known, n=3)))
    return KeptCase(file=case_file(events), events=events)


def write_case(
    office: Office,
    case_id: str,
    before: Sequence[Event],
    drafts: Sequence[Draft],
    person: TiedPerson | None = None,
) -> KeptCase:
    """The case after new events; they and what lists show are written whole or not at all.

    Args:
        office: where.
        case_id: the case.
        before: its events as the writer knows them; none: a new case.
        drafts: what happened.
        person: who is put into the vault with them.

    Raises:
        ConflictError: somebody else wrote first; holds what.
    """
    written: list[KeptCase] = []

    def project(connection: Connection, events: tuple[Event, ...]) -> None:
        whole = (*before, *events)
        written.append(KeptCase(file=case_file(whole), events=whole))
        project_case(connection, written[-1].file)
        if person is not None:
            person.write(connection)

    append(
        office.engine,
        Stream(kind=CASE, id=case_id),
        len(before),
        drafts,
        recorded_at=office.now,
        key=office.keys.seal,
        project=project,
    )
    return written[-1]


def project_case(connection: Connection, file: CaseFile) -> None:
    """Write what lists show of a case."""
    put_case(connection, case_row(file), period_rows(file))


def case_row(file: CaseFile) -> CaseRow:
    """What a list shows of a case on every day."""
    return CaseRow(
        case_id=file.case_id,
        version=file.version,
        opened_on=file.opened_on.isoformat(),
        client=file.client,
        port=file.port,
        tracks="".join(sorted(file.tracks)),
        orders=canonical([o for o in file.order_ids if o]),
        lines=len(file.lines),
        reference=file.reference,
    )


def period_rows(file: CaseFile) -> tuple[PeriodRow, ...]:
    """Where a case stands, for each stretch of days from the last recorded day on."""
    return tuple(
        PeriodRow(
            case_id=file.case_id,
            from_day="" if number == 0 else picture.from_day.isoformat(),
            until_day=picture.until_day.isoformat() if picture.until_day else NO_END,
            state=picture.state,
            states=canonical(dict(picture.states)),
            is_open=picture.is_open,
            next_due=picture.next_due.isoformat() if picture.next_due else NO_END,
            next_clock=picture.next_clock,
            next_line=picture.next_strand,
        )
        for number, picture in enumerate(pictures(file))
    )
