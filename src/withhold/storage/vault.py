"""The vault: what is known of people, each under a key of their own.

Only the wrapped key makes the values readable; erasing a person destroys it (ROL-07).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, text, update

from withhold.base import StorageError, UnknownName
from withhold.record.vault import (
    PersonRef,
    hidden,
    keyed_digest,
    new_person_id,
    new_person_key,
    opened_text,
)
from withhold.storage import record_tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from withhold.record import RecordKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person that is not written yet: what events may hold, and the rows of the vault."""

    ref: PersonRef
    row: Mapping[str, Any]
    values: tuple[Mapping[str, Any], ...]


def new_person(keys: RecordKeys, kind: str, values: Mapping[str, str], *, at: str) -> NewPerson:
    """A person with a new key.

    Args:
        keys: of the record.
        kind: `importer`, `user`, `witness` ...
        values: what is known, by field.
        at: the instant, as ISO text.
    """
    person_id, key = new_person_id(), new_person_key()
    rows = tuple(
        {
            "person_id": person_id,
            "field": field,
            "content": hidden(value.encode("utf-8"), key, f"{person_id}/{field}"),
            "found_by": keyed_digest(f"{kind}.{field}", value, keys.index),
        }
        for field, value in values.items()
    )
    digests = {field: keyed_digest(field, value, key) for field, value in values.items()}
    row = {
        "person_id": person_id,
        "kind": kind,
        "wrapped_key": hidden(key, keys.wrap, person_id),
        "made_at": at,
        "erased_at": "",
    }
    return NewPerson(ref=PersonRef(id=person_id, digests=digests), row=row, values=rows)


def write_person(connection: Connection, person: NewPerson) -> None:
    """Write a new person, in the transaction that writes the event which names it."""
    connection.execute(insert(t.vault_person).values(**person.row))
    connection.execute(insert(t.vault_value), [dict(row) for row in person.values])


def find_person(
    connection: Connection, keys: RecordKeys, kind: str, field: str, value: str
) -> PersonRef | None:
    """The person of whom a value is known; None: nobody."""
    wanted = keyed_digest(f"{kind}.{field}", value, keys.index)
    query = select(t.vault_value.c.person_id).where(t.vault_value.c.found_by == wanted)
    person_id = connection.execute(query.order_by(t.vault_value.c.person_id)).scalar()
    return None if person_id is None else _ref(connection, keys, person_id)


def read_person(connection: Connection, keys: RecordKeys, person_id: str) -> dict[str, str]:
    """What is known of a person, by field; empty where it was erased.

    Raises:
        UnknownName: no such person.
        StorageError: the vault was changed, or the key is another.
    """
    query = select(t.vault_person).where(t.vault_person.c.person_id == person_id)
    person = connection.execute(query).mappings().first()
    if person is None:
        raise UnknownName("person", person_id)
    if person["wrapped_key"] is None:
        return {}
    values = select(t.vault_value).where(t.vault_value.c.person_id == person_id)
    try:
        key = opened_text(person["wrapped_key"], keys.wrap, person_id)
        return {
            row["field"]: opened_text(row["content"], key, f"{person_id}/{row['field']}").decode(
                "utf-8"
            )
            for row in connection.execute(values.order_by(t.vault_value.c.field)).mappings()
        }
    except ValueError as error:
        raise StorageError(
            f"what is kept of {person_id} cannot be opened: changed, or under another key",
            way_out="name the key file of this database in WITHHOLD_KEYFILE",
            code="vault",
        ) from error


def people(connection: Connection) -> tuple[dict[str, str], ...]:
    """Every person of the vault: id, kind, and when it was made and erased."""
    columns = t.vault_person.c
    query = select(columns.person_id, columns.kind, columns.made_at, columns.erased_at)
    found = connection.execute(query.order_by(columns.made_at, columns.person_id)).mappings()
    return tuple(dict(row) for row in found)


def destroy_key(connection: Connection, person_id: str, *, at: str) -> None:
    """Erase a person: the key and every value are gone; events keep an id that says nothing."""
    connection.execute(
        update(t.vault_person)
        .where(t.vault_person.c.person_id == person_id)
        .values(wrapped_key=None, erased_at=at)
    )
    connection.execute(delete(t.vault_value).where(t.vault_value.c.person_id == person_id))


def sweep(engine: Engine) -> None:
    """Take what was deleted out of SQLite's write-ahead file as well."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("pragma wal_checkpoint(truncate)"))


def _ref(connection: Connection, keys: RecordKeys, person_id: str) -> PersonRef:
    """A person that is there, as events may hold it."""
    wrapped = connection.execute(
        select(t.vault_person.c.wrapped_key).where(t.vault_person.c.person_id == person_id)
    ).scalar()
    key = opened_text(wrapped, keys.wrap, person_id) if wrapped else b""
    values = read_person(connection, keys, person_id)
    return PersonRef(id=person_id, digests={f: keyed_digest(f, v, key) for f, v in values.items()})
