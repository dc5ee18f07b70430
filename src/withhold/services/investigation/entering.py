"""Entering what is known: an investigation, its sources, claims and denials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, digest, to_plain
from withhold.investigation import (
    About,
    Claim,
    Denial,
    Quotation,
    Source,
    indicator,
    moved,
    sketch,
    topic_of,
    weights,
)
from withhold.places import country_code
from withhold.services.investigation.identities import identities, masked
from withhold.services.investigation.keeping import (
    INVESTIGATION,
    KeptLedger,
    Writing,
    load_ledger,
    next_id,
    text_of,
    write,
    write_ledger,
)
from withhold.sources.documents import open_document
from withhold.storage import keep_file

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from withhold.investigation import Ledger
    from withhold.reading import Document
    from withhold.services.record import Office

#: The longest text of a source that is kept, in code points.
LONGEST = 50_000_000
_SOURCE = "investigation"
#: What only a person could read before: texts in which parts of a name count as well.
_PRIVATE = frozenset({"testimony", "record", "other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRequest:
    """A source to be added.

    Attributes:
        text: its canonical text; empty: none is kept.
        version_of: the source it is a later version of.
    """

    kind: str = "other"
    name: str = ""
    title: str = ""
    publisher: str = ""
    published: date | None = None
    address: str = ""
    reliability: str = "F"
    rests_on: tuple[str, ...] = ()
    witness_id: str = ""
    version_of: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRequest:
    """A claim to be added; `quote` has to stand in the text of the source, where one is kept."""

    source_id: str
    by: str
    quote: str
    what: str = ""
    topic: str = ""
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    said_on: date | None = None
    known_by: str = "hearsay"
    rests_on: str = ""
    indicators: tuple[str, ...] = ()
    credibility: str = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class DenialRequest:
    """What was said against claims."""

    claim_ids: tuple[str, ...]
    source_id: str
    by: str
    quote: str
    what: str = ""
    stance: str = "denies"
    on: date | None = None


def open_investigation(
    office: Office, *, title: str, purpose: str = "", name: str = "", on: date | None = None
) -> KeptLedger:
    """A new investigation under `name`, else under the next number.

    Raises:
        InputError: the id is taken, or there is no title.
    """
    if not title.strip():
        raise InputError("an investigation needs a title", column="--title", value=title)
    chosen = name or next_id(office, INVESTIGATION)
    payload = {"title": title, **({"purpose": purpose} if purpose else {})}
    draft = office.draft("opened", on or office.today, payload)
    write(office, Writing(kind=INVESTIGATION, id=chosen, before=(), drafts=(draft,)))
    return load_ledger(office, chosen)


def add_source(
    office: Office, investigation_id: str, asked: SourceRequest
) -> tuple[KeptLedger, Source]:
    """The investigation with a further source, and that source; a text held already adds none.

    Raises:
        InputError: the text is too long, or a word is not known.
        UnknownName: no such investigation, witness or earlier version.
    """
    kept = load_ledger(office, investigation_id)
    held, drafts, texts = source_drafts(office, kept.ledger, asked)
    if drafts:
        kept = write_ledger(office, kept, drafts, project=_keeps(texts))
    return kept, held


def source_drafts(
    office: Office, ledger: Ledger, asked: SourceRequest
) -> tuple[Source, list[Any], dict[str, bytes]]:
    """The source, the events that add it, and the texts to keep; no events: it is held already.

    Raises:
        InputError, UnknownName: as `add_source`.
    """
    if len(asked.text) > LONGEST:
        raise InputError(
            f"the text has {len(asked.text):,} signs, more than {LONGEST:,}",
            file=asked.name,
            way_out="cut it into parts",
        )
    check_rating("reliability", asked.reliability)
    if asked.witness_id:
        ledger.witness(asked.witness_id)
    known = identities(office, ledger)
    private = asked.kind in _PRIVATE or bool(asked.witness_id)
    text = masked(asked.text, known, parts=private)
    content = text.encode("utf-8", "surrogatepass")
    same = next((s for s in ledger.sources.values() if text and s.digest == digest(content)), None)
    if same is not None:
        return same, [], {}
    earlier = _earlier(ledger, asked)
    source = Source(
        source_id=ledger.next_id("S"),
        kind="testimony" if asked.witness_id and asked.kind == "other" else asked.kind,
        name=masked(asked.name, known),
        title=masked(asked.title, known),
        publisher=masked(asked.publisher, known),
        published=asked.published,
        address=masked(asked.address, known),
        digest=digest(content) if text else "",
        characters=len(text),
        sketch=sketch(text),
        reliability=asked.reliability
        if asked.reliability != "F" or earlier is None
        else earlier.reliability,
        rests_on=masked(asked.rests_on, known),
        version_of=earlier.source_id if earlier else "",
        witness_id=asked.witness_id,
    )
    payload: dict[str, Any] = {"source": to_plain(source)}
    if earlier is not None:
        of_earlier = [
            c for c in ledger.claims.values() if c.quotation.source_id == earlier.source_id
        ]
        places, lost = moved(of_earlier, text)
        payload |= {"moved": {i: list(p) for i, p in places.items()}, "lost": list(lost)}
    texts = {source.digest: content} if text else {}
    return source, [office.draft("source_added", office.today, payload)], texts


def _earlier(ledger: Ledger, asked: SourceRequest) -> Source | None:
    """The source that this one is a later version of, as far as can be told.

    It is the one named, else the newest of the same file name, of the same address, or of the same
    title and publisher.
    """
    if asked.version_of:
        return ledger.source(asked.version_of)
    same = [
        s
        for s in ledger.sources.values()
        if asked.text
        and s.digest
        and s.witness_id == asked.witness_id
        and (
            (asked.name and s.name == asked.name)
            or (asked.address and s.address == asked.address)
            or (asked.title and (s.title, s.publisher) == (asked.title, asked.publisher))
        )
    ]
    return same[-1] if same else None


def _keeps(texts: dict[str, bytes]) -> Any:  # noqa: ANN401 - a projection
    """What keeps texts in the transaction of their events."""

    def project(connection: Connection) -> None:
        for name, content in texts.items():
            keep_file(connection, content, source=_SOURCE, name=name[:12])

    return project


def add_claim(
    office: Office, investigation_id: str, asked: ClaimRequest
) -> tuple[KeptLedger, Claim]:
    """The investigation with a further claim, and that claim.

    Raises:
        InputError: no source, or its words are not in the text of the source; a word not known.
        UnknownName: no such source.
    """
    kept = load_ledger(office, investigation_id)
    known = identities(office, kept.ledger)
    quotation = quoted(office, kept.ledger, asked.source_id, masked(asked.quote, known))
    source = kept.ledger.source(asked.source_id)
    mapped, unmapped = mapped_indicators(asked.indicators)
    words = masked(asked.what, known) or quotation.text
    claim = Claim(
        claim_id=kept.ledger.next_id("C"),
        by=source.witness_id or masked(asked.by, known),
        what=" ".join(words.split()),
        quotation=quotation,
        topic=asked.topic or ("labor" if mapped else topic_of(f"{words} {quotation.text}")),
        about=About(
            parties=masked(asked.parties, known),
            places=tuple(country_code(p) or p for p in masked(asked.places, known)),
            goods=masked(asked.goods, known),
            start=asked.start,
            end=asked.end,
        ),
        said_on=asked.said_on or source.published,
        known_by=asked.known_by,
        rests_on=masked(asked.rests_on, known),
        indicators=mapped,
        unmapped=masked(unmapped, known),
        credibility=asked.credibility,
    )
    draft = office.draft("claims_added", office.today, {"claims": [to_plain(claim)]})
    return write_ledger(office, kept, [draft]), claim


def quoted(office: Office, ledger: Ledger, source_id: str, words: str) -> Quotation:
    """The words in their place in the text of a source.

    Raises:
        InputError: no source is named, or the words do not stand in its text.
        UnknownName: no such source.
    """
    if not source_id or not words.strip():
        return Quotation(source_id=source_id, text=words)
    source = ledger.source(source_id)
    text = text_of(office, source)
    start = text.find(words)
    if text and start < 0:
        raise InputError(
            f"these words do not stand in the text of {source_id}",
            column="--quote",
            value=words,
            way_out="copy them from the source as they are; a fact without a source does not exist",
            code="not_quoted",
        )
    return Quotation(
        source_id=source_id, text=words, start=max(start, 0), end=start + len(words) if text else 0
    )


def deny(office: Office, investigation_id: str, asked: DenialRequest) -> tuple[KeptLedger, Denial]:
    """The investigation with a denial beside claims, and that denial (ORD-04).

    Raises:
        InputError: no source, or its words are not in the text of the source.
        UnknownName: no such claim or source.
    """
    kept = load_ledger(office, investigation_id)
    known = identities(office, kept.ledger)
    for claim_id in asked.claim_ids:
        kept.ledger.claim(claim_id)
    quotation = quoted(office, kept.ledger, asked.source_id, masked(asked.quote, known))
    denial = Denial(
        denial_id=kept.ledger.next_id("D"),
        by=masked(asked.by, known),
        what=" ".join((masked(asked.what, known) or quotation.text).split()),
        quotation=quotation,
        stance=asked.stance,
        on=asked.on or kept.ledger.source(asked.source_id).published,
    )
    payload = {"claim_ids": list(asked.claim_ids), "denial": to_plain(denial)}
    return write_ledger(office, kept, [office.draft("denied", office.today, payload)]), denial


def check_rating(scale: str, word: str) -> None:
    """Refuse a word that a scale does not have."""
    if word not in weights()[scale]:
        raise InputError(
            "not on the scale",
            column=f"--{scale}",
            value=word,
            way_out=f"write one of {', '.join(weights()[scale])}",
        )


def mapped_indicators(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ILO indicators that words name, and the words that name none."""
    mapped = tuple(dict.fromkeys(i for w in words if (i := indicator(w))))
    return mapped, tuple(w for w in words if not indicator(w))


def document_of_path(path: Path) -> Document:
    """The document in a file: a text, a web page, a PDF file or an e-mail.

    Raises:
        InputError: it cannot be read, or has no text.
    """
    try:
        return open_document(path.read_bytes(), path.name)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), way_out="check the path"
        ) from error
