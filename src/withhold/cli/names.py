"""`withhold match` and `withhold compare`: names asked from the command line."""

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
    read_day,
    read_run_settings,
    today,
)
from withhold.cli.output import emit, say

_SHOWN = ("query_id", "rank", "verdict", "score", "entity", "matched_name", "order_ids", "reasons")


def match_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help="Names.")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="F", help="A file: query_id,name,country,address."),
    ] = None,
    out: Annotated[
        str, typer.Option("--out", metavar="OUT", help="File for the rows of --file.")
    ] = "-",
    country: Annotated[
        str, typer.Option("--country", metavar="CC", help="Country of the name.")
    ] = "",
    address: Annotated[str, typer.Option("--address", metavar="A", help="Its address.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Entities for one name.")] = 5,
    min_score: Annotated[
        float | None, typer.Option("--min-score", metavar="S", help="Also show from that score on.")
    ] = None,
    day: Annotated[str, typer.Option("--as-of", metavar="D", help="Day of in_force.")] = "",
    version: Version = None,
    database: Database = None,
    *,
    only_in_force: Annotated[
        bool, typer.Option("--only-in-force", help="Leave out what no order reaches that day.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Compare names with every party the register has ever held.

    Example: withhold match "Hefei Bitland Information Technology" --as-of today
    """
    from withhold.services.matching import MatchOptions, Query, match_names  # noqa: PLC0415 - light help
    from withhold.services.registers import load_register  # noqa: PLC0415 - as above

    if bool(names) == (file is not None):
        raise InputError(
            "either names or a file", column="NAME", way_out="give one of them: NAME... or --file F"
        )
    settings = read_run_settings(database)
    register = load_register(settings, version=version)
    asked = read_day(day, "--as-of") if day else today() if only_in_force else None
    options = MatchOptions(
        limit=limit,
        min_score=min_score,
        as_of=asked,
        only_in_force=only_in_force,
        cache=settings.cache,
    )
    if file is not None:
        from withhold.services.name_files import match_file  # noqa: PLC0415 - as above

        counts = match_file(register, file, out, options)
        if not quiet:
            told = ", ".join(f"{count} {name}" for name, count in counts.items())
            say(f"{told}; list version {register.version}")
        return
    queries = [
        Query(query_id=str(n), name=name, country=country, address=address)
        for n, name in enumerate(names or [], 1)
    ]
    rows = match_names(register, queries, options)
    emit(rows, rows, _SHOWN, as_json=as_json, as_csv=as_csv)
    if not quiet:
        say(f"list version {register.version}; a name alone decides nothing")


def compare_command(  # noqa: PLR0913 - one parameter for each option of the door
    left: Annotated[str, typer.Argument(metavar="LEFT", help="A name.")] = "",
    right: Annotated[str, typer.Argument(metavar="RIGHT", help="Another name.")] = "",
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", metavar="F", help="A file with the columns left, right."),
    ] = None,
    out: Annotated[
        str, typer.Option("--out", metavar="OUT", help="File for the rows of --pairs.")
    ] = "-",
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Say how alike two names are, and why.

    Example: withhold compare "Hetian Taida Apparel" "Hotan Taida Apparel Co., Ltd."
    """
    if pairs is not None:
        from withhold.services.name_files import compare_file  # noqa: PLC0415 - keeps `--help` light

        counts = compare_file(pairs, out)
        if not quiet:
            say(", ".join(f"{count} {name}" for name, count in counts.items()))
        return
    if not left or not right:
        raise InputError(
            "two names, or a file of pairs",
            column="LEFT",
            way_out="give LEFT and RIGHT, or --pairs F",
        )
    from withhold.services.matching import compare_names  # noqa: PLC0415 - as above

    row = {"left": left, "right": right, **compare_names(left, right)}
    emit(row, [row], tuple(row), as_json=as_json, as_csv=as_csv)
