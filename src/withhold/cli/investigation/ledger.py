"""Commands of the ledger: show, claim, deny, rate, withdraw, weigh, judge."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from withhold.cli.investigation.options import Answering, AtDesk, Listing, taking
from withhold.cli.investigation.shared import (
    Because,
    GoodsNamed,
    Investigation,
    Parties,
    Places,
    day_or_none,
    desk,
    investigation_app,
)
from withhold.cli.output import emit, say, write

_CLAIMS = (
    *("claim_id", "by", "topic", "known_by", "indicators", "parties", "source", "denied_by"),
    *("note", "what"),
)
Indicators = Annotated[
    list[str] | None,
    typer.Option("--indicator", metavar="WORDS", help="An ILO indicator; may be repeated."),
]
KnownAs = Annotated[
    str | None,
    typer.Option(
        "--known-by",
        metavar="HOW",
        help="How the speaker knows: own_experience, documented, hearsay.",
    ),
]
Topic = Annotated[
    str | None,
    typer.Option("--topic", metavar="TOPIC", help="labor, importation or other."),
]
Credibility = Annotated[
    str | None, typer.Option("--credibility", metavar="1-6", help="Of the information.")
]
RestsOn = Annotated[
    str | None,
    typer.Option("--rests-on", metavar="TEXT", help="The document or source it rests on."),
]
SourceId = Annotated[
    str, typer.Option("--source", metavar="S", help="The source in which it stands.")
]
Quote = Annotated[
    str, typer.Option("--quote", metavar="WORDS", help="The words of the source, as they stand.")
]


@investigation_app.command("show")
@taking(Listing)
def show_command(
    name: Investigation,
    *,
    told: Listing,
) -> None:
    """Show an investigation: its claims with what was said against them, and its order files.

    Example: withhold investigation show gloves
    """
    from withhold.services.investigation.answers import (  # noqa: PLC0415 - keeps `--help` light
        claim_row,
        ledger_answer,
        order_answer,
    )
    from withhold.services.investigation.keeping import look  # noqa: PLC0415 - as above
    from withhold.services.investigation.orders import order_files  # noqa: PLC0415 - as above

    with desk(told.database, told.user) as office:
        kept = look(office, name, "show")
        files = order_files(office, kept)
    answer = {**ledger_answer(kept.ledger), "orders": [order_answer(f.file) for f in files]}
    rows = [claim_row(c) for c in kept.ledger.claims.values()]
    emit(answer, rows, _CLAIMS, as_json=told.as_json, as_csv=told.as_csv)
    if told.quiet:
        return
    weighing = answer["weighing"]
    say(
        f"{kept.ledger.title}: {len(answer['sources'])} sources, {len(rows)} claims; labour "
        f"{weighing['labor']['level']}, importation {weighing['importation']['level']}"
    )
    for link in kept.ledger.links:
        say(
            f"linked: {link.text!r} ({link.source_id}) to {', '.join(link.order_ids) or 'no order'}"
        )
        for conflict in link.conflicts:
            say(f"conflict: {conflict}")
    for file in files:
        say(f"order file {file.file.file_id}: {file.file.state}")


@investigation_app.command("claim")
@taking(Answering)
def claim_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    name: Investigation,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who says it.")],
    source: SourceId,
    quote: Quote,
    what: Annotated[
        str, typer.Option("--what", metavar="TEXT", help="What is said (default: the quotation).")
    ] = "",
    topic: Topic = None,
    party: Parties = None,
    place: Places = None,
    goods: GoodsNamed = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day it speaks of.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day it speaks of.")
    ] = None,
    said_on: Annotated[
        str | None, typer.Option("--said-on", metavar="DATE", help="Day it was said.")
    ] = None,
    known_by: KnownAs = None,
    rests_on: RestsOn = None,
    indicators: Indicators = None,
    credibility: Credibility = None,
    *,
    told: Answering,
) -> None:
    """Record a claim: who says what about whom, with the words of its source.

    Example: withhold investigation claim gloves --source S-1 --by 'Ana Roe' --quote 'unpaid work'
    """
    from withhold.services.investigation.answers import claim_row  # noqa: PLC0415 - light `--help`
    from withhold.services.investigation.entering import ClaimRequest, add_claim  # noqa: PLC0415

    asked = ClaimRequest(
        source_id=source,
        by=by,
        quote=quote,
        what=what,
        topic=topic or "",
        parties=tuple(party or ()),
        places=tuple(place or ()),
        goods=tuple(goods or ()),
        start=day_or_none(start, "--from"),
        end=day_or_none(end, "--to"),
        said_on=day_or_none(said_on, "--said-on"),
        known_by=known_by or "hearsay",
        rests_on=rests_on or "",
        indicators=tuple(indicators or ()),
        credibility=credibility or "6",
    )
    with desk(told.database, told.user) as office:
        _, claim = add_claim(office, name, asked)
    row = claim_row(claim)
    emit(row, [row], _CLAIMS, as_json=told.as_json, as_csv=False)
    if not told.quiet:
        say(f"claim {claim.claim_id} recorded")


@investigation_app.command("deny")
@taking(AtDesk)
def deny_command(  # noqa: PLR0913 - one parameter for each option of the door
    name: Investigation,
    claims: Annotated[
        list[str], typer.Argument(metavar="CLAIM...", help="The claims it speaks against.")
    ],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who denies it.")],
    source: SourceId,
    quote: Quote,
    stance: Annotated[
        str, typer.Option("--stance", metavar="WORD", help="denies, disputes or no_response.")
    ] = "denies",
    said_on: Annotated[
        str | None, typer.Option("--said-on", metavar="DATE", help="Day it was said.")
    ] = None,
    *,
    told: AtDesk,
) -> None:
    """Put a denial beside claims (ORD-04); it changes no rating by itself.

    Example: withhold investigation deny gloves C-1 --by 'The mill' --source S-2 --quote 'untrue'
    """
    from withhold.services.investigation.entering import (  # noqa: PLC0415 - as above
        DenialRequest,
        deny,
    )

    asked = DenialRequest(
        claim_ids=tuple(claims),
        source_id=source,
        by=by,
        quote=quote,
        stance=stance,
        on=day_or_none(said_on, "--said-on"),
    )
    with desk(told.database, told.user) as office:
        _, denial = deny(office, name, asked)
    if not told.quiet:
        say(f"denial {denial.denial_id} stands beside {', '.join(claims)}")


@investigation_app.command("rate")
@taking(AtDesk)
def rate_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the door
    name: Investigation,
    what: Annotated[str, typer.Argument(metavar="SOURCE|CLAIM", help="What is rated: S-1, C-3.")],
    reliability: Annotated[
        str | None, typer.Option("--reliability", metavar="A-F", help="Of a source.")
    ] = None,
    credibility: Credibility = None,
    known_by: KnownAs = None,
    rests_on: RestsOn = None,
    topic: Topic = None,
    indicators: Indicators = None,
    because: Because = "",
    *,
    told: AtDesk,
) -> None:
    """Rate a source A to F, or a claim 1 to 6; a rated claim counts as looked at.

    Example: withhold investigation rate gloves S-1 --reliability B --because 'right in the past'
    """
    from withhold.services.investigation.rating import rate  # noqa: PLC0415 - as above

    source = what.startswith("S")
    changes: dict[str, Any] = {
        "reliability": reliability,
        "credibility": credibility,
        "known_by": known_by,
        "rests_on": [rests_on] if rests_on and source else rests_on,
        "topic": topic,
        "indicators": indicators,
    }
    with desk(told.database, told.user) as office:
        rate(office, name, what, {k: v for k, v in changes.items() if v}, because=because)
    if not told.quiet:
        say(f"{what} rated")


@investigation_app.command("withdraw")
@taking(AtDesk)
def withdraw_command(
    name: Investigation,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim that is taken back.")],
    because: Because,
    *,
    told: AtDesk,
) -> None:
    """Take a claim back; it stays in the ledger with the reason, and no longer counts.

    Example: withhold investigation withdraw gloves C-2 --because 'another firm was meant'
    """
    from withhold.services.investigation.rating import withdraw  # noqa: PLC0415 - as above

    with desk(told.database, told.user) as office:
        withdraw(office, name, claim, because)
    if not told.quiet:
        say(f"{claim} taken back")


@investigation_app.command("weigh")
@taking(Answering)
def weigh_command(
    name: Investigation,
    *,
    why: Annotated[bool, typer.Option("--why", help="Show the arithmetic.")] = False,
    told: Answering,
) -> None:
    """Weigh the claims: labour and importation apart, copies once; --why shows the arithmetic.

    Example: withhold investigation weigh gloves --why
    """
    from withhold.investigation import weigh  # noqa: PLC0415 - keeps `--help` light
    from withhold.services.investigation.answers import weighing_answer  # noqa: PLC0415 - as above
    from withhold.services.investigation.keeping import load_ledger  # noqa: PLC0415 - as above

    with desk(told.database, told.user) as office:
        ledger = load_ledger(office, name).ledger
    answer = weighing_answer(weigh(ledger.claims.values(), ledger.sources))
    rows = [{"topic": topic, **answer[topic]} for topic in ("labor", "importation")]
    columns = ("topic", "level", "weight", "origins", "first_hand", "indicators", "denied")
    if told.as_json:
        emit(answer, (), (), as_json=True, as_csv=False)
        return
    emit(answer, rows, columns, as_json=False, as_csv=False)
    for row in rows:
        if why:
            write("".join(f"  {row['topic']}: {line}\n" for line in row["why"]))
        for line in row["next_level"]:
            write(f"  {row['topic']}, not reached: {line}\n")
    if ledger.judgement is not None:
        judged = ledger.judgement
        write(
            f"  judged by {judged.by} on {judged.on}: labour {judged.labor}, importation "
            f"{judged.importation}: {judged.because}\n"
        )
    if not told.quiet:
        say(f"table {answer['table']}: a rule of this program, not of the law; a person decides")


@investigation_app.command("judge")
@taking(AtDesk)
def judge_command(
    name: Investigation,
    labor: Annotated[
        str,
        typer.Option(
            "--labor",
            metavar="LEVEL",
            help="insufficient, reasonable_cause, reasonable_not_conclusive or probable_cause.",
        ),
    ],
    importation: Annotated[
        str, typer.Option("--importation", metavar="WORD", help="shown or not_shown.")
    ],
    because: Because,
    *,
    told: AtDesk,
) -> None:
    """Record what a person finds shown (ORD-06), beside what the table says.

    Example: withhold investigation judge gloves --labor probable_cause --importation shown
        --because 'wage slips seen'
    """
    from withhold.services.investigation.rating import judge  # noqa: PLC0415 - as above

    with desk(told.database, told.user) as office:
        judge(office, name, labor=labor, importation=importation, because=because)
    if not told.quiet:
        say(f"judgement recorded: labour {labor}, importation {importation}")
