"""`withhold case package`: the evidence of a case checked, and handed out with its index."""

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
    read_run_settings,
    today,
)
from withhold.cli.case_arguments import CaseId
from withhold.cli.output import emit, say

_COLUMNS = ("stage", "missing", "group", "what", "by_law", "rule")


def package_command(  # noqa: PLR0913 - one parameter for each option of the door
    case_id: CaseId,
    documents: Annotated[
        str,
        typer.Option("--documents", metavar="INDEX", help="Index or folder of the exhibits."),
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="DIR|ZIP", help="Where to (default: only check).")
    ] = "",
    review: Annotated[
        str,
        typer.Option("--review", metavar="WORD", help="admissibility, applicability or exception."),
    ] = "",
    facts: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="commodity=cotton, parts=A,B ..."),
    ] = None,
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Check the exhibits of a case: what is missing, what to look at; with --out, hand them out.

    Example: withhold case package C-00001 --documents exhibits --set commodity=cotton
    """
    from withhold.services.cases.exhibits import read_index  # noqa: PLC0415 - light `--help`
    from withhold.services.cases.keeping import view_case  # noqa: PLC0415 - as above
    from withhold.services.cases.package_file import case_package  # noqa: PLC0415 - as above
    from withhold.services.cases.package_page import (  # noqa: PLC0415 - as above
        hand_out,
        package_page,
    )
    from withhold.services.cases.wishes import read_wishes  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above

    settings = read_run_settings(database, user)
    exhibits = read_index(documents)
    held = read_wishes(facts or [], exhibits.documents).held
    with office(settings, today=today(), now=now()) as desk:
        kept = view_case(desk, case_id)
    found = case_package(kept.file, exhibits, held, review=review)
    written = hand_out(kept.file, found, out, today=today()) if out else ""
    page = package_page(found, written)
    emit(page, page["missing"], _COLUMNS, as_json=as_json, as_csv=as_csv)
    if not quiet:
        for warning in found.warnings:
            say(f"look at: {warning}")
        say(f"{len(found.missing)} of {found.items} items of the {found.review} review are missing")
        say(
            f"written: {written}" if written else "only checked: --out DIR or FILE.zip hands it out"
        )
