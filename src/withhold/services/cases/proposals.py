"""An act proposed by one person and approved by another (ROL-02).

The proposal is an event of the file; the approval records the act with both persons.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from withhold.base import LawError, UnknownName
from withhold.cases import PROPOSED
from withhold.services.cases.act_in_file import ActAnswer, ActRequest, act_in_case
from withhold.services.cases.keeping import KeptCase, load_case, write_case
from withhold.services.record.access import check_approver, enter
from withhold.storage import get_user

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.record import Event
    from withhold.services.record import Office


def propose_act(office: Office, asked: ActRequest) -> KeptCase:
    """The case with the proposal; the law is asked now as well as at the approval.

    Raises:
        LawError: the actor may not act in the case, or the law forbids the act.
        InputError, UnknownName: as `act_in_case`.
    """
    trial = office.as_actor(waived=True)
    act_in_case(trial, replace(asked, dry_run=True, approver=""))
    kept = load_case(office, asked.case_id)
    office = enter(office, "act_in_case", kept.file.client)
    payload = {
        "proposed": asked.event,
        "at": asked.on,
        "facts": dict(asked.facts),
        "lines": list(asked.lines),
        "orders": list(asked.orders),
    }
    draft = office.draft(PROPOSED, office.today, payload, reason=asked.reason)
    return write_case(office, asked.case_id, kept.events, [draft])


def approve_act(office: Office, case_id: str, number: int, reason: str = "") -> ActAnswer:
    """What became of a proposed act, recorded with its proposer and this approver.

    Raises:
        UnknownName: no such case or open proposal.
        LawError: the approver proposed it, or may not approve; or the law forbids the act by now.
    """
    kept = load_case(office, case_id)
    found = next((e for e in open_proposals(kept.events) if e.number == number), None)
    if found is None:
        near = tuple(str(e.number) for e in open_proposals(kept.events))
        raise UnknownName(f"open proposal in case {case_id}", str(number), near=near)
    said = found.said
    if said.author == office.actor.user:
        raise LawError(
            f"case {case_id}: event {number} was proposed by {said.author}",
            rules=("ROL-02",),
            way_out="another user approves it",
            code="four_eyes",
        )
    proposer = _as_proposer(office, said.author)
    check_approver(proposer, office.actor.user, "act_in_case", kept.file.client)
    asked = ActRequest(
        case_id=case_id,
        event=said.payload["proposed"],
        on=said.payload["at"],
        facts=dict(said.payload["facts"]),
        lines=tuple(said.payload["lines"]),
        orders=tuple(said.payload["orders"]),
        reason=said.reason or reason,
        approver=office.actor.user,
        extra={"proposal": number},
    )
    return act_in_case(proposer, asked)


def open_proposals(events: Iterable[Event]) -> list[Event]:
    """The proposals that nobody has approved yet."""
    listed = list(events)
    done = {e.said.payload.get("proposal") for e in listed}
    return [e for e in listed if e.said.event == PROPOSED and e.number not in done]


def proposal_row(event: Event) -> dict[str, Any]:
    """A proposal as a flat answer."""
    said = event.said
    return {
        "number": event.number,
        "event": said.payload["proposed"],
        "at": said.payload["at"].isoformat(),
        "by": said.author,
        "reason": said.reason,
    }


def _as_proposer(office: Office, user_id: str) -> Office:
    """The office with the proposer as the one who acts."""
    with office.engine.connect() as connection:
        account = get_user(connection, user_id)
    return office.as_actor(user=user_id, account=account, role="", on_behalf_of="")
