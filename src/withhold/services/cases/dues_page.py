"""What is due in kept cases: of one case, or across all of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from withhold.base import to_plain
from withhold.cases import standings
from withhold.cases.due import Due, due_within, dues
from withhold.services.cases.keeping import load_case, view_case
from withhold.services.cases.listing import case_list, read_filter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from withhold.cases import CaseFile
    from withhold.services.record import Office


def file_dues(file: CaseFile, day: date) -> tuple[Due, ...]:
    """What runs in a case on a day, and what ran, of every line under every track."""
    alone = len(file.strands) == 1
    return tuple(
        due
        for strand, now in standings(file, on=day)
        for due in dues(strand.case, day, strand="" if alone else strand.strand_id, now=now)
    )


def dues_ahead(
    office: Office, day: date, *, within: int, clients: Iterable[str] | None = None
) -> tuple[Due, ...]:
    """What the importer is to act on within so many days, or should have, across open cases.

    Args:
        office: where the cases are kept.
        day: the legal day asked about.
        within: days ahead.
        clients: only cases of these clients; None: of all.
    """
    end = day + timedelta(days=within)
    wanted = read_filter(due_by=end, clients=clients)
    if day < office.today:  # lists look ahead only: on an earlier day every case is asked
        wanted = read_filter(clients=clients, ended=True)
    rows, _ = case_list(office, day, wanted, limit=None)
    found = [
        due
        for row in rows
        for due in due_within(file_dues(load_case(office, row["case_id"]).file, day), within)
    ]
    return tuple(sorted(found, key=lambda d: (d.act_by or day, d.uid)))


def dues_of_open(office: Office, day: date, case_id: str = "") -> tuple[Due, ...]:
    """What runs and ran in one case, or in every open one.

    Raises:
        UnknownName: no such case.
    """
    if case_id:
        return file_dues(view_case(office, case_id).file, day)
    rows, _ = case_list(office, day, read_filter(ended=day < office.today), limit=None)
    return dues_of_cases(office, day, (row["case_id"] for row in rows))


def dues_of_cases(office: Office, day: date, case_ids: Iterable[str]) -> tuple[Due, ...]:
    """What runs and ran in these cases, for a service that has asked who may.

    Raises:
        UnknownName: no such case.
    """
    return tuple(due for one in case_ids for due in file_dues(load_case(office, one).file, day))


def due_row(due: Due) -> dict[str, Any]:
    """A due act as a flat answer."""
    plain: dict[str, Any] = to_plain(due)
    return plain | {"uid": due.uid, "overdue": due.days_left is not None and due.days_left < 0}
