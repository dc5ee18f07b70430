"""Every clock of a case described by facts: what runs, until when, by which rule.

>>> from datetime import date
>>> found = case_clocks("U", {"presented": date(2026, 3, 2)}, Config())
>>> {c.name: str(c.nominal) for c in found if c.state == "running"}["protest_180"]
'2026-09-28'
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from withhold.base import InputError, to_plain
from withhold.law import ClockDates, Config, clock_table, compute_clock
from withhold.places import port_zone

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Instants, and the legal day that each becomes.
_INSTANTS = {"presented_utc": "presented"}
TRACKS = {"W": "Withhold Release Order", "F": "Finding", "U": "UFLPA or CAATSA"}


def clock_answer(name: str, facts: Mapping[str, object], config: Config) -> ClockDates:
    """One clock from facts.

    Raises:
        UnknownName: no such clock.
    """
    return compute_clock(name, facts, config)


def with_local_days(facts: Mapping[str, Any]) -> dict[str, Any]:
    """`facts` with instants taken to the legal day of the port (GEN-01).

    The zone is `port_tz`, else that of the port (`port_of_entry`, a Schedule D code).

    Raises:
        InputError: not an instant, or no zone is known for it.
    """
    found = dict(facts)
    zone = found.pop("port_tz", None)
    port = found.get("port_of_entry")
    instants = {name: found.pop(name) for name in _INSTANTS if name in found}
    for name, instant in instants.items():
        if instant is not None:
            found[_INSTANTS[name]] = local_day(name, instant, zone=zone, port=port)
    return found


def local_day(name: str, instant: object, *, zone: object = None, port: object = None) -> date:
    """The day of an instant at the port.

    Args:
        name: what the instant is of, for messages.
        instant: as `2026-03-03T02:30:00Z`; without an offset it is UTC, as its name says.
        zone: an IANA zone; empty: that of the port.
        port: a Schedule D code.

    Raises:
        InputError: not an instant, or no zone is known for it.
    """
    where = str(zone or (port_zone(str(port)) if port else None) or "")
    try:
        moment = datetime.fromisoformat(str(instant))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(ZoneInfo(where)).date()
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise InputError(
            "not an instant in a known zone",
            column=name,
            value=f"{instant} {where or port or ''}".strip(),
            way_out="give the instant as 2026-03-03T02:30:00Z, and port_of_entry as a Schedule D "
            "code (2704) or port_tz as in America/Los_Angeles",
        ) from error


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
