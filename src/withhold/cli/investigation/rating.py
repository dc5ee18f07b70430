"""Commands that rate sources and claims and weigh them: rate, withdraw, weigh, judge."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from withhold.cli.investigation.options import Answering, AtDesk, taking
from withhold.cli.investigation.shared import (
    Because,
    Credibility,
    Indicators,
    Investigation,
    KnownAs,
    RestsOn,
    Topic,
    desk,
    investigation_app,
)
from withhold.cli.output import emit, say, write


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
