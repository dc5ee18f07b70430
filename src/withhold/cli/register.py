"""`withhold register`: orders by day, by difference, by history; import and export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
    today,
)
from withhold.cli.case_retest import say_changed_cases
from withhold.cli.output import emit, say, write, write_bytes

if TYPE_CHECKING:
    from withhold.register import Register

register_app = typer.Typer(
    no_args_is_help=True,
    help="The register of orders: WROs, Findings, UFLPA listings, own lists.\n\n"
    "Example: withhold register as-of 2020-10-09",
)

OrderId = Annotated[str, typer.Argument(metavar="ID", help="Order id, or a listing id.")]
_ROW = ("order_id", "instrument", "label", "in_force", "issued_date", "goods", "entities")
_EVENT = ("effective_on", "event", "known_at", "known_assumed", "detail")


def _load(database: str | None, version: str | None) -> Register:
    """The register a command asked for."""
    from withhold.services.registers import load_register  # noqa: PLC0415 - keeps `--help` light

    settings = read_run_settings(database)
    if settings.nothing_stored and not settings.database_is_default:
        say(f"note: {settings.database} does not exist yet: the shipped register alone")
    return load_register(settings, version=version)


def _told(answer: dict[str, Any], *, quiet: bool) -> None:
    """What every answer about the register says of itself, on standard error."""
    if quiet:
        return
    known = f", as known by {answer['known_by']}" if answer.get("known_by") else ""
    if "counts" in answer:
        counts = ", ".join(f"{name} {count}" for name, count in answer["counts"].items())
        say(f"in force on {answer['as_of']}{known}: {counts}")
        if answer["uncertain"]:
            ids = ", ".join(o["order_id"] for o in answer["uncertain"])
            say(f"ended on a day nobody recorded, not counted: {ids}")
    say(f"list version {answer['list_version']}")
    for gap in answer.get("known_gaps", ()):
        say(f"known gap: {gap['text']}")


@register_app.command("list")
def list_orders(  # noqa: PLR0913 - one parameter for each option of the door
    known_by: KnownBy = None,
    version: Version = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """List every order ever, each as it stands today.

    Example: withhold register list --csv
    """
    from withhold.services.registers import list_answer  # noqa: PLC0415 - keeps `--help` light

    register = _load(database, version)
    answer = list_answer(register, register.as_of(today(), known_by=read_known_by(known_by)))
    emit(answer, answer["orders"], _ROW, as_json=as_json, as_csv=as_csv)
    _told(answer, quiet=quiet)


@register_app.command("as-of")
def as_of(  # noqa: PLR0913 - one parameter for each option of the door
    day: Annotated[str, typer.Argument(metavar="DATE", help="Legal day, or `today`.")],
    known_by: KnownBy = None,
    version: Version = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Show the orders in force on a day, with counts.

    Example: withhold register as-of 2022-11-23 --json
    """
    from withhold.services.registers import view_answer  # noqa: PLC0415 - keeps `--help` light

    wanted, limit = read_day(day, "DATE"), read_known_by(known_by)
    answer = view_answer(_load(database, version).as_of(wanted, known_by=limit))
    emit(answer, answer["orders"], _ROW, as_json=as_json, as_csv=as_csv)
    _told(answer, quiet=quiet)


@register_app.command("diff")
def diff_days(  # noqa: PLR0913 - one parameter for each option of the door
    first: Annotated[str, typer.Argument(metavar="D1", help="Earlier day.")],
    second: Annotated[str, typer.Argument(metavar="D2", help="Later day, or `today`.")],
    known_by: KnownBy = None,
    version: Version = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Show what changed between two days: new, changed and ended orders.

    Example: withhold register diff 2020-08-01 2020-10-09
    """
    from withhold.base import InputError  # noqa: PLC0415 - keeps `--help` light
    from withhold.register import diff  # noqa: PLC0415 - as above
    from withhold.services.registers import diff_answer  # noqa: PLC0415 - as above

    days, limit = (read_day(first, "D1"), read_day(second, "D2")), read_known_by(known_by)
    if days[0] > days[1]:
        raise InputError(
            "the first day is later than the second", value=first, way_out="swap the two days"
        )
    register = _load(database, version)
    views = [register.as_of(day, known_by=limit) for day in days]
    answer = diff_answer(diff(views[0], views[1]), register.version)
    rows = [
        {"change": kind, **{k: c[k] for k in ("order_id", "instrument", "what")}}
        for kind in ("new", "changed", "ended", "passed")
        for c in answer[kind]
    ]
    emit(answer, rows, ("change", "order_id", "what"), as_json=as_json, as_csv=as_csv)
    if not quiet:
        kinds = ("new", "changed", "ended", "passed")
        say(
            ", ".join(f"{len(answer[k])} {k}" for k in kinds) + f"; list version {register.version}"
        )


@register_app.command("show")
def show(  # noqa: PLR0913 - one parameter for each option of the door
    order_id: OrderId,
    day: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="Show it as it stood that day.")
    ] = "today",
    known_by: KnownBy = None,
    version: Version = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Show one order whole: parties with all names, goods, places, dates, events, sources.

    Example: withhold register show cbp-wro-2020-yili-zhuowan-baoding-lyszd
    """
    from withhold.cli.order_page import order_page  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.registers import show_answer  # noqa: PLC0415 - as above

    register = _load(database, version)
    view = register.as_of(read_day(day, "--as-of"), known_by=read_known_by(known_by))
    answer = show_answer(register, order_id, view)
    if as_json:
        emit(answer, (), (), as_json=True, as_csv=False)
    else:
        write(order_page(answer))
    _told({k: v for k, v in answer.items() if k != "counts"}, quiet=quiet)


@register_app.command("history")
def history(  # noqa: PLR0913 - one parameter for each option of the door
    order_id: OrderId,
    known_by: KnownBy = None,
    version: Version = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Show the history of an order on both time axes: when it took effect, when it was known.

    Example: withhold register history cbp-wro-2020-top-glove
    """
    from withhold.services.registers import history_answer  # noqa: PLC0415 - keeps `--help` light

    register = _load(database, version)
    order = register.order(order_id)
    events = register.history(order_id, known_by=read_known_by(known_by))
    answer = history_answer(events, order.order_id, register.version)
    emit(answer, answer["events"], _EVENT, as_json=as_json, as_csv=as_csv)
    _told(answer, quiet=quiet)


@register_app.command("import")
def import_file(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The saved official file.")],
    source: Annotated[str, typer.Option("--source", metavar="cbp|dhs|own", help="Whose list.")],
    published: Annotated[
        str, typer.Option("--published", metavar="DATE", help="Day the file was published.")
    ],
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Name of an own list (--source own).")
    ] = "",
    accept_rows: Annotated[
        int | None,
        typer.Option(
            "--accept-rows", metavar="N", help="Take a list that shrank or jumped to N rows."
        ),
    ] = None,
    cells: Annotated[
        Path | None,
        typer.Option("--cells", metavar="FILE", help="How party cells of a new grammar split."),
    ] = None,
    accept_columns: Annotated[
        list[str] | None,
        typer.Option("--accept-column", metavar="NAME", help="Leave a new column unread."),
    ] = None,
    database: Database = None,
    user: Annotated[str | None, typer.Option("--as", metavar="USER", help="Who imports.")] = None,
    *,
    partial: Annotated[
        bool, typer.Option("--partial", help="An extract: absent rows mean nothing.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Import an official list from a saved file as a new version; print rows read and the diff.

    Example: withhold register import wro.csv --source cbp --published 2026-09-29
    """
    from withhold.services.register_import import (  # noqa: PLC0415 - keeps `--help` light
        ImportRequest,
        import_list,
    )

    request = ImportRequest(
        path=file,
        source=source,
        published_on=read_day(published, "--published"),
        list_name=name,
        partial=partial,
        accept_rows=accept_rows,
        cells=cells,
        accept_columns=tuple(accept_columns or ()),
    )
    settings = read_run_settings(database, user)
    answer = import_list(settings, request, imported_at=now())
    rows = [
        {"change": kind, **{k: c[k] for k in ("order_id", "what")}}
        for kind in ("new", "changed", "ended", "passed")
        for c in answer["diff"][kind]
    ]
    emit(answer, rows, ("change", "order_id", "what"), as_json=as_json, as_csv=False)
    if not quiet:
        say(f"{answer['rows_read']} rows read from {file.name}; version {answer['version']}")
        for reject in answer["rejects"]:
            say(f"not taken: row {reject['row']}: {reject['message']} ({reject['code']})")
        for note in answer["notes"]:
            say(f"note: {note}")
        if not rows:
            say("no difference from the version before")
        say_changed_cases(settings, [row["order_id"] for row in rows])


@register_app.command("verify")
def verify(
    version: Version = None,
    database: Database = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Check digests, references and counts of the register; exit 1 where one does not hold.

    Example: withhold register verify
    """
    from withhold.services.register_verify import verify_register  # noqa: PLC0415 - as above

    answer = verify_register(read_run_settings(database), version=version)
    emit(answer, answer["checks"], ("holds", "check", "detail"), as_json=as_json, as_csv=False)
    failed = [c for c in answer["checks"] if not c["holds"]]
    if not quiet:
        say(f"{len(answer['checks']) - len(failed)} checks hold, {len(failed)} do not")
    raise typer.Exit(1 if failed else 0)


@register_app.command("export")
def export(  # noqa: PLR0913 - one parameter for each option of the door
    form: Annotated[
        str, typer.Option("--format", metavar="ftm|csl|senzing|csv|jsonl|parquet", help="Layout.")
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="File to write (`-`: standard output).")
    ] = "-",
    day: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="State of that day.")
    ] = "today",
    known_by: KnownBy = None,
    version: Version = None,
    database: Database = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Export the register for other systems.

    Example: withhold register export --format csv --out register.csv
    """
    from withhold.services.register_export import export_view  # noqa: PLC0415 - as above

    register = _load(database, version)
    view = register.as_of(read_day(day, "--as-of"), known_by=read_known_by(known_by))
    written = export_view(view, form, out)
    if out == "-":
        write_bytes(written.content)
    if not quiet:
        say(
            f"{written.records} records of {written.orders} orders, list version {view.version}, "
            f"{len(written.content)} bytes"
        )
        for note in written.notes:
            say(f"note: {note}")
        if out != "-":
            say(f"written to {out}")


@register_app.command("template")
def template() -> None:
    """Print an empty own list to fill in: `--source own` reads it.

    Example: withhold register template > own.csv
    """
    from withhold.sources.own_list import OWN_TEMPLATE  # noqa: PLC0415 - keeps `--help` light

    write(OWN_TEMPLATE.decode("utf-8"))


@register_app.command("versions")
def list_versions(
    database: Database = None, *, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """List the versions of the register: the shipped one and every import.

    Example: withhold register versions
    """
    from withhold.services.registers import version_rows  # noqa: PLC0415 - keeps `--help` light

    rows = version_rows(read_run_settings(database))
    columns = ("version", "list", "published_on", "rows_read", "imported_at", "imported_by")
    emit(rows, rows, columns, as_json=as_json, as_csv=as_csv)
