"""Arguments and options that the commands of `withhold case` share."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated

import typer

from withhold.cli.arguments import read_known_by

CaseId = Annotated[str, typer.Argument(metavar="ID", help="Id of a case, as `case list` shows it.")]
OneCase = Annotated[str, typer.Argument(metavar="[ID]", help="One case (default: every open one).")]
Facts = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="A fact, as presented=2026-03-02."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the event.")]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATETIME", help="When it was learned of (default: now)."),
]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help="As it stands on a day.")]
Clients = Annotated[
    list[str] | None, typer.Option("--client", metavar="HANDLE", help="Only of this client.")
]
OnlyLines = Annotated[
    list[str] | None, typer.Option("--line", metavar="NO", help="Only this entry line.")
]
OnlyOrders = Annotated[
    list[str] | None, typer.Option("--order", metavar="ID", help="Only under this order.")
]


def read_instant(text: str | None) -> datetime | None:
    """An instant; of a bare day its first."""
    return _instant(text, time.min)


def end_of(text: str | None) -> datetime | None:
    """An instant; of a bare day its last."""
    return _instant(text, time.max)


def _instant(text: str | None, bare: time) -> datetime | None:
    """An instant; of a bare day that hour of it."""
    found = read_known_by(text)
    if found is None or isinstance(found, datetime):
        return found
    return datetime.combine(found, bare, tzinfo=UTC)
