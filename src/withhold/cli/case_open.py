"""`withhold case open`: from typed facts, a row of a kept run, or a detention notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from withhold.cli.arguments import (
    AsJson,
    AsUser,
    Database,
    Quiet,
    now,
    read_day,
    read_run_settings,
    today,
)
from withhold.cli.case_arguments import Facts, KnownAt, Reason, read_instant
from withhold.cli.case_notice import show_proposal
from withhold.cli.case_page import case_text, taken_lines
from withhold.cli.output import emit, say, write

if TYPE_CHECKING:
    from withhold.services.cases.keeping import KeptCase
    from withhold.services.cases.open_file import OpenRequest
    from withhold.services.cases.open_request import TypedCase
    from withhold.services.settings import Settings

Tracks = Annotated[
    list[str] | None,
    typer.Option("--track", metavar="W|F|U", help="WRO, Finding, or UFLPA and CAATSA."),
]
Orders = Annotated[
    list[str] | None,
    typer.Option("--order", metavar="ID[@TRACK]", help="An order the goods stand under."),
]
Lines = Annotated[
    list[str] | None,
    typer.Option(
        "--line",
        metavar="NO[:KEY=VALUE;...]",
        help="An entry line; keys goods, material, hts, origin, manufacturer (or another role), "
        "order=ID@TRACK, track.",
    ),
]
FromHit = Annotated[
    str, typer.Option("--from-hit", metavar="RUN:HIT_ID", help="A row of a kept run.")
]
FromNotice = Annotated[
    Path | None,
    typer.Option("--from-notice", metavar="FILE", help="A detention notice, text or PDF."),
]
State = Annotated[
    str, typer.Option("--state", metavar="STATE", help="Where it stands (default: by facts).")
]
Switches = Annotated[
    list[str] | None,
    typer.Option("--config", metavar="KEY=VALUE", help="A contested point taken otherwise."),
]
OwnId = Annotated[
    str, typer.Option("--id", metavar="ID", help="Id of your own (default: the next number).")
]
Client = Annotated[
    str, typer.Option("--client", metavar="HANDLE", help="Handle of the importer it is kept for.")
]
Port = Annotated[str, typer.Option("--port", metavar="CODE", help="Schedule D code of the port.")]
Reference = Annotated[
    str, typer.Option("--reference", metavar="TEXT", help="Entry number or your reference.")
]
ImporterName = Annotated[
    str, typer.Option("--importer-name", metavar="NAME", help="The importer; to the vault.")
]
ImporterNumber = Annotated[
    str, typer.Option("--importer-number", metavar="NO", help="Importer number; to the vault.")
]
Contact = Annotated[
    str, typer.Option("--contact", metavar="TEXT", help="Whom to write to; to the vault.")
]
OpenedOn = Annotated[
    str, typer.Option("--on", metavar="DATE", help="Day of opening (default: today).")
]
Confirmed = Annotated[
    bool, typer.Option("--yes", help="What the notice proposes is right: open the case.")
]


def open_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    tracks: Tracks = None,
    orders: Orders = None,
    lines: Lines = None,
    from_hit: FromHit = "",
    from_notice: FromNotice = None,
    facts: Facts = None,
    state: State = "",
    config: Switches = None,
    case_id: OwnId = "",
    client: Client = "",
    port: Port = "",
    reference: Reference = "",
    importer_name: ImporterName = "",
    importer_number: ImporterNumber = "",
    contact: Contact = "",
    opened_on: OpenedOn = "today",
    known_at: KnownAt = None,
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    yes: Confirmed = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Open a case from typed facts, a row of a kept screening run, or a detention notice.

    Example: withhold case open --track U --port 2704 --set presented=2026-03-02
    """
    from withhold.services.cases.open_request import TypedCase  # noqa: PLC0415 - light `--help`

    typed = TypedCase(
        tracks=tuple(tracks or ()),
        orders=tuple(orders or ()),
        lines=tuple(lines or ()),
        from_hit=from_hit,
        facts=tuple(facts or ()),
        config=tuple(config or ()),
        port=port,
        state=state,
        case_id=case_id,
        client=client,
        reference=reference,
        on=read_day(opened_on, "--on"),
        reason=reason,
        known_at=read_instant(known_at),
        importer={
            "importer_number": importer_number,
            "importer_name": importer_name,
            "contact": contact,
        },
    )
    settings = read_run_settings(database, user)
    if from_notice is not None and not yes:
        from withhold.services.cases.from_notice import read_proposal  # noqa: PLC0415 - as above

        proposal = read_proposal(from_notice, typed, today=today())
        show_proposal(proposal, as_json=as_json, quiet=quiet)
        return
    kept = _opened(settings, typed, from_notice)
    _show(kept, as_json=as_json)
    if not quiet:
        for line in (*taken_lines(kept.file.about.get("from_row")), *_port_lines(kept.file.port)):
            say(line)
        say(f"case {kept.file.case_id} opened by {settings.user}")


def _port_lines(port: str) -> tuple[str, ...]:
    """What is told of a port code that no table knows."""
    from withhold.places import port_zone  # noqa: PLC0415 - light `--help`

    if not port or port_zone(port):
        return ()
    told = (
        "the tables of ports know no time zone for it: check the code; instants have no day there"
    )
    return (f"port {port}: {told}",)


def _opened(settings: Settings, typed: TypedCase, notice: Path | None) -> KeptCase:
    """The case as opened; a second one on an entry that has one is refused."""
    from withhold.services.cases.from_notice import check_not_open  # noqa: PLC0415 - light `--help`
    from withhold.services.cases.open_file import open_case_file  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    request = _request(settings, typed, notice)
    with office(settings, today=today(), now=now()) as desk:
        if notice is not None or (typed.from_hit and not typed.reference):
            check_not_open(desk, request.reference, str(notice or typed.from_hit))
        return open_case_file(desk, request)


def _request(settings: Settings, typed: TypedCase, notice: Path | None) -> OpenRequest:
    """What is asked, from what was typed and the paper, if any."""
    from withhold.services.cases.from_notice import (  # noqa: PLC0415 - light `--help`
        read_proposal,
        request_of_notice,
    )
    from withhold.services.cases.open_request import read_request  # noqa: PLC0415 - as above

    if notice is None:
        return read_request(settings, typed)
    return request_of_notice(settings, read_proposal(notice, typed, today=today()), typed)


def _show(kept: KeptCase, *, as_json: bool) -> None:
    """Print a case as it stands today."""
    from withhold.services.cases.file_page import file_page  # noqa: PLC0415 - light `--help`

    page = file_page(kept, today=today())
    if as_json:
        emit(page, [], (), as_json=True, as_csv=False)
    else:
        write(case_text(page))
