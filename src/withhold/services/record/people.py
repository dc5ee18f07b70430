"""People of the vault: kept, read with a note of who read and why, erased when the law lets them.

What is known of a person never enters an event: an event holds a random id and keyed digests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, LawError
from withhold.record import Stream, utc_text
from withhold.record.vault import masked
from withhold.services.record.access import enter
from withhold.storage import append_last, people, read_person, sweep, writing
from withhold.storage.vault import (
    NewPerson,
    destroy_key,
    find_person,
    new_person,
    write_person,
)
from withhold.trade import parse_importer_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from withhold.services.record.office import Office

#: The stream kind of what is done with the data of a person.
PERSON = "person"
ERASED_WORD = "erased"
NUMBER = "importer_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedPerson:
    """A person as an event may hold it, and what is to be written with the event."""

    said: Mapping[str, Any]
    new: NewPerson | None = None

    def write(self, connection: Connection) -> None:
        """Put the person into the vault, where it is new."""
        if self.new is not None:
            write_person(connection, self.new)


def tied_person(office: Office, kind: str, known: Mapping[str, str]) -> TiedPerson | None:
    """The person of whom this is known; None where nothing is.

    An importer of a number that is there already is the same person.
    """
    values = {field: value.strip() for field, value in known.items() if value.strip()}
    if not values:
        return None
    number = values.get(NUMBER)
    if number:
        with office.engine.connect() as connection:
            found = find_person(connection, office.keys, kind, NUMBER, number)
        if found:
            return TiedPerson(said={"id": found.id, "digests": dict(found.digests)})
    new = new_person(office.keys, kind, values, at=utc_text(office.now))
    return TiedPerson(said={"id": new.ref.id, "digests": dict(new.ref.digests)}, new=new)


def masked_person(office: Office, person_id: str) -> dict[str, str]:
    """A person as everybody sees it: each value masked; nothing where it was erased."""
    with office.engine.connect() as connection:
        found = read_person(connection, office.keys, person_id)
    return {f: _masked(f, value) for f, value in found.items()} or {"state": ERASED_WORD}


def _masked(field: str, value: str) -> str:
    """A value as everybody sees it; an importer number as lists and logs have it (DAT-05)."""
    return parse_importer_number(value).formatted if field == NUMBER else masked(value)


def reveal_person(office: Office, person_id: str, reason: str) -> dict[str, str]:
    """What is known of a person, unmasked; the reading is logged first (ROL-06).

    Raises:
        UnknownName: no such person.
        InputError: no reason is given.
        LawError: the actor may not.
    """
    if not reason.strip():
        raise InputError(
            "reading what is masked takes a reason", column="--reason", way_out="say why"
        )
    acting = enter(office, "read_person")
    with acting.engine.connect() as connection:
        found = read_person(connection, acting.keys, person_id)
    log_about(acting, person_id, "person_read", reason, {"fields": sorted(found)})
    return found or {"state": ERASED_WORD}


def erase_person(
    office: Office, person_id: str, reason: str, kept_by_law: Callable[[str], str]
) -> None:
    """Destroy the key of a person; the record stays whole and says nothing more of them.

    Args:
        office: where.
        person_id: whom.
        reason: why; kept.
        kept_by_law: says why the law still keeps the data; empty: it does not.

    Raises:
        UnknownName: no such person.
        LawError: retention is not over, or a legal hold stands; names the rule.
    """
    acting = enter(office, "manage_users")
    with acting.engine.connect() as connection:
        read_person(connection, acting.keys, person_id)
    kept = kept_by_law(person_id)
    if kept:
        word, _, rule = kept.rpartition(" ")
        raise LawError(
            f"{person_id} cannot be erased yet: {word}",
            rules=(rule,),
            way_out="the law keeps it until the later of its days (ROL-07)",
            code="kept_by_law",
        )
    log_about(acting, person_id, "person_erased", reason, {})
    with writing(acting.engine).begin() as connection:
        destroy_key(connection, person_id, at=utc_text(acting.now))
    sweep(acting.engine)


def people_rows(office: Office) -> list[dict[str, Any]]:
    """Every person of the vault, masked."""
    with office.engine.connect() as connection:
        found = people(connection)
    return [{**row, **masked_person(office, row["person_id"])} for row in found]


def log_about(
    office: Office, person_id: str, word: str, reason: str, payload: Mapping[str, Any]
) -> None:
    """Note in the record what is done with the data of a person."""
    draft = office.draft(word, office.today, payload, reason=reason)
    append_last(
        office.engine,
        Stream(kind=PERSON, id=person_id),
        [draft],
        recorded_at=office.now,
        key=office.keys.seal,
    )
