"""`withhold investigation witness`: identity in the vault, consent in the ledger."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from withhold.base import InputError
from withhold.cli.arguments import AsCsv, AsJson, AsUser, Database, read_day, today
from withhold.cli.investigation.options import Answering, AtDesk, taking
from withhold.cli.investigation.shared import (
    Investigation,
    day_or_none,
    desk,
    investigation_app,
)
from withhold.cli.output import emit, say

if TYPE_CHECKING:
    from withhold.investigation import Consent

witness_app = typer.Typer(
    no_args_is_help=True,
    help="Witnesses: identity in the vault alone, consent by purpose and day.\n\n"
    "Example: withhold investigation witness list gloves",
)
investigation_app.add_typer(witness_app, name="witness")

WitnessId = Annotated[str, typer.Argument(metavar="W", help="Id of a witness: W-1.")]
Purposes = Annotated[
    list[str] | None,
    typer.Option(
        "--for",
        metavar="PURPOSE",
        help="internal, allegation, authority, court, publication; may be repeated.",
    ),
]
From = Annotated[
    str, typer.Option("--from", metavar="DATE", help="First day of the consent (default: today).")
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Last day (default: until taken back)."),
]
Named = Annotated[
    bool, typer.Option("--named", help="The person agreed to be named for that purpose.")
]
How = Annotated[
    str, typer.Option("--how", metavar="TEXT", help="How it was given, as 'in writing'.")
]
_READINGS = ("at", "who", "what", "witnesses", "reason")
_ROWS = ("witness_id", "role", "agreed_today", "ends", "withdrawn_on", "sources")


@witness_app.command("add")
@taking(Answering)
def add_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    name: Investigation,
    identity: Annotated[
        str,
        typer.Option(
            "--name", metavar="NAME", help="The person's name; - asks for it, or reads one line."
        ),
    ] = "-",
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="NAME", help="Another name or spelling; may be repeated."),
    ] = None,
    contact: Annotated[
        list[str] | None,
        typer.Option("--contact", metavar="TEXT", help="A number or address; may be repeated."),
    ] = None,
    role: Annotated[
        str, typer.Option("--role", metavar="TEXT", help="What the person was there.")
    ] = "",
    purposes: Purposes = None,
    start: From = "today",
    until: Until = None,
    how: How = "",
    *,
    named: Named = False,
    told: Answering,
) -> None:
    """Add a witness: the identity goes to the vault and is masked wherever it turns up.

    Example: withhold investigation witness add gloves --for internal --for allegation
    """
    from withhold.services.investigation.witnesses import (  # noqa: PLC0415 - keeps `--help` light
        WitnessRequest,
        add_witness,
        witness_rows,
    )

    consent = _consent(purposes, start, until, how, named=named) if purposes else None
    asked = WitnessRequest(
        name=_identity() if identity == "-" else identity,
        also=tuple(also or ()),
        contact=tuple(contact or ()),
        role=role,
        consent=consent,
    )
    with desk(told.database, told.user) as office:
        answer = add_witness(office, name, asked)
    row = witness_rows(answer.kept, today())[-1]
    plain = {**row, "already": list(answer.already)}
    emit(plain, [row], _ROWS, as_json=told.as_json, as_csv=False)
    if answer.already:
        say(
            f"note: {', '.join(answer.already)} named the person before; what is written stays: "
            "withdraw it, or begin a new investigation"
        )
    if not told.quiet:
        say(f"witness {answer.witness.witness_id}; who it is stands in the vault alone")


@witness_app.command("consent")
@taking(AtDesk)
def consent_command(  # noqa: PLR0913 - one parameter for each option of the door
    name: Investigation,
    witness: WitnessId,
    purposes: Purposes = None,
    start: From = "today",
    until: Until = None,
    how: How = "",
    *,
    named: Named = False,
    told: AtDesk,
) -> None:
    """Record what a witness agrees to, for which days; without it a testimony stays inside.

    Example: withhold investigation witness consent gloves W-1 --for court --until 2027-06-30
    """
    from withhold.services.investigation.witnesses import give_consent  # noqa: PLC0415 - as above

    consent = _consent(purposes, start, until, how, named=named)
    with desk(told.database, told.user) as office:
        give_consent(office, name, witness, consent)
    if not told.quiet:
        say(f"{witness} agrees to {', '.join(consent.purposes)}")


@witness_app.command("revoke-consent")
@taking(AtDesk)
def revoke_command(
    name: Investigation,
    witness: WitnessId,
    *,
    told: AtDesk,
) -> None:
    """Record that a witness took all consent back; the testimony stays out from today on.

    Example: withhold investigation witness revoke-consent gloves W-1
    """
    from withhold.services.investigation.witnesses import (  # noqa: PLC0415 - as above
        withdraw_consent,
    )

    with desk(told.database, told.user) as office:
        withdraw_consent(office, name, witness)
    if not told.quiet:
        say(f"{witness} took all consent back")


@witness_app.command("list")
def list_command(
    name: Investigation,
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List the witnesses by id, with what they agree to today.

    Example: withhold investigation witness list gloves
    """
    from withhold.services.investigation.keeping import load_ledger  # noqa: PLC0415 - as above
    from withhold.services.investigation.witnesses import witness_rows  # noqa: PLC0415 - as above

    with desk(database, user) as office:
        rows = witness_rows(load_ledger(office, name), office.today)
    emit(rows, rows, _ROWS, as_json=as_json, as_csv=False)


@witness_app.command("readings")
def readings_command(
    name: Investigation,
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List who looked at testimonies, or at who a witness is: when, what for (ROL-06).

    Example: withhold investigation witness readings gloves
    """
    from withhold.services.investigation.witnesses import reading_rows  # noqa: PLC0415 - as above

    with desk(database, user) as office:
        rows = reading_rows(office, name)
    emit(rows, rows, _READINGS, as_json=as_json, as_csv=as_csv)


@witness_app.command("identity")
def identity_command(  # noqa: PLR0913 - one parameter for each option of the door
    name: Investigation,
    witness: WitnessId,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is logged.")],
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show who a witness is, from the vault; every reading is logged with its reason (ROL-06).

    Example: withhold investigation witness identity gloves W-1 --reason 'to arrange an interview'
    """
    from withhold.services.investigation.witnesses import read_identity  # noqa: PLC0415 - as above

    with desk(database, user) as office:
        found = read_identity(office, name, witness, reason)
    rows = [{"field": field, "value": value} for field, value in found.items()]
    emit(found, rows, ("field", "value"), as_json=as_json, as_csv=False)
    say("this reading stands in the record")


def _consent(
    purposes: list[str] | None, start: str, until: str | None, how: str, *, named: bool
) -> Consent:
    """A consent as typed."""
    from withhold.investigation import Consent  # noqa: PLC0415 - keeps `--help` light

    return Consent(
        purposes=tuple(purposes or ()),
        given_on=read_day(start, "--from"),
        expires_on=day_or_none(until, "--until"),
        with_identity=named,
        how=how,
    )


def _identity() -> str:
    """A name that is typed unseen, or comes as one line: so no shell remembers it.

    Raises:
        InputError: nothing came.
    """
    if sys.stdin.isatty():
        typed = getpass.getpass("name of the witness (not shown): ")
    else:
        typed = sys.stdin.readline()
    if not typed.strip():
        raise InputError("no name came", column="--name", way_out="type it, or pipe one line")
    return typed.strip()
