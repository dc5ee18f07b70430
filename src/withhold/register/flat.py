"""The register as a flat table: one row for each party that an order names.

The same columns are what an own list is written in, so what `register export --format csv` writes
can be edited and read back as a list of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.register.asof import exclusions, goods_in_scope, parties_in_scope

if TYPE_CHECKING:
    from withhold.register.collection import OrderOnDay, View
    from withhold.register.model import Party

#: Columns of what names a party apart from its name.
IDENTIFIER_COLUMNS = ("imo", "call_sign", "flag", "uscc", "lei", "duns")
#: The columns an own list is read by; `order_id, instrument, issued_date, entity` come first.
OWN_COLUMNS = (
    "order_id",
    "instrument",
    "issued_date",
    "entity",
    "aliases",
    "former_names",
    "names_zh",
    "kind",
    "open_clause",
    "country",
    "province",
    "goods",
    "hts_prefixes",
    "region",
    "status",
    "end_date",
    "source",
    "note",
    *IDENTIFIER_COLUMNS,
)
#: All columns of the flat table.
FLAT_COLUMNS = (
    *OWN_COLUMNS,
    "list",
    "entity_id",
    "list_version",
    "as_of",
    "in_force",
    "in_scope",
    "announced_date",
    "effective_date",
    "first_listed",
    "superseded_from",
    "section",
    "goods_keys",
    "unverified_names",
)
_CLAUSE = "open_clause"
_STRONG_ALIASES = frozenset({"alias", "clean"})


def flat_rows(view: View) -> list[dict[str, Any]]:
    """The rows of the orders that had begun by the day of `view`; lists stay lists.

    An open clause ("and its subsidiaries") is no row: it stands in `open_clause` of the party it
    is printed with. A region or a country is a row with an empty `entity_id`.
    """
    return [row for entry in view.entries for row in _order_rows(entry, view)]


def _order_rows(entry: OrderOnDay, view: View) -> list[dict[str, Any]]:
    """The rows of one order."""
    named = [p for p in entry.order.parties if p.kind != _CLAUSE]
    return [_row(entry, party, view) for party in named]


def _row(entry: OrderOnDay, party: Party, view: View) -> dict[str, Any]:
    """One party of one order."""
    order, state = entry.order, entry.state
    goods = goods_in_scope(order, view.day) or order.goods
    place = party.places[0] if party.places else None
    clauses = [p.open_clause for p in order.parties if p.kind == _CLAUSE and p.open_clause]
    reached = party in parties_in_scope(order, state)
    excluded = party in exclusions(order, state) or party.excluded
    return {
        "order_id": order.order_id,
        "instrument": order.instrument.value,
        "issued_date": _iso(order.issued_on),
        "entity": party.published_name,
        "aliases": [n.text for n in party.names if n.kind in _STRONG_ALIASES],
        "former_names": [n.text for n in party.names if n.kind == "former"],
        "names_zh": [n.text for n in party.names if n.kind == "zh"],
        "kind": party.kind,
        "open_clause": party.open_clause or "; ".join(clauses),
        "country": place.country if place else order.country,
        "province": place.province if place else "",
        "goods": order.goods_wording,
        "hts_prefixes": sorted({p for g in goods for p in g.hts_prefixes}),
        "region": party.locality or order.locality,
        "status": state.status,
        "end_date": _iso(state.ended_on),
        "source": "; ".join(c.source for c in order.citations if c.source),
        "note": order.note,
        **{kind: _identifier(party, kind) for kind in IDENTIFIER_COLUMNS},
        "list": order.list,
        "entity_id": party.entity_id,
        "list_version": view.version,
        "as_of": view.day.isoformat(),
        "in_force": state.in_force.value,
        "in_scope": "excluded" if excluded else "yes" if reached else "no",
        "announced_date": _iso(order.announced_on),
        "effective_date": _iso(order.effective_on),
        "first_listed": _iso(state.first_listed),
        "superseded_from": _iso(state.superseded_from),
        "section": state.section or order.section,
        "goods_keys": sorted({k for g in goods for k in g.taxonomy_keys}),
        "unverified_names": [n.text for n in party.names if n.kind == "unverified"],
    }


def _identifier(party: Party, kind: str) -> str:
    """The identifiers of a party of one kind, or empty."""
    return "|".join(i.value for i in party.identifiers if i.kind == kind)


def _iso(day: object) -> str:
    """A day as ISO text, or empty."""
    return str(day) if day else ""
