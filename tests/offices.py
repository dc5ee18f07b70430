"""Offices for tests: a database of its own, a key, a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from withhold.cases import EntryLine, LineOrder
from withhold.record import RecordKeys
from withhold.services.cases.act_in_file import ActAnswer, ActRequest, act_in_case
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.record import Actor, Office
from withhold.storage import get_user

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from withhold.services.cases.keeping import KeptCase

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
KEYS = RecordKeys.of(b"k" * 32)


def office_on(engine: Engine, user: str = "anna", *, waived: bool = True) -> Office:
    """An office on a database."""
    actor = Actor(user=user, waived=waived, role="" if waived else "compliance_lead")
    return Office(engine=engine, keys=KEYS, actor=actor, today=TODAY, now=NOW)


def a_line(number: str = "1", *tracks: str) -> EntryLine:
    """An entry line under an order of each track."""
    orders = tuple(LineOrder(order_id=f"order-{t}", track=t) for t in tracks or ("U",))
    return EntryLine(line_id=number, orders=orders)


def opened_case(desk: Office, *lines: EntryLine, **facts: Any) -> KeptCase:
    """A case with a presentation on 2 October 2026, unless told otherwise."""
    told = facts or {"presented": date(2026, 10, 2)}
    return open_case_file(desk, OpenRequest(lines=lines or (a_line(),), facts=told))


def happened(desk: Office, case_id: str, event: str, on: date, **more: Any) -> ActAnswer:
    """An event recorded."""
    return act_in_case(desk, ActRequest(case_id=case_id, event=event, on=on, **more))


def signed_in(desk: Office, user: str) -> Office:
    """The office of a user of its record."""
    with desk.engine.connect() as connection:
        account = get_user(connection, user)
    actor = Actor(user=user, account=account, waived=False)
    return Office(engine=desk.engine, keys=desk.keys, actor=actor, today=desk.today, now=desk.now)
