"""An allegation: drafted from the ledger, written as documents, filed as an order file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.investigation import Allegation, Choice, Wording, drafted
from withhold.reports.investigation_pages import allegation_page, allegation_text
from withhold.services.investigation.identities import identities, masked
from withhold.services.investigation.keeping import (
    INVESTIGATION,
    ORDER,
    KeptOrder,
    Writing,
    load_ledger,
    load_order,
    look,
    next_id,
    write,
)
from withhold.services.screening.outputs import whole

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.services.record import Office


def draft_allegation(
    office: Office, investigation_id: str, wording: Wording, *, choice: Choice | None = None
) -> Allegation:
    """The draft of an allegation; nothing is filed, and a look at testimonies is logged.

    Raises:
        InputError: a choice that no claim names.
        UnknownName: no such investigation.
    """
    ledger = look(office, investigation_id, "allegation").ledger
    known = identities(office, ledger)
    words = Wording(
        reasons=masked(wording.reasons, known),
        description=masked(wording.description, known),
        sample=wording.sample,
        facts=masked(wording.facts, known),
        anonymous=wording.anonymous,
    )
    return drafted(ledger, words, day=office.today, choice=choice)


def write_allegation(allegation: Allegation, out: Path) -> tuple[Path, ...]:
    """The files written: the page at `out`, and the plain text for a web form beside it.

    Raises:
        InputError: they cannot be written.
    """
    text = out.with_suffix(".txt")
    for path, content in ((out, allegation_page(allegation)), (text, allegation_text(allegation))):
        with whole(path) as temporary:
            temporary.write_text(content, encoding="utf-8")
    return out, text


def file_allegation(office: Office, allegation: Allegation) -> KeptOrder:
    """A new order file in state RECEIVED, which the allegation opens (STM-40).

    One that lacks an item is filed all the same: whoever receives it returns it (STM-41).

    Raises:
        ConflictError: somebody else wrote to the investigation first.
    """
    kept = load_ledger(office, allegation.investigation_id)
    file_id = next_id(office, ORDER)
    filed = office.draft(
        "allegation_filed",
        office.today,
        {
            "investigation": allegation.investigation_id,
            "facts": allegation.facts,
            "claims": [e.claim_id for e in allegation.exhibits],
            "withheld": list(allegation.withheld),
            "missing": list(allegation.missing),
        },
    )
    opened = office.draft("order_opened", office.today, {"order_id": file_id})
    write(
        office,
        Writing(kind=ORDER, id=file_id, before=(), drafts=(filed,)),
        Writing(
            kind=INVESTIGATION,
            id=allegation.investigation_id,
            before=kept.events,
            drafts=(opened,),
        ),
    )
    return load_order(office, file_id)
