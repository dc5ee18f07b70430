"""The clocks of a case where it stands: their dates, which of them run, which deadline is shown.

>>> from datetime import date
>>> from withhold.cases.model import Standing
>>> now = Standing(track="U", state="DETAINED", facts={"presented": date(2026, 3, 2)})
>>> str(clock_of(now, "admissibility_30").nominal), clock_of(now, "wro_proof") is None
('2026-04-01', True)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from withhold.law import ClockDates, clock_dates, clock_table, compute_clock, shipment_states
from withhold.law.calendar import with_closed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.cases.model import Standing

RUNNING, SUSPENDED, STOPPED, UNDETERMINED = "running", "suspended", "stopped", "UNDETERMINED"
#: A request for information is answered in these states, by these acts.
_ANSWERED_IN = frozenset({"DETAINED", "UNDER_REVIEW", "DEEMED_EXCLUDED"})
_ANSWERS = frozenset({"proof_submitted", "review_requested"})
_DEEMED = "admissibility_30"
_EXPORT = "wro_export_60"


def deemed_exclusion_binds(now: Standing) -> bool:
    """True where the 30 days exclude by law: UFLPA and CAATSA, or where switched on (CLK-16)."""
    return now.track == "U" or now.config["wro.deemed_exclusion_30"] == "on"


def clock_of(now: Standing, name: str) -> ClockDates | None:
    """The dates of a clock; None where the track has no such clock (CLK-16, CLK-30).

    An unknown start gives state UNDETERMINED; else the state is that of the case: running,
    suspended or stopped, and empty where it has not started yet.
    """
    found = dates_of(now, name)
    if found is None:
        return None
    known = found.state != UNDETERMINED
    return replace(
        found,
        state=now.clocks.get(name, "") if known else found.state,
        inputs=dict(now.facts),
    )


def dates_of(now: Standing, name: str) -> ClockDates | None:
    """`clock_of` without the state and the inputs: what the law asks when it looks at a day."""
    row = clock_table()[name]
    hidden = name == _DEEMED and now.track != "U" and now.config["wro.deemed_exclusion_30"] == "off"
    if now.track not in row["tracks"] or hidden:
        return None
    found = clock_dates(name, now.facts, now.config)
    if found.refused:
        return None
    if found.started_from == _DEEMED and not deemed_exclusion_binds(now):
        found = _undetermined(found)
    return _after_denial(found, now) if name == _EXPORT else found


def clocks_of(now: Standing) -> dict[str, ClockDates]:
    """Every clock of the track by name."""
    return {name: found for name in clock_table() if (found := clock_of(now, name))}


def running(now: Standing) -> tuple[str, ...]:
    """The clocks that run, in the order of the table."""
    return tuple(name for name in clock_table() if now.clocks.get(name) == RUNNING)


def state_of(now: Standing, name: str) -> str | None:
    """`running`, `suspended` or `stopped`; UNDETERMINED where it waits for an unknown start.

    None where the track lacks the clock or it has not started.
    """
    found = dates_of(now, name)
    if found is None:
        return None
    if found.state == UNDETERMINED and now.clocks.get(name) == STOPPED:
        return STOPPED
    if found.state == UNDETERMINED:
        return UNDETERMINED
    return now.clocks.get(name) or None


def alerted(now: Standing) -> dict[str, date]:
    """The act-by days that alert the importer, by clock (GEN-06, CLK-31, CLK-37).

    The 30 days of a WRO detention are information, no deadline, unless switched on (CLK-16).
    """
    found: dict[str, date] = {}
    for name in running(now):
        clock, row = dates_of(now, name), clock_table()[name]
        met = isinstance(now.facts.get(row.get("met_by", "")), date)
        binds = name != _DEEMED or deemed_exclusion_binds(now)
        if clock and clock.safe_by and row.get("alerts") and binds and not met:
            found[name] = clock.extended_safe_by or clock.safe_by
    last = export_day(now)
    if last is not None and now.state == "EXCLUDED":
        calendar = with_closed(now.config["calendar.extra_closures"])
        found["export_deadline_in_notice"] = calendar.preceding_business_day(last)
    asked = _asked_by(now)
    if asked is not None:
        calendar = with_closed(now.config["calendar.extra_closures"])
        found["rfi_due"] = calendar.preceding_business_day(asked)
    return found


def _asked_by(now: Standing) -> date | None:
    """The last day to answer a request for information; None: none is open (STM-07)."""
    due = now.facts.get("rfi_due")
    if not isinstance(due, date) or now.state not in _ANSWERED_IN:
        return None
    acts = [step.event for step in now.path if not step.refused]
    since = acts[len(acts) - 1 - acts[::-1].index("rfi") :] if "rfi" in acts else []
    return None if _ANSWERS & set(since) else due


def export_day(now: Standing) -> date | None:
    """The last day to export excluded goods where a notice or a switch names one (CLK-37)."""
    printed = now.facts.get("export_deadline_in_notice")
    if isinstance(printed, date):
        return printed
    days, excluded = now.config["uflpa.export_after_exclusion"], now.facts.get("excluded_on")
    if now.track == "U" and isinstance(days, int) and isinstance(excluded, date):
        return excluded + timedelta(days=days)
    return None


def deadline_shown(now: Standing) -> date | None:
    """The earliest day to act by; None: no deadline runs."""
    return min(alerted(now).values(), default=None)


def with_due_clocks(now: Standing) -> Standing:
    """`now` with the clocks its state lets run, where their start is known and they never ran."""
    state = shipment_states()[now.state]
    names = (*state.clocks, *_behind(now))
    clocks = dict(now.clocks)
    clocks |= {n: RUNNING for n in names if n not in clocks and can_run(now, n)}
    clocks |= {n: SUSPENDED for n in state.suspended if n not in clocks and can_run(now, n)}
    return now if clocks == now.clocks else replace(now, clocks=clocks)


def can_run(now: Standing, name: str) -> bool:
    """True where the track has the clock, its start is known and it is not answered yet."""
    answer = clock_table()[name].get("ended_by")
    found = dates_of(now, name)
    ended = answer is not None and isinstance(now.facts.get(answer), date)
    return found is not None and found.nominal is not None and not ended


def _behind(now: Standing) -> tuple[str, ...]:
    """The clocks of the state behind a proposed release: none stops by itself (ORD-27)."""
    return shipment_states()[now.behind].clocks if now.behind else ()


def _undetermined(clock: ClockDates) -> ClockDates:
    """A clock without a start."""
    blank: Mapping[str, Any] = dict.fromkeys(
        ("nominal", "safe_by", "latest_arguable", "latest_candidate", "earliest_protest", "start")
    )
    return replace(clock, state=UNDETERMINED, started_from="", **blank)


def _after_denial(clock: ClockDates, now: Standing) -> ClockDates:
    """The export clock after a denied protest, by the switch (CLK-15)."""
    how = now.config["wro_export_60.after_protest"]
    denied, filed = now.facts.get("denied_on"), now.facts.get("protest_filed")
    if now.clocks.get(_EXPORT) != RUNNING or not isinstance(denied, date):
        return clock
    if clock.nominal is None or clock.start is None:
        return clock
    left = clock.nominal - (filed if isinstance(filed, date) else clock.start)
    whole = clock.nominal - clock.start
    moved = denied + (whole if how == "restart_60" else max(left, timedelta(0)))
    restarted = compute_clock(_EXPORT, {"advice_mailed": moved - whole}, now.config)
    return replace(restarted, started_from="denied_on", start=denied)
