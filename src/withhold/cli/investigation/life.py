"""Commands of an order's life: allege, propose, issue, find, modify, revoke, act, order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from withhold.cli.arguments import AsJson, Database, Quiet
from withhold.cli.investigation.shared import (
    AsUser,
    GoodsNamed,
    Investigation,
    On,
    OrderFileId,
    Parties,
    Places,
    Reason,
    day_or_none,
    desk,
    investigation_app,
    read_facts,
)
from withhold.cli.output import emit, say, write

if TYPE_CHECKING:
    from withhold.services.investigation.orders import OrderAnswer

_SCOPE = ("in_scope", "kind", "value", "hts", "claims", "why")
_REACH = ("verdict", "run_id", "row_id", "input_file", "party_role", "input_name", "goods_test")
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


@investigation_app.command("allege")
def allege_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    name: Investigation,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="A.html", help="Write the page, and A.txt for a web form."),
    ] = None,
    reasons: Annotated[
        str, typer.Option("--reasons", metavar="TEXT", help="The reasons for the belief.")
    ] = "",
    description: Annotated[
        str, typer.Option("--description", metavar="TEXT", help="The merchandise, in detail.")
    ] = "",
    facts: Annotated[
        str, typer.Option("--facts", metavar="TEXT", help="Further facts of production abroad.")
    ] = "",
    party: Parties = None,
    goods: GoodsNamed = None,
    place: Places = None,
    database: Database = None,
    user: AsUser = None,
    *,
    sample: Annotated[bool, typer.Option("--sample", help="A sample goes along.")] = False,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Nobody is named: no updates (ORD-03).")
    ] = False,
    filed: Annotated[
        bool, typer.Option("--file", help="File it: opens an order file, state RECEIVED.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Draft an allegation and say what it lacks of the three items (ORD-01); --file files it.

    Example: withhold investigation allege gloves --description 'nitrile gloves' --out a.html
    """
    from withhold.base import to_plain  # noqa: PLC0415 - keeps `--help` light
    from withhold.investigation import Choice, Wording  # noqa: PLC0415 - as above
    from withhold.services.investigation.alleging import (  # noqa: PLC0415 - as above
        draft_allegation,
        file_allegation,
        write_allegation,
    )
    from withhold.services.investigation.orders import target_day  # noqa: PLC0415 - as above

    wording = Wording(
        reasons=reasons, description=description, sample=sample, facts=facts, anonymous=anonymous
    )
    choice = Choice(parties=tuple(party or ()), goods=tuple(goods or ()), places=tuple(place or ()))
    with desk(database, user) as office:
        draft = draft_allegation(office, name, wording, choice=choice)
        written = write_allegation(draft, out) if out else ()
        kept = file_allegation(office, draft) if filed else None
    rows = [
        {
            "item": item.name,
            "there": "yes" if item.there else "missing",
            "claims": list(item.claim_ids),
            "says": item.says,
        }
        for item in draft.items
    ]
    answer = {
        "items": rows,
        "missing": list(draft.missing),
        "exhibits": to_plain(draft.exhibits),
        "withheld": list(draft.withheld),
        "written": [str(p) for p in written],
        "order_file": kept.file.file_id if kept else None,
    }
    emit(answer, rows, ("item", "there", "claims", "says"), as_json=as_json, as_csv=False)
    if quiet:
        return
    if draft.missing:
        say(f"missing (ORD-01): {', '.join(draft.missing)}")
    if draft.withheld:
        say(f"left out, the witness did not agree: {', '.join(draft.withheld)}")
    for path in written:
        say(f"written: {path}")
    if kept:
        day = target_day(draft.drafted_on)
        say(f"order file {kept.file.file_id}: {kept.file.state}; customs means to decide by {day}")


@investigation_app.command("propose")
def propose_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    order: OrderFileId,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="The reasons.")],
    instrument: Annotated[
        str, typer.Option("--instrument", metavar="WORD", help="WRO, FINDING or UFLPA.")
    ] = "WRO",
    list_name: Annotated[
        str, typer.Option("--list", metavar="NAME", help="Own list it will stand on: own:NAME.")
    ] = "desk",
    party: Parties = None,
    goods: GoodsNamed = None,
    place: Places = None,
    hts_limit: Annotated[
        list[str] | None,
        typer.Option(
            "--hts-limit", metavar="HTS", help="A number the order itself prints as limit."
        ),
    ] = None,
    tail: Annotated[
        list[str] | None,
        typer.Option(
            "--tail",
            metavar="WORD",
            help="wholly_or_in_part, subsidiaries, affiliates, derivatives; may be repeated.",
        ),
    ] = None,
    most_runs: Annotated[
        int, typer.Option("--runs", metavar="N", help="How many kept runs are asked (0: none).")
    ] = 5,
    database: Database = None,
    user: AsUser = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, write nothing.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Propose an order: its scope from the claims, what it leaves out, whom it would have reached.

    Example: withhold investigation propose O-1 --because 'two independent accounts' --goods gloves
    """
    from withhold import __version__  # noqa: PLC0415 - keeps `--help` light
    from withhold.base import to_plain  # noqa: PLC0415 - as above
    from withhold.investigation import Choice  # noqa: PLC0415 - as above
    from withhold.services.investigation.answers import (  # noqa: PLC0415 - as above
        proposal_rows,
        reach_answer,
    )
    from withhold.services.investigation.orders import propose, proposed_order  # noqa: PLC0415
    from withhold.services.investigation.reach import reach_in_runs  # noqa: PLC0415 - as above

    choice = Choice(
        parties=tuple(party or ()),
        goods=tuple(goods or ()),
        places=tuple(place or ()),
        hts_limit=tuple(hts_limit or ()),
        tail=tuple(tail or ()),
    )
    with desk(database, user) as office:
        _, proposal = propose(
            office,
            order,
            choice=choice,
            because=because,
            instrument=instrument,
            list_name=list_name,
            dry_run=dry_run,
        )
        drafted = proposed_order(office, proposal)
        reach = reach_in_runs(
            office,
            drafted,
            version=__version__,
            most_runs=most_runs,
            told=None if quiet else say,
        )
    rows = proposal_rows(proposal)
    answer = {"proposal": to_plain(proposal), "scope": rows, "reach": reach_answer(reach)}
    emit(answer, rows, _SCOPE, as_json=as_json, as_csv=False)
    if not as_json and reach.rows:
        write("\nin the kept runs, had it always stood:\n")
        emit(answer, reach.rows, _REACH, as_json=False, as_csv=False)
    if quiet:
        return
    for run in reach.runs:
        if run.why_not or run.same_as:
            why = run.why_not or f"same inputs as run {run.same_as}"
            say(f"run {run.run_id} not asked: {why}")
    counts = ", ".join(f"{v} {n}" for v, n in reach.counts.items())
    say(f"{len(reach.runs)} kept runs asked: {counts}" + _left(reach.rows_left, reach.runs_left))
    say(f"labour {proposal.labor}, importation {proposal.importation}; table {proposal.by_table}")
    if proposal.denied:
        say(f"denied by the other side: {', '.join(proposal.denied)}")
    if proposal.lacks:
        say(f"lacks for a {instrument}: {', '.join(proposal.lacks)}")
    if dry_run:
        say("nothing was written")


def _left(rows: int, runs: int) -> str:
    """What is told of rows and runs that are not shown."""
    more = [f"{rows} more rows" if rows else "", f"{runs} older runs not asked" if runs else ""]
    told = ", ".join(filter(None, more))
    return f" ({told})" if told else ""


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
    from withhold.services.investigation.orders import ActRequest, act  # noqa: PLC0415 - as above

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
