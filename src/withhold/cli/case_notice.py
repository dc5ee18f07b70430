"""What a detention notice proposes, printed for a person to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.cli.output import emit, say, write

if TYPE_CHECKING:
    from withhold.services.cases.notice import NoticeProposal

_COLUMNS = ("field", "value", "label", "place", "notes")
_WIDE = 60


def show_proposal(found: NoticeProposal, *, as_json: bool, quiet: bool) -> None:
    """Print what a notice states, what it lacks, and the command that confirms it."""
    from withhold.services.cases.from_notice import proposal_page  # noqa: PLC0415 - light `--help`

    page = proposal_page(found)
    emit(page, [_short(row) for row in page["statements"]], _COLUMNS, as_json=as_json, as_csv=False)
    if as_json:
        return
    write("\n".join(_lines(page)) + "\n")
    if not quiet:
        say("nothing is opened yet: check each value against the notice")


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A statement for the table: a long text cut, its place in the notice as one cell."""
    value = row["value"]
    cut = value if len(value) <= _WIDE else f"{value[: _WIDE - 1]}…"
    return {**row, "value": cut, "place": f"{row['start']}-{row['end']}"}


def _lines(page: dict[str, Any]) -> list[str]:
    """What is to be known of a proposal besides its statements."""
    named = ", ".join(page["instruments"]) or "no instrument"
    lines = ["", f"track: {page['track'] or 'not known'} ({named} named)"]
    missing = ", ".join(page["missing_items"])
    lines += [f"not stated (CLK-04): {missing}" if missing else "all items of CLK-04 are stated"]
    lines += [f"look at: {warning}" for warning in page["warnings"]]
    lines += [f"to say: {word}" for word in page["to_say"]]
    return [*lines, "", "confirm with:", f"  {page['command']}"]
