"""What the commands of an investigation share: the group, options, the desk they act at."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from withhold.base import InputError, StorageError, WithholdError
from withhold.cli.arguments import now, read_day, read_run_settings, today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.services.record import Office

investigation_app = typer.Typer(
    no_args_is_help=True,
    help="Investigations: sources, claims and denials; allegation, proposed order, its life.\n\n"
    "Example: withhold investigation open --title 'Gloves from Lumut'",
)

Investigation = Annotated[
    str, typer.Argument(metavar="ID", help="Id of an investigation, as `list` shows it.")
]
OrderFileId = Annotated[
    str, typer.Argument(metavar="ORDER", help="Id of an order file, as `show` lists it.")
]
On = Annotated[
    str, typer.Option("--on", metavar="DATE", help="Legal day of the act (default: today).")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept with the event.")]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="The reasons.")]
Parties = Annotated[
    list[str] | None, typer.Option("--party", metavar="NAME", help="A party; may be repeated.")
]
Places = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="PLACE", help="Country or CN-XJ; may be repeated."),
]
GoodsNamed = Annotated[
    list[str] | None, typer.Option("--goods", metavar="TEXT", help="Goods; may be repeated.")
]

Indicators = Annotated[
    list[str] | None,
    typer.Option("--indicator", metavar="WORDS", help="An ILO indicator; may be repeated."),
]
KnownAs = Annotated[
    str | None,
    typer.Option(
        "--known-by",
        metavar="HOW",
        help="How the speaker knows: own_experience, documented, hearsay.",
    ),
]
Topic = Annotated[
    str | None,
    typer.Option("--topic", metavar="TOPIC", help="labor, importation or other."),
]
Credibility = Annotated[
    str | None, typer.Option("--credibility", metavar="1-6", help="Of the information.")
]
RestsOn = Annotated[
    str | None,
    typer.Option("--rests-on", metavar="TEXT", help="The document or source it rests on."),
]


@contextmanager
def desk(database: str | None, user: str | None) -> Iterator[Office]:
    """The desk a command acts at, its database open until the end.

    Raises:
        WithholdError: what a command refuses, with every witness masked in it.
    """
    from withhold.services.investigation.identities import told_masked  # noqa: PLC0415 - as below
    from withhold.services.investigation.keeping import at_desk  # noqa: PLC0415 - light `--help`
    from withhold.services.record import office  # noqa: PLC0415 - as above

    with office(read_run_settings(database, user), today=today(), now=now()) as found:
        at = at_desk(found)
        try:
            yield at
        except StorageError:
            raise
        except WithholdError as fault:
            raise told_masked(at, fault) from None


def day_or_none(text: str | None, argument: str) -> date | None:
    """A day, or None where none was typed."""
    return read_day(text, argument) if text else None


def read_facts(pairs: list[str] | None) -> dict[str, Any]:
    """`KEY=VALUE` pairs: yes and no as truth, days as days, numbers as numbers, else words.

    Raises:
        InputError: a pair without `=`.
    """
    return dict(_fact(pair) for pair in pairs or ())


def _fact(pair: str) -> tuple[str, Any]:
    """One fact."""
    name, equals, value = pair.partition("=")
    if not equals or not name:
        raise InputError("not a fact", column="--set", value=pair, way_out="write it as KEY=VALUE")
    if value in {"yes", "no"}:
        return name, value == "yes"
    if value.isdigit():
        return name, int(value)
    try:
        return name, date.fromisoformat(value)
    except ValueError:
        return name, value
