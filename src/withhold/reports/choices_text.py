"""The importer's choices as text: a table, and each choice with what weighs in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_FEW = 12


def choice_lines(row: Mapping[str, Any]) -> list[str]:
    """A choice, line by line.

    Args:
        row: as the service gives it.
    """
    remarks = (f"note: {word}" for word in row["remarks"])
    return [_head(row), *(f"    {line}" for line in (*_body(row), *remarks))]


def _head(row: Mapping[str, Any]) -> str:
    """The choice and whether it is open."""
    if row["open"]:
        word = "open"
    elif row["may_open"]:
        word = f"not yet: {row['because']}"
    else:
        word = f"closed: {row['because']}"
    rules = ", ".join(dict.fromkeys(filter(None, (row["rule"], *row["cite"]))))
    return f"{row['choice']}  {word} ({rules})"


def _body(row: Mapping[str, Any]) -> Iterator[str]:
    """What weighs in a choice that is open or may come."""
    if not row["open"] and not row["may_open"]:
        return
    yield from _days(row)
    yield f"needs: {'; '.join(row['needs'])}"
    if row["missing"]:
        yield f"missing: {_missing(row['missing'])} ({len(row['missing'])} of {row['items']})"
    yield from _costs(row["costs"])
    if row["closes_off"]:
        yield f"leads to {row['leads_to']}; closes off: {', '.join(row['closes_off'])}"
    elif row["leads_to"]:
        yield f"leads to {row['leads_to']}; closes nothing off"
    for word in row["tell"]:
        yield f"note: {word}"


def _days(row: Mapping[str, Any]) -> Iterator[str]:
    """From when, until when."""
    since = f"from {row['first_on']}; " if row["first_on"] else ""
    if row["act_by"] is None:
        yield f"{since}no last day is known" if since else "until: no last day is known"
        return
    last = f" (literal last day {row['last_on']})" if row["last_on"] != row["act_by"] else ""
    argued = row["arguable_to"]
    more = f"; {argued} can only be argued" if argued and argued != row["last_on"] else ""
    known = ", by what is known today" if row["projected"] else ""
    yield f"{since}act by {row['act_by']}{last}{more}{known}"


def _missing(items: Sequence[Mapping[str, Any]]) -> str:
    """What is missing, the first few by name."""
    names = [f"{item['stage']} {item['id']}".strip() for item in items[:_FEW]]
    more = f" and {len(items) - _FEW} more" if len(items) > _FEW else ""
    return ", ".join(names) + more


def _costs(costs: Mapping[str, Any] | None) -> Iterator[str]:
    """What it costs by the user's figures; silent where none was given."""
    if not costs or all(line["given"] is None for line in costs["lines"]):
        return
    parts, lines = [], costs["lines"]
    for line in lines:
        if line["usd"] is not None:
            days = f" ({line['days']} days)" if line["days"] is not None else ""
            parts.append(f"{line['what']} {line['usd']:,.2f}{days}")
    what = f"USD {costs['known_usd']:,.2f}: {'; '.join(parts)}"
    yield f"cost by your figures until {costs['until']}: {what}"
    if costs["open_ended"] and any(line["days"] is not None and line["given"] for line in lines):
        yield "storage runs on after that until it is decided"
    if costs["not_given"]:
        yield f"not given: {', '.join(costs['not_given'])}"
