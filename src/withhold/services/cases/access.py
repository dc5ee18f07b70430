"""What a person asks to do with a record: allowed or not, why, and what is kept of it.

>>> found = ask_access(AccessRequest(action="issue_wro", author="anna", approver="anna"))
>>> found.refused, found.reason
(True, 'four_eyes')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any

from withhold.base import UnknownName
from withhold.cases import (
    Case,
    CaseEvent,
    case_of_history,
    clocks_of,
    standing,
    two_persons,
)
from withhold.law import clock_table, compute_clock
from withhold.law.calendar import calendar_version
from withhold.record import (
    Action,
    EntryDraft,
    PowerOfAttorney,
    action,
    may_see_store,
    needs_four_eyes,
    needs_power_of_attorney,
    role,
)

_NOTHING: Mapping[str, Any] = MappingProxyType({})
DEFAULT = "default"
#: What an entry of the audit trail keeps of a correction (ROL-06).
_CORRECTION_KEEPS = (
    *("author", "approver", "at", "field", "old", "new", "reason", "rule"),
    *("law_version", "calendar_version"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequest:
    """What a person asks.

    Attributes:
        role: the person's role; empty: not asked about.
        at: the day; None: not said.
        persons: True where author or approver is named, be it as nobody.
        power: the power of attorney on file; None: none.
        entered: the date of entry of the record.
        open_matters: protests, suits, cases, penalties open on the record (CLK-51).
        field, old, new: the case fact to correct.
        redact: `default`, or `none`.
    """

    action: str
    role: str = ""
    at: date | None = None
    author: str | None = None
    approver: str | None = None
    persons: bool = True
    power: PowerOfAttorney | None = None
    entered: date | None = None
    open_matters: tuple[str, ...] = ()
    field: str = ""
    old: date | None = None
    new: date | None = None
    redact: str = DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessAnswer:
    """What became of the request.

    Attributes:
        four_eyes: two different persons acted.
        contains_identity: a person can be known from what is handed out (ROL-04).
        stored: a record of it is kept, or stays kept.
        keeps: what is kept.
        new_version, old_kept: a correction adds and takes nothing away (GEN-09).
        reading_logged: the reading itself stands in the audit trail.
        entry: that entry, or the one of the correction.
        dates: clocks before (`NAME_before`) and after a correction (`NAME`).
    """

    refused: bool
    reason: str = ""
    rule: str = ""
    four_eyes: bool = False
    contains_identity: bool = False
    stored: bool = False
    keeps: tuple[str, ...] = ()
    new_version: bool = False
    old_kept: bool = False
    reading_logged: bool = False
    entry: EntryDraft | None = None
    dates: Mapping[str, date | None] = field(default_factory=lambda: _NOTHING)

    @property
    def allowed(self) -> bool:
        """True where it was not refused."""
        return not self.refused


def ask_access(asked: AccessRequest) -> AccessAnswer:
    """Whether a person may do what is asked, and what is kept of it.

    Raises:
        UnknownName: no such action, role or case fact.
    """
    what = action(asked.action)
    reason, rule = _refusal(what, asked)
    eyes = two_persons(asked.author, asked.approver)
    if reason:
        kept = asked.action in {"delete_record", "correct_fact"}
        return AccessAnswer(
            refused=True, reason=reason, rule=rule, four_eyes=eyes, stored=kept, old_kept=kept
        )
    answer = AccessAnswer(refused=False, rule=what.rule, four_eyes=eyes)
    if asked.action == "correct_fact":
        return _corrected(answer, asked)
    entry = _entry(asked, what) if what.logged else None
    return replace(
        answer,
        contains_identity=what.id == "export_testimony" and asked.redact != DEFAULT,
        stored=bool(what.keeps),
        keeps=what.keeps,
        reading_logged=entry is not None,
        entry=entry,
    )


def _refusal(what: Action, asked: AccessRequest) -> tuple[str, str]:
    """The reason of a refusal and its rule; empty: allowed."""
    if asked.role:
        who = role(asked.role)
        if not may_see_store(who, what.store):
            return "other_store", "ROL-05"
        if what.power_of_attorney and needs_power_of_attorney(who) and not _empowered(asked):
            return "no_power_of_attorney", "ROL-03"
    start = asked.field in _start_facts()
    eyes = needs_four_eyes(what, redacted=asked.redact == DEFAULT, is_start=start)
    if eyes and asked.persons and not two_persons(asked.author, asked.approver):
        return "four_eyes", "ROL-02"
    return _kept_by_law(asked) if what.id == "delete_record" else ("", "")


def _empowered(asked: AccessRequest) -> bool:
    """True where a power of attorney is on file and valid on the day (ROL-03)."""
    if asked.power is None:
        return False
    return asked.at is None or asked.power.is_valid_on(asked.at)


def _kept_by_law(asked: AccessRequest) -> tuple[str, str]:
    """Why a record may not be deleted (ROL-07, CLK-51)."""
    if asked.open_matters:
        return "legal_hold", "ROL-07"
    end = compute_clock("retention_5y", {"entered": asked.entered}).nominal
    over = end is not None and asked.at is not None and asked.at > end
    return ("", "") if over else ("retention_not_over", "CLK-51")


def _start_facts() -> frozenset[str]:
    """The case facts that start a clock."""
    return frozenset(
        name
        for row in clock_table().values()
        for name in (*row.get("from", ()), *row.get("earliest_of", ()))
    )


def _corrected(answer: AccessAnswer, asked: AccessRequest) -> AccessAnswer:
    """A fact corrected: a new event, the old one kept, every date computed anew (ROL-06)."""
    if asked.field not in _start_facts():
        raise UnknownName("case fact", asked.field, near=tuple(sorted(_start_facts())))
    case = case_of_history(_track_of(asked.field), {asked.field: asked.old})
    said = {"field": asked.field, "old": asked.old, "new": asked.new}
    day = asked.at or asked.new or date.min
    correction = CaseEvent(event="fact_corrected", on=day, known_at=_instant(day), facts=said)
    after = case.with_event(correction)
    return replace(
        answer,
        stored=True,
        keeps=_CORRECTION_KEEPS,
        new_version=len(after.events) > len(case.events),
        old_kept=after.events[: len(case.events)] == case.events,
        entry=_entry(asked, action("correct_fact")),
        dates={**_dates(case, "_before"), **_dates(after, "")},
    )


def _track_of(fact: str) -> str:
    """A track on which a clock starts from a fact."""
    rows = clock_table().values()
    tracks = {t for r in rows if fact in (r.get("from") or r["earliest_of"]) for t in r["tracks"]}
    return max(tracks, key="FWU".index, default="U")


def _dates(case: Case, ending: str) -> dict[str, date | None]:
    """The clocks of a case by name."""
    return {f"{name}{ending}": c.nominal for name, c in clocks_of(standing(case)).items()}


def _instant(day: date) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def _entry(asked: AccessRequest, what: Action) -> EntryDraft:
    """The entry of the audit trail (ROL-06)."""
    day = asked.at or asked.new or date.min
    return EntryDraft(
        who=asked.author or "",
        approver=asked.approver or "",
        role=asked.role,
        at=_instant(day),
        port_day=day,
        entity=what.store,
        field=asked.field or "read",
        old=str(asked.old or ""),
        new=str(asked.new or ""),
        rule=what.rule,
        calendar_version=calendar_version(),
    )
