"""`withhold user` and `withhold person`: who acts, for whom, and the data of people."""

from __future__ import annotations

from typing import Annotated

import typer

from withhold.cli.arguments import (
    AsCsv,
    AsJson,
    AsUser,
    Database,
    Quiet,
    now,
    read_day,
    read_run_settings,
    today,
)
from withhold.cli.output import emit, say

user_app = typer.Typer(
    no_args_is_help=True,
    help="Users, their roles and powers of attorney.\n\n"
    "Example: withhold user add anna --role compliance_lead",
)
person_app = typer.Typer(
    no_args_is_help=True,
    help="People of the vault: list, show (logged), erase when the law lets them.\n\n"
    "Example: withhold person list",
)
UserId = Annotated[str, typer.Argument(metavar="USER", help="Handle of a user.")]
PersonId = Annotated[str, typer.Argument(metavar="ID", help="Id of a person, as `list` shows it.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept.")]
_SHOWN = ("user", "roles", "enabled", "clients")


@user_app.command("add")
def add(  # noqa: PLR0913 - one parameter for each option of the door
    user_id: UserId,
    roles: Annotated[
        list[str], typer.Option("--role", metavar="ROLE", help="What for; may be given again.")
    ],
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="The person's name; to the vault.")
    ] = "",
    email: Annotated[
        str, typer.Option("--email", metavar="ADDRESS", help="The e-mail address; to the vault.")
    ] = "",
    database: Database = None,
    user: AsUser = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Add a user; from the first on, acts of two persons need two.

    Example: withhold user add anna --role compliance_lead
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.accounts import add_user  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        found = add_user(desk, user_id, tuple(roles), {"name": name, "email": email})
    if not quiet:
        say(f"user {found.user_id} added as {', '.join(found.roles)}")


@user_app.command("list")
def list_users(
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the users with their roles and clients.

    Example: withhold user list
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.accounts import user_rows  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        rows = user_rows(desk)
    emit(rows, rows, _SHOWN, as_json=as_json, as_csv=as_csv)


@user_app.command("show")
def show(
    user_id: UserId, database: Database = None, user: AsUser = None, *, as_json: AsJson = False
) -> None:
    """Show a user with every power of attorney.

    Example: withhold user show anna
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.accounts import load_user, user_page  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        page = user_page(load_user(desk, user_id)[0], today())
    emit(page, [page], _SHOWN, as_json=as_json, as_csv=False)
    if not as_json:
        emit(
            page,
            page["powers"],
            ("client", "from", "until", "in_force"),
            as_json=False,
            as_csv=False,
        )


@user_app.command("disable")
def disable(  # noqa: PLR0913 - one parameter for each option of the door
    user_id: UserId,
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Let the user act again.")] = False,
    quiet: Quiet = False,
) -> None:
    """Let a user act no more; what they did stays.

    Example: withhold user disable ben --reason "left the firm"
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.accounts import set_enabled  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        found = set_enabled(desk, user_id, enabled=undo, reason=reason)
    if not quiet:
        say(f"user {user_id} may {'act' if found.enabled else 'no longer act'}")


@user_app.command("power-of-attorney")
def power_of_attorney(  # noqa: PLR0913 - one parameter for each option of the door
    user_id: UserId,
    client: Annotated[
        str, typer.Option("--client", metavar="HANDLE", help="The client, as its cases name it.")
    ],
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day (default: open).")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Last day (default: open).")
    ] = None,
    database: Database = None,
    user: AsUser = None,
    *,
    revoke: Annotated[bool, typer.Option("--revoke", help="It ends with --until.")] = False,
    quiet: Quiet = False,
) -> None:
    """File a client's power of attorney for a broker, or end it with --revoke.

    Example: withhold user power-of-attorney ben --client acme --from 2026-01-01
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.accounts import file_power, revoke_power  # noqa: PLC0415

    first = read_day(start, "--from") if start else None
    last = read_day(end, "--until") if end else None
    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        if revoke:
            found = revoke_power(desk, user_id, client, last or today())
        else:
            found = file_power(desk, user_id, client, first, last)
    if not quiet:
        clients = ", ".join(found.clients_on(today())) or "nobody"
        say(f"user {user_id} acts today for {clients}")


@person_app.command("list")
def list_people(
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the people of the vault, every value masked.

    Example: withhold person list
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.people import people_rows  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        rows = people_rows(desk)
    columns = tuple(dict.fromkeys(name for row in rows for name in row)) or ("person_id",)
    emit(rows, rows, columns, as_json=as_json, as_csv=as_csv)


@person_app.command("show")
def show_person(
    person_id: PersonId,
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show what is known of a person, unmasked; who read it and why is logged first.

    Example: withhold person show P-0123456789abcdef --reason "protest form"
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.people import reveal_person  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        found = reveal_person(desk, person_id, reason)
    rows = [{"field": field, "value": value} for field, value in found.items()]
    emit(found, rows, ("field", "value"), as_json=as_json, as_csv=False)


@person_app.command("erase")
def erase(
    person_id: PersonId,
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Destroy a person's key; refused while the law keeps the data (CLK-51, ROL-07).

    Example: withhold person erase P-0123456789abcdef --reason "asked for it"
    """
    from withhold.services.record import office  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.record.people import erase_person  # noqa: PLC0415 - as above
    from withhold.services.record.retention import kept_by_law  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as desk:
        erase_person(desk, person_id, reason, kept_by_law(desk))
    if not quiet:
        say(f"{person_id} is erased; backups made before still hold the key")
