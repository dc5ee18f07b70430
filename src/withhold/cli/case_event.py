"""`withhold case event` and `case verify`: what happened is recorded, and the record is proved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

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
from withhold.cli.case import case_app
from withhold.cli.case_arguments import (
    CaseId,
    Facts,
    KnownAt,
    OnlyLines,
    OnlyOrders,
    Reason,
    read_instant,
)
from withhold.cli.output import emit, say

if TYPE_CHECKING:
    from datetime import date

    from withhold.services.cases.act_in_file import ActAnswer
    from withhold.services.settings import Settings

__all__ = ["case_app"]


@case_app.command("event")
def event_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    case_id: CaseId,
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="What happened: notice_received, exported ...")
    ],
    day: Annotated[
        str,
        typer.Option(
            "--at", metavar="DATE", help="Its legal day, at the port; an instant becomes it."
        ),
    ] = "today",
    facts: Facts = None,
    lines: OnlyLines = None,
    orders: OnlyOrders = None,
    known_at: KnownAt = None,
    reason: Reason = "",
    approver: Annotated[
        str, typer.Option("--approved-by", metavar="USER", help="The second person (ROL-02).")
    ] = "",
    version: Annotated[
        int | None,
        typer.Option("--version", metavar="N", help="The last event you saw; refused if not."),
    ] = None,
    database: Database = None,
    user: AsUser = None,
    *,
    propose: Annotated[
        bool, typer.Option("--propose", help="Leave it for another user to approve (ROL-02).")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would become of it; write nothing.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Record what happened in a case, or say why it cannot be and what is allowed now.

    Example: withhold case event C-00001 notice_received --at 2026-03-10
    """
    from withhold.services.cases.act_in_file import ActRequest, act_in_case  # noqa: PLC0415
    from withhold.services.cases.proposals import propose_act  # noqa: PLC0415 - as above
    from withhold.services.cases.typed_facts import read_event_facts  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    settings = read_run_settings(database, user)
    asked = ActRequest(
        case_id=case_id,
        event=event,
        on=_legal_day(settings, case_id, day),
        facts=read_event_facts(event, facts or []),
        lines=tuple(lines or ()),
        orders=tuple(orders or ()),
        known_at=read_instant(known_at),
        reason=reason,
        approver=approver,
        version=version,
        dry_run=dry_run,
    )
    with office(settings, today=today(), now=now()) as desk:
        if propose:
            kept = propose_act(desk, asked)
            say(f"proposed; another user: withhold case approve {case_id} {kept.file.version}")
            return
        found = act_in_case(desk, asked)
    _tell(found, asked.event, as_json=as_json, quiet=quiet)


@case_app.command("approve")
def approve_command(  # noqa: PLR0913 - as above
    case_id: CaseId,
    number: Annotated[
        int, typer.Argument(metavar="N", help="Number of the proposal, as `case show` has it.")
    ],
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Approve an act that another user proposed; it is recorded with both persons (ROL-02).

    Example: withhold case approve C-00001 4 --as ben
    """
    from withhold.services.cases.proposals import approve_act  # noqa: PLC0415 - light `--help`
    from withhold.services.record import office  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        found = approve_act(desk, case_id, number, reason)
    _tell(found, "the act", as_json=as_json, quiet=quiet)


@case_app.command("verify")
def verify_command(
    case_id: Annotated[
        str, typer.Argument(metavar="[ID]", help="One case (default: every one).")
    ] = "",
    database: Database = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Prove the record of cases; exit 1 and name event and field where it was changed.

    Example: withhold case verify C-00001
    """
    from withhold.services.record import office  # noqa: PLC0415 - as above
    from withhold.services.record.proving import case_checks  # noqa: PLC0415 - as above

    settings = read_run_settings(database)
    rows: list[dict[str, Any]] = []
    if case_id or not settings.nothing_stored:
        with office(settings, today=today(), now=now()) as desk:
            rows = case_checks(desk, case_id)
    emit(
        rows,
        rows,
        ("stream", "events", "holds", "number", "field", "says"),
        as_json=as_json,
        as_csv=as_csv,
    )
    failed = [row for row in rows if not row["holds"]]
    for row in failed:
        say(f"broken: {row['says']}")
    if not quiet:
        say(f"{len(rows) - len(failed)} chains hold, {len(failed)} do not")
    raise typer.Exit(1 if failed else 0)


def _legal_day(settings: Settings, case_id: str, text: str) -> date:
    """A day as typed; of an instant the day at the port of the case (GEN-01)."""
    if "T" not in text:
        return read_day(text, "--at")
    from withhold.services.cases.keeping import load_case  # noqa: PLC0415 - as above
    from withhold.services.clocks import local_day  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    with office(settings, today=today(), now=now()) as desk:
        return local_day("--at", text, port=load_case(desk, case_id).file.port)


def _tell(found: ActAnswer, event: str, *, as_json: bool, quiet: bool) -> None:
    """Print what became of an event."""
    from withhold.services.cases.act_page import act_page  # noqa: PLC0415 - as above

    page = act_page(found, today())
    columns = ("strand", "before", "after", "rule", "started", "stopped", "next_due")
    emit(page, page["moved"], columns, as_json=as_json, as_csv=False)
    if quiet:
        return
    for code in (*page["flags"], *page["warnings"], *page["tasks"], *page["info"]):
        say(f"note {code}: {page['words'].get(code, '')}".rstrip(": "))
    for row in page["not_moved"]:
        say(f"line {row['strand']} is not moved: {row['because'] or row['reason']}")
    if page["held_for_a_person"]:
        say(f"{event}: no rule foresees it here; it is kept for a person to decide (GEN-13)")
    word = "recorded" if found.recorded else "dry run: nothing is written"
    say(f"case {page['case_id']} event {page['version']}: {word}")
