"""Facts that were read from texts, as sources, claims, denials and links of the ledger.

A fact whose words do not stand in the text of its source is refused. What a sentence itself names
is what a claim is about; what only stands elsewhere in the document says so.

>>> text = "Workers were not paid, said Ana Roe. The firm denied it."
>>> facts = [{"doc": "a", "type": "claim", "value": "Ana Roe|asserts", "start": 23, "end": 35,
...     "text": "said Ana Roe", "attrs": {}}]
>>> taken = claims_of_document(facts, text, Source(source_id="S-1"), first=1)
>>> taken.claims[0].by, taken.claims[0].what, taken.claims[0].topic
('Ana Roe', 'Workers were not paid, said Ana Roe.', 'labor')
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.investigation.ledger import Link
from withhold.investigation.links import links_of
from withhold.investigation.model import STANCES, About, Claim, Denial, Quotation, Source, indicator
from withhold.reading.marking import Marked, mark
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_ASSERTS = STANCES[0]
_SHORT = 200
#: What somebody says: under a name, or without one.
CLAIMS = frozenset(("claim", "unnamed_claim"))
#: Facts that tell an indicator: by its name, or in plain words.
_INDICATORS = frozenset(("indicator", "sign"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A fact that was not taken, and why."""

    doc: str
    type: str
    value: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one document gave.

    Attributes:
        denials: each with the ids of the claims it stands beside.
    """

    claims: tuple[Claim, ...] = ()
    denials: tuple[tuple[tuple[str, ...], Denial], ...] = ()
    links: tuple[Link, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(slots=True)
class _Document:
    """One document while it is taken.

    Attributes:
        text: the canonical text as it was written; quotations are of it.
        marked: the same with its sentences, its signs in their plain forms, one for one.
    """

    text: str
    marked: Marked
    source: Source
    facts: list[dict[str, Any]]
    spans: dict[tuple[int, int], list[dict[str, Any]]] = field(default_factory=dict)
    _whole: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _ordered: list[dict[str, Any]] = field(default_factory=list)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence or sentences begin and end that hold `start` to `end`."""
        first = self.marked.sentence_at(start).start
        last = self.marked.sentence_at(max(start, end - 1)).end
        words = self.text[first:last]
        return last - len(words.lstrip()), first + len(words.rstrip())

    def _paragraph(self, place: int) -> list[dict[str, Any]]:
        """The facts of the paragraph that holds `place`."""
        if not self._ordered:
            self._ordered = sorted(self.facts, key=lambda f: f["start"])
        around = self.marked.paragraph_at(place)
        first = bisect_left(self._ordered, around.start, key=lambda f: f["start"])
        last = bisect_left(self._ordered, around.end, key=lambda f: f["start"])
        inside = self._ordered[first:last]
        return [f for f in inside if around.holds(f["start"], f["end"])]

    def _named(self, kind: str) -> tuple[str, ...]:
        """The values of a kind in the whole document, looked for once."""
        if kind not in self._whole:
            self._whole[kind] = _values(self.facts, kind)
        return self._whole[kind]

    def about(self, span: tuple[int, int]) -> About:
        """Whom and what a sentence is about: what it names, else its paragraph, else the document.

        The narrowest part that names a party speaks; goods and places it lacks come from the next.
        """
        parts = {"sentence": self.spans.get(span, []), "paragraph": self._paragraph(span[0])}

        def named(basis: str, kind: str) -> tuple[str, ...]:
            return _values(parts[basis], kind) if basis in parts else self._named(kind)

        every = (*parts, "document")
        basis = next((b for b in every if named(b, "party")), "document")
        wider = every[every.index(basis) :]
        goods, places = (
            next((v for b in wider[:2] if (v := named(b, kind))), ()) for kind in ("goods", "place")
        )
        parties = named(basis, "party")
        return About(parties=parties, places=places, goods=goods, basis=basis)


def claims_of_document(
    facts: Iterable[Mapping[str, Any]],
    text: str,
    source: Source,
    *,
    first: int,
    first_denial: int = 1,
) -> Taken:
    """The claims, denials and links of one document.

    Args:
        facts: as `withhold read` writes them, all of this document.
        text: the canonical text that the offsets count in.
        source: of the ledger.
        first: number of the first new claim.
        first_denial: number of the first new denial.
    """
    held, refused = _checked(facts, text)
    document = _Document(text=text, marked=mark(text), source=source, facts=held)
    for fact in held:
        span = document.span(fact["start"], fact["end"])
        document.spans.setdefault(span, []).append(fact)
    claims = _claims(document, first)
    denials, lonely = _denials(document, claims, first_denial)
    return Taken(
        claims=tuple(claims),
        denials=tuple(denials),
        links=links_of(held, source),
        refused=(*refused, *lonely),
    )


def _checked(
    facts: Iterable[Mapping[str, Any]], text: str
) -> tuple[list[dict[str, Any]], list[Refused]]:
    """The facts whose words stand where they say, in the order of the text; the others refused."""
    held: list[dict[str, Any]] = []
    refused: list[Refused] = []
    for fact in facts:
        start, end = fact.get("start"), fact.get("end")
        whole = isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)
        if whole and text[start:end] == fact.get("text"):
            held.append({**fact, "attrs": fact.get("attrs") or {}})
        else:
            refused.append(
                _refuse(fact, "offsets", "its words do not stand at its place in the text")
            )
    return sorted(held, key=lambda f: (f["start"], f["end"])), refused


def _claims(document: _Document, first: int) -> list[Claim]:
    """A claim for each speaker of a sentence; what no one is named for is the publisher's own."""
    found: list[Claim] = []
    for span, inside in document.spans.items():
        said = [f for f in inside if f["type"] in CLAIMS]
        asserting = [f for f in said if _stance(f) == _ASSERTS]
        speakers = list(dict.fromkeys(_speaker(f, inside) for f in asserting))
        indicates = any(f["type"] in _INDICATORS for f in inside)
        if not said and indicates:
            speakers = [_publisher(document)]
        found += [
            _claim(document, span, inside, speaker, f"C-{first + len(found) + n}")
            for n, speaker in enumerate(speakers)
        ]
    return found


def _claim(
    document: _Document,
    span: tuple[int, int],
    inside: Sequence[Mapping[str, Any]],
    speaker: str,
    claim_id: str,
) -> Claim:
    """The claim of a sentence; how its speaker knows is said only where an inquiry is named."""
    words = document.text[span[0] : span[1]]
    indicators, unmapped = _indicators(inside)
    inquired = any(f["type"] == "investigation" for f in inside)
    return Claim(
        claim_id=claim_id,
        by=speaker,
        what=" ".join(words.split()),
        quotation=Quotation(
            source_id=document.source.source_id, text=words, start=span[0], end=span[1]
        ),
        topic="labor" if indicators or unmapped else topic_of(words),
        about=document.about(span),
        said_on=document.source.published,
        known_by="documented" if inquired else "hearsay",
        rests_on="an investigation that the text names" if inquired else "",
        indicators=indicators,
        unmapped=unmapped,
        reviewed=False,
    )


def _denials(
    document: _Document, claims: Sequence[Claim], first: int
) -> tuple[list[tuple[tuple[str, ...], Denial]], list[Refused]]:
    """The denials, beside the claims of their sentence, else beside all of the document."""
    found: list[tuple[tuple[str, ...], Denial]] = []
    lonely: list[Refused] = []
    for span, inside in document.spans.items():
        for fact in inside:
            if fact["type"] not in CLAIMS or _stance(fact) == _ASSERTS:
                continue
            here = [c.claim_id for c in claims if (c.quotation.start, c.quotation.end) == span]
            against = here or _accusing(claims)
            if not against:
                message = "no claim in the document to stand beside: attach it with `deny`"
                lonely.append(_refuse(fact, "denial_without_claim", message))
                continue
            words = document.text[span[0] : span[1]]
            denial = Denial(
                denial_id=f"D-{first + len(found)}",
                by=_speaker(fact, inside),
                what=" ".join(words.split()),
                quotation=Quotation(
                    source_id=document.source.source_id, text=words, start=span[0], end=span[1]
                ),
                stance=_stance(fact),
                on=document.source.published,
                basis="sentence" if here else "document",
            )
            found.append((tuple(against), denial))
    return found, lonely


def _accusing(claims: Sequence[Claim]) -> list[str]:
    """The claims that a denial without an object speaks to: those that name an indicator."""
    accusing = [c for c in claims if c.indicators or c.unmapped]
    weighty = [c for c in claims if c.topic != "other"]
    return [c.claim_id for c in accusing or weighty or claims]


def topic_of(words: str) -> str:
    """What a sentence speaks of, by the words of the table: `labor`, `importation` or `other`."""
    folded = f" {fold(words)} "
    for row in _topics():
        if any(f" {word} " in folded for word in row["words"]):
            return str(row["topic"])
    return "other"


@cache
def _topics() -> tuple[Mapping[str, Any], ...]:
    """The table of words."""
    return tuple(shipped_yaml("investigation", "topics.yaml"))


def _indicators(inside: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ILO indicators a sentence names, and words for what none of the eleven covers."""
    known: dict[str, None] = {}
    other: dict[str, None] = {}
    for fact in inside:
        if fact["type"] in _INDICATORS:
            found = "" if fact["attrs"].get("unmapped") else indicator(str(fact["value"]))
            (known if found else other)[found or str(fact["value"])] = None
    return tuple(known), tuple(other)


def _values(facts: Iterable[Mapping[str, Any]], kind: str) -> tuple[str, ...]:
    """The values of a kind, each once, however it is written; goods by the words of the text."""
    found: dict[str, str] = {}
    for fact in facts:
        if fact["type"] == kind:
            said = " ".join(str(fact["text"]).split()).casefold() if kind == "goods" else ""
            found.setdefault(fold(str(fact["value"])), said or str(fact["value"]))
    return tuple(found.values())


def _speaker(fact: Mapping[str, Any], inside: Iterable[Mapping[str, Any]]) -> str:
    """Who speaks; where the words of the speaker are part of a party's name, that party."""
    name = str(fact["attrs"].get("source") or str(fact["value"]).rpartition("|")[0])
    for other in inside:
        whole = str(other["text"])
        if other["type"] == "party" and fold(name) and fold(name) in fold(whole):
            at_speaker = other["start"] <= fact["end"] and fact["start"] <= other["end"]
            if at_speaker:
                return str(other["value"])
    return name


def _stance(fact: Mapping[str, Any]) -> str:
    """How the speaker stands to it; a word nobody knows is taken as an assertion."""
    word = str(fact["attrs"].get("stance") or str(fact["value"]).rpartition("|")[2])
    return word if word in STANCES else _ASSERTS


def _publisher(document: _Document) -> str:
    """Who speaks in a document's own words: its publisher, else the authority it names first."""
    authorities = _values(document.facts, "authority")
    own = document.source.publisher
    return own or next(iter(authorities), "") or document.source.name or document.source.source_id


def _refuse(fact: Mapping[str, Any], code: str, message: str) -> Refused:
    """A fact with the reason why it is not taken."""
    return Refused(
        doc=str(fact.get("doc", "")),
        type=str(fact.get("type", "")),
        value=str(fact.get("value", ""))[:_SHORT],
        code=code,
        message=message,
    )


def moved(claims: Iterable[Claim], text: str) -> tuple[dict[str, tuple[int, int]], tuple[str, ...]]:
    """Where the words of claims stand in a later version of their source, and those now gone."""
    found: dict[str, tuple[int, int]] = {}
    lost: list[str] = []
    for claim in claims:
        start = text.find(claim.quotation.text)
        if start < 0:
            lost.append(claim.claim_id)
        else:
            found[claim.claim_id] = (start, start + len(claim.quotation.text))
    return found, tuple(lost)
