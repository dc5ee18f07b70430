"""Do the dates of a line fall under an order? ORD-23 to 29, one short function an instrument.

>>> from datetime import date
>>> wro = DateRule(instrument="WRO", first=date(2020, 9, 3))
>>> date_sign(wro, LineDates(import_date=date(2020, 10, 1)), asked=date(2026, 1, 1)).test
'yes'
>>> dates = LineDates(import_date=date(2020, 7, 1), release_date=date(2020, 7, 9))
>>> date_sign(wro, dates, asked=date(2026, 1, 1)).test
'no'
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

#: How the beginning of an order applies by default (ORD-24 to 26).
_BY_RELEASE = frozenset({"WRO", "FINDING", "OWN"})
UNRELEASED = "unreleased_on_effective_date"
IMPORTED = "imported_on_or_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDates:
    """The dates of a line; None: not given."""

    entry_date: date | None = None
    export_date: date | None = None
    import_date: date | None = None
    presentation_date: date | None = None
    release_date: date | None = None
    production_date: date | None = None

    @property
    def any_given(self) -> bool:
        """True where the line has at least one date."""
        return any(getattr(self, f.name) is not None for f in fields(self))

    @property
    def own_day(self) -> date | None:
        """The day whose law a line is read under with `--as-of row`."""
        return self.release_date or self.entry_date or self.import_date


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRule:
    """From when an order applies, and by which act of importation.

    Attributes:
        first: first day in force; None: not known.
        end_unknown: the order ended on a day nobody recorded.
        by: `applies_by` word of the beginning; empty: the default of the instrument.
        last: first day of importation that the law itself no longer reaches (INS-20), or None.
    """

    instrument: str
    first: date | None
    end_unknown: bool = False
    by: str = ""
    last: date | None = None

    @property
    def begins_by(self) -> str:
        """How the beginning applies: to goods not released before, or imported from then on."""
        return self.by or (UNRELEASED if self.instrument in _BY_RELEASE else IMPORTED)


@dataclass(frozen=True, slots=True)
class DateSign:
    """The date test's word, and why as one sentence."""

    test: str
    reason: str


def date_sign(
    rule: DateRule, dates: LineDates, *, asked: date | None, unreleased: bool = False
) -> DateSign:
    """Whether the dates of a line fall under an order.

    Args:
        rule: the order's first day and kind.
        dates: the line's dates.
        asked: the `--as-of` day on which a line without any date is tested; None: each line by
            its own date, so such a line is `unknown`.
        unreleased: goods without a release date are known not to be released; False: an absent
            date says nothing.
    """
    if rule.first is None:
        return DateSign("unknown", "the first day of the order is not known")
    if not dates.any_given:
        return _undated(rule, asked)
    if rule.last is not None and dates.import_date is not None and dates.import_date >= rule.last:
        return DateSign(
            "no", f"imported on {dates.import_date}, after the law ended on {rule.last}"
        )
    found = (
        _by_release(rule.first, dates, unreleased=unreleased)
        if rule.begins_by == UNRELEASED
        else _by_import(rule.first, dates)
    )
    if found.test == "yes" and rule.end_unknown:
        return DateSign("unknown", f"{found.reason}; but the order ended on a day nobody recorded")
    return found


def _undated(rule: DateRule, asked: date | None) -> DateSign:
    """A line without a date is taken as not yet imported."""
    if asked is None:
        return DateSign("unknown", "the line has no date")
    if rule.end_unknown:
        return DateSign("unknown", "no date on the line, and the order ended on an unknown day")
    if rule.last is not None and rule.last <= asked:
        return DateSign("no", f"the law ended on {rule.last}")
    if rule.first is not None and rule.first <= asked:
        return DateSign("yes", f"no date on the line: taken as not yet imported on {asked}")
    return DateSign("no", f"the order begins on {rule.first}, after {asked}")


def _by_release(first: date, dates: LineDates, *, unreleased: bool) -> DateSign:
    """A WRO or Finding reaches goods imported from its first day, or not released before it."""
    if dates.release_date is not None:
        if dates.release_date >= first:
            return DateSign("yes", f"released on {dates.release_date}, not before {first}")
        return DateSign("no", f"released on {dates.release_date}, before the order of {first}")
    if unreleased:
        return DateSign("yes", f"no release before {first} is recorded")
    for name, day in (
        ("imported", dates.import_date),
        ("presented", dates.presentation_date),
        ("entered", dates.entry_date),
        ("exported", dates.export_date),
    ):
        if day is not None and day >= first:
            return DateSign("yes", f"{name} on {day}, not before {first}")
    return DateSign("unknown", f"dated before {first}, and no release date is given")


def _by_import(first: date, dates: LineDates) -> DateSign:
    """The UFLPA reaches goods imported on or after the day of listing (ORD-26)."""
    if dates.import_date is not None:
        if dates.import_date >= first:
            return DateSign("yes", f"imported on {dates.import_date}, not before {first}")
        return DateSign("no", f"imported on {dates.import_date}, before {first}")
    if dates.release_date is not None and dates.release_date < first:
        return DateSign("no", f"released on {dates.release_date}, before {first}")
    if dates.export_date is not None and dates.export_date >= first:
        return DateSign("yes", f"exported on {dates.export_date}, not before {first}")
    return DateSign("unknown", "no import date is given")
