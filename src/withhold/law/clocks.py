"""The clocks: dates that a rule counts from facts (law.md section 3), with how they came about.

Every clock gives `nominal` (the literal count), `safe_by` (act by: the preceding business day) and,
for acts of the importer, `latest_arguable` (never a deadline). An unknown start gives UNDETERMINED.

>>> from datetime import date
>>> found = compute_clock("wro_proof", {"imported": date(2026, 10, 1)})
>>> found.nominal, found.safe_by, found.latest_arguable
(datetime.date(2027, 1, 1), datetime.date(2026, 12, 31), datetime.date(2027, 1, 4))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from withhold.base import UnknownName, shipped_yaml
from withhold.law.calendar import (
    BusinessCalendar,
    calendar_version,
    executive_closures,
    with_closed,
)
from withhold.law.months import add_months, add_years
from withhold.law.switches import Config

UNDETERMINED = "UNDETERMINED"
RUNNING = "running"
_ABSENT = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDates:
    """What a clock says, and why.

    Attributes:
        state: `running`, or `UNDETERMINED` where the start is unknown.
        nominal: the literal count.
        safe_by: nominal, or the business day before: show this as "act by" (GEN-06).
        latest_arguable: nominal, or the next business day; None where nothing may roll (GEN-08).
        latest_count: business-day counts with closure days skipped (GEN-12).
        latest_candidate: the latest date any reading gives: no automatic state before it has
            passed (GEN-11).
        extended_safe_by: a granted WRO extension: act by then; nominal is unchanged (CLK-11).
        earliest_protest: first day a protest may be filed (CLK-06, CLK-40).
        not_before: lower bound of an undetermined clock (CLK-02).
        refused, reason: the count itself is refused.
        started_from, start: the fact it counts from, and its day.
        inputs, config, calendar: what it was computed with (GEN-09).
    """

    name: str
    rule: str
    citation: str
    consequence: str
    state: str = RUNNING
    nominal: date | None = None
    safe_by: date | None = None
    latest_arguable: date | None = None
    latest_count: date | None = None
    latest_candidate: date | None = None
    extended_safe_by: date | None = None
    earliest_protest: date | None = None
    not_before: date | None = None
    refused: bool = False
    reason: str = ""
    started_from: str = ""
    start: date | None = None
    inputs: Mapping[str, object]
    config: Mapping[str, object]
    calendar: str = ""


@cache
def clock_table() -> dict[str, dict[str, Any]]:
    """Every clock by name: rule, start, length, unit, tracks, consequence, citation."""
    table: dict[str, dict[str, Any]] = shipped_yaml("law", "clocks.yaml")
    return table


def compute_clock(
    name: str, facts: Mapping[str, object], config: Config | None = None
) -> ClockDates:
    """The dates of one clock.

    Args:
        name: a clock of the table.
        facts: days under their names (`presented`, `imported` ...); None: known not to have
            happened, or unknown; absent: not recorded.
        config: switches that differ from the default.

    Raises:
        UnknownName: no such clock.
    """
    return replace(clock_dates(name, facts, config), inputs=dict(facts))


def clock_dates(name: str, facts: Mapping[str, object], config: Config | None = None) -> ClockDates:
    """`compute_clock` without its inputs: equal days give the same object, counted once.

    Raises:
        UnknownName: no such clock.
    """
    table = clock_table()
    if name not in table:
        raise UnknownName("clock", name, near=tuple(get_close_matches(name, table, n=3)))
    settings = config or Config()
    days = tuple([facts.get(n, _ABSENT) for n in _counted(name)])
    switches = tuple(settings.overrides.items()) if settings.overrides else ()
    try:
        return _kept(name, days, switches)
    except TypeError:  # a list among the facts or switches: it can be no key of a cache
        return _computed(name, facts, settings)


@cache
def _counted(name: str) -> tuple[str, ...]:
    """The facts that the dates of a clock depend on."""
    row = clock_table()[name]
    names = (*(row.get("from") or row["earliest_of"]), row.get("lower_bound", ""))
    more = ("extensions_days", "presented", row.get("length_fact", ""))
    behind = _counted(row["else_clock"]) if "else_clock" in row else ()
    return tuple(dict.fromkeys(n for n in (*names, *more, *behind) if n))


@lru_cache(maxsize=1 << 14)
def _kept(
    name: str, days: tuple[object, ...], switches: tuple[tuple[str, object], ...]
) -> ClockDates:
    """The dates of a clock, kept by the facts it depends on, in their order."""
    told = zip(_counted(name), days, strict=True)
    facts = {n: value for n, value in told if value is not _ABSENT}
    return _computed(name, facts, Config(overrides=dict(switches)))


def _computed(name: str, facts: Mapping[str, object], settings: Config) -> ClockDates:
    """The dates of a clock, counted."""
    row = clock_table()[name]
    blank = ClockDates(
        name=name,
        rule=row["rule"],
        citation=row["citation"],
        consequence=row["consequence"],
        inputs={},
        config=dict(settings.overrides),
        calendar=calendar_version(),
    )
    if row["unit"] == "eu_working_days":
        return replace(blank, refused=True, reason="wrong_calendar")
    started_from, start = _start(row, facts, settings)
    if start is None:
        bound = _day(facts.get(row.get("lower_bound", "")))
        first = _count(row, bound, facts, settings, _readings(settings)[0]) if bound else None
        return replace(blank, state=UNDETERMINED, not_before=first)
    if not _in_force(row, start):
        return replace(blank, refused=True, reason="not_in_force", start=start)
    return _dates(replace(blank, started_from=started_from, start=start), row, facts, settings)


def _day(value: object) -> date | None:
    """A fact that is a day."""
    return value if isinstance(value, date) else None


def _in_force(row: Mapping[str, Any], start: date) -> bool:
    """True where the rule of a row was law on the day of the start event (GEN-10)."""
    first, end = row["valid_from"], row["valid_to"]
    begun = first is None or date.fromisoformat(first) <= start
    return begun and (end is None or start < date.fromisoformat(end))


def _start(
    row: Mapping[str, Any], facts: Mapping[str, object], config: Config
) -> tuple[str, date | None]:
    """The fact a clock counts from: the first recorded, the earliest, or another clock's end."""
    names = row.get("from") or row["earliest_of"]
    found = [(name, day) for name in names if (day := _day(facts.get(name)))]
    if found:
        return min(found, key=lambda pair: pair[1]) if "earliest_of" in row else found[0]
    if "else_clock" in row:
        before = compute_clock(row["else_clock"], facts, config)
        return row["else_clock"], before.nominal
    return "", None


def _readings(config: Config) -> tuple[BusinessCalendar, BusinessCalendar]:
    """The calendar of the nominal count, and that of the other reading (GEN-12)."""
    extra = frozenset(config["calendar.extra_closures"])
    plain, closed = with_closed(extra), with_closed(extra | executive_closures())
    return {"off": (plain, plain), "on": (closed, closed), "two_sided": (plain, closed)}[
        config["calendar.executive_closures"]
    ]


def _count(
    row: Mapping[str, Any],
    start: date,
    facts: Mapping[str, object],
    config: Config,
    calendar: BusinessCalendar,
) -> date:
    """The literal count from `start`."""
    counters: dict[str, Callable[[int], date]] = {
        "calendar_days": lambda length: start + timedelta(days=length),
        "business_days": lambda length: calendar.add_business_days(start, length),
        "months": lambda length: add_months(start, length, overflow=config["months.overflow"]),
        "years": lambda length: add_years(start, length),
        "fixed_day": lambda _: _next_fixed_day(start, row["month"], row["day"]),
    }
    return counters[row["unit"]](_length(row, facts, config))


def _next_fixed_day(start: date, month: int, day: int) -> date:
    """The first such day of a calendar year after `start`."""
    this_year = date(start.year, month, day)
    return this_year if this_year > start else date(start.year + 1, month, day)


def _length(row: Mapping[str, Any], facts: Mapping[str, object], config: Config) -> int:
    """How long a clock is: by a fact, by a switch, or by the table; extensions of nominal added."""
    if "length_fact" in row:
        return int(str(facts[row["length_fact"]]))
    length = int(config[row["length_switch"]]) if "length_switch" in row else row.get("length", 0)
    if row.get("extension") == "nominal":
        length = min(length + _extensions(facts), config[row["cap_switch"]])
    return int(length)


def _extensions(facts: Mapping[str, object]) -> int:
    """Days of extensions granted so far."""
    granted = facts.get("extensions_days")
    return sum(int(str(d)) for d in granted) if isinstance(granted, (list, tuple)) else 0


def _dates(
    clock: ClockDates, row: Mapping[str, Any], facts: Mapping[str, object], config: Config
) -> ClockDates:
    """The dates of a clock whose start is known."""
    assert clock.start is not None  # noqa: S101 - the caller found it
    readings = _readings(config)
    nominal, other = (_count(row, clock.start, facts, config, c) for c in readings)
    rolls = bool(row.get("rolls"))
    candidates = [_count(row, day, facts, config, readings[0]) for day in _later(row, facts)]
    return replace(
        clock,
        nominal=nominal,
        safe_by=min(c.preceding_business_day(nominal) for c in readings),
        latest_arguable=max(c.next_business_day(nominal) for c in readings) if rolls else None,
        latest_count=other if row["unit"] == "business_days" else None,
        latest_candidate=max([nominal, other, *candidates]),
        extended_safe_by=_extended(row, nominal, facts, config, readings[0]),
        earliest_protest=_earliest_protest(clock, facts, config),
    )


def _later(row: Mapping[str, Any], facts: Mapping[str, object]) -> list[date]:
    """Later starts that might count as well (mailing and delivery)."""
    return [day for name in row.get("earliest_of", ()) if (day := _day(facts.get(name)))]


def _extended(
    row: Mapping[str, Any],
    nominal: date,
    facts: Mapping[str, object],
    config: Config,
    calendar: BusinessCalendar,
) -> date | None:
    """Act-by date of a granted extension that leaves the nominal date alone (CLK-11)."""
    if row.get("extension") != "safe_by":
        return None
    switch = row.get("extension_switch")
    days = _extensions(facts) or (int(config[switch] or 0) if switch else 0)
    return calendar.preceding_business_day(nominal + timedelta(days=days)) if days else None


def _earliest_protest(
    clock: ClockDates, facts: Mapping[str, object], config: Config
) -> date | None:
    """First day a protest may be filed: the decision's, or after the deemed exclusion (CLK-06)."""
    if clock.name not in {"admissibility_30", "protest_180"}:
        return None
    if clock.name == "protest_180" and clock.started_from != "admissibility_30":
        return clock.start
    presented = _day(facts.get("presented"))
    days = int(str(config["earliest_protest_after_deemed"]).removeprefix("presented+"))
    return presented + timedelta(days=days) if presented else None
