"""Opening a case: from typed facts, or from a row of a kept screening run.

The facts that are days of acts become the history of the case; an act that the law does not allow
on its day refuses the opening and names the rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, LawError, to_plain
from withhold.cases import (
    CASE,
    OPENED,
    CaseFile,
    EntryLine,
    case_file,
    impossible_days,
    reason_words,
    standing,
    told_days,
)
from withhold.law import shipment_events, shipment_states
from withhold.record import ConflictError, Event, Stream
from withhold.services.cases.keeping import KeptCase, write_case
from withhold.services.record.access import enter
from withhold.services.record.people import TiedPerson, tied_person
from withhold.storage import case_count
from withhold.trade import parse_importer_number

if TYPE_CHECKING:
    from withhold.cases import Standing
    from withhold.record import Draft
    from withhold.services.record import Office

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_TRIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """What a case is opened with.

    Attributes:
        lines: at least one, each under at least one order.
        facts: days and words under the names of the case vocabulary.
        state: where it stands, where that is known and its history is not; empty: by the facts.
        config: switches that differ from the default, read.
        case_id: empty: the next number.
        on: the day of opening; None: today.
        client, port, reference: as `CaseFile` has them.
        source: digest of the paper or run it was opened from.
        importer: what is known of the importer as a person (`importer_number`, `importer_name`,
            `contact`): kept in the vault.
        about: further words to keep (run id ...).
    """

    lines: tuple[EntryLine, ...]
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    state: str = ""
    config: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    case_id: str = ""
    on: date | None = None
    client: str = ""
    port: str = ""
    reference: str = ""
    reason: str = ""
    source: str = ""
    importer: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    about: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    known_at: datetime | None = None


def open_case_file(office: Office, asked: OpenRequest) -> KeptCase:
    """The case as it was opened and written.

    Raises:
        InputError: lines without orders, a day that cannot be or lies ahead, an id that is taken.
        LawError: the actor may not open it, or the facts tell of an act the law does not allow;
            names it and the rule.
    """
    office = enter(office, "act_in_case", asked.client)
    person = tied_person(office, "importer", _importer(asked.importer))
    draft = _draft(office, asked, person)
    check_opening(_trial(office, draft), office.today)
    if asked.case_id:
        return _written(office, asked.case_id, draft, person)
    with office.engine.connect() as connection:
        number = case_count(connection) + 1
    for candidate in range(number, number + _TRIES):
        try:
            return _written(office, f"C-{candidate:05d}", draft, person)
        except InputError:
            continue
    raise InputError("no free number for a case was found", way_out="give one with --id")


def _importer(known: Mapping[str, str]) -> dict[str, str]:
    """What is known of the importer, its number in the form in which it is stored (DAT-05).

    Raises:
        InputError: not an importer number.
    """
    number = known.get("importer_number", "").strip()
    if not number:
        return dict(known)
    found = parse_importer_number(number)
    if not found.valid:
        raise InputError(found.reason, column="--importer-number")
    return {**known, "importer_number": found.stored}


def check_opening(file: CaseFile, today: date) -> None:
    """Refuse a case whose facts cannot be.

    Raises:
        InputError: a day ahead, or days the wrong way round.
        LawError: an act that the law refuses on its day.
    """
    for strand in file.strands:
        for name, day in _act_days(file.about.get("facts") or {}):
            check_not_ahead(name, day, today)
        now = standing(strand.case)
        check_days(told_days(strand.case))
        _check_path(strand.strand_id, now)


def check_not_ahead(name: str, day: date, today: date) -> None:
    """Refuse a day that has not come.

    Raises:
        InputError: it lies ahead.
    """
    if day > today:
        raise InputError(
            f"the day lies ahead: today is {today}",
            column=name,
            value=day,
            way_out="record it when it has happened",
            code="future_day",
        )


def check_days(days: Mapping[str, tuple[date, ...]]) -> None:
    """Refuse days that stand the wrong way round.

    Raises:
        InputError: names both and the rule.
    """
    wrong = impossible_days(days)
    if wrong:
        row = wrong[0]
        raise InputError(
            f"{row.later} {max(days[row.later])} cannot come before {row.earlier} "
            f"{min(days[row.earlier])} ({row.rule})",
            way_out="correct one of the two days",
            code="impossible_days",
        )


def _check_path(strand_id: str, now: Standing) -> None:
    """Refuse a history with an act that the law does not allow."""
    for step in now.path:
        if step.refused:
            raise LawError(
                f"line {strand_id} is {step.state} on {step.on}: {step.event} is refused: "
                f"{reason_words().get(step.reason, step.reason)}",
                rules=step.cite,
                way_out="correct the days, or open the case with --state where it stands",
                code="illegal_transition",
            )


def _act_days(facts: Mapping[str, Any]) -> list[tuple[str, date]]:
    """The facts that are days of acts."""
    acts = {kind.fact for kind in shipment_events().values()}
    return [(n, d) for n, d in facts.items() if n in acts and isinstance(d, date)]


def _draft(office: Office, asked: OpenRequest, person: TiedPerson | None) -> Draft:
    """The first event of a case."""
    if not asked.lines or not all(line.orders for line in asked.lines):
        raise InputError(
            "a case needs an entry line, and the line an order or a track",
            way_out="add --track W, F or U, or --order ID",
        )
    doubled = [line.line_id for line in asked.lines]
    if len(set(doubled)) < len(doubled):
        raise InputError("two lines have one number", value=max(doubled, key=doubled.count))
    if asked.state and asked.state not in shipment_states():
        raise InputError(
            "no such state",
            column="--state",
            value=asked.state,
            way_out=f"states are {', '.join(shipment_states())}",
        )
    on = asked.on or office.today
    check_not_ahead("--on", on, office.today)
    payload = {
        **asked.about,
        "lines": [to_plain(line) for line in asked.lines],
        "facts": dict(asked.facts),
        "state": asked.state,
        "config": dict(asked.config),
        "client": asked.client,
        "port": asked.port,
        "reference": asked.reference,
        "person": dict(person.said) if person else None,
    }
    kept = {name: value for name, value in payload.items() if value}
    draft = office.draft(OPENED, on, kept, reason=asked.reason, known_at=asked.known_at)
    return replace(draft, basis=replace(draft.basis, source=asked.source))


def _trial(office: Office, draft: Draft) -> CaseFile:
    """The case as it would be."""
    stream = Stream(kind=CASE, id="new")
    event = Event(
        stream=stream, number=1, recorded_at=office.now, said=draft, previous="", digest=""
    )
    return case_file([event])


def _written(office: Office, case_id: str, draft: Draft, person: TiedPerson | None) -> KeptCase:
    """The case under an id.

    Raises:
        InputError: the id is taken.
    """
    try:
        return write_case(office, case_id, (), [draft], person)
    except ConflictError as error:
        raise InputError(
            "a case of this id is there",
            column="--id",
            value=case_id,
            way_out="choose another",
            code="case_exists",
        ) from error
