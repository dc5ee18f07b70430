"""Commands that bring something in: an investigation, a source, read facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from withhold.cli.arguments import read_run_settings
from withhold.cli.investigation.options import Answering, Listing, taking
from withhold.cli.investigation.shared import (
    Investigation,
    day_or_none,
    desk,
    investigation_app,
)
from withhold.cli.output import emit, say

if TYPE_CHECKING:
    from withhold.services.investigation.from_reading import FactsAnswer

_LIST = (
    *("investigation_id", "title", "opened_on", "sources", "claims", "denied", "witnesses"),
    "orders",
)
Index = Annotated[
    Path | None,
    typer.Option("--index", metavar="INDEX.jsonl", help="doc, published, publisher, title, url."),
]


@investigation_app.command("open")
@taking(Answering)
def open_command(
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What it is about.")],
    purpose: Annotated[str, typer.Option("--purpose", metavar="TEXT", help="What for.")] = "",
    name: Annotated[
        str, typer.Option("--id", metavar="ID", help="Id of your own (default: the next number).")
    ] = "",
    opened_on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day of opening (default: today).")
    ] = None,
    *,
    told: Answering,
) -> None:
    """Open an investigation.

    Example: withhold investigation open --title 'Gloves from Lumut' --id gloves
    """
    from withhold.services.investigation.answers import ledger_row  # noqa: PLC0415 - light `--help`
    from withhold.services.investigation.entering import open_investigation  # noqa: PLC0415

    day = day_or_none(opened_on, "--on")
    with desk(told.database, told.user) as office:
        kept = open_investigation(office, title=title, purpose=purpose, name=name, on=day)
    row = ledger_row(kept.ledger)
    emit(row, [row], _LIST, as_json=told.as_json, as_csv=False)
    if not told.quiet:
        say(f"investigation {row['investigation_id']} opened")


@investigation_app.command("list")
@taking(Listing)
def list_command(
    *,
    told: Listing,
) -> None:
    """List the investigations with their counts.

    Example: withhold investigation list
    """
    from withhold.services.investigation.answers import ledger_row  # noqa: PLC0415 - light `--help`
    from withhold.services.investigation.keeping import (  # noqa: PLC0415 - as above
        INVESTIGATION,
        all_ids,
        load_ledger,
    )

    rows: list[dict[str, Any]] = []
    if not read_run_settings(told.database, told.user).nothing_stored:
        with desk(told.database, told.user) as office:
            rows = [
                ledger_row(load_ledger(office, name).ledger)
                for name in all_ids(office, INVESTIGATION)
            ]
    emit(rows, rows, _LIST, as_json=told.as_json, as_csv=told.as_csv)
    if not told.quiet:
        say(f"{len(rows)} investigations")


@investigation_app.command("add-source")
@taking(Answering)
def add_source_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    name: Investigation,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Text, web page, PDF or e-mail; none: no text kept."),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="official_notice, press_release, news, report, testimony, record, court_paper, "
            "representation or other.",
        ),
    ] = "other",
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Its title.")] = "",
    publisher: Annotated[
        str, typer.Option("--publisher", metavar="NAME", help="Who published it.")
    ] = "",
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day of publication.")
    ] = None,
    address: Annotated[str, typer.Option("--url", metavar="URL", help="Where it was found.")] = "",
    reliability: Annotated[
        str, typer.Option("--reliability", metavar="A-F", help="Of the source (F: not judged).")
    ] = "F",
    rests_on: Annotated[
        list[str] | None,
        typer.Option("--rests-on", metavar="SOURCE", help="A source it takes its contents from."),
    ] = None,
    witness: Annotated[
        str, typer.Option("--witness", metavar="W", help="The witness whose testimony it is.")
    ] = "",
    version_of: Annotated[
        str, typer.Option("--version-of", metavar="S", help="The source it is a later version of.")
    ] = "",
    *,
    told: Answering,
) -> None:
    """Add a source: its text is kept, so that every quotation can be checked.

    Example: withhold investigation add-source gloves report.txt --kind report --publisher 'Watch'
    """
    from withhold.base import to_plain  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.investigation.entering import (  # noqa: PLC0415 - as above
        SourceRequest,
        add_source,
        document_of_path,
    )

    found = document_of_path(file) if file is not None else None
    asked = SourceRequest(
        kind=kind,
        name=found.name if found else "",
        title=title or (found.title if found else ""),
        publisher=publisher or (found.publisher if found else ""),
        published=day_or_none(published, "--published") or (found.published if found else None),
        address=address or (found.url if found else ""),
        reliability=reliability,
        rests_on=tuple(rests_on or ()),
        witness_id=witness,
        version_of=version_of,
        text=found.text if found else "",
    )
    with desk(told.database, told.user) as office:
        kept, source = add_source(office, name, asked)
    plain = to_plain(source)
    del plain["sketch"]
    emit(plain, [plain], ("source_id", "kind", "title"), as_json=told.as_json, as_csv=False)
    if not told.quiet:
        lost = [c.claim_id for c in kept.ledger.claims.values() if c.lost]
        say(f"source {source.source_id}" + _version(source.version_of, lost))


def _version(version_of: str, lost: list[str]) -> str:
    """What is told of a later version."""
    if not version_of:
        return ""
    gone = f"; words of {', '.join(lost)} are gone" if lost else "; all claims go along"
    return f", a later version of {version_of}{gone}"


@investigation_app.command("add-facts")
@taking(Answering)
def add_facts_command(
    name: Investigation,
    facts: Annotated[
        Path, typer.Argument(metavar="FACTS.jsonl", help="What `withhold read --out` wrote.")
    ],
    texts: Annotated[
        Path,
        typer.Option("--text", metavar="DIR", help="What `withhold read --text-out` wrote."),
    ],
    index: Index = None,
    *,
    told: Answering,
) -> None:
    """Take facts that were read as sources, claims, denials and links.

    Example: withhold investigation add-facts gloves facts.jsonl --text texts --index index.jsonl
    """
    from withhold.services.investigation.from_reading import take_facts  # noqa: PLC0415 - as above

    with desk(told.database, told.user) as office:
        answer = take_facts(office, name, facts, texts=texts, index=index)
    _taken(answer, as_json=told.as_json, quiet=told.quiet)


@investigation_app.command("read")
@taking(Answering)
def read_command(
    name: Investigation,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Texts, web pages, PDF files, e-mails; folders."),
    ],
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="Day of publication where none is known."),
    ] = None,
    index: Index = None,
    *,
    told: Answering,
) -> None:
    """Read files and take what they say at once: `withhold read` and `add-facts` in one.

    Example: withhold investigation read gloves release.txt --published 2021-10-20
    """
    from withhold.services.investigation.from_reading import read_into  # noqa: PLC0415 - as above
    from withhold.services.registers import load_register  # noqa: PLC0415 - as above

    register = load_register(read_run_settings(told.database, told.user))
    day = day_or_none(published, "--published")
    with desk(told.database, told.user) as office:
        answer = read_into(office, name, files, register=register, index=index, published=day)
    _taken(answer, as_json=told.as_json, quiet=told.quiet)


def _taken(answer: FactsAnswer, *, as_json: bool, quiet: bool) -> None:
    """What was taken from read facts."""
    from withhold.base import to_plain  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.investigation.answers import claim_row  # noqa: PLC0415 - as above

    rows = [claim_row(answer.kept.ledger.claim(i)) for i in answer.claims]
    plain = {
        "sources": list(answer.sources),
        "claims": rows,
        "denials": list(answer.denials),
        "links": answer.links,
        "versions": {k: list(v) for k, v in answer.versions.items()},
        "already": list(answer.already),
        "refused": [to_plain(r) for r in answer.refused],
    }
    columns = ("claim_id", "by", "topic", "known_by", "source", "denied_by", "what")
    emit(plain, rows, columns, as_json=as_json, as_csv=False)
    for fault in answer.refused:
        say(f"not taken: {fault.doc}: {fault.type} {fault.value}: {fault.message}")
    if quiet:
        return
    for source, lost in answer.versions.items():
        say(f"source {source}" + _version(answer.kept.ledger.source(source).version_of, list(lost)))
    if answer.already:
        say(f"there already: {', '.join(answer.already)}")
    say(
        f"{len(answer.sources)} sources, {len(answer.claims)} claims, {len(answer.denials)} "
        f"denials, {answer.links} links; read by machine: look at each with `rate`"
    )
