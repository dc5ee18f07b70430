"""`withhold decisions`: what people decided of pairs, kept for later runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withhold.base import InputError
from withhold.cli.arguments import (
    AsCsv,
    AsJson,
    Database,
    Quiet,
    Version,
    now,
    read_day,
    read_run_settings,
)
from withhold.cli.output import emit, say

decisions_app = typer.Typer(
    no_args_is_help=True,
    help="Decisions on pairs of party and order, applied in later runs.\n\n"
    "Example: withhold decisions list",
)
User = Annotated[str | None, typer.Option("--as", metavar="USER", help="Who decides.")]
Hits = Annotated[
    Path | None,
    typer.Option("--hits", metavar="OUT", help="The answer that a file of hit_id,decision is of."),
]
_SHOWN = (
    "made_at",
    "decision",
    "author",
    "input_name",
    "entity",
    "order_id",
    "expires_on",
    "reason",
)


@decisions_app.command("list")
def list_decisions(
    database: Database = None,
    order: Annotated[
        str, typer.Option("--order", metavar="ID", help="Only those on this order.")
    ] = "",
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the decisions in the order in which they were made.

    Example: withhold decisions list --json
    """
    from withhold.services.decisions import decision_rows, kept  # noqa: PLC0415 - as elsewhere

    found = [d for d in kept(read_run_settings(database)) if order in {"", d.order_id}]
    rows = decision_rows(found)
    emit(rows, rows, _SHOWN, as_json=as_json, as_csv=as_csv)


@decisions_app.command("import")
def import_file(  # noqa: PLR0913 - one parameter for each option of the door
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An answer with decisions in it.")],
    hits: Hits = None,
    version: Version = None,
    database: Database = None,
    user: User = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Take the decisions of a file: an answer of `screen` with its cells filled in, or an export.

    Example: withhold decisions import reviewed.csv --as ana
    """
    from withhold.services.decisions import import_decisions  # noqa: PLC0415 - as elsewhere
    from withhold.services.registers import load_register  # noqa: PLC0415 - as elsewhere

    settings = read_run_settings(database, user)
    register = load_register(settings, version=version)
    added, known = import_decisions(settings, register, file, now=now(), hits=hits)
    if not quiet:
        say(f"{added} decisions taken, {known} known before")


@decisions_app.command("export")
def export(
    out: Annotated[
        str, typer.Option("--out", metavar="OUT", help="File: .csv .jsonl .xlsx; - for CSV.")
    ] = "-",
    database: Database = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write every decision, to be read, kept or imported elsewhere.

    Example: withhold decisions export --out decisions.csv
    """
    from withhold.services.decisions import (  # noqa: PLC0415 - as elsewhere
        COLUMNS,
        decision_rows,
        kept,
    )
    from withhold.services.screening.outputs import (  # noqa: PLC0415 - as elsewhere
        Shape,
        check_out,
        write_rows,
    )

    rows = decision_rows(kept(read_run_settings(database)))
    if out == "-":
        emit(rows, rows or [dict.fromkeys(COLUMNS, "")][:0], COLUMNS, as_json=as_json, as_csv=True)
        return
    check_out(out)
    write_rows(rows, out, Shape(columns=COLUMNS, numbers={}, lists=frozenset()))
    if not quiet:
        say(f"{len(rows)} decisions written to {out}")


@decisions_app.command("record")
def record(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    hit_id: Annotated[str, typer.Argument(metavar="HIT_ID", help="The row, by its hit_id.")],
    word: Annotated[
        str, typer.Argument(metavar="DECISION", help="confirmed, dismissed or escalated.")
    ],
    hits: Annotated[
        Path, typer.Option("--hits", metavar="OUT", help="The answer the row stands in.")
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    expires: Annotated[
        str, typer.Option("--expires", metavar="D", help="First day it no longer holds.")
    ] = "",
    version: Version = None,
    database: Database = None,
    user: User = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Decide one row of an answer.

    Example: withhold decisions record 8f2c01d4 dismissed --hits hits.csv --reason "another firm"
    """
    from withhold.services.decisions import record_decision  # noqa: PLC0415 - as elsewhere
    from withhold.services.registers import load_register  # noqa: PLC0415 - as elsewhere

    if not hits.is_file():
        raise InputError("no such file", file=str(hits), way_out="check --hits")
    settings = read_run_settings(database, user)
    decision = record_decision(
        settings,
        load_register(settings, version=version),
        hit_id,
        word,
        hits=hits,
        reason=reason,
        expires_on=read_day(expires, "--expires") if expires else None,
        now=now(),
    )
    if not quiet:
        say(f"{decision.word}: {decision.compared.name} and {decision.entity or decision.order_id}")
