"""`withhold policy`: the table from tests to verdict, legal effect and next step, on one screen."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from withhold.cli.arguments import AsJson
from withhold.cli.output import write

_WIDE = 96


def policy_command(
    row: Annotated[
        str, typer.Argument(metavar="[ROW]", help="One row in full: V-01 ..., or an instrument.")
    ] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Print the policy: how four tests make a verdict, what each instrument means, what to do.

    Example: withhold policy
    """
    from withhold.services.policy_page import policy_lines, policy_table  # noqa: PLC0415 - keeps `--help` light

    if as_json:
        write(json.dumps(policy_table(row), ensure_ascii=False, indent=2) + "\n")
        return
    write("\n".join(policy_lines(row, width=_WIDE)) + "\n")
