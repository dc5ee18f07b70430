"""What was read from texts, taken into an investigation: sources, claims, denials, links.

A fact without a text that it stands in is refused; a later text of a document that is there already
is a later version, and the claims whose words it still has go along.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, to_plain
from withhold.investigation import Claim, Refused, Source, Taken, claims_of_document, folded
from withhold.reading import Document
from withhold.services.investigation.entering import SourceRequest, source_drafts
from withhold.services.investigation.identities import identities, masked
from withhold.services.investigation.keeping import KeptLedger, load_ledger, write_ledger
from withhold.services.reading import read_paths, read_text
from withhold.services.reading.index import IndexRow, read_index
from withhold.services.reading.outputs import fact_row
from withhold.storage import keep_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from withhold.investigation import Ledger
    from withhold.register import Register
    from withhold.services.record import Office

_KIND_OF_FORM = {"mail": "record"}
_OFFICIAL = frozenset({"US-CBP", "US-DHS", "US-FLETF", "US-DOL", "US-USTR", "US-FR"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAnswer:
    """What was taken.

    Attributes:
        sources, claims, denials, links: ids and counts of what is new.
        versions: ids of sources that are later versions, each with the claims whose words are gone.
        refused: facts that were not taken, each with its reason.
        already: documents whose text was there already.
    """

    kept: KeptLedger
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    denials: tuple[str, ...]
    links: int
    versions: Mapping[str, tuple[str, ...]]
    refused: tuple[Refused, ...]
    already: tuple[str, ...]


def take_facts(
    office: Office, investigation_id: str, facts: Path, *, texts: Path, index: Path | None = None
) -> FactsAnswer:
    """The answer to facts in a file of JSON lines, with their texts in a folder.

    Args:
        office: where.
        investigation_id: the investigation.
        facts: as `withhold read --out` wrote them.
        texts: as `withhold read --text-out` wrote them.
        index: `doc, published, publisher, title, url`.

    Raises:
        InputError: the facts cannot be read.
        UnknownName: no such investigation.
    """
    rows, refused = _rows(facts)
    about = read_index(index) if index is not None else {}
    documents: list[Document] = []
    for name in dict.fromkeys(str(row["doc"]) for row in rows):
        text = _text(texts, name)
        if text is None:
            refused += [_no_text(row) for row in rows if row["doc"] == name]
            continue
        row = about.get(name) or about.get(f"{name}.txt") or IndexRow()
        documents.append(
            Document(
                name=name,
                text=text,
                published=row.published,
                publisher=row.publisher,
                title=row.title,
                url=row.url,
            )
        )
    return _take(office, investigation_id, documents, rows, refused)


def read_into(  # noqa: PLR0913 - what is read, and how
    office: Office,
    investigation_id: str,
    files: Iterable[Path],
    *,
    register: Register,
    index: Path | None = None,
    published: Any = None,  # noqa: ANN401 - a day or nothing
) -> FactsAnswer:
    """The answer to files read at once: texts, pages, PDF files, e-mails.

    Raises:
        InputError: nothing could be read.
        UnknownName: no such investigation.
    """
    load_ledger(office, investigation_id)
    found = read_paths(
        files,
        register=register,
        published=published,
        index=read_index(index) if index is not None else None,
    )
    rows = [fact_row(fact) for fact in found.facts]
    refused = [
        Refused(doc=r["file"], type="", value="", code=r["code"], message=r["message"])
        for r in found.rejects
    ]
    return _take(office, investigation_id, found.documents, rows, refused)


def _take(
    office: Office,
    investigation_id: str,
    documents: Sequence[Document],
    rows: Sequence[Mapping[str, Any]],
    refused: list[Refused],
) -> FactsAnswer:
    """Documents with their facts, written at once, whole or not at all."""
    kept = load_ledger(office, investigation_id)
    by_doc: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_doc[str(row["doc"])].append(row)
    known = identities(office, kept.ledger)
    ledger = kept.ledger
    drafts: list[Any] = []
    texts: dict[str, bytes] = {}
    new: dict[str, list[str]] = {"S": [], "C": [], "D": []}
    versions: dict[str, tuple[str, ...]] = {}
    already: list[str] = []
    links = 0
    for document in documents:
        facts = by_doc[document.name]
        hidden = masked(document.text, known, parts=False)
        if hidden != document.text:
            document = replace(document, text=hidden)  # noqa: PLW2901 - as it is kept
            facts = [fact_row(f) for f in read_text(hidden, name=document.name)]
        source, added, content = source_drafts(office, ledger, _request(document, facts))
        if not added:
            already.append(document.name)
            continue
        ledger = _with(ledger, added)
        drafts += added
        texts |= content
        new["S"].append(source.source_id)
        taken = claims_of_document(
            facts,
            document.text,
            source,
            first=int(ledger.next_id("C")[2:]),
            first_denial=int(ledger.next_id("D")[2:]),
        )
        refused += taken.refused
        if source.version_of:
            versions[source.source_id] = tuple(added[0].payload.get("lost", ()))
            taken = _only_new(taken, ledger, source)
        payload = {
            "claims": [to_plain(c) for c in taken.claims],
            "denials": [
                {"claim_ids": list(ids), "denial": to_plain(d)} for ids, d in taken.denials
            ],
            "links": [to_plain(x) for x in taken.links],
        }
        payload = masked({k: v for k, v in payload.items() if v}, known, parts=False)
        if payload:
            drafts.append(office.draft("claims_added", office.today, payload))
            ledger = _with(ledger, drafts[-1:])
        new["C"] += [c.claim_id for c in taken.claims]
        new["D"] += [d.denial_id for _, d in taken.denials]
        links += len(taken.links)

    def project(connection: Connection) -> None:
        for content in texts.values():
            keep_file(connection, content, source="investigation", name="text")

    if drafts:
        kept = write_ledger(office, kept, drafts, project=project)
    return FactsAnswer(
        kept=kept,
        sources=tuple(new["S"]),
        claims=tuple(new["C"]),
        denials=tuple(new["D"]),
        links=links,
        versions=versions,
        refused=tuple(refused),
        already=tuple(already),
    )


def _request(document: Document, facts: Iterable[Mapping[str, Any]]) -> SourceRequest:
    """A document as a source; what an authority says of itself is its own publication."""
    first = next((str(f["value"]) for f in facts if f["type"] == "authority"), "")
    kind = _KIND_OF_FORM.get(document.form, "news")
    if first in _OFFICIAL and document.publisher:
        kind = "press_release"
    return SourceRequest(
        kind=kind,
        name=document.name,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        address=document.url,
        text=document.text,
    )


def _only_new(taken: Taken, ledger: Ledger, source: Source) -> Taken:
    """What a later version says that the ledger does not hold yet; claims that moved are there."""
    held = {
        (c.quotation.start, c.quotation.end): c
        for c in ledger.claims.values()
        if c.quotation.source_id == source.source_id
    }
    first = int(ledger.next_id("C")[2:])
    names: dict[str, str] = {}
    fresh: list[Claim] = []
    for claim in taken.claims:
        place = (claim.quotation.start, claim.quotation.end)
        if place in held:
            names[claim.claim_id] = held[place].claim_id
        else:
            names[claim.claim_id] = f"C-{first + len(fresh)}"
            fresh.append(replace(claim, claim_id=names[claim.claim_id]))
    said = {d.what for c in held.values() for d in c.denials}
    return replace(
        taken,
        claims=tuple(fresh),
        denials=tuple(
            (tuple(names[i] for i in ids), d) for ids, d in taken.denials if d.what not in said
        ),
    )


def _with(ledger: Ledger, drafts: Iterable[Any]) -> Ledger:
    """The ledger after drafts that are not written yet."""
    return folded(
        ledger.investigation_id, [(d.event, d.on, d.payload) for d in drafts], start=ledger
    )


def _rows(path: Path) -> tuple[list[dict[str, Any]], list[Refused]]:
    """The facts of a file of JSON lines; a line that is none is refused.

    Raises:
        InputError: the file cannot be read, or has no fact at all.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", file=str(path), way_out="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            "is no UTF-8 text", file=str(path), way_out="give what `withhold read --out` wrote"
        ) from error
    rows: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not {"doc", "type", "value"} <= set(row):
            refused.append(
                Refused(
                    doc=f"{path.name}, row {number}",
                    type="",
                    value=line[:80],
                    code="not_a_fact",
                    message="not a fact: an object with doc, type, value, start, end, text",
                )
            )
            continue
        rows.append(row)
    if not rows:
        raise InputError(
            "no fact in it", file=path.name, way_out="give what `withhold read --out` wrote"
        )
    return rows, refused


def _text(folder: Path, name: str) -> str | None:
    """The canonical text of a document; None: it is not in the folder."""
    path = folder / f"{PurePath(name).name}.txt" if folder.is_dir() else folder
    if not path.is_file() or (not folder.is_dir() and path.stem != name):
        return None
    return path.read_bytes().decode("utf-8", "surrogatepass").removeprefix("\ufeff")


def _no_text(row: Mapping[str, Any]) -> Refused:
    """A fact whose document has no text."""
    return Refused(
        doc=str(row["doc"]),
        type=str(row["type"]),
        value=str(row["value"])[:80],
        code="no_source",
        message="the text it stands in is not there: a fact without a source does not exist",
    )
