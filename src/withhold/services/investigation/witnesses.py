"""Witnesses: who they are goes to the vault alone; what they agreed to stands in the ledger.

Every reading of an identity takes a reason and is logged, in the investigation and with the person
(ROL-04, ROL-06).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, to_plain
from withhold.investigation import Consent, Witness, names_somebody
from withhold.record import Stream
from withhold.services.investigation.identities import (
    BETWEEN,
    IDENTIFYING,
    identities,
    masked,
)
from withhold.services.investigation.keeping import (
    READING,
    KeptLedger,
    load_ledger,
    text_of,
    write_ledger,
)
from withhold.services.record.people import reveal_person, tied_person
from withhold.storage import read_stream

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from withhold.services.record import Office

#: The kind of a witness among the people of the vault.
WITNESS = "witness"


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessRequest:
    """A witness to be added.

    Attributes:
        name: as the person writes it; `also` other names and spellings; `contact` numbers,
            addresses: all of it goes to the vault and is masked wherever it turns up.
        role: what the person was there, kept in the ledger.
        consent: what the person agreed to; None: nothing yet.
    """

    name: str
    also: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    role: str = ""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessAnswer:
    """A witness that was added.

    Attributes:
        already: ids of sources and claims in which the person could be known before: they cannot
            be unwritten.
    """

    kept: KeptLedger
    witness: Witness
    already: tuple[str, ...]


def add_witness(office: Office, investigation_id: str, asked: WitnessRequest) -> WitnessAnswer:
    """The witness under the next id; who it is lies in the vault.

    Raises:
        InputError: no name.
        UnknownName: no such investigation.
    """
    if not asked.name.strip():
        raise InputError("a witness has a name, which only the vault will hold", column="--name")
    kept = load_ledger(office, investigation_id)
    words = (asked.name, *asked.also, *asked.contact)
    person = tied_person(
        office,
        WITNESS,
        {
            "name": asked.name,
            "also": BETWEEN.join(asked.also),
            "contact": BETWEEN.join(asked.contact),
        },
    )
    assert person is not None  # noqa: S101 - there is a name
    witness_id = kept.ledger.next_id("W")
    known = {**identities(office, kept.ledger), witness_id: words}
    witness = Witness(
        witness_id=witness_id,
        role=masked(asked.role, known),
        consents=(_consent(asked.consent, known),) if asked.consent else (),
    )
    payload = {"witness": to_plain(witness), "person": {"id": person.said["id"]}}
    draft = office.draft("witness_added", office.today, payload)
    already = _written_before(office, kept, words)
    kept = write_ledger(office, kept, [draft], project=person.write)
    return WitnessAnswer(kept=kept, witness=kept.ledger.witness(witness_id), already=already)


def give_consent(
    office: Office, investigation_id: str, witness_id: str, consent: Consent
) -> KeptLedger:
    """The investigation after a witness agreed to something.

    Raises:
        UnknownName: no such witness.
    """
    kept = load_ledger(office, investigation_id)
    kept.ledger.witness(witness_id)
    given = _consent(consent, identities(office, kept.ledger))
    payload = {"witness_id": witness_id, "consent": to_plain(given)}
    return write_ledger(office, kept, [office.draft("consent_given", office.today, payload)])


def withdraw_consent(
    office: Office, investigation_id: str, witness_id: str, on: date | None = None
) -> KeptLedger:
    """The investigation after a witness took all consent back.

    Raises:
        UnknownName: no such witness.
    """
    kept = load_ledger(office, investigation_id)
    kept.ledger.witness(witness_id)
    payload = {"witness_id": witness_id}
    draft = office.draft("consent_withdrawn", on or office.today, payload)
    return write_ledger(office, kept, [draft])


def read_identity(
    office: Office, investigation_id: str, witness_id: str, reason: str
) -> dict[str, str]:
    """Who a witness is; the reading is logged before anything is shown.

    Raises:
        InputError: no reason is given.
        LawError: the actor may not.
        UnknownName: no such witness.
    """
    kept = load_ledger(office, investigation_id)
    witness = kept.ledger.witness(witness_id)
    words = masked(reason, identities(office, kept.ledger))
    if not words.strip():
        raise InputError(
            "reading who a witness is takes a reason", column="--reason", way_out="say why"
        )
    payload = {"witness_id": witness_id}
    draft = office.draft("identity_read", office.today, payload, reason=words)
    write_ledger(office, kept, [draft])
    found = reveal_person(office, witness.person, words)
    return {name: value.replace(BETWEEN, "; ") for name, value in found.items()}


def witness_rows(kept: KeptLedger, today: date) -> list[dict[str, Any]]:
    """The witnesses by id with what they agree to today."""
    rows = []
    for witness in kept.ledger.witnesses.values():
        agreed = [p for c in witness.consents for p in c.purposes if witness.agreed(p, today)]
        ends = [str(c.expires_on) for c in witness.consents if c.expires_on]
        sources = kept.ledger.sources.values()
        rows.append(
            {
                "witness_id": witness.witness_id,
                "role": witness.role,
                "agreed_today": list(dict.fromkeys(agreed)),
                "ends": max(ends, default=""),
                "withdrawn_on": str(witness.withdrawn_on or ""),
                "sources": [s.source_id for s in sources if s.witness_id == witness.witness_id],
            }
        )
    return rows


def reading_rows(office: Office, investigation_id: str) -> list[dict[str, Any]]:
    """Who looked at testimonies or at who a witness is, when, what for, at whom; oldest first.

    Raises:
        LawError: the actor may not look into investigations (ROL-05).
        UnknownName: no such investigation.
    """
    kept = load_ledger(office, investigation_id)
    with office.engine.connect() as connection:
        looks = read_stream(connection, Stream(kind=READING, id=investigation_id))
    told = [e for e in kept.events if e.said.event == "identity_read"]
    return [
        {
            "at": f"{event.recorded_at:%Y-%m-%dT%H:%M:%SZ}",
            "who": event.said.author,
            "what": event.said.payload.get("what", "identity"),
            "witnesses": list(
                event.said.payload.get("witnesses", [event.said.payload.get("witness_id")])
            ),
            "reason": event.said.reason,
        }
        for event in sorted((*looks, *told), key=lambda e: (e.recorded_at, e.stream.kind, e.number))
    ]


def _consent(consent: Consent, known: Mapping[str, tuple[str, ...]]) -> Consent:
    """A consent in whose words nobody can be known."""
    return Consent(
        purposes=consent.purposes,
        given_on=consent.given_on,
        expires_on=consent.expires_on,
        with_identity=consent.with_identity,
        how=masked(consent.how, known),
    )


def _written_before(office: Office, kept: KeptLedger, words: tuple[str, ...]) -> tuple[str, ...]:
    """The sources and claims in which a person could be known before it was a witness."""
    known = {"": words}
    found: list[str] = []
    for source in kept.ledger.sources.values():
        texts = (source.title, source.publisher, source.name, text_of(office, source))
        if any(names_somebody(t, known) for t in texts):
            found.append(source.source_id)
    for claim in kept.ledger.claims.values():
        texts = (claim.by, claim.what, claim.quotation.text, claim.rests_on)
        if any(names_somebody(t, known) for t in texts):
            found.append(claim.claim_id)
    return tuple(found)


__all__ = [
    "IDENTIFYING",
    "WitnessAnswer",
    "WitnessRequest",
    "add_witness",
    "give_consent",
    "read_identity",
    "withdraw_consent",
    "witness_rows",
]
