"""`withhold db`: care of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withhold.cli.arguments import AsCsv, AsJson, Database, Quiet, read_run_settings
from withhold.cli.output import emit, say

db_app = typer.Typer(
    no_args_is_help=True,
    help="Care of the database: copies, upgrades, checks.\n\nExample: withhold db check",
)
_CHECK = ("check", "holds", "says")


@db_app.command("backup")
def backup(
    out: Annotated[
        Path, typer.Argument(metavar="FILE", help="x.sqlite, x.jsonl, x.jsonl.gz or x.jsonl.zst.")
    ],
    database: Database = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
    quiet: Quiet = False,
) -> None:
    """Copy the database as of one moment, while others may write; the key file is no part of it.

    Example: withhold db backup cases-2026-11-25.jsonl.zst
    """
    from withhold.services.record.care import back_up  # noqa: PLC0415 - keeps `--help` light

    settings = read_run_settings(database)
    key = back_up(settings, out, force=force)
    if not quiet:
        say(f"written: {out}")
        if key:
            say(f"keep the key {key} apart from it: {settings.keyfile}")


@db_app.command("restore")
def restore_command(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A copy that `backup` wrote.")],
    database: Database = None,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what the database holds.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Fill a database from a copy, whole or not at all, and check it; also into another kind.

    Example: withhold db restore cases-2026-11-25.jsonl.zst --database sqlite:///new.sqlite
    """
    from withhold.services.record.care import restore  # noqa: PLC0415 - keeps `--help` light

    rows = restore(read_run_settings(database), source, force=force)
    failed = [row for row in rows if not row["holds"]]
    for row in failed:
        say(f"broken: {row['check']}: {row['says']}")
    if not quiet:
        say(f"restored; {len(rows) - len(failed)} checks hold, {len(failed)} do not")
    raise typer.Exit(1 if failed else 0)


@db_app.command("upgrade")
def upgrade_command(database: Database = None, *, quiet: Quiet = False) -> None:
    """Bring a database up to this version, and count lists anew by the law tables of it.

    Example: withhold db upgrade
    """
    from withhold.services.record.care import upgrade  # noqa: PLC0415 - keeps `--help` light

    before, after, count = upgrade(read_run_settings(database))
    if not quiet:
        say(f"revision {before or 'none'} to {after}; {count} list rows written anew")


@db_app.command("check")
def check_command(
    database: Database = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Check schema, file, every chain of the record and what lists show; exit 1 where one fails.

    Example: withhold db check
    """
    from withhold.services.record.care import check  # noqa: PLC0415 - keeps `--help` light

    rows = check(read_run_settings(database))
    emit(rows, rows, _CHECK, as_json=as_json, as_csv=as_csv)
    failed = [row for row in rows if not row["holds"]]
    for row in failed:
        say(f"broken: {row['check']}: {row['says']}")
    if not quiet:
        say(f"{len(rows) - len(failed)} checks hold, {len(failed)} do not")
    raise typer.Exit(1 if failed else 0)
