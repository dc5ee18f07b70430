"""The order's life at the desk: accepted, issued, changed, ended (STM-40 to STM-52).

Who wrote a proposal does not approve it (ROL-02). What puts an order in force, changes it or ends
it becomes, in the same transaction, an event of an own list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, LawError
from withhold.investigation import (
    CHANGES,
    STARTS,
)
from withhold.law import file_order_event, is_in_force
from withhold.law.desk import RECORDED
from withhold.services.investigation.identities import identities, masked
from withhold.services.investigation.keeping import (
    ORDER,
    KeptLedger,
    KeptOrder,
    Writing,
    load_ledger,
    load_order,
    write,
)
from withhold.services.investigation.own_changes import NARROWS, ActRequest, change_of_act
from withhold.services.investigation.own_orders import version_of_change
from withhold.services.order_desk import TARGET_DAYS
from withhold.services.record.access import check_approver
from withhold.storage import write_version_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from withhold.investigation import OrderFile, Proposal
    from withhold.law.desk import OrderFiling
    from withhold.record import Draft
    from withhold.services.record import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAnswer:
    """What became of an act on an order file.

    Attributes:
        version: of the own list that it made; empty: none.
        target_on: CBP's own target to decide on an allegation, never a deadline (ORD-03).
        row, cite: the row of the table that spoke.
    """

    kept: KeptOrder
    version: str = ""
    target_on: date | None = None
    missing: tuple[str, ...] = ()
    row: str = ""
    cite: tuple[str, ...] = ()
    reason: str = ""


def act(office: Office, asked: ActRequest) -> OrderAnswer:
    """What became of an act; it is written, with the version of the own list that it makes.

    Raises:
        InputError: a day ahead, a part of the scope that the order does not have.
        LawError: the law forbids it now; names what is allowed and by which rule.
        UnknownName: no such file.
    """
    on = asked.on or office.today
    if on > office.today:
        raise InputError(
            f"the day lies ahead: today is {office.today}",
            column="--on",
            value=on,
            way_out="record it when it has happened",
            code="future_day",
        )
    kept = load_order(office, asked.file_id)
    _in_turn(kept.file, asked.event, on)
    facts = _facts(office, kept, asked)
    filing = _allowed(kept, asked, facts)
    change, register, held = change_of_act(office, kept.file, asked, on)
    two = bool({"author", "approver"} & set(facts))
    known = identities(office, load_ledger(office, kept.file.investigation_id).ledger)
    payload: dict[str, Any] = {
        "facts": {k: v for k, v in facts.items() if k not in {"author", "approver"}},
        **({"scope": facts["scope"]} if "scope" in facts else {}),
        **({"reference": asked.reference} if asked.reference else {}),
        **({"parties": list(asked.parties)} if asked.parties else {}),
        **({"goods": list(asked.goods)} if asked.goods else {}),
        **({"order_id": change.order.order_id} if change else {}),
    }
    draft = office.draft(
        asked.event,
        on,
        masked(payload, known),
        reason=masked(asked.reason, known),
        approver=facts.get("approver") or "" if two else "",
        two_persons=two,
    )
    draft = replace(draft, basis=replace(draft.basis, rule=filing.row))
    version = version_of_change(office, change, register, held) if change else None

    def project(connection: Connection) -> None:
        if version is not None:
            write_version_in(connection, version)

    kept = _written(office, kept, draft, project)
    return OrderAnswer(
        kept=kept,
        version=version.info.version if version else "",
        missing=filing.missing,
        row=filing.row,
        cite=filing.cite,
        reason=filing.reason,
    )


def target_day(filed: date) -> date:
    """The day by which CBP means to accept or reject an allegation; no deadline (ORD-03)."""
    return filed + timedelta(days=TARGET_DAYS)


def _facts(office: Office, kept: KeptOrder, asked: ActRequest) -> dict[str, Any]:
    """What the law is told: facts of the file and its proposal, and who the two persons are."""
    file, proposal = kept.file, kept.file.proposal
    facts = {**file.facts, **asked.facts}
    if asked.event in STARTS:
        proposal = _proposal_for(file, asked.event)
        facts["labor_evidence_level"] = proposal.labor
        facts["importation_shown"] = proposal.importation == "shown"
        if asked.event != "wro_issued":
            facts["fr_citation"] = bool(asked.reference)
        if asked.event == "finding_published":
            facts.setdefault("secretary_approval", False)
    if asked.event == "vacated":
        facts["docket"] = bool(asked.reference)
    if asked.event == "reissued":
        facts["fr_citation"] = bool(asked.reference)
    if asked.event == NARROWS:
        facts["scope"] = "some"
    if not office.actor.waived and asked.event in {*STARTS, NARROWS, "revoked"}:
        author = proposal.author if proposal and asked.event in STARTS else office.actor.user
        second = asked.approver or (office.actor.user if author != office.actor.user else "")
        if asked.approver:
            check_approver(office, asked.approver, "issue_wro")
        facts |= {"author": author, "approver": second or None}
    return facts


def _proposal_for(file: OrderFile, event: str) -> Proposal:
    """The newest proposal, which an act that puts an order in force rests on.

    Raises:
        LawError: there is none, or it is for another instrument.
    """
    wanted = STARTS[event]
    if file.proposal is not None and file.proposal.instrument == wanted:
        return file.proposal
    has = f"its proposal for a {file.proposal.instrument} alone" if file.proposal else "no proposal"
    raise LawError(
        f"order file {file.file_id} has {has}",
        rules=("STM-44", "ROL-02"),
        way_out=f"write one first: withhold investigation propose {file.file_id} "
        f"--instrument {wanted}",
        code="no_proposal",
    )


def _in_turn(file: OrderFile, event: str, on: date) -> None:
    """Check that a published act does not lie before the one it follows.

    On the own list days are whole, so an order that ended begins again on another day.

    Raises:
        InputError: it does.
    """
    published = [a for a in file.history if a.word in {*STARTS, *CHANGES} - RECORDED]
    if event not in {*STARTS, *CHANGES} - RECORDED or not published:
        return
    last = published[-1]
    if on < last.on or (on == last.on and event in STARTS and not is_in_force(file.state or "")):
        raise InputError(
            f"{event} does not come before or with {last.word}, which it follows, on {last.on}"
            if on == last.on
            else f"{event} cannot come before {last.word} on {last.on}",
            column="--on",
            value=on,
            way_out="give a later day",
            code="out_of_turn",
        )


def _allowed(kept: KeptOrder, asked: ActRequest, facts: Mapping[str, Any]) -> OrderFiling:
    """What the law says of the act.

    Raises:
        LawError: it is refused; names the reason, the rule, and what is allowed.
    """
    filing = file_order_event(kept.file.state, asked.event, facts)
    if filing.refused:
        lacks = f" ({', '.join(filing.missing)})" if filing.missing else ""
        raise LawError(
            f"order file {kept.file.file_id} is {kept.file.state or 'new'}: {asked.event} is "
            f"refused: {filing.reason}{lacks}",
            rules=(filing.row, *filing.cite),
            way_out=_WAYS.get(filing.reason, f"allowed now: {', '.join(kept.file.allowed())}"),
            code=filing.reason,
        )
    return filing


_WAYS = {
    "items_missing": "return it with found_nonconforming, to be filed again with allege --file "
    "--again ORDER; or say what was handed in since: --set description=yes",
    "four_eyes": "another person than the author approves it: --as USER, or --approved-by USER",
    "evidence_insufficient": "record further claims, or a judgement with its reasons, and propose "
    "again",
    "importation_not_shown": "record evidence that the goods are, or are likely to be, imported "
    "(ORD-05), and propose again",
    "secretary_approval_missing": "add --secretary-approved once it is given",
    "docket_not_cited": "name court and docket with --reference",
    "notice_not_cited": "name the notice with --reference",
}


def _written(
    office: Office,
    kept: KeptOrder,
    draft: Draft,
    project: Callable[[Connection], None] | None = None,
) -> KeptOrder:
    """The order file after one more event."""
    one = Writing(kind=ORDER, id=kept.file.file_id, before=kept.events, drafts=(draft,))
    write(office, one, project=project)
    return load_order(office, kept.file.file_id)


def order_files(office: Office, kept: KeptLedger) -> tuple[KeptOrder, ...]:
    """The order files of an investigation."""
    return tuple(load_order(office, file_id) for file_id in kept.ledger.orders)
