"""Commands that draft: allege, propose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from withhold.cli.arguments import read_run_settings
from withhold.cli.investigation.options import Answering, taking
from withhold.cli.investigation.shared import (
    Because,
    GoodsNamed,
    Investigation,
    Parties,
    Places,
    desk,
    investigation_app,
)
from withhold.cli.output import emit, say, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.investigation import Allegation, Choice, OrderFile, Proposal
    from withhold.services.investigation.reach import ReachAnswer

_SCOPE = ("in_scope", "kind", "value", "hts", "claims", "why")
_GROUPS = ("verdict", "rows", "input_name", "goods")
_REACH = ("verdict", "run_id", "row_id", "input_file", "party_role", "input_name", "goods_test")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing(Answering):
    """What of an investigation is meant: parties, goods, places; none named: all."""

    party: Parties = None
    goods: GoodsNamed = None
    place: Places = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alleging(Choosing):
    """What goes into an allegation, and what becomes of it."""

    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="A.html|A.pdf",
            help="Write the page or PDF, and A.txt for a web form.",
        ),
    ] = None
    reasons: Annotated[
        str, typer.Option("--reasons", metavar="TEXT", help="The reasons for the belief.")
    ] = ""
    description: Annotated[
        str, typer.Option("--description", metavar="TEXT", help="The merchandise, in detail.")
    ] = ""
    facts: Annotated[
        str, typer.Option("--facts", metavar="TEXT", help="Further facts of production abroad.")
    ] = ""
    again: Annotated[
        str,
        typer.Option("--again", metavar="ORDER", help="With --file: a returned file to file into."),
    ] = ""
    sample: Annotated[bool, typer.Option("--sample", help="A sample goes along.")] = False
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Nobody is named: no updates (ORD-03).")
    ] = False
    filed: Annotated[
        bool, typer.Option("--file", help="File it: opens an order file, state RECEIVED.")
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing(Choosing):
    """What is proposed, and how far back its reach is looked for."""

    instrument: Annotated[
        str, typer.Option("--instrument", metavar="WORD", help="WRO, FINDING or UFLPA.")
    ] = "WRO"
    list_name: Annotated[
        str,
        typer.Option(
            "--list", metavar="NAME", help="Own list it will stand on, own:NAME (default: desk)."
        ),
    ] = ""
    hts_limit: Annotated[
        list[str] | None,
        typer.Option(
            "--hts-limit", metavar="HTS", help="A number the order itself prints as limit."
        ),
    ] = None
    tail: Annotated[
        list[str] | None,
        typer.Option(
            "--tail",
            metavar="WORD",
            help="wholly_or_in_part, subsidiaries, affiliates, derivatives; may be repeated.",
        ),
    ] = None
    most_runs: Annotated[
        int,
        typer.Option(
            "--runs", metavar="N", help="How many kept runs of different files are asked (0: none)."
        ),
    ] = 5
    any_party: Annotated[
        bool,
        typer.Option("--any-party", help="A place and goods, whoever made them (ORD-10)."),
    ] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, write nothing.")] = False


@investigation_app.command("allege")
@taking(Alleging)
def allege_command(name: Investigation, told: Alleging) -> None:
    """Draft an allegation and say what it lacks of the three items (ORD-01); --file files it.

    Example: withhold investigation allege gloves --description 'nitrile gloves' --out a.html
    """
    from withhold.investigation import Wording  # noqa: PLC0415 - keeps `--help` light
    from withhold.reports.pdf import Fonts  # noqa: PLC0415 - as above
    from withhold.services.investigation.alleging import (  # noqa: PLC0415 - as above
        draft_allegation,
        file_allegation,
        write_allegation,
    )

    wording = Wording(
        reasons=told.reasons,
        description=told.description,
        sample=told.sample,
        facts=told.facts,
        anonymous=told.anonymous,
    )
    fonts = Fonts(folder=read_run_settings(told.database, told.user).fonts)
    with desk(told.database, told.user) as office:
        draft = draft_allegation(office, name, wording, choice=_choice(told))
        written = write_allegation(draft, told.out, fonts=fonts) if told.out else ()
        kept = file_allegation(office, draft, again=told.again) if told.filed else None
    _show_allegation(draft, written, kept.file if kept else None, told)


def _choice(told: Choosing) -> Choice:
    """What the options choose; the limits of an order only where one is proposed."""
    from withhold.investigation import Choice  # noqa: PLC0415 - keeps `--help` light

    named = Choice(
        parties=tuple(told.party or ()),
        goods=tuple(told.goods or ()),
        places=tuple(told.place or ()),
    )
    if not isinstance(told, Proposing):
        return named
    return replace(
        named,
        hts_limit=tuple(told.hts_limit or ()),
        tail=tuple(told.tail or ()),
        any_party=told.any_party,
    )


def _show_allegation(
    draft: Allegation, written: Sequence[Path], file: OrderFile | None, told: Answering
) -> None:
    """The three items and what is missing, what was written and filed."""
    from withhold.base import to_plain  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.investigation.orders import target_day  # noqa: PLC0415 - as above

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
        "order_file": file.file_id if file else None,
    }
    emit(answer, rows, ("item", "there", "claims", "says"), as_json=told.as_json, as_csv=False)
    if told.quiet:
        return
    if draft.missing:
        say(f"missing (ORD-01): {', '.join(draft.missing)}")
    if draft.withheld:
        say(f"left out, the witness did not agree: {', '.join(draft.withheld)}")
    for path in written:
        say(f"written: {path}")
    if file:
        day = target_day(draft.drafted_on)
        say(f"order file {file.file_id}: {file.state}; customs means to decide by {day}")


@investigation_app.command("propose")
@taking(Proposing)
def propose_command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ORDER|ID", help="An order file; an investigation opens one without allegation."
        ),
    ],
    because: Because,
    told: Proposing,
) -> None:
    """Propose an order: its scope from the claims, what it leaves out, whom it would have reached.

    Example: withhold investigation propose O-1 --because 'two independent accounts' --goods gloves
    """
    from withhold import __version__  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.investigation.proposing import propose, proposed_order  # noqa: PLC0415
    from withhold.services.investigation.reach import reach_in_runs  # noqa: PLC0415 - as above

    with desk(told.database, told.user) as office:
        proposal = propose(
            office,
            name,
            choice=_choice(told),
            because=because,
            instrument=told.instrument,
            list_name=told.list_name,
            dry_run=told.dry_run,
        )
        reach = reach_in_runs(
            office,
            proposed_order(office, proposal),
            version=__version__,
            most_runs=told.most_runs,
            told=None if told.quiet else say,
        )
    _show_proposal(proposal, reach, told)
    if not told.quiet:
        _say_reach(reach)
        _say_strength(proposal)
        say("nothing was written" if told.dry_run else f"order file {proposal.order_id}")


def _show_proposal(proposal: Proposal, reach: ReachAnswer, told: Answering) -> None:
    """The scope, and what it would have reached."""
    from withhold.base import to_plain  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.investigation.answers import (  # noqa: PLC0415 - as above
        proposal_rows,
        reach_answer,
    )

    rows = proposal_rows(proposal)
    answer = {"proposal": to_plain(proposal), "scope": rows, "reach": reach_answer(reach)}
    emit(answer, rows, _SCOPE, as_json=told.as_json, as_csv=False)
    if not told.as_json and reach.rows:
        write("\nin the kept runs, had it always stood:\n")
        shown, columns = (reach.groups, _GROUPS) if reach.rows_left else (reach.rows, _REACH)
        emit(answer, shown, columns, as_json=False, as_csv=False)


def _say_reach(reach: ReachAnswer) -> None:
    """Which kept runs were asked, which were not and why."""
    for run in reach.runs:
        if run.why_not or run.same_as:
            why = run.why_not or f"same inputs as run {run.same_as}"
            say(f"run {run.run_id} not asked: {why}")
    counts = ", ".join(f"{v} {n}" for v, n in reach.counts.items())
    asked = sum(not (run.why_not or run.same_as) for run in reach.runs)
    say(f"{asked} kept runs asked: {counts}" + _left(reach))


def _say_strength(proposal: Proposal) -> None:
    """How strong the evidence is held to be, what the table says, what is denied or lacking."""
    found = (proposal.labor, proposal.importation)
    table = "the same" if proposal.by_table == found else ", ".join(proposal.by_table)
    say(f"labour {found[0]}, importation {found[1]}; by the table {table}")
    if proposal.denied:
        say(f"denied by the other side: {', '.join(proposal.denied)}")
    if proposal.lacks:
        say(f"lacks for a {proposal.instrument}: {', '.join(proposal.lacks)}")


def _left(reach: ReachAnswer) -> str:
    """What is told of what is not shown."""
    more = [
        f"{reach.groups_left} further names not shown" if reach.rows_left else "",
        f"{reach.runs_left} older runs not asked" if reach.runs_left else "",
        "each row with --json, up to 100 of a verdict" if reach.rows_left else "",
    ]
    told = ", ".join(filter(None, more))
    return f" ({told})" if told else ""
