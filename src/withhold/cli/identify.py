"""`withhold identify`: an identifier as typed, parsed and checked."""

from __future__ import annotations

from typing import Annotated

import typer

from withhold.cli.arguments import AsJson
from withhold.cli.output import emit

_SENSITIVE = "importer_number"


def identify_command(  # noqa: PLR0913 - one parameter for each option of the door
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="entry_number, mid, hts, container ...")
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="As typed.")],
    prefix: Annotated[
        str | None, typer.Option("--prefix", metavar="DIGITS", help="HTS prefix to compare with.")
    ] = None,
    track: Annotated[
        str | None, typer.Option("--track", metavar="W|F|U", help="Law track, for forms.")
    ] = None,
    config: Annotated[
        list[str] | None,
        typer.Option("--config", metavar="KEY=VALUE", help="A switch taken otherwise."),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Parse an identifier: canonical form, check digit, parts; importer numbers come masked.

    Example: withhold identify entry_number B76-0324527-8
    """
    from withhold.services.clock_facts import read_config  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.identify import identify  # noqa: PLC0415 - as above

    found = identify(kind, value, prefix=prefix, track=track, config=read_config(config or ()))
    sensitive = kind == _SENSITIVE
    answer = {
        "kind": found.kind,
        "value": found.parts.get("masked", "") if sensitive else value,
        "valid": found.valid,
        "stored": "" if sensitive else found.stored,
        "formatted": found.formatted,
        "warnings": list(found.warnings),
        "reason": found.reason,
        **{k: list(v) if isinstance(v, tuple) else v for k, v in found.parts.items()},
    }
    rows = [{"part": k, "value": v} for k, v in answer.items() if v not in ("", [], None)]
    emit(answer, rows, ("part", "value"), as_json=as_json, as_csv=False)
