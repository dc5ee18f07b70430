"""Commands that look across and hand out: pattern, export, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from withhold.cli.investigation.options import Answering, Listing, taking
from withhold.cli.investigation.shared import Investigation, desk, investigation_app
from withhold.cli.output import emit, say

_PATTERN = ("by", "value", "origins", "claim_count", "denied", "first", "last", "claims")


@investigation_app.command("pattern")
@taking(Listing)
def pattern_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID...]", help="Investigations (default: all of them)."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="WORD",
            help="place, goods, party, indicator, time, topic (default: all).",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="P.html", help="Write the page.")
    ] = None,
    *,
    told: Listing,
) -> None:
    """Show the wider pattern across investigations; every figure names its claims.

    Example: withhold investigation pattern --by indicator --by place --out pattern.html
    """
    from withhold.base import to_plain  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.investigation.patterns import (  # noqa: PLC0415 - as above
        wider_pattern,
        write_pattern,
    )

    with desk(told.database, told.user) as office:
        answer = wider_pattern(office, tuple(names or ()), tuple(by or ()))
        if out is not None:
            write_pattern(office, answer, out)
    rows = [
        {**to_plain(row), "claim_count": len(row.claims)}
        for rows in answer.patterns.values()
        for row in rows
    ]
    plain = {"investigations": list(answer.investigations), "rows": rows}
    emit(plain, rows, _PATTERN, as_json=told.as_json, as_csv=told.as_csv)
    if not told.quiet:
        say(f"{len(answer.investigations)} investigations, {len(answer.claims)} claims")
        if out is not None:
            say(f"written: {out}")


@investigation_app.command("export")
@taking(Answering)
def export_command(  # noqa: PLR0913 - one parameter for each option of the door
    name: Investigation,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write into.")],
    purpose: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="PURPOSE",
            help="internal, allegation, authority, court or publication.",
        ),
    ] = "authority",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why witnesses are named; logged.")
    ] = "",
    approver: Annotated[
        str, typer.Option("--approved-by", metavar="USER", help="The second person (ROL-02).")
    ] = "",
    *,
    named: Annotated[
        bool,
        typer.Option("--named", help="Name the witnesses who agreed to that for this purpose."),
    ] = False,
    told: Answering,
) -> None:
    """Hand an investigation out: page, claims, manifest; redacted unless --named; recorded.

    Example: withhold investigation export gloves --for authority --out handed
    """
    from withhold.services.investigation.exporting import Naming, export  # noqa: PLC0415 - as above

    naming = Naming(reason=reason, approver=approver) if named else None
    with desk(told.database, told.user) as office:
        handed = export(office, name, out, purpose=purpose, naming=naming)
    rows = [{"file": str(out / f), "sha256": sha} for f, sha in handed.files.items()]
    answer = {"files": rows, "withheld": list(handed.withheld)}
    emit(answer, rows, ("file", "sha256"), as_json=told.as_json, as_csv=False)
    if not told.quiet:
        if handed.withheld:
            say(f"left out: {', '.join(handed.withheld)}")
        kind = "with names" if named else "redacted"
        say(f"{kind}; for the purpose: {purpose}; recorded in the investigation")


@investigation_app.command("verify")
@taking(Answering)
def verify_command(
    name: Investigation,
    *,
    told: Answering,
) -> None:
    """Prove the record: chains, texts, quotations, orders; exit 1 where a check does not hold.

    Example: withhold investigation verify gloves
    """
    from withhold.services.investigation.proving import investigation_checks  # noqa: PLC0415

    with desk(told.database, told.user) as office:
        rows = investigation_checks(office, name)
    emit(rows, rows, ("holds", "check", "detail"), as_json=told.as_json, as_csv=False)
    failed = [row for row in rows if not row["holds"]]
    if not told.quiet:
        say(f"{len(rows) - len(failed)} of {len(rows)} checks hold")
    if failed:
        raise typer.Exit(1)
