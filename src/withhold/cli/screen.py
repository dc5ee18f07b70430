"""`withhold screen` and `withhold run`: the main job, and the runs that were kept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from withhold.base import InputError
from withhold.cli.arguments import (
    AsCsv,
    AsJson,
    Database,
    KnownBy,
    Quiet,
    Version,
    now,
    read_day,
    read_known_by,
    read_run_settings,
)
from withhold.cli.output import emit, say

if TYPE_CHECKING:
    from withhold.services.screening import ScreenResult

_LISTS = frozenset({"wro", "finding", "uflpa"})


def screen_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files, or folders of files.")
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out", metavar="OUT", help="File to write: .csv .jsonl .parquet .xlsx, or -."
        ),
    ],
    day: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="today|DATE|row", help="Whose register: a day's, or each line's own."
        ),
    ] = "today",
    known_by: KnownBy = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="R.html", help="Also write a report to read.")
    ] = None,
    lists: Annotated[
        str, typer.Option("--lists", metavar="LIST,...", help="wro, finding, uflpa, own:NAME.")
    ] = "",
    version: Version = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="duckdb", help="Where the stages run.")
    ] = "duckdb",
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping", metavar="FILE", help="JSON: header to column; made where it is missing."
        ),
    ] = None,
    own_list: Annotated[
        Path | None, typer.Option("--own-list", metavar="FILE", help="A list of your own, beside.")
    ] = None,
    decisions: Annotated[
        str,
        typer.Option(
            "--decisions",
            metavar="FILE|database|none",
            help="What people decided: those kept, those of a file, or none.",
        ),
    ] = "database",
    edges: Annotated[
        Path | None,
        typer.Option(
            "--edges", metavar="FILE", help="Who supplies whom: a table, or EPCIS (.jsonld)."
        ),
    ] = None,
    ownership: Annotated[
        Path | None,
        typer.Option(
            "--ownership", metavar="FILE", help="Who owns whom: parent,child,share,from,to."
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="hit|review",
            help="Exit 1 where a row is that or worse, and not dismissed.",
        ),
    ] = "",
    database: Database = None,
    user: Annotated[str | None, typer.Option("--as", metavar="USER", help="Who screens.")] = None,
    *,
    risk: Annotated[
        bool,
        typer.Option(
            "--risk",
            help="Context rows for goods of priority sectors or on the Department of Labor list.",
        ),
    ] = False,
    every_line: Annotated[
        bool, typer.Option("--all", help="A row for each line, also where nothing matches.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Screen shipments, entries, bills of lading or suppliers against the register.

    Example: withhold screen entries.csv --out hits.csv --as-of row
    """
    from withhold import __version__  # noqa: PLC0415 - the package is loaded by then
    from withhold.services.registers import load_register  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.screening import ScreenRequest, screen_files  # noqa: PLC0415 - as above
    from withhold.services.screening.choices import chosen_decisions  # noqa: PLC0415 - as above
    from withhold.services.screening.kept import keep, ready  # noqa: PLC0415 - as above
    from withhold.services.screening.own import with_own_list  # noqa: PLC0415 - as above

    if engine != "duckdb":
        raise InputError(
            "no such engine here", column="--engine", value=engine, way_out="use duckdb"
        )
    if fail_on not in {"", "hit", "review"}:
        raise InputError(
            "neither hit nor review", column="--fail-on", value=fail_on, way_out="write one of them"
        )
    settings = read_run_settings(database, user)
    register = load_register(settings, version=version)
    if own_list is not None:
        register = with_own_list(register, own_list)
    by_hit, decided = chosen_decisions(settings, register, decisions, now=now())
    request = ScreenRequest(
        inputs=tuple(inputs),
        out=out,
        as_of=None if day == "row" else read_day(day, "--as-of"),
        known_by=read_known_by(known_by),
        lists=_lists(lists),
        every_line=every_line,
        risk=risk,
        mapping=_mapping(mapping),
        report=report,
        processes=max(1, os.cpu_count() or 1),
        decisions=by_hit,
        decided=decided,
        edges=edges,
        ownership=ownership,
        cache=settings.cache,
    )
    told = None if quiet else say
    ready(settings)
    try:
        result = screen_files(register, request, now=now(), version=__version__, progress=told)
    except KeyboardInterrupt:
        say("interrupted: the same command again goes on where this run was")
        raise typer.Exit(130) from None
    keep(settings, result)
    if mapping is not None and not mapping.exists():
        _save_mapping(mapping, result)
    if not quiet:
        _summary(result, register.version, out, report)
    failing = _failing(result, ("hit", "review") if fail_on == "review" else ("hit",))
    raise typer.Exit(1 if fail_on and failing else 0)


def _failing(result: ScreenResult, words: tuple[str, ...]) -> int:
    """How many rows of these verdicts nobody has dismissed."""
    verdicts, decided = result.manifest["verdicts"], result.manifest["decisions"]
    return sum(verdicts[w] - decided.get(w, {}).get("dismissed", 0) for w in words)


def _lists(text: str) -> frozenset[str]:
    """The lists asked for.

    Raises:
        InputError: no such list.
    """
    names = frozenset(part.strip() for part in text.split(",") if part.strip())
    strange = [n for n in names if n not in _LISTS and not n.startswith("own:")]
    if strange:
        raise InputError(
            "no such list",
            column="--lists",
            value=strange[0],
            way_out="lists are wro, finding, uflpa and own:NAME",
        )
    return names


def _mapping(path: Path | None) -> dict[str, str] | None:
    """A saved mapping of headers; None where there is none yet.

    Raises:
        InputError: not a JSON object of texts.
    """
    if path is None or not path.exists():
        return None
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"not readable as JSON: {error}", file=str(path)) from error
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise InputError(
            "not a JSON object of headers and columns",
            file=str(path),
            way_out='write it as {"Vendor Nm": "supplier_name"}',
        )
    return value


def _save_mapping(path: Path, result: ScreenResult) -> None:
    """Write the mapping that was used, to be looked at and used again."""
    path.write_text(
        json.dumps(result.mapping, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    say(f"mapping of columns written to {path}")


def _summary(result: ScreenResult, version: str, out: str, report: Path | None) -> None:
    """What a run says of itself, on standard error."""
    manifest = result.manifest
    rows = manifest["rows"]
    if result.resumed:
        say("went on from where an interrupted run was")
    for note in result.notes:
        say(f"note: {note}")
    joined = f", {rows['joined']} joined to the entry line above" if rows.get("joined") else ""
    say(f"{rows['in']} rows in, {rows['screened']} screened, {rows['rejected']} rejected{joined}")
    if manifest["row_ids_doubled"]:
        say(f"{manifest['row_ids_doubled']} rows have the row_id of an earlier row; all are kept")
    verdicts = manifest["verdicts"]
    found = ", ".join(f"{word} {verdicts[word]}" for word in ("hit", "review", "context"))
    say(f"rows of the answer: {found}")
    decided = manifest["decisions"]
    if decided:
        told = ", ".join(f"{n} {w} {v}" for v, words in decided.items() for w, n in words.items())
        say(f"of them decided before: {told}")
    say(f"list version {version}, as of {manifest['parameters']['as_of']}")
    if out != "-":
        say(f"written: {out}, {out}.rejects.csv, {out}.run.json")
    if report is not None:
        say(f"report: {report}")
    say(f"run {manifest['run_id']}")


run_app = typer.Typer(
    no_args_is_help=True,
    help="Kept screening runs: list, show, verify, repeat.\n\nExample: withhold run list",
)
RunId = Annotated[str, typer.Argument(metavar="ID", help="Id of a run, as `run list` shows it.")]


@run_app.command("list")
def list_runs(database: Database = None, *, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the kept runs, newest first.

    Example: withhold run list
    """
    from withhold.services.screening.kept import run_rows  # noqa: PLC0415 - keeps `--help` light

    rows = run_rows(read_run_settings(database))
    columns = ("run_id", "started_by", "as_of", "rows_in", "hit", "review", "context", "out")
    emit(rows, rows, columns, as_json=as_json, as_csv=as_csv)


@run_app.command("show")
def show(run_id: RunId, database: Database = None) -> None:
    """Show the manifest of a run.

    Example: withhold run show 20261124T111242Z-4e5d0329
    """
    from withhold.services.screening.kept import show_run  # noqa: PLC0415 - keeps `--help` light

    answer = show_run(read_run_settings(database), run_id)
    emit(answer, [], (), as_json=True, as_csv=False)


@run_app.command("verify")
def verify(
    run_id: RunId, database: Database = None, *, as_json: AsJson = False, quiet: Quiet = False
) -> None:
    """Check that inputs and answer lie as a run left them; exit 1 where they do not.

    Example: withhold run verify 20261124T111242Z-4e5d0329
    """
    from withhold.services.screening.kept import verify_run  # noqa: PLC0415 - keeps `--help` light

    checks = verify_run(read_run_settings(database), run_id)
    emit(checks, checks, ("holds", "check", "detail"), as_json=as_json, as_csv=False)
    failed = [c for c in checks if not c["holds"]]
    if not quiet:
        say(f"{len(checks) - len(failed)} checks hold, {len(failed)} do not")
    raise typer.Exit(1 if failed else 0)


@run_app.command("repeat")
def repeat(
    run_id: RunId,
    out: Annotated[str, typer.Option("--out", metavar="OUT", help="File for the repeated answer.")],
    database: Database = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Screen the same inputs in the same way again; exit 1 where the result differs.

    Example: withhold run repeat 20261124T111242Z-4e5d0329 --out again.csv
    """
    from withhold import __version__  # noqa: PLC0415 - the package is loaded by then
    from withhold.services.screening.kept import keep, repeat_run  # noqa: PLC0415 - as above

    settings = read_run_settings(database)
    result, same = repeat_run(
        settings, run_id, out=out, now=now(), version=__version__, progress=None if quiet else say
    )
    keep(settings, result)
    say("the same rows" if same else "the rows differ")
    raise typer.Exit(0 if same else 1)
