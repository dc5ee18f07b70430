"""`withhold law` and `withhold clocks`: the law tables, asked from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from withhold.cli.arguments import AsCsv, AsJson, Quiet
from withhold.cli.output import emit, say, write

law_app = typer.Typer(
    no_args_is_help=True,
    help="The law as tables: check worked cases, show rules and switches.\n\n"
    "Example: withhold law check cases.yaml",
)

_CLOCK = ("clock", "state", "nominal", "safe_by", "latest_arguable", "started_from", "rule")


@law_app.command("check")
def check(
    cases: Annotated[Path, typer.Argument(metavar="CASES.yaml", help="File of worked cases.")],
    *,
    quiet: Quiet = False,
) -> None:
    """Run worked cases; each that differs is one line; exit 1 where one does.

    Example: withhold law check mine.yaml
    """
    from withhold.services.law_check import check_file  # noqa: PLC0415 - keeps `--help` light

    report = check_file(cases)
    lines = [] if quiet else list(report.failures.values())
    write("\n".join([*lines, report.last_line]) + "\n")
    raise typer.Exit(1 if report.failures else 0)


@law_app.command("switches")
def switches(*, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the configuration switches: default, what they may be, rule.

    Example: withhold law switches
    """
    from withhold.law import switch_table  # noqa: PLC0415 - keeps `--help` light

    rows: list[dict[str, Any]] = [
        {
            "switch": key,
            "default": row["default"],
            "options": row.get("options", [row.get("kind", "")]),
            "rule": row["rule"],
        }
        for key, row in switch_table().items()
    ]
    emit(rows, rows, ("switch", "default", "options", "rule"), as_json=as_json, as_csv=as_csv)


@law_app.command("rule")
def show_rule(
    rule_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids, as CLK-05.")],
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show rules of the law: what each says, how sure it is, which tables rest on it.

    Example: withhold law rule CLK-05 CLK-10
    """
    from withhold.services.law_rules import rule_row  # noqa: PLC0415 - keeps `--help` light

    rows = [rule_row(rule_id) for rule_id in rule_ids]
    if as_json or as_csv:
        emit(rows, rows, tuple(rows[0]), as_json=as_json, as_csv=as_csv)
        return
    write(
        "\n\n".join(
            f"{row['rule']}  {row['section']}\n"
            f"  {row['kind']}; confidence {row['confidence']}; {row['basis']}\n"
            f"  {row['text']}\n"
            f"  in tables: {', '.join(row['tables']) or 'none'}"
            for row in rows
        )
        + "\n"
    )


def clocks_command(  # noqa: PLR0913 - one parameter for each option of the door
    track: Annotated[
        str, typer.Option("--track", metavar="W|F|U", help="WRO, Finding, or UFLPA and CAATSA.")
    ],
    facts: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A fact, as presented=2026-03-02."),
    ] = None,
    config: Annotated[
        list[str] | None,
        typer.Option("--config", metavar="KEY=VALUE", help="A switch that differs."),
    ] = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Compute every clock of a case described by its facts.

    Example: withhold clocks --track U --set presented=2026-03-02
    """
    from withhold.services.clock_facts import read_config, read_facts  # noqa: PLC0415 - as above
    from withhold.services.clocks import case_clocks, clock_row  # noqa: PLC0415 - as above

    found = case_clocks(track, read_facts(facts or []), read_config(config or []))
    rows = [clock_row(clock) for clock in found]
    known = [r for r in rows if r["state"] != "UNDETERMINED"]
    emit(rows, rows, _CLOCK, as_json=as_json, as_csv=as_csv)
    if not quiet:
        say(f"{len(known)} clocks run; {len(rows) - len(known)} wait for a date")
        if rows:
            say(f"calendar {rows[0]['calendar']}; act by `safe_by`; not legal advice")
