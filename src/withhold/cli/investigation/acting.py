"""The options that every act of an order's life has, told once.

`taking` gives a command the fields of a class as options, and the command one object of it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Annotated, Any, get_type_hints

import typer

from withhold.cli.arguments import AsJson, AsUser, Database, Quiet
from withhold.cli.investigation.shared import On, Reason

Approver = Annotated[
    str,
    typer.Option(
        "--approved-by", metavar="USER", help="The second person, where you are the author."
    ),
]
_TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """When, by whom and why an act is done, in which record, and how the command answers."""

    on: On = "today"
    approver: Approver = ""
    reason: Reason = ""
    database: Database = None
    user: AsUser = None
    as_json: AsJson = False
    quiet: Quiet = False


def taking(kind: type[Acting]) -> Callable[[Callable[..., None]], Callable[..., None]]:
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
