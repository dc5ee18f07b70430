"""Commands of the ledger: show, claim, deny."""

from __future__ import annotations

from typing import Annotated

import typer

from withhold.cli.investigation.options import Answering, AtDesk, Listing, taking
from withhold.cli.investigation.shared import (
    Credibility,
    GoodsNamed,
    Indicators,
    Investigation,
    KnownAs,
    Parties,
    Places,
    RestsOn,
    Topic,
    day_or_none,
    desk,
    investigation_app,
)
from withhold.cli.output import emit, say

_CLAIMS = (
    *("claim_id", "by", "topic", "known_by", "indicators", "parties", "source", "denied_by"),
    *("note", "what"),
)
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
