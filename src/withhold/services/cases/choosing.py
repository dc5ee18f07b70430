"""The importer's choices in a kept case: each line under each track, on a day, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName, to_plain
from withhold.cases import standings
from withhold.cases.choices import choice_rows
from withhold.cases.options import Option, Wishes, options

if TYPE_CHECKING:
    from datetime import date

    from withhold.cases import CaseFile


def choices_page(
    file: CaseFile,
    day: date,
    wishes: Wishes | None = None,
    *,
    choice: str = "",
    line: str = "",
) -> dict[str, Any]:
    """Every choice in a case on a day: open or why not, until when, what it needs, lacks, costs.

    Args:
        file: the case.
        day: the legal day asked about.
        wishes: evidence and figures of the user; None: none are told.
        choice: only this one; empty: all.
        line: only this entry line; empty: all.

    Raises:
        UnknownName: no such choice, line, commodity or route.
    """
    asked = wishes or Wishes()
    known = tuple(row.id for row in choice_rows())
    if choice and choice not in known:
        raise UnknownName("choice", choice, near=known)
    lines = tuple(one.line_id for one in file.lines)
    if line and line not in lines:
        raise UnknownName("line", line, near=lines)
    return {
        "case_id": file.case_id,
        "on": day.isoformat(),
        "strands": [
            {
                "strand": strand.strand_id,
                "track": now.track,
                "state": now.state,
                "orders": list(strand.orders),
                "choices": [
                    option_row(option)
                    for option in options(now, day, asked)
                    if choice in {"", option.choice.id}
                ],
            }
            for strand, now in standings(file, on=day)
            if line in {"", strand.line_id}
        ],
        "figures": dict(asked.figures),
    }


def option_row(option: Option) -> dict[str, Any]:
    """A choice as a flat answer."""
    choice = option.choice
    plain = to_plain(choice)
    return {
        "choice": choice.id,
        "open": choice.is_open,
        "may_open": option.may_open,
        "reason": choice.reason,
        "because": option.because,
        "rule": choice.row,
        "cite": plain["cite"],
        **{key: plain[key] for key in ("first_on", "act_by", "last_on", "arguable_to")},
        "projected": option.projected,
        "needs": plain["needs"],
        "tell": plain["tell"],
        "remarks": list(option.remarks),
        "missing": [
            {key: value for key, value in to_plain(item).items() if key != "held"}
            for item in option.missing
        ],
        "items": len(option.items),
        "leads_to": option.leads_to,
        "closes_off": list(option.closes_off),
        "costs": to_plain(option.costs),
    }


def flat_row(strand: str, row: dict[str, Any]) -> dict[str, Any]:
    """A choice as one row of a table."""
    costs = row["costs"] or {}
    same = ("choice", "open", "may_open", "reason", "because", "first_on", "act_by", "last_on")
    return {
        "strand": strand,
        **{key: row[key] for key in same},
        "arguable_to": row["arguable_to"],
        "missing": [f"{item['stage']} {item['id']}".strip() for item in row["missing"]],
        "cost_usd": costs.get("known_usd"),
        "cost_until": costs.get("until"),
        "not_given": costs.get("not_given", []),
        "leads_to": row["leads_to"],
        "closes_off": row["closes_off"],
        "rules": list(dict.fromkeys(filter(None, (row["rule"], *row["cite"])))),
    }
