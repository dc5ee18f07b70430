"""`withhold case retest`: open cases whose orders have changed, with a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from withhold.cli.arguments import (
    AsCsv,
    AsJson,
    AsUser,
    Database,
    Quiet,
    Version,
    now,
    read_day,
    read_run_settings,
    today,
)
from withhold.cli.case_arguments import OneCase
from withhold.cli.output import emit, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.services.settings import Settings

_COLUMNS = ("case_id", "strand", "state", "order_id", "change", "effective_on", "words", "command")


def retest_command(  # noqa: PLR0913 - one parameter for each option of the door
    case_id: OneCase = "",
    version: Version = None,
    day: Annotated[
        str, typer.Option("--on", metavar="DATE", help="Changes that have come by a day.")
    ] = "today",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
) -> None:
    """Test open cases again on orders that changed or came since; propose, and record nothing.

    Example: withhold case retest
    """
    from withhold.services.cases.retest import RetestAnswer, retest  # noqa: PLC0415 - as above
    from withhold.services.cases.retest_lines import retest_row  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above
    from withhold.services.registers import load_register  # noqa: PLC0415 - as above

    settings, asked = read_run_settings(database, user), read_day(day, "--on")
    found = RetestAnswer()
    if case_id or not settings.nothing_stored:
        register = load_register(settings, version=version)
        with office(settings, today=today(), now=now()) as desk:
            found = retest(desk, register, asked, case_id)
    rows = [retest_row(row) for row in found.rows]
    emit(rows, rows, _COLUMNS, as_json=as_json, as_csv=as_csv)
    if not quiet:
        concerned = len({row["case_id"] for row in rows})
        say(f"{concerned} of {found.cases} open cases concerned; CBP decides on a release (ORD-27)")
        if found.not_tested:
            say(
                f"{found.not_tested} lines not re-tested: no goods and no parties kept; "
                'add them: case event ID line_described --set "line=1:goods=...;manufacturer=..."'
            )


def say_changed_cases(settings: Settings, order_ids: Iterable[str]) -> None:
    """Tell of open cases that these changed or new orders may concern."""
    from withhold.services.cases.retest import retest_hint  # noqa: PLC0415 - as above
    from withhold.services.record import office  # noqa: PLC0415 - as above
    from withhold.services.registers import load_register  # noqa: PLC0415 - as above

    changed = frozenset(order_ids)
    if not changed:
        return
    with office(settings, today=today(), now=now()) as desk:
        hint = retest_hint(desk, load_register(settings), today(), changed)
    if hint:
        say(hint)
