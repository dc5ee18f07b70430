"""A proposed order: drawn from the claims into an order file, with what it lacks and leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.base import InputError, to_plain
from withhold.evidence import lacks_for, showing
from withhold.investigation import (
    PROPOSED,
    Choice,
    Proposal,
    as_evidence,
    drawn,
    weigh,
)
from withhold.register import shipped_register
from withhold.services.investigation.identities import identities, masked
from withhold.services.investigation.keeping import (
    INVESTIGATION,
    ORDER,
    Writing,
    all_ids,
    load_ledger,
    load_order,
    next_id,
    write,
)
from withhold.services.investigation.own_orders import order_of
from withhold.storage import with_versions

if TYPE_CHECKING:
    from withhold.investigation import Ledger, OrderFile
    from withhold.register import Order
    from withhold.services.record import Office

#: What a proposal may be used for: it stays inside the house.
PURPOSE = "internal"


def propose(  # noqa: PLR0913 - what a proposal is made of
    office: Office,
    name: str,
    *,
    choice: Choice,
    because: str,
    instrument: str = "WRO",
    list_name: str = "",
    dry_run: bool = False,
) -> Proposal:
    """The proposal, drawn from the claims and written into its order file.

    A proposal may lack evidence: it says so, and cannot be issued until it does not. One on an
    investigation opens an order file without an allegation: an order may begin with the agency
    itself, a listing always does (STM-44, STM-45, STM-51).

    Args:
        office: where.
        name: an order file, or an investigation.
        choice: what a person chose of the claims.
        because: the reasons.
        instrument: `WRO`, `FINDING` or `UFLPA`.
        list_name: it will stand on the list `own:NAME`; empty: where it stands, else `desk`.
        dry_run: write nothing.

    Raises:
        InputError: no reasons, a scope that no claim names, an order that stands on another list.
        UnknownName: no such file or investigation.
    """
    if not because.strip():
        raise InputError("a proposal needs its reasons", column="--because", value=because)
    fresh = name in all_ids(office, INVESTIGATION)
    kept = None if fresh else load_order(office, name)
    investigation = name if kept is None else kept.file.investigation_id
    file_id = name if kept is not None else next_id(office, ORDER)
    ledger = load_ledger(office, investigation)
    proposal = _drawn(
        office,
        ledger.ledger,
        file_id,
        choice=choice,
        because=because,
        instrument=instrument,
        list_name=_list_of(kept.file if kept else None, list_name),
    )
    order_of(proposal, shipped_register(), file_id=file_id)
    if dry_run:
        return proposal
    payload = {"investigation": investigation, "proposal": to_plain(proposal)}
    draft = office.draft(PROPOSED, office.today, payload)
    before = () if kept is None else kept.events
    writings = [Writing(kind=ORDER, id=file_id, before=before, drafts=(draft,))]
    if kept is None:
        opened = office.draft("order_opened", office.today, {"order_id": file_id})
        writings.append(
            Writing(kind=INVESTIGATION, id=name, before=ledger.events, drafts=(opened,))
        )
    write(office, *writings)
    return proposal


def _list_of(file: OrderFile | None, wanted: str) -> str:
    """The own list of a proposal: the wanted one, else that of the proposal before, else `desk`.

    Raises:
        InputError: its order stands on another list.
    """
    before = file.proposal.list_name.removeprefix("own:") if file and file.proposal else ""
    if file and file.order_id and wanted and wanted != before:
        raise InputError(
            f"order {file.order_id} stands on the list own:{before}",
            column="--list",
            value=wanted,
            way_out="leave out --list, or propose it in an order file of its own",
        )
    return wanted or before or "desk"


def _drawn(  # noqa: PLR0913 - what a proposal is made of
    office: Office,
    ledger: Ledger,
    file_id: str,
    *,
    choice: Choice,
    because: str,
    instrument: str,
    list_name: str,
) -> Proposal:
    """The proposal from the claims that may be used."""
    claims = ledger.usable(PURPOSE, office.today)
    weighing = weigh(claims, ledger.sources)
    shown = showing(as_evidence(claims, weighing, ledger.judgement))
    weighty = [c for c in claims if c.topic != "other"]
    scope = drawn(ledger, claims, choice)
    return Proposal(
        order_id=file_id,
        instrument=instrument,
        list_name=f"own:{list_name}",
        scope=scope,
        labor=shown.labor_evidence_level,
        importation="shown" if shown.importation_shown else "not_shown",
        by_table=(weighing.labor.level, weighing.importation.level),
        because=masked(because, identities(office, ledger)),
        lacks=lacks_for(instrument, shown),
        claim_ids=tuple(c.claim_id for c in weighty),
        denied=tuple(c.claim_id for c in weighty if c.denials),
        author=office.actor.user,
        drafted_on=office.today,
    )


def proposed_order(office: Office, proposal: Proposal) -> Order:
    """The order that a proposal would make, under the entities of the register as it is held."""
    register = with_versions(shipped_register(), office.engine)
    return order_of(proposal, register, file_id=proposal.order_id)
