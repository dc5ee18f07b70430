"""Commands of an order's life: issue, find, modify, revoke, act, order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from withhold.cli.arguments import AsJson, Database, Quiet
from withhold.cli.investigation.shared import (
    AsUser,
    GoodsNamed,
    On,
    OrderFileId,
    Parties,
    Reason,
    day_or_none,
    desk,
    investigation_app,
    read_facts,
)
from withhold.cli.output import emit, say

if TYPE_CHECKING:
    from withhold.services.investigation.orders import OrderAnswer

_HISTORY = ("on", "event", "author", "approver", "four_eyes", "reason")
Approver = Annotated[
    str,
    typer.Option(
        "--approved-by", metavar="USER", help="The second person, where you are the author."
    ),
]
Reference = Annotated[
    str,
    typer.Option("--reference", metavar="TEXT", help="Federal Register citation, or docket."),
]


@investigation_app.command("issue")
def issue_command(  # noqa: PLR0913 - one parameter for each option of the door
    order: OrderFileId,
    on: On = "today",
    approver: Approver = "",
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Issue the proposed WRO (STM-44): it stands on the own list, and screening uses it at once.

    Example: withhold investigation issue O-1 --as berta
    """
    _act(order, "wro_issued", on, approver, reason, database, user, as_json=as_json, quiet=quiet)


@investigation_app.command("find")
def find_command(  # noqa: PLR0913 - one parameter for each option of the door
    order: OrderFileId,
    reference: Reference,
    on: On = "today",
    approver: Approver = "",
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    secretary: Annotated[
        bool, typer.Option("--secretary-approved", help="The Secretary approved it (INS-11).")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Publish a Finding (STM-45), with or without a WRO before it (INS-14).

    Example: withhold investigation find O-1 --secretary-approved --reference '91 FR 12345'
    """
    _act(
        order,
        "finding_published",
        on,
        approver,
        reason,
        database,
        user,
        facts={"secretary_approval": secretary},
        reference=reference,
        as_json=as_json,
        quiet=quiet,
    )


@investigation_app.command("modify")
def modify_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    order: OrderFileId,
    party: Parties = None,
    goods: GoodsNamed = None,
    on: On = "today",
    approver: Approver = "",
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take parties or goods out of an order in force (STM-46).

    Example: withhold investigation modify O-1 --party 'Beta Gloves' --reason 'all remedied'
    """
    _act(
        order,
        "modified",
        on,
        approver,
        reason,
        database,
        user,
        parties=tuple(party or ()),
        goods=tuple(goods or ()),
        as_json=as_json,
        quiet=quiet,
    )


@investigation_app.command("revoke")
def revoke_command(  # noqa: PLR0913 - one parameter for each option of the door
    order: OrderFileId,
    on: On = "today",
    approver: Approver = "",
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Revoke an order in force (STM-47).

    Example: withhold investigation revoke O-1 --reason 'no forced labour was shown'
    """
    _act(order, "revoked", on, approver, reason, database, user, as_json=as_json, quiet=quiet)


@investigation_app.command("act")
def act_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
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
        typer.Option("--set", metavar="KEY=VALUE", help="A fact, as indicators_remediated=3."),
    ] = None,
    reference: Reference = "",
    on: On = "today",
    approver: Approver = "",
    reason: Reason = "",
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Record any act of an order's life (STM-40 to STM-52); what the law forbids is refused.

    Example: withhold investigation act O-1 accepted
    """
    _act(
        order,
        event,
        on,
        approver,
        reason,
        database,
        user,
        facts=read_facts(facts),
        reference=reference,
        as_json=as_json,
        quiet=quiet,
    )


@investigation_app.command("order")
def order_command(
    order: OrderFileId,
    database: Database = None,
    user: AsUser = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Show an order file: its history, its proposal, and what may happen next.

    Example: withhold investigation order O-1
    """
    from withhold.services.investigation.answers import order_answer  # noqa: PLC0415 - as above
    from withhold.services.investigation.keeping import load_order  # noqa: PLC0415 - as above

    with desk(database, user) as office:
        answer = order_answer(load_order(office, order).file)
    emit(answer, answer["history"], _HISTORY, as_json=as_json, as_csv=False)
    if not quiet:
        say(f"{order}: {answer['state']}; allowed now: {', '.join(answer['allowed'])}")


def _act(  # noqa: PLR0913 - the parts of an act
    order: str,
    event: str,
    on: str,
    approver: str,
    reason: str,
    database: str | None,
    user: str | None,
    *,
    facts: dict[str, Any] | None = None,
    parties: tuple[str, ...] = (),
    goods: tuple[str, ...] = (),
    reference: str = "",
    as_json: bool,
    quiet: bool,
) -> None:
    """Record one act and tell what became of it."""
    from withhold.services.investigation.orders import act  # noqa: PLC0415 - as above
    from withhold.services.investigation.own_changes import ActRequest  # noqa: PLC0415 - as above

    asked = ActRequest(
        file_id=order,
        event=event,
        on=day_or_none(on, "--on"),
        facts=facts or {},
        parties=parties,
        goods=goods,
        reference=reference,
        approver=approver,
        reason=reason,
    )
    with desk(database, user) as office:
        answer = act(office, asked)
    _told(answer, event, as_json=as_json, quiet=quiet)


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
