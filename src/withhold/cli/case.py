"""`withhold case`: detention cases opened, listed, shown, moved on and proved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from withhold.cli.arguments import (
    AsCsv,
    AsJson,
    Database,
    KnownBy,
    Quiet,
    now,
    read_day,
    read_known_by,
    read_run_settings,
    today,
)
from withhold.cli.case_notice import show_proposal
from withhold.cli.case_page import case_text
from withhold.cli.output import emit, say, write

if TYPE_CHECKING:
    from withhold.services.cases.keeping import KeptCase

case_app = typer.Typer(
    no_args_is_help=True,
    help="Detention cases: open, list, show, record what happens, prove the record.\n\n"
    "Example: withhold case open --track U --set presented=2026-03-02",
)

CaseId = Annotated[str, typer.Argument(metavar="ID", help="Id of a case, as `case list` shows it.")]
AsUser = Annotated[str | None, typer.Option("--as", metavar="USER", help="Who acts.")]
Facts = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="A fact, as presented=2026-03-02."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the event.")]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATETIME", help="When it was learned of (default: now)."),
]
_LIST = ("case_id", "state", "next_due", "next_clock", "overdue", "lines", "orders", "client")


@case_app.command("open")
def open_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    tracks: Annotated[
        list[str] | None,
        typer.Option("--track", metavar="W|F|U", help="WRO, Finding, or UFLPA and CAATSA."),
    ] = None,
    orders: Annotated[
        list[str] | None,
        typer.Option("--order", metavar="ID[@TRACK]", help="An order the goods stand under."),
    ] = None,
    lines: Annotated[
        list[str] | None,
        typer.Option(
            "--line",
            metavar="NO[:KEY=VALUE;...]",
            help="An entry line; keys goods, hts, origin, order=ID@TRACK, track.",
        ),
    ] = None,
    from_hit: Annotated[
        str, typer.Option("--from-hit", metavar="RUN:HIT_ID", help="A row of a kept run.")
    ] = "",
    from_notice: Annotated[
        Path | None,
        typer.Option("--from-notice", metavar="FILE", help="A detention notice, text or PDF."),
    ] = None,
    facts: Facts = None,
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help="Where it stands (default: by facts).")
    ] = "",
    config: Annotated[
        list[str] | None,
        typer.Option("--config", metavar="KEY=VALUE", help="A contested point taken otherwise."),
    ] = None,
    case_id: Annotated[
        str, typer.Option("--id", metavar="ID", help="Id of your own (default: the next number).")
    ] = "",
    client: Annotated[
        str,
        typer.Option("--client", metavar="HANDLE", help="Handle of the importer it is kept for."),
    ] = "",
    port: Annotated[
        str, typer.Option("--port", metavar="CODE", help="Schedule D code of the port.")
    ] = "",
    reference: Annotated[
        str, typer.Option("--reference", metavar="TEXT", help="Entry number or your reference.")
    ] = "",
    importer_name: Annotated[
        str, typer.Option("--importer-name", metavar="NAME", help="The importer; to the vault.")
    ] = "",
    importer_number: Annotated[
        str,
        typer.Option("--importer-number", metavar="NO", help="Importer number; to the vault."),
    ] = "",
    contact: Annotated[
        str, typer.Option("--contact", metavar="TEXT", help="Whom to write to; to the vault.")
    ] = "",
    opened_on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="Day of opening (default: today).")
    ] = "today",
    known_at: KnownAt = None,
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="What the notice proposes is right: open the case.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Open a case from typed facts, a row of a kept screening run, or a detention notice.

    Example: withhold case open --track U --port 2704 --set presented=2026-03-02
    """
    from withhold.services.cases.from_notice import (  # noqa: PLC0415 - light `--help`
        check_not_open,
        read_proposal,
        request_of_notice,
    )
    from withhold.services.cases.open_file import open_case_file  # noqa: PLC0415 - light `--help`
    from withhold.services.cases.open_request import TypedCase, read_request  # noqa: PLC0415
    from withhold.services.record import office  # noqa: PLC0415 - as above

    settings = read_run_settings(database, user)
    typed = TypedCase(
        tracks=tuple(tracks or ()),
        orders=tuple(orders or ()),
        lines=tuple(lines or ()),
        from_hit=from_hit,
        facts=tuple(facts or ()),
        config=tuple(config or ()),
        port=port,
    )
    if from_notice is not None:
        found = read_proposal(from_notice, typed, today=today())
        if not yes:
            show_proposal(found, as_json=as_json, quiet=quiet)
            return
        request = request_of_notice(settings, found, typed)
    else:
        request = read_request(settings, typed)
    asked = replace(
        request,
        state=state,
        case_id=case_id,
        client=client,
        reference=reference or request.reference,
        on=read_day(opened_on, "--on"),
        reason=reason,
        known_at=read_instant(known_at),
        importer={
            "importer_number": importer_number,
            "importer_name": importer_name,
            "contact": contact,
        },
    )
    with office(settings, today=today(), now=now()) as desk:
        if from_notice is not None:
            check_not_open(desk, asked.reference, str(from_notice))
        kept = open_case_file(desk, asked)
    _show(kept, as_json=as_json)
    if not quiet:
        say(f"case {kept.file.case_id} opened by {settings.user}")


@case_app.command("list")
def list_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help="With a line in this state.")
    ] = "",
    track: Annotated[str, typer.Option("--track", metavar="W|F|U", help="Of this track.")] = "",
    order: Annotated[str, typer.Option("--order", metavar="ID", help="Under this order.")] = "",
    client: Annotated[
        list[str] | None, typer.Option("--client", metavar="HANDLE", help="Of this client.")
    ] = None,
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
    day: Annotated[
        str, typer.Option("--on", metavar="DATE", help="As it stands on a day.")
    ] = "today",
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
    page = file_page(kept, today=read_day(day, "--on"), known_by=_end_of(known_by))
    page["importer"] = importer
    if as_json or as_csv:
        emit(page, page["clocks"], (), as_json=as_json, as_csv=as_csv)
    else:
        write(case_text(page))


def read_instant(text: str | None) -> datetime | None:
    """An instant; of a bare day its first."""
    found = read_known_by(text)
    if found is None or isinstance(found, datetime):
        return found
    return datetime.combine(found, time.min, tzinfo=UTC)


def _end_of(text: str | None) -> datetime | None:
    """An instant; of a bare day its last."""
    found = read_known_by(text)
    if found is None or isinstance(found, datetime):
        return found
    return datetime.combine(found, time.max, tzinfo=UTC)


def _show(kept: KeptCase, *, as_json: bool) -> None:
    """Print a case as it stands today."""
    from withhold.services.cases.file_page import file_page  # noqa: PLC0415 - as above

    page = file_page(kept, today=today())
    if as_json:
        emit(page, [], (), as_json=True, as_csv=False)
    else:
        write(case_text(page))
