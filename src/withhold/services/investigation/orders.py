"""The order's life at the desk: accepted, issued, changed, ended (STM-40 to STM-52).

Who wrote a proposal does not approve it (ROL-02). What puts an order in force, changes it or ends
it becomes, in the same transaction, an event of an own list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, LawError
from withhold.investigation import (
    CHANGES,
    STARTS,
)
from withhold.law import file_order_event
from withhold.law.desk import RECORDED
from withhold.register import Order, Register, order_state, parties_in_scope, shipped_register
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
from withhold.services.investigation.own_orders import (
    Change,
    event_of_act,
    order_of,
    version_of_change,
)
from withhold.services.order_desk import TARGET_DAYS
from withhold.services.record.access import check_approver
from withhold.storage import versions, with_versions, write_version_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from withhold.law.desk import OrderFiling
    from withhold.record import Draft
    from withhold.services.record import Office

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NEEDS_SCOPE = "modified"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRequest:
    """What is to be recorded in an order file.

    Attributes:
        on: the legal day; None: today.
        facts: what the law asks, under the names of the order vocabulary.
        parties, goods: taken out of the order by a modification.
        reference: Federal Register citation, docket or court of the act.
        approver: the second person where the one who acts is the author.
    """

    file_id: str
    event: str
    on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    parties: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    reference: str = ""
    approver: str = ""
    reason: str = ""


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
    facts = _facts(office, kept, asked)
    filing = _allowed(kept, asked, facts)
    change, register, held = _change(office, kept, asked, on)
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
        if proposal is None:
            raise LawError(
                f"order file {file.file_id} has no proposal",
                rules=("STM-44", "ROL-02"),
                way_out=f"write one first: withhold investigation propose {file.file_id}",
                code="no_proposal",
            )
        facts["labor_evidence_level"] = proposal.labor
        facts["importation_shown"] = proposal.importation == "shown"
        if asked.event != "wro_issued":
            facts["fr_citation"] = bool(asked.reference)
        if asked.event == "finding_published":
            facts.setdefault("secretary_approval", False)
    if asked.event == "reissued":
        facts["fr_citation"] = bool(asked.reference)
    if asked.event == _NEEDS_SCOPE:
        facts["scope"] = "some"
    if not office.actor.waived and asked.event in {*STARTS, _NEEDS_SCOPE, "revoked"}:
        author = proposal.author if proposal and asked.event in STARTS else office.actor.user
        second = asked.approver or (office.actor.user if author != office.actor.user else "")
        if asked.approver:
            check_approver(office, asked.approver, "issue_wro")
        facts |= {"author": author, "approver": second or None}
    return facts


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
    "four_eyes": "another person than the author approves it: --as USER, or --approved-by USER",
    "evidence_insufficient": "record further claims, or a judgement with its reasons, and propose "
    "again",
    "importation_not_shown": "record evidence that the goods are, or are likely to be, imported "
    "(ORD-05), and propose again",
    "secretary_approval_missing": "add --set secretary_approval=yes once it is given",
    "notice_not_cited": "name the notice with --reference",
    "scope_is_all": "that is a revocation: record `revoked`",
}


def _change(
    office: Office, kept: KeptOrder, asked: ActRequest, on: date
) -> tuple[Change | None, Register, int]:
    """What the act changes in the own list; None: nothing."""
    register = shipped_register()
    if asked.event not in {*STARTS, *CHANGES} or asked.event in RECORDED:
        return None, register, 0
    register = with_versions(register, office.engine)
    proposal = kept.file.proposal
    assert proposal is not None  # noqa: S101 - a file in force has one: `_facts` asked for it
    held = sum(v.list == proposal.list_name for v in versions(office.engine))
    known = {o.order_id: o for o in register.orders}
    fresh = order_of(proposal, register, file_id=kept.file.file_id)
    order = known.get(fresh.order_id, fresh)
    if asked.event in STARTS:
        order = replace(fresh, events=order.events, issued_on=order.issued_on or on)
    party_ids: tuple[str, ...] = ()
    scope = "all"
    if asked.event == _NEEDS_SCOPE:
        order, party_ids = _narrowed(order, asked, on)
        scope = "some"
    event = event_of_act(
        order,
        asked.event,
        on,
        known_at=office.now,
        scope=scope,
        party_ids=party_ids,
        goods="; ".join(asked.goods),
        detail=f"own order file {kept.file.file_id}",
        reference=asked.reference,
    )
    says = f"{kept.file.file_id}: {asked.event.replace('_', ' ')} on {on}"
    return Change(order=order, events=(event,), says=says), register, held


def _narrowed(order: Order, asked: ActRequest, on: date) -> tuple[Order, tuple[str, ...]]:
    """The order without the goods taken out, and the ids of the parties taken out.

    Raises:
        InputError: the order does not have them.
        LawError: nothing would be left: that is a revocation.
    """
    state = order_state(order, on)
    reached = parties_in_scope(order, state)
    out = []
    for name in asked.parties:
        found = [p for p in reached if name in {p.published_name, p.party_id}]
        if not found:
            raise _not_there("party", name, [p.published_name for p in reached])
        out += [p.party_id for p in found]
    standing = [g for g in order.goods if g.covered_on(on)]
    for text in asked.goods:
        if text not in {g.text for g in standing}:
            raise _not_there("goods", text, [g.text for g in standing])
    left = [g for g in standing if g.text not in asked.goods]
    if not out and not asked.goods:
        raise InputError(
            "a modification says what it takes out",
            column="--party",
            value="",
            way_out="name parties with --party or goods with --goods",
        )
    if len(out) == len(reached) or not left:
        raise LawError(
            f"order {order.order_id} would reach nothing any more",
            rules=("STM-46", "STM-47"),
            way_out=_WAYS["scope_is_all"],
            code="scope_is_all",
        )
    ended = tuple(replace(g, until=on) if g.text in asked.goods else g for g in order.goods)
    return replace(order, goods=ended), tuple(out)


def _not_there(kind: str, value: str, known: list[str]) -> InputError:
    """What is raised where an order does not have a part."""
    return InputError(
        f"the order has no such {kind}",
        column=f"--{kind}",
        value=value,
        way_out=f"it has {', '.join(known) or 'none'}",
    )


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
