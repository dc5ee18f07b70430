"""An allegation: drafted from the ledger, written as documents, filed as an order file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.investigation import Allegation, Choice, Wording, drafted
from withhold.law import file_order_event
from withhold.reports.allegation_pdf import allegation_pdf
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

    from withhold.reports.pdf import Fonts
    from withhold.services.record import Office

_KINDS = frozenset({".html", ".htm", ".pdf", ".txt"})


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


def write_allegation(
    allegation: Allegation, out: Path, *, fonts: Fonts | None = None
) -> tuple[Path, ...]:
    """The files written: the document at `out`, and the plain text for a web form beside it.

    Args:
        allegation: the draft.
        out: `A.html` for a page, `A.pdf` for a PDF file (extra `report`), `A.txt` for the text
            alone.
        fonts: of a PDF file; None: those of the machine.

    Raises:
        InputError: another ending, the extra or a font is missing, or they cannot be written.
    """
    kind = out.suffix.lower()
    if kind not in _KINDS:
        raise InputError(
            "no kind of document for an allegation",
            column="--out",
            value=out.name,
            way_out="end the name in .html, .pdf or .txt",
        )
    files = {out.with_suffix(".txt"): allegation_text(allegation).encode()}
    if kind == ".pdf":
        files = {out: allegation_pdf(allegation, fonts), **files}
    elif kind != ".txt":
        files = {out: allegation_page(allegation).encode(), **files}
    for path, content in files.items():
        with whole(path) as temporary:
            temporary.write_bytes(content)
    return tuple(files)


def file_allegation(office: Office, allegation: Allegation, *, again: str = "") -> KeptOrder:
    """An order file in state RECEIVED, which the allegation opens (STM-40).

    One that lacks an item is filed all the same: whoever receives it returns it (STM-41).

    Args:
        office: where.
        allegation: the draft.
        again: the file of a returned allegation, into which this one is filed; empty: a new one.

    Raises:
        ConflictError: somebody else wrote to the investigation first.
        LawError: the file named was not returned.
        UnknownName: no such file.
    """
    kept = load_ledger(office, allegation.investigation_id)
    returned = load_order(office, again) if again else None
    if returned is not None:
        file_order_event(returned.file.state, "allegation_filed", allegation.facts)
    file_id = again or next_id(office, ORDER)
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
    if returned is not None:
        write(office, Writing(kind=ORDER, id=again, before=returned.events, drafts=(filed,)))
        return load_order(office, again)
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
