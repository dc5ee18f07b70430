"""What an act on an order file changes in the own list: its order, scope, names and history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, LawError
from withhold.investigation import CHANGES, STARTS
from withhold.law.desk import RECORDED
from withhold.register import Name, order_state, parties_in_scope, shipped_register
from withhold.services.investigation.own_orders import Change, event_of_act, order_of, renewed
from withhold.storage import versions, with_versions

if TYPE_CHECKING:
    from withhold.investigation import OrderFile
    from withhold.register import Order, Register
    from withhold.services.record import Office

#: The act that takes parties or goods out of an order in force.
NARROWS = "modified"
_RENAMES = "renamed"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


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


def change_of_act(
    office: Office, file: OrderFile, asked: ActRequest, on: date
) -> tuple[Change | None, Register, int]:
    """What the act changes in the own list; None: nothing."""
    register = shipped_register()
    if asked.event not in {*STARTS, *CHANGES} or asked.event in RECORDED:
        return None, register, 0
    register = with_versions(register, office.engine)
    proposal = file.proposal
    assert proposal is not None  # noqa: S101 - a file in force has one: `_facts` asked for it
    held = sum(v.list == proposal.list_name for v in versions(office.engine))
    known = {o.order_id: o for o in register.orders}
    fresh = order_of(proposal, register, file_id=file.file_id)
    order = known.get(fresh.order_id, fresh)
    party_ids: tuple[str, ...] = ()
    if asked.event in STARTS and order.events:
        order, party_ids = renewed(order, fresh, on), tuple(p.party_id for p in fresh.parties)
    elif asked.event in STARTS:
        order = replace(fresh, issued_on=on)
    scope = "all"
    if asked.event == NARROWS:
        order, party_ids = _narrowed(order, asked, on)
        scope = "some"
    name = ""
    if asked.event == _RENAMES:
        order, name = _renamed(order, asked.facts)
    event = event_of_act(
        order,
        asked.event,
        on,
        known_at=office.now,
        scope=scope,
        party_ids=party_ids,
        goods="; ".join(asked.goods),
        detail=f"own order file {file.file_id}",
        reference=asked.reference,
        name=name,
    )
    says = f"{file.file_id}: {asked.event.replace('_', ' ')} on {on}"
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
            way_out="that is a revocation: record `revoked`",
            code="scope_is_all",
        )
    ended = tuple(
        replace(g, until=on) if g in standing and g.text in asked.goods else g for g in order.goods
    )
    return replace(order, goods=ended), tuple(out)


def _renamed(order: Order, facts: Mapping[str, Any]) -> tuple[Order, str]:
    """The order under whose party a new name stands, and that name (STM-51).

    Raises:
        InputError: no new name, or several parties and none named.
    """
    new, old = str(facts.get("name") or ""), str(facts.get("party") or "")
    if not new:
        raise InputError(
            "a rename says the new name",
            column="--set",
            value="",
            way_out="--set name='NEW NAME', and --set party='OLD NAME' where there are several",
        )
    known = [p.published_name for p in order.parties]
    if (old and old not in known) or (not old and len(known) != 1):
        raise _not_there("party", old, known)
    changed = tuple(
        replace(p, names=(*p.names, Name(text=new, kind="alias", basis="own order")))
        if p.published_name == (old or known[0])
        else p
        for p in order.parties
    )
    return replace(order, parties=changed), new


def _not_there(kind: str, value: str, known: list[str]) -> InputError:
    """What is raised where an order does not have a part."""
    return InputError(
        f"the order has no such {kind}",
        column=f"--{kind}",
        value=value,
        way_out=f"it has {', '.join(known) or 'none'}",
    )
