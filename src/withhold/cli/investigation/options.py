"""The options that many commands of the group have, told once.

`taking` gives a command the fields of a class as options, and the command one object of it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, get_type_hints

import typer

from withhold.cli.arguments import AsCsv, AsJson, AsUser, Database, Quiet
from withhold.cli.investigation.shared import On, Reason

Approver = Annotated[
    str,
    typer.Option(
        "--approved-by", metavar="USER", help="The second person, where you are the author."
    ),
]
_TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDesk:
    """In which record a command works, as whom, and whether it keeps its summary to itself."""

    database: Database = None
    user: AsUser = None
    quiet: Quiet = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering(AtDesk):
    """A command that answers: as a table, or as JSON."""

    as_json: AsJson = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Answering):
    """A command that answers with rows: as a table, JSON or CSV."""

    as_csv: AsCsv = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting(Answering):
    """An act of an order's life: when, by whom and why it is done."""

    on: On = "today"
    approver: Approver = ""
    reason: Reason = ""


def taking(kind: type[AtDesk]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command with a keyword `told`, an object of `kind`, as one with its fields as options."""
    hints = get_type_hints(kind, include_extras=True)
    shared = [
        inspect.Parameter(
            f.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if f.default is MISSING else f.default,
            annotation=hints[f.name],
        )
        for f in fields(kind)
    ]

    def wrapped(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True).parameters.values()

        @functools.wraps(command)
        def go(**given: Any) -> None:  # noqa: ANN401 - the values of the options
            told = kind(**{p.name: given.pop(p.name) for p in shared})
            command(**given, **{_TOLD: told})

        listed = (p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own if p.name != _TOLD)
        go.__signature__ = inspect.Signature([*listed, *shared])  # type: ignore[attr-defined]
        return go

    return wrapped
