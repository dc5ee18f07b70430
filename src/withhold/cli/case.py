"""`withhold case`: detention cases opened, listed, shown, moved on and proved."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from withhold.cli.arguments import (
    AsCsv,
    AsJson,
    AsUser,
    Database,
    KnownBy,
    Quiet,
    now,
    read_day,
    read_run_settings,
    today,
)
from withhold.cli.case_arguments import CaseId, Clients, OnDay, end_of
from withhold.cli.case_open import open_command
from withhold.cli.case_page import case_text
from withhold.cli.output import emit, say, write

case_app = typer.Typer(
    no_args_is_help=True,
    help="Detention cases: open, list, show, record what happens, prove the record.\n\n"
    "Example: withhold case open --track U --set presented=2026-03-02",
)

_LIST = ("case_id", "state", "next_due", "next_clock", "overdue", "lines", "orders", "client")


case_app.command("open")(open_command)


@case_app.command("list")
def list_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help="With a line in this state.")
    ] = "",
    track: Annotated[str, typer.Option("--track", metavar="W|F|U", help="Of this track.")] = "",
    order: Annotated[str, typer.Option("--order", metavar="ID", help="Under this order.")] = "",
    client: Clients = None,
    due_by: Annotated[
        str | None, typer.Option("--due-by", metavar="DATE", help="With an act due by then.")
    ] = None,
    day: Annotated[
        str, typer.Option("--on", metavar="DATE", help="As they stand on a day from today on.")
    ] = "today",
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="At most so many rows.")] = 50,
    after: Annotated[int, typer.Option("--after", metavar="N", help="Pass over the first.")] = 0,
    database: Database = None,
    user: AsUser = None,
    *,
    ended: Annotated[bool, typer.Option("--all", help="Those that have ended as well.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """List the cases, the first due first; those that have ended with --all.

    Example: withhold case list --due-by 2026-04-30
    """
    from withhold.services.cases.listing import case_list, read_filter  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    settings = read_run_settings(database, user)
    wanted = read_filter(
        state=state,
        track=track,
        order_id=order,
        clients=client,
        due_by=read_day(due_by, "--due-by") if due_by else None,
        ended=ended,
    )
    rows: list[dict[str, Any]] = []
    more = False
    if not settings.nothing_stored:
        with office(settings, today=today(), now=now()) as desk:
            rows, more = case_list(
                desk, read_day(day, "--on"), wanted, limit=limit or None, after=after
            )
    emit(rows, rows, _LIST, as_json=as_json, as_csv=as_csv)
    if not quiet:
        word = "" if ended else " open; --all shows those that ended"
        say(
            f"{len(rows)} cases{word}"
            + (f"; more with --after {after + len(rows)}" if more else "")
        )


@case_app.command("show")
def show_command(  # noqa: PLR0913 - as above
    case_id: CaseId,
    day: OnDay = "today",
    known_by: KnownBy = None,
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show a case: lines, clocks with their rule and why, what may be done now, its history.

    Example: withhold case show C-00001 --on 2026-04-02
    """
    from withhold.services.cases.file_page import file_page  # noqa: PLC0415 - as above
    from withhold.services.cases.keeping import view_case  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above
    from withhold.services.record.people import masked_person  # noqa: PLC0415 - as above

    settings = read_run_settings(database, user)
    with office(settings, today=today(), now=now()) as desk:
        kept = view_case(desk, case_id)
        importer = masked_person(desk, kept.file.person) if kept.file.person else {}
    page = file_page(kept, today=read_day(day, "--on"), known_by=end_of(known_by))
    page["importer"] = importer
    if as_json or as_csv:
        emit(page, page["clocks"], (), as_json=as_json, as_csv=as_csv)
    else:
        write(case_text(page))
