"""Commands of an order's life: issue, find, modify, revoke, act, order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from withhold.cli.investigation.options import Acting, Answering, taking
from withhold.cli.investigation.shared import (
    GoodsNamed,
    OrderFileId,
    Parties,
    day_or_none,
    desk,
    investigation_app,
    read_facts,
)
from withhold.cli.output import emit, say

if TYPE_CHECKING:
    from withhold.services.investigation.orders import OrderAnswer

_HISTORY = ("on", "event", "author", "approver", "four_eyes", "reason")
Reference = Annotated[
    str,
    typer.Option("--reference", metavar="TEXT", help="Federal Register citation, or docket."),
]


@investigation_app.command("issue")
@taking(Acting)
def issue_command(order: OrderFileId, *, told: Acting) -> None:
    """Issue the proposed WRO (STM-44): it stands on the own list, and screening uses it at once.

    Example: withhold investigation issue O-1 --as berta
    """
    _act(told, order, "wro_issued")


@investigation_app.command("find")
@taking(Acting)
def find_command(
    order: OrderFileId,
    reference: Reference,
    *,
    secretary: Annotated[
        bool, typer.Option("--secretary-approved", help="The Secretary approved it (INS-11).")
    ] = False,
    told: Acting,
) -> None:
    """Publish the proposed Finding (STM-45), with or without a WRO before it (INS-14).

    Example: withhold investigation find O-1 --secretary-approved --reference '91 FR 12345'
    """
    facts = {"secretary_approval": secretary}
    _act(told, order, "finding_published", facts=facts, reference=reference)


@investigation_app.command("modify")
@taking(Acting)
def modify_command(
    order: OrderFileId, party: Parties = None, goods: GoodsNamed = None, *, told: Acting
) -> None:
    """Take parties or goods out of an order in force (STM-46).

    Example: withhold investigation modify O-1 --party 'Beta Gloves' --reason 'all remedied'
    """
    _act(told, order, "modified", parties=tuple(party or ()), goods=tuple(goods or ()))


@investigation_app.command("revoke")
@taking(Acting)
def revoke_command(order: OrderFileId, *, told: Acting) -> None:
    """Revoke an order in force (STM-47).

    Example: withhold investigation revoke O-1 --reason 'no forced labour was shown'
    """
    _act(told, order, "revoked")


@investigation_app.command("act")
@taking(Acting)
def act_command(
    order: OrderFileId,
    event: Annotated[
        str,
        typer.Argument(
            metavar="EVENT",
            help="accepted, found_nonconforming, closed, allegation_filed, listed, renamed, "
            "removed, vacated, reissued, superseded, petition, representation_received ...",
        ),
    ],
    facts: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A fact: indicators_remediated=3."),
    ] = None,
    reference: Reference = "",
    *,
    told: Acting,
) -> None:
    """Record any act of an order's life (STM-40 to STM-52); what the law forbids is refused.

    Example: withhold investigation act O-1 accepted
    """
    _act(told, order, event, facts=read_facts(facts), reference=reference)


@investigation_app.command("order")
@taking(Answering)
def order_command(
    order: OrderFileId,
    *,
    told: Answering,
) -> None:
    """Show an order file: its history, its proposal, and what may happen next.

    Example: withhold investigation order O-1
    """
    from withhold.services.investigation.answers import order_answer  # noqa: PLC0415 - as above
    from withhold.services.investigation.keeping import load_order  # noqa: PLC0415 - as above

    with desk(told.database, told.user) as office:
        answer = order_answer(load_order(office, order).file)
    emit(answer, answer["history"], _HISTORY, as_json=told.as_json, as_csv=False)
    if not told.quiet:
        say(f"{order}: {answer['state']}; allowed now: {', '.join(answer['allowed'])}")


def _act(
    told: Acting,
    order: str,
    event: str,
    **more: Any,  # noqa: ANN401 - fields of the request
) -> None:
    """Record one act and tell what became of it."""
    from withhold.services.investigation.orders import act  # noqa: PLC0415 - light `--help`
    from withhold.services.investigation.own_changes import ActRequest  # noqa: PLC0415 - as above

    asked = ActRequest(
        file_id=order,
        event=event,
        on=day_or_none(told.on, "--on"),
        approver=told.approver,
        reason=told.reason,
        **more,
    )
    with desk(told.database, told.user) as office:
        answer = act(office, asked)
    _told(answer, event, as_json=told.as_json, quiet=told.quiet)


def _told(answer: OrderAnswer, event: str, *, as_json: bool, quiet: bool) -> None:
    """What became of an act."""
    from withhold.services.investigation.answers import order_answer  # noqa: PLC0415 - as above

    plain = order_answer(answer.kept.file)
    told = {
        **plain,
        "version": answer.version,
        "missing": list(answer.missing),
        "reason": answer.reason,
        "rule": answer.row,
        "cite": list(answer.cite),
    }
    emit(told, plain["history"][-1:], _HISTORY, as_json=as_json, as_csv=False)
    if quiet:
        return
    rules = ", ".join(filter(None, (answer.row, *answer.cite)))
    say(f"{plain['file_id']}: {event}, now {plain['state']} ({rules})")
    if answer.reason or answer.missing:
        say(f"noted: {answer.reason} {', '.join(answer.missing)}".strip())
    if answer.version:
        say(
            f"list version {answer.version}: {plain['order_id']} on the list {plain['list']}; "
            f"screen with --lists {plain['list']}, or beside all others without --lists"
        )
