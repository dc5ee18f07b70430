"""`withhold case due` and `withhold case calendar`: what is to be acted on, and by when."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from withhold.base import InputError
from withhold.cli.arguments import (
    AsCsv,
    AsJson,
    AsUser,
    Database,
    Quiet,
    now,
    read_day,
    read_run_settings,
    today,
)
from withhold.cli.case_arguments import Clients, OnDay, OneCase
from withhold.cli.output import emit, say, write, write_bytes

_COLUMNS = ("case_id", "strand", "act_by", "days_left", "words", "state", "last_on", "rule")


def due_command(  # noqa: PLR0913 - one parameter for each option of the door
    within: Annotated[
        int, typer.Option("--within", metavar="DAYS", help="Look so many days ahead.")
    ] = 14,
    form: Annotated[
        str, typer.Option("--format", metavar="FORM", help="table, or email for a message.")
    ] = "table",
    clients: Clients = None,
    day: OnDay = "today",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """List what is to be acted on in all cases, what is over first, each with its rule.

    Example: withhold case due --within 14 --format email
    """
    from withhold.reports.due_mail import due_mail  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.cases.dues_page import due_row, dues_ahead  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    if form not in {"table", "email"}:
        raise InputError("no such form", column="--format", value=form, way_out="table or email")
    settings, asked = read_run_settings(database, user), read_day(day, "--on")
    found: tuple[Any, ...] = ()
    if not settings.nothing_stored:
        with office(settings, today=today(), now=now()) as desk:
            found = dues_ahead(desk, asked, within=within, clients=clients)
    if form == "email":
        write(due_mail(found, today=asked, within=within) + "\n")
        return
    rows = [due_row(due) for due in found]
    emit(rows, rows, _COLUMNS, as_json=as_json, as_csv=as_csv)
    if not quiet:
        over = sum(row["overdue"] for row in rows)
        say(f"{len(rows)} due within {within} days of {asked}, {over} of them over")


def calendar_command(  # noqa: PLR0913 - one parameter for each option of the door
    out: Annotated[
        str, typer.Option("--out", metavar="FILE.ics", help="The calendar (- = standard output).")
    ],
    case_id: OneCase = "",
    remind: Annotated[
        str, typer.Option("--remind", metavar="DAYS", help="Reminders, days before.")
    ] = "14,7,2,0",
    day: OnDay = "today",
    database: Database = None,
    user: AsUser = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Write what is due as an iCalendar file; a later file moves the same entries.

    Example: withhold case calendar --out cases.ics
    """
    from withhold.reports.case_calendar import case_calendar  # noqa: PLC0415 - light `--help`
    from withhold.services.cases.dues_page import dues_of_open  # noqa: PLC0415 - as above
    from withhold.services.cases.handing_out import write_whole  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    settings, before = read_run_settings(database, user), _reminders(remind)
    found: tuple[Any, ...] = ()
    if case_id or not settings.nothing_stored:
        with office(settings, today=today(), now=now()) as desk:
            found = dues_of_open(desk, read_day(day, "--on"), case_id)
    content = case_calendar(found, now=now(), remind=before, title=_title(case_id))
    if out == "-":
        write_bytes(content)
    else:
        write_whole(out, content)
    if not quiet:
        running = sum(due.status == "runs" for due in found)
        say(f"{running} running clocks" + ("" if out == "-" else f" in {out}"))


def _title(case_id: str) -> str:
    """The title of a calendar."""
    return f"Detention case {case_id}" if case_id else ""


def _reminders(text: str) -> tuple[int, ...]:
    """Days before, as typed.

    Raises:
        InputError: not whole numbers of days.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise InputError("not days", column="--remind", value=text, way_out="write it as 14,7,2,0")
    return tuple(sorted({int(part) for part in parts}, reverse=True))
