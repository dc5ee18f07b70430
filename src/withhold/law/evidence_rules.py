"""What the law asks of a submission: reviews, parts, stages, channels, read from tables.

>>> commodity_row("cotton")["rule"], review_rule("exception").standard
('EVD-20', 'clear_and_convincing')
>>> from datetime import date
>>> submission_channel("admissibility", date(2026, 1, 20))
'port_or_center'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName, shipped_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """A review that an importer may ask for (CLK-34, EVD-04).

    Attributes:
        standard: `clear_and_convincing` or `not_clear_and_convincing`.
        reported: instruments for which a success is reported to Congress (CLK-35).
    """

    name: str
    standard: str
    reported: frozenset[str]
    rules: tuple[str, ...]


@cache
def evidence_requirements() -> dict[str, Any]:
    """The table as shipped."""
    table: dict[str, Any] = shipped_yaml("law", "evidence_requirements.yaml")
    return table


@cache
def commodity_table() -> dict[str, dict[str, Any]]:
    """What is documented by commodity and by its other words (EVD-20 to EVD-28)."""
    rows = shipped_yaml("law", "commodities.yaml")
    return {word: row for row in rows for word in (row["id"], *row.get("also", ()))}


def commodity_row(name: str) -> dict[str, Any]:
    """The row of a commodity.

    Raises:
        UnknownName: no such commodity.
    """
    row: dict[str, Any] = _row(commodity_table(), "commodity", name)
    return row


def commodity_stages(name: str, *, route: str = "", documented: Iterable[str] = ()) -> list[str]:
    """The stages of a commodity in order of production, `a|b` where one of them is asked for.

    Args:
        name: the commodity.
        route: the way it is made; empty: as the documented stages show, else the usual one.
        documented: the stages at hand.

    Raises:
        UnknownName: no such commodity or route.
    """
    row = commodity_row(name)
    if "routes" not in row:
        return list(row.get("stages", ()))
    shown = (way for stage, way in row["route_of"].items() if stage in set(documented))
    return list(_row(row["routes"], "route", route or next(shown, row["default_route"])))


def optional_stages(name: str) -> frozenset[str]:
    """The stages of a commodity that may be absent."""
    return frozenset(commodity_row(name).get("optional", ()))


def review_rule(name: str) -> ReviewRule:
    """The review of that word.

    Raises:
        UnknownName: no such review.
    """
    row = _row(evidence_requirements()["reviews"], "review", name)
    return ReviewRule(
        name=name,
        standard=row["standard"],
        reported=frozenset(row.get("report_of", ())),
        rules=tuple(row["rules"]),
    )


def review_for(track: str, *, inside: bool) -> str:
    """The review that fits a track, and goods inside or outside the presumption (CLK-34).

    Raises:
        UnknownName: no such track.
    """
    for name, row in evidence_requirements()["reviews"].items():
        if track in row["tracks"] and row["inside"] in {None, inside}:
            return str(name)
    raise UnknownName("track", track, near=("W", "F", "U"))


def package_parts(review: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of a submission that a review needs, and those it does not (EVD-10)."""
    rows = evidence_requirements()["parts"]
    needed = tuple(p["id"] for p in rows if not p["reviews"] or review in p["reviews"])
    return needed, tuple(p["id"] for p in rows if p["id"] not in needed)


def submission_channel(review: str, day: date) -> str:
    """Where a submission of that day goes (CLK-36)."""
    begun = [
        row["id"]
        for row in evidence_requirements()["channels"]
        if review in row["reviews"]
        and (row["valid_from"] is None or date.fromisoformat(row["valid_from"]) <= day)
    ]
    return str(begun[-1]) if begun else ""


def _row(rows: dict[str, Any], kind: str, name: str) -> Any:  # noqa: ANN401 - a row of a table
    """The row of that name, or the names near it."""
    if name not in rows:
        near = tuple(get_close_matches(name, rows, n=3)) or tuple(rows)
        raise UnknownName(kind, name, near=near)
    return rows[name]
