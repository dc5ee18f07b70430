"""`withhold case feed`: addresses at which calendar programs read what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
from withhold.cli.case_arguments import Clients
from withhold.cli.output import emit, say, write

if TYPE_CHECKING:
    from withhold.services.cases.feed_reading import FeedAnswer

feed_app = typer.Typer(
    no_args_is_help=True,
    help="Addresses at which calendar programs read what is due, and the server that answers.\n\n"
    "Example: withhold case feed add",
)
_PORT = 8708
_COLUMNS = ("feed_id", "user", "clients", "made_at", "revoked")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@feed_app.command("add")
def add_command(  # noqa: PLR0913 - one parameter for each option of the door
    clients: Clients = None,
    base: Annotated[
        str, typer.Option("--base", metavar="URL", help="Where the server is reached.")
    ] = f"http://127.0.0.1:{_PORT}",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Make an address of your own and print it, this once.

    Example: withhold case feed add --base https://cases.example
    """
    from withhold.services.cases.feeds import feed_row, make_feed  # noqa: PLC0415 - light `--help`
    from withhold.services.record import office  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        feed, word = make_feed(desk, tuple(clients or ()))
    address = f"{base.rstrip('/')}/{word}.ics"
    if as_json:
        emit(feed_row(feed) | {"address": address}, [], (), as_json=True, as_csv=False)
    else:
        write(address + "\n")
    if not quiet:
        say(
            f"{feed.feed_id}: shown this once; who has it reads the dates of the cases that "
            f"{feed.user_id} sees. End it with: withhold case feed revoke {feed.feed_id}"
        )


@feed_app.command("list")
def list_command(
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the addresses; what makes one an address is not kept and not shown.

    Example: withhold case feed list
    """
    from withhold.services.cases.feeds import feed_rows  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record import office  # noqa: PLC0415 - as above

    settings = read_run_settings(database, user)
    rows: list[dict[str, Any]] = []
    if not settings.nothing_stored:
        with office(settings, today=today(), now=now()) as desk:
            rows = feed_rows(desk)
    emit(rows, rows, _COLUMNS, as_json=as_json, as_csv=as_csv)


@feed_app.command("revoke")
def revoke_command(
    feed_id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of an address, as `list` shows it.")
    ],
    database: Database = None,
    user: AsUser = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Revoke an address: from the next request on there is nothing at it.

    Example: withhold case feed revoke F-0123abcd
    """
    from withhold.services.cases.feeds import revoke_feed  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record import office  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        revoke_feed(desk, feed_id)
    if not quiet:
        say(f"{feed_id} is revoked")


@feed_app.command("serve")
def serve_command(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="Port (0: any that is free).")
    ] = _PORT,
    database: Database = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Answer at the addresses until interrupted: GET and HEAD of WORD.ics, nothing else.

    Example: withhold case feed serve --port 8708
    """
    from withhold.services.cases.feed_reading import FeedDesk  # noqa: PLC0415 - light `--help`
    from withhold.storage import opened, record_keys  # noqa: PLC0415 - as above
    from withhold.web import feed_app as application  # noqa: PLC0415 - as above
    from withhold.web import listening, serve  # noqa: PLC0415 - as above

    settings = read_run_settings(database)
    with listening(host, port) as at, opened(settings.database) as engine:
        desk = FeedDesk(engine=engine, keys=record_keys(settings.keyfile))

        def read(word: str, held: frozenset[str]) -> FeedAnswer | None:
            return desk.read(word, today=today(), now=now(), held=held)

        where = f"[{host}]" if ":" in host else host
        say(f"calendars at http://{where}:{at.getsockname()[1]}/ (stop: Ctrl-C)")
        if host not in _LOOPBACK:
            say("without TLS anybody on the way reads the addresses: put a TLS proxy before it")
        serve(application(read, (lambda _line: None) if quiet else say), at)
    say("stopped")
