"""A case as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.cli.output import printable, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLOCKS = ("line", "track", "clock", "state", "safe_by", "nominal", "why")
_HISTORY = ("number", "on", "event", "strands", "author", "four_eyes")
_RUNNING = frozenset({"running", "suspended"})


def case_text(page: Mapping[str, Any]) -> str:
    """A case as text: head, lines, clocks, what may be done, history."""
    return "\n".join(_parts(page)) + "\n"


def _parts(page: Mapping[str, Any]) -> Iterator[str]:
    """The parts of the text."""
    due = f"; act by {page['next_due']} ({page['next_clock']})" if page["next_due"] else ""
    yield f"case {page['case_id']} on {page['on']}: {page['state']}{due}"
    for name in ("reference", "client", "port"):
        if page[name]:
            yield printable(f"{name}: {page[name]}")
    for line in page["lines"]:
        orders = ", ".join(o["order_id"] or f"track {o['track']}" for o in line["orders"])
        goods = f", {line['goods']}" if line["goods"] else ""
        yield printable(f"line {line['line_id']}: {line['state']} (under {orders}{goods})")
    yield from _notes(page)
    yield from taken_lines(page["from_row"])
    yield ""
    clocks = [c for c in page["clocks"] if c["state"] in _RUNNING or c["is_awaited"]]
    yield table(clocks, _CLOCKS, width=None)
    yield ""
    yield "allowed now: " + (_allowed(page) or "nothing")
    yield ""
    yield table(page["history"], _HISTORY, width=None)
    yield ""
    yield "act by `safe_by`; every date: `--json`; not legal advice"


def taken_lines(from_row: Mapping[str, Any] | None) -> Iterator[str]:
    """What a case took from the row of a hit, and where that stands, for a person to check."""
    if from_row is None:
        return
    if from_row.get("gone"):
        yield "the screened file is gone or has changed since: nothing was taken from its row"
        return
    told = "; ".join(f"{name} {_words(value)}" for name, value in from_row["taken"].items())
    place = f"row {from_row['row']} of {from_row['file']}"
    yield printable(f"taken from {place}, to be checked: {told or 'nothing'}")
    for note in from_row["notes"]:
        yield printable(f"not taken from {place}: {note}")


def _words(value: Any) -> str:  # noqa: ANN401 - a value of an event
    """A value that was taken, in words."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _notes(page: Mapping[str, Any]) -> Iterator[str]:
    """Flags, tasks and holds."""
    for name, kind in (("flags", "flag"), ("tasks", "task"), ("info", "info")):
        for code in page[name]:
            yield f"{kind} {code}: {page['words'].get(code, '')}".rstrip(": ")
    for field, value in page.get("importer", {}).items():
        yield printable(f"{field}: {value} (withhold person show {page['person']})")
    for act in page["proposals"]:
        yield printable(
            f"proposed: {act['event']} at {act['at']} by {act['by']} "
            f"(withhold case approve {page['case_id']} {act['number']})"
        )
    for hold in page["legal_holds"]:
        yield printable(f"legal hold: {hold['name']} since {hold['placed_on']}")
    for event in page["held_for_a_person"]:
        yield printable(f"kept for a person: {event['event']} on {event['on']} ({event['strand']})")


def _allowed(page: Mapping[str, Any]) -> str:
    """What may be done now, each act once with its rules."""
    found: dict[str, list[str]] = {}
    for row in page["allowed"]:
        found.setdefault(row["event"], []).append(row["row"])
    return ", ".join(f"{event} ({'/'.join(dict.fromkeys(rows))})" for event, rows in found.items())
