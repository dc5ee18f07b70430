"""The `withhold` command. Each command parses, calls one service and renders.

Exit codes: 0 done; 1 a check asked for did not hold; 2 unusable input or arguments;
130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from withhold.base import WithholdError
from withhold.cli.case_due import calendar_command, due_command
from withhold.cli.case_event import case_app
from withhold.cli.case_feed import feed_app
from withhold.cli.case_options import options_command
from withhold.cli.case_package import package_command
from withhold.cli.case_retest import retest_command
from withhold.cli.db import db_app
from withhold.cli.decisions import decisions_app
from withhold.cli.identify import identify_command
from withhold.cli.investigation import investigation_app
from withhold.cli.law import clocks_command, law_app
from withhold.cli.names import compare_command, match_command
from withhold.cli.output import say, write
from withhold.cli.policy import policy_command
from withhold.cli.read import read_command
from withhold.cli.register import register_app
from withhold.cli.screen import run_app, screen_command
from withhold.cli.user import person_app, user_app

__all__ = ["app", "main"]

EXIT_UNUSABLE = 2
EXIT_INTERRUPTED = 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Forced-labour import restrictions: orders as rules, law clocks, cases.\n\n"
    "Example: withhold register as-of 2020-10-09",
)
app.add_typer(register_app, name="register")
app.add_typer(law_app, name="law")
app.add_typer(run_app, name="run")
case_app.command("options")(options_command)
case_app.command("due")(due_command)
case_app.command("calendar")(calendar_command)
case_app.command("retest")(retest_command)
case_app.command("package")(package_command)
case_app.add_typer(feed_app, name="feed")
app.add_typer(case_app, name="case")
app.add_typer(decisions_app, name="decisions")
app.add_typer(investigation_app, name="investigation")
app.add_typer(user_app, name="user")
app.add_typer(person_app, name="person")
app.add_typer(db_app, name="db")
app.command("screen")(screen_command)
app.command("read")(read_command)
app.command("match")(match_command)
app.command("compare")(compare_command)
app.command("clocks")(clocks_command)
app.command("policy")(policy_command)
app.command("identify")(identify_command)

#: Doors that are laid down and not open yet: each refuses with one line and exit code 2.
NOT_OPEN = {
    "serve": "the REST API and web pages",
}


def _refusing(name: str, what: str) -> None:
    """Mount a command that says that its door is not open yet."""

    def refuse(
        _arguments: Annotated[
            list[str] | None, typer.Argument(metavar="...", help="Ignored.")
        ] = None,
    ) -> None:
        say(f"withhold {name}: {what} is not part of this release")
        raise typer.Exit(EXIT_UNUSABLE)

    app.command(
        name,
        hidden=True,
        help=f"Not part of this release: {what}.\n\nExample: withhold {name}",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )(refuse)


for _name, _what in NOT_OPEN.items():
    _refusing(_name, _what)


def _show_version(value: bool) -> None:  # noqa: FBT001 - the signature of an option's callback
    """Print the version and stop."""
    if value:
        from withhold import __version__  # noqa: PLC0415 - the package is being imported
        from withhold.names import kernel_name  # noqa: PLC0415 - only here

        write(f"withhold {__version__}\nnames kernel: {kernel_name()}\n")
        raise typer.Exit


@app.callback()
def options(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Forced-labour import restrictions: orders as rules, law clocks, cases."""


def main() -> None:
    """Run the command and leave with its exit code; errors are one line on standard error."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    try:
        app(arguments, standalone_mode=True, prog_name="withhold")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except WithholdError as error:
        for line in str(error).split("\n"):
            say(f"error: {line}")
        return EXIT_UNUSABLE
    except KeyboardInterrupt:
        say("interrupted")
        return EXIT_INTERRUPTED
    return 0
