"""`withhold case options`: what the importer may do in a case, until when, at what cost."""

from __future__ import annotations

from typing import Annotated

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
from withhold.cli.case_arguments import CaseId, OnDay
from withhold.cli.output import emit, say, write


def options_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    case_id: CaseId,
    facts: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="A figure or what is at hand: storage_per_day=120, commodity=cotton, "
            "stages=farm,gin.",
        ),
    ] = None,
    documents: Annotated[
        str, typer.Option("--documents", metavar="INDEX", help="Index of the exhibits at hand.")
    ] = "",
    day: OnDay = "today",
    line: Annotated[str, typer.Option("--line", metavar="NO", help="Only this entry line.")] = "",
    choice: Annotated[str, typer.Option("--choice", metavar="WORD", help="Only this choice.")] = "",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Show the importer's choices: open or why not, until when, what is missing, what it costs.

    Example: withhold case options C-00001 --set storage_per_day=120 --set commodity=cotton
    """
    from withhold.reports.choices_text import choice_lines  # noqa: PLC0415 - light `--help`
    from withhold.services.cases.choosing import choices_page, flat_row  # noqa: PLC0415 - as above
    from withhold.services.cases.exhibits import read_index  # noqa: PLC0415 - as above
    from withhold.services.cases.keeping import view_case  # noqa: PLC0415 - as above
    from withhold.services.cases.wishes import read_wishes  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    settings = read_run_settings(database, user)
    exhibits = read_index(documents).documents if documents else ()
    wishes = read_wishes(facts or [], exhibits)
    with office(settings, today=today(), now=now()) as desk:
        kept = view_case(desk, case_id)
    page = choices_page(kept.file, read_day(day, "--on"), wishes, choice=choice, line=line)
    if as_json or as_csv:
        rows = [flat_row(s["strand"], c) for s in page["strands"] for c in s["choices"]]
        emit(page, rows, (), as_json=as_json, as_csv=as_csv)
        return
    for strand in page["strands"]:
        write(f"case {case_id} line {strand['strand']} is {strand['state']} on {page['on']}\n\n")
        write("\n\n".join("\n".join(choice_lines(c)) for c in strand["choices"]) + "\n")
    if not quiet:
        say("act by the day shown; a work aid, not legal advice")
