"""`withhold read`: articles, releases and notices to facts with their place in the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from withhold.cli.arguments import Database, Quiet, Version, read_day, read_run_settings
from withhold.cli.output import say

if TYPE_CHECKING:
    from withhold.services.reading import Beside
    from withhold.services.reading.files import FilesRead


def read_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Texts, web pages, PDF files, e-mails; folders."),
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="FACTS.jsonl", help="File of JSON lines to write, or -.")
    ],
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="Day of publication where none is known."),
    ] = None,
    index: Annotated[
        Path | None,
        typer.Option("--index", metavar="INDEX.jsonl", help="doc, published, publisher, url."),
    ] = None,
    text_out: Annotated[
        Path | None,
        typer.Option(
            "--text-out", metavar="DIR", help="Also write the texts that facts point into."
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="R.html", help="Also write the texts marked up."),
    ] = None,
    suggest: Annotated[
        str | None,
        typer.Option(
            "--suggest",
            metavar="spacy",
            help="Also mark names to look at (extra nlp); spacy:MODEL.",
        ),
    ] = None,
    version: Version = None,
    database: Database = None,
    *,
    with_model: Annotated[
        bool,
        typer.Option("--model", help="Also ask your own endpoint (WITHHOLD_MODEL_URL)."),
    ] = False,
    passing: Annotated[
        bool,
        typer.Option("--passing", help="Also write what is named in passing (aside, when)."),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read articles, press releases and notices into facts, each with its place in the text.

    Example: withhold read release.txt --published 2021-10-20 --out facts.jsonl
    """
    from withhold.services.model_reading import model_of  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.reading.files import ReadRequest, read_files  # noqa: PLC0415 - as above
    from withhold.services.registers import load_register  # noqa: PLC0415 - as above
    from withhold.services.suggesting import suggesting  # noqa: PLC0415 - as above

    request = ReadRequest(
        files=tuple(files),
        out=out,
        published=read_day(published, "--published") if published else None,
        index=index,
        text_out=text_out,
        report=report,
        passing=passing,
    )
    settings = read_run_settings(database)
    beside: list[Beside] = [
        *([suggesting(suggest)] if suggest else []),
        *([model_of(settings)] if with_model else []),
    ]
    register = load_register(settings, version=version)
    try:
        reading = read_files(register, request, beside=beside, progress=None if quiet else say)
    except KeyboardInterrupt:
        say("interrupted: no file is left half written; the same command goes on where it was")
        raise typer.Exit(130) from None
    for reject in reading.rejects:
        say(f"not read: {reject['message']}")
    for one in beside:
        say(one.summary())
    if not quiet:
        _summary(reading, out, report)


def _summary(reading: FilesRead, out: str, report: Path | None) -> None:
    """What was read, on standard error."""
    if reading.before:
        say(f"went on behind {reading.before} files that were read before")
    for document in reading.documents:
        for note in document.notes:
            say(f"note: {document.name}: {note}")
    counts = reading.counts
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items()))
    say(f"{len(reading.documents)} documents, {counts.total()} facts: {kinds}")
    if reading.left:
        say(f"{reading.left} more only in passing (other places, times of no act): --passing")
    if out != "-":
        say(f"written: {out}")
    if report is not None:
        say(f"report: {report}")
