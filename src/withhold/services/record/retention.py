"""How long the law keeps what is known of a person (CLK-51, ROL-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.cases import CASE, standings, told_days
from withhold.law import is_open_state
from withhold.services.cases.access import AccessRequest, ask_access
from withhold.services.cases.keeping import load_case
from withhold.storage import all_users, streams_naming

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from withhold.cases import CaseFile
    from withhold.services.record.office import Office


def kept_by_law(office: Office) -> Callable[[str], str]:
    """A function that says why a person's data is kept, and the rule; empty: it need not be."""
    return lambda person_id: _kept(office, person_id)


def _kept(office: Office, person_id: str) -> str:
    """Why the law keeps what is known of a person."""
    with office.engine.connect() as connection:
        named = streams_naming(connection, person_id)
        acting = [u for u in all_users(connection) if u.person == person_id and u.enabled]
    if acting:
        return f"user {acting[0].user_id} may still act ROL-06"
    for stream in named:
        if stream.kind == CASE:
            found = _kept_by_case(office, load_case(office, stream.id).file)
            if found:
                return found
    return ""


def _kept_by_case(office: Office, file: CaseFile) -> str:
    """Why a case keeps what is known of its importer."""
    answer = ask_access(
        AccessRequest(
            action="delete_record",
            at=office.today,
            persons=False,
            entered=_entered(file),
            open_matters=_open_matters(office, file),
        )
    )
    return f"{answer.reason} of case {file.case_id} {answer.rule}" if answer.refused else ""


def _open_matters(office: Office, file: CaseFile) -> tuple[str, ...]:
    """What is open on a case: its legal holds, and lines that have not come to their end."""
    holds = tuple(hold.name for hold in file.held_by)
    found = standings(file, on=office.today)
    return holds + tuple(s.strand_id for s, now in found if is_open_state(now.state))


def _entered(file: CaseFile) -> date | None:
    """The latest day of entry that the case was told of; None: it was told of none."""
    days = [d for s in file.strands for d in told_days(s.case).get("entered", ())]
    return max(days, default=None)
