"""Every clock of a case described by facts: what runs, until when, by which rule.

>>> from datetime import date
>>> found = case_clocks("U", {"presented": date(2026, 3, 2)}, Config())
>>> {c.name: str(c.nominal) for c in found if c.state == "running"}["protest_180"]
'2026-09-28'
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from withhold.base import InputError, to_plain
from withhold.law import ClockDates, Config, clock_table, compute_clock

if TYPE_CHECKING:
    from collections.abc import Mapping

TRACKS = {"W": "Withhold Release Order", "F": "Finding", "U": "UFLPA or CAATSA"}


def clock_answer(name: str, facts: Mapping[str, object], config: Config) -> ClockDates:
    """One clock from facts.

    Raises:
        UnknownName: no such clock.
    """
    return compute_clock(name, facts, config)


def with_local_days(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` with instants taken to the legal day of the port (GEN-01).

    Raises:
        InputError: not an instant, or no such zone.
    """
    found = dict(facts)
    instant = found.pop("presented_utc", None)
    zone = found.pop("port_tz", None)
    if instant is None:
        return found
    try:
        local = datetime.fromisoformat(str(instant)).astimezone(ZoneInfo(str(zone)))
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise InputError(
            "not an instant in a known zone",
            column="presented_utc",
            value=f"{instant} {zone}",
            way_out="give the instant with its offset, and port_tz as in America/Los_Angeles",
        ) from error
    return found | {"presented": local.date()}


def clocks(
    track: str,
    facts: Mapping[str, object],
    config: Mapping[str, object] | None = None,
) -> tuple[ClockDates, ...]:
    """Every clock of a track from facts; switches that differ from the default in `config`.

    Raises:
        InputError: no such track, or no such switch or value.
    """
    return case_clocks(track, facts, Config.of(config or {}))


def case_clocks(track: str, facts: Mapping[str, object], config: Config) -> tuple[ClockDates, ...]:
    """Every clock of a track, those whose start is not known as UNDETERMINED.

    Args:
        track: `W`, `F` or `U` (CAATSA: `U`).
        facts: as for `compute_clock`.
        config: the switches.

    Raises:
        InputError: no such track.
    """
    if track not in TRACKS:
        raise InputError(
            "no such track",
            column="--track",
            value=track,
            way_out="W (Withhold Release Order), F (Finding), U (UFLPA, CAATSA)",
        )
    known = _with_deemed_detention(facts, config)
    return tuple(
        _of_track(compute_clock(name, known, config), track, config)
        for name, row in clock_table().items()
        if track in row["tracks"] and _shown(name, track, config)
    )


def _with_deemed_detention(facts: Mapping[str, object], config: Config) -> dict[str, object]:
    """`facts` with the deemed detention where no decision is recorded (CLK-01, CLK-03)."""
    if isinstance(facts.get("detained_on"), date) or not isinstance(facts.get("presented"), date):
        return dict(facts)
    return {**facts, "detained_on": compute_clock("exam_decision", facts, config).nominal}


def _shown(name: str, track: str, config: Config) -> bool:
    """CLK-16: whether the 30 days are shown for a WRO detention."""
    off = config["wro.deemed_exclusion_30"] == "off"
    return not (name == "admissibility_30" and track == "W" and off)


def _of_track(clock: ClockDates, track: str, config: Config) -> ClockDates:
    """A clock as its track has it: a deemed exclusion binds on track U, or where switched on."""
    deemed = track == "U" or config["wro.deemed_exclusion_30"] == "on"
    if clock.started_from != "admissibility_30" or deemed:
        return clock
    return replace(
        clock,
        state="UNDETERMINED",
        nominal=None,
        safe_by=None,
        latest_arguable=None,
        latest_candidate=None,
        earliest_protest=None,
        start=None,
        started_from="",
    )


def clock_row(clock: ClockDates) -> dict[str, Any]:
    """A clock as a flat answer."""
    row = clock_table()[clock.name]
    plain = to_plain(clock)
    dates = ("nominal", "safe_by", "latest_arguable", "latest_count", "extended_safe_by")
    return {
        "clock": clock.name,
        "state": clock.state,
        **{name: plain[name] for name in dates},
        "earliest_protest": plain["earliest_protest"],
        "not_before": plain["not_before"],
        "started_from": clock.started_from,
        "start": plain["start"],
        "needs": list(row.get("from") or row.get("earliest_of", ())),
        "act": row["act"],
        "rule": clock.rule,
        "consequence": clock.consequence,
        "citation": clock.citation,
        "calendar": clock.calendar,
        "config": plain["config"],
    }
