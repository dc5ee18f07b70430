"""The claim ledger: what the events of an investigation add up to.

Nothing is taken out: a claim taken back stays, with the reason.

>>> from datetime import date
>>> ledger = folded("I-1", [("opened", date(2026, 11, 1), {"title": "Gloves"})])
>>> ledger.title, ledger.next_id("C")
('Gloves', 'C-1')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from withhold.base import StorageError, UnknownName, from_plain
from withhold.investigation.model import Claim, Denial, Judgement, Source
from withhold.investigation.witnesses import Consent, Witness

T = TypeVar("T")
#: An event as the ledger reads it: its word, its day, what it says.
Said: TypeAlias = tuple[str, date, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a source says that belongs to orders: their ids, and what does not agree with them.

    Attributes:
        conflicts: what the source says otherwise than the register; recorded, never forced.
    """

    source_id: str
    text: str
    order_ids: tuple[str, ...] = ()
    note: str = ""
    conflicts: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """An investigation as it stands.

    Attributes:
        sources, claims, witnesses: by id, in the order in which they came.
        orders: ids of the order files that came out of it.
        judgement: the newest that a person gave.
        links: passages that belong to orders of the register.
    """

    investigation_id: str
    title: str = ""
    purpose: str = ""
    opened_on: date | None = None
    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    claims: Mapping[str, Claim] = field(default_factory=lambda: MappingProxyType({}))
    witnesses: Mapping[str, Witness] = field(default_factory=lambda: MappingProxyType({}))
    links: tuple[Link, ...] = ()
    judgement: Judgement | None = None
    orders: tuple[str, ...] = ()

    def next_id(self, letter: str, taken: Iterable[str] = ()) -> str:
        """The next free id: `S-`, `C-`, `D-`, `W-` and a number."""
        held = {
            *self.sources,
            *self.claims,
            *self.witnesses,
            *(d.denial_id for c in self.claims.values() for d in c.denials),
            *taken,
        }
        numbers = [int(i[len(letter) + 1 :]) for i in held if i.startswith(f"{letter}-")]
        return f"{letter}-{max(numbers, default=0) + 1}"

    def source(self, source_id: str) -> Source:
        """The source of that id. Raises UnknownName."""
        return _found("source", source_id, self.sources)

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id. Raises UnknownName."""
        return _found("claim", claim_id, self.claims)

    def witness(self, witness_id: str) -> Witness:
        """The witness of that id. Raises UnknownName."""
        return _found("witness", witness_id, self.witnesses)

    def usable(self, purpose: str, day: date) -> tuple[Claim, ...]:
        """The standing claims that may be used for a purpose on a day.

        A testimony whose witness did not agree to that purpose stays out.
        """
        found = []
        for claim in self.claims.values():
            who = self.sources[claim.quotation.source_id].witness_id
            agreed = not who or self.witnesses[who].agreed(purpose, day)
            if claim.stands and not claim.lost and agreed:
                found.append(claim)
        return tuple(found)


def folded(investigation_id: str, events: Iterable[Said], *, start: Ledger | None = None) -> Ledger:
    """The ledger after all events, from `start` on where one is given.

    Raises:
        StorageError: an event that this version does not know.
    """
    ledger = start or Ledger(investigation_id=investigation_id)
    for word, on, payload in events:
        if word not in _STEPS:
            raise StorageError(
                f"investigation {investigation_id} has an event {word!r} that is not known here",
                way_out="it was written by a later version: install that",
                code="unknown_event",
            )
        ledger = _STEPS[word](ledger, on, payload)
    return ledger


def _found(kind: str, name: str, held: Mapping[str, T]) -> T:
    """The object of that id, or the ids there are."""
    if name not in held:
        raise UnknownName(kind, name, near=tuple(held))
    return held[name]


def _opened(ledger: Ledger, on: date, said: Mapping[str, Any]) -> Ledger:
    return replace(ledger, title=said["title"], purpose=said.get("purpose", ""), opened_on=on)


def _source_added(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    source = from_plain(Source, said["source"])
    ledger = _with(ledger, "sources", source.source_id, source)
    for claim_id in said.get("lost", ()):
        ledger = _changed(ledger, claim_id, lost=True)
    for claim_id, (start, end) in said.get("moved", {}).items():
        quotation = replace(
            ledger.claims[claim_id].quotation, source_id=source.source_id, start=start, end=end
        )
        ledger = _changed(ledger, claim_id, quotation=quotation, lost=False)
    return ledger


def _source_rated(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    changes = {k: said[k] for k in ("reliability",) if k in said}
    if "rests_on" in said:
        changes["rests_on"] = tuple(said["rests_on"])
    source = replace(ledger.sources[said["source_id"]], **changes)
    return _with(ledger, "sources", source.source_id, source)


def _claims_added(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    for plain in said.get("claims", ()):
        claim = from_plain(Claim, plain)
        ledger = _with(ledger, "claims", claim.claim_id, claim)
    links = tuple(from_plain(Link, plain) for plain in said.get("links", ()))
    ledger = replace(ledger, links=(*ledger.links, *links))
    for plain in said.get("denials", ()):
        ledger = _denied(ledger, _on, plain)
    return ledger


def _denied(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    denial = from_plain(Denial, said["denial"])
    for claim_id in said["claim_ids"]:
        claim = ledger.claims[claim_id]
        ledger = _changed(ledger, claim_id, denials=(*claim.denials, denial))
    return ledger


def _claim_rated(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    names = ("credibility", "known_by", "rests_on", "topic", "indicators", "reviewed")
    changes = {k: said[k] for k in names if k in said}
    if "indicators" in changes:
        changes["indicators"] = tuple(changes["indicators"])
    return _changed(ledger, said["claim_id"], **changes)


def _claim_withdrawn(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    return _changed(ledger, said["claim_id"], withdrawn=said["because"])


def _judged(ledger: Ledger, on: date, said: Mapping[str, Any]) -> Ledger:
    return replace(ledger, judgement=replace(from_plain(Judgement, said["judgement"]), on=on))


def _witness_added(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    person = (said.get("person") or {}).get("id", "")
    witness = replace(from_plain(Witness, said["witness"]), person=person)
    return _with(ledger, "witnesses", witness.witness_id, witness)


def _consent_given(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    witness = ledger.witnesses[said["witness_id"]]
    given = (*witness.consents, from_plain(Consent, said["consent"]))
    return _with(
        ledger,
        "witnesses",
        witness.witness_id,
        replace(witness, consents=given, withdrawn_on=None),
    )


def _consent_withdrawn(ledger: Ledger, on: date, said: Mapping[str, Any]) -> Ledger:
    witness = replace(ledger.witnesses[said["witness_id"]], withdrawn_on=on, consents=())
    return _with(ledger, "witnesses", witness.witness_id, witness)


def _order_opened(ledger: Ledger, _on: date, said: Mapping[str, Any]) -> Ledger:
    return replace(ledger, orders=(*ledger.orders, said["order_id"]))


def _noted(ledger: Ledger, _on: date, _said: Mapping[str, Any]) -> Ledger:
    return ledger


def _with(ledger: Ledger, name: str, key: str, value: object) -> Ledger:
    """The ledger with one object put in or replaced."""
    held: dict[str, Any] = {name: MappingProxyType({**getattr(ledger, name), key: value})}
    return replace(ledger, **held)


def _changed(ledger: Ledger, claim_id: str, **changes: Any) -> Ledger:  # noqa: ANN401 - of a claim
    """The ledger with one claim changed."""
    return _with(ledger, "claims", claim_id, replace(ledger.claims[claim_id], **changes))


_STEPS: dict[str, Callable[[Ledger, date, Mapping[str, Any]], Ledger]] = {
    "opened": _opened,
    "source_added": _source_added,
    "source_rated": _source_rated,
    "claims_added": _claims_added,
    "denied": _denied,
    "claim_rated": _claim_rated,
    "claim_withdrawn": _claim_withdrawn,
    "judged": _judged,
    "witness_added": _witness_added,
    "consent_given": _consent_given,
    "consent_withdrawn": _consent_withdrawn,
    "order_opened": _order_opened,
    "identity_read": _noted,
    "exported": _noted,
}
#: The words of the events that an investigation takes.
LEDGER_EVENTS = frozenset(_STEPS)
