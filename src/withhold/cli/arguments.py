"""Reading the arguments that several commands share: days, instants, settings, today.

The clock is read here and nowhere below: every service gets its day as an argument.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from withhold.base import InputError

if TYPE_CHECKING:
    from withhold.services.settings import Settings

KnownBy = Annotated[
    str | None,
    typer.Option(
        "--known-by",
        metavar="DATETIME",
        help="Leave out what became public later (a date: its whole day, UTC).",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV.")]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Database to use (default: your own file)."),
]
Version = Annotated[
    str | None,
    typer.Option(
        "--register", metavar="VERSION", help="List version to use (default: the newest)."
    ),
]
AsUser = Annotated[str | None, typer.Option("--as", metavar="USER", help="Who acts.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No summary on standard error.")]


def now() -> datetime:
    """The instant of this call, UTC."""
    return datetime.now(tz=UTC)


def today() -> date:
    """The local calendar day of this call."""
    return datetime.now().astimezone().date()


def read_day(text: str, argument: str) -> date:
    """A day: `today` or YYYY-MM-DD.

    Raises:
        InputError: no such day.
    """
    if text == "today":
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            "not a day", column=argument, value=text, way_out="write it as YYYY-MM-DD or `today`"
        ) from error


def read_known_by(text: str | None) -> datetime | date | None:
    """A day or an instant; an instant without a zone is UTC.

    Raises:
        InputError: neither.
    """
    if text is None:
        return None
    try:
        if len(text) == len("YYYY-MM-DD"):
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            "not a day or an instant",
            column="--known-by",
            value=text,
            way_out="write it as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ",
        ) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def read_run_settings(database: str | None = None, user: str | None = None) -> Settings:
    """The settings of this run, from arguments and environment."""
    from withhold.services.settings import read_settings  # noqa: PLC0415 - keeps `--help` light

    return read_settings(os.environ, database=database, user=user)
