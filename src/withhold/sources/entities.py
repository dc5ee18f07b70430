"""Which entity a newly published party is: a known one where its name is a known name, else new."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import slug
from withhold.register import Name, Party, PartyIdentifier
from withhold.register.reviewed import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.register import Register
    from withhold.sources.published import PublishedParty

_CLAUSE = "open_clause"
_NO_NAME_KINDS = frozenset({"region", "country", "mine_area"})
_LEGAL_WORDS = re.compile(
    r"-(?:co|ltd|limited|inc|llc|l-l-c|corp|company|sdn|bhd|berhad|s-a|de|c-v|d-o-o|pvt)(?=-|$)"
)


def short_slug(name: str) -> str:
    """A slug of `name` without legal forms, for ids: at most 60 characters."""
    return (_LEGAL_WORDS.sub("", slug(name)) or slug(name))[:60].strip("-")


@cache
def _index(register: Register) -> dict[str, tuple[str, str]]:
    """Every strong name held, normalised, with its entity."""
    return {
        slug(n.text): (p.entity_id, p.entity_name)
        for o in register.orders
        for p in o.parties
        for n in p.names
        if p.entity_id and n.kind in {"published", "alias", "clean"}
    }


def parties_of(
    published: Iterable[PublishedParty], order_id: str, register: Register
) -> tuple[Party, ...]:
    """The parties of a new order, open clauses as parties of their own."""
    found: list[Party] = []
    for party in published:
        if party.name:
            found.append(_named(party, order_id, register))
        if party.open_clause:
            found.append(
                Party(
                    party_id=f"{order_id}#{slug(party.name)}-{slug(party.open_clause)}",
                    published_name=party.open_clause,
                    kind=_CLAUSE,
                    role="unnamed subsidiaries",
                    open_clause=party.open_clause,
                )
            )
    return tuple(found)


def names_of(party: PublishedParty, basis: str) -> tuple[Name, ...]:
    """The names of a published party, its own name first."""
    return distinct(
        [
            Name(text=party.name, kind="published", basis=basis),
            *(Name(text=a, kind="alias", basis=basis) for a in party.aliases),
            *(Name(text=a, kind="former", basis=basis) for a in party.former_names),
        ]
    )


def _named(party: PublishedParty, order_id: str, register: Register) -> Party:
    """A party with a name, under the entity that has that name already, if one has."""
    known = _index(register).get(slug(party.name))
    is_name = party.kind not in _NO_NAME_KINDS
    entity_id, entity_name = known or (f"e-{short_slug(party.name)}", party.name)
    return Party(
        party_id=f"{order_id}#{slug(party.name)}",
        published_name=party.name,
        kind=party.kind,
        role="named in the list",
        entity_id=entity_id if is_name else "",
        entity_name=entity_name if is_name else "",
        names=names_of(party, "imported list") if is_name else (),
        locality=party.locality,
        identifiers=tuple(
            PartyIdentifier(kind=kind, value=value, basis="imported list")
            for kind, value in party.identifiers
        ),
        basis="imported list",
    )
