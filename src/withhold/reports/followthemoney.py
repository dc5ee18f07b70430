"""The register as FollowTheMoney entities: who is named, and under which order.

FollowTheMoney has no schema for what an order reaches (goods, tariff numbers, places, days), so
each Sanction carries it in an object of our own, `withhold`, which other readers pass over.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from withhold.base import digest_of, to_plain
from withhold.register import InForce, Instrument, exclusions, goods_in_scope, parties_in_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.register import OrderOnDay, Party, View

_SCHEMA = {
    "firm": "Company",
    "fleet": "Company",
    "vessel": "Vessel",
    "region": "Address",
    "country": "Address",
    "mine_area": "Address",
}
_NAME_PROPERTY = {
    "published": "name",
    "alias": "alias",
    "clean": "alias",
    "zh": "alias",
    "former": "previousName",
    "weak": "weakAlias",
}
_NUMBER_PROPERTY = {
    ("Vessel", "imo"): "imoNumber",
    ("Vessel", "call_sign"): "callSign",
    ("Vessel", "flag"): "flag",
    **{
        (schema, kind): name
        for schema in ("Company", "Organization")
        for kind, name in (("uscc", "uscCode"), ("lei", "leiCode"), ("duns", "dunsCode"))
    },
}
_PLACES = frozenset({"region", "country", "mine_area"})
_PROGRAM_IDS = {Instrument.UFLPA: "US-UFLPA"}
_PROGRAMS = {
    Instrument.WRO: "Withhold Release Order, 19 U.S.C. 1307, 19 CFR 12.42(e)",
    Instrument.FINDING: "Finding, 19 U.S.C. 1307, 19 CFR 12.42(f)",
    Instrument.UFLPA: "Uyghur Forced Labor Prevention Act, Pub. L. 117-78",
    Instrument.CAATSA: "CAATSA section 321(b), 22 U.S.C. 9241a",
    Instrument.OWN: "own list",
}
_DATASETS = {
    Instrument.WRO: "us_cbp_forced_labor",
    Instrument.FINDING: "us_cbp_forced_labor",
    Instrument.UFLPA: "us_dhs_uflpa",
}


def ftm_entities(view: View, *, licence: str) -> Iterator[dict[str, Any]]:
    """The entities of a view, one for each firm, then its orders as Sanction entities.

    A party without an entity (a region, a country's goods) is an Address; an open clause is none,
    it stands in the `withhold` object of its order.
    """
    parties: dict[str, list[tuple[OrderOnDay, Party]]] = defaultdict(list)
    for entry in view.entries:
        for party in entry.order.parties:
            if party.kind != "open_clause":
                parties[_entity_key(party)].append((entry, party))
    for key, members in parties.items():
        yield _entity(key, members)
        seen: set[str] = set()
        for entry, party in members:
            if entry.order.order_id not in seen:
                seen.add(entry.order.order_id)
                yield _sanction(key, entry, party, view, licence)


def _entity_key(party: Party) -> str:
    """The id of the entity of a party: one for a firm that stands on several lists."""
    return f"withhold-{party.entity_id or digest_of(party.party_id)[:24]}"


def _entity(key: str, members: list[tuple[OrderOnDay, Party]]) -> dict[str, Any]:
    """The entity of the parties `members`."""
    _, first = members[0]
    schema = _SCHEMA.get(first.kind, "Organization")
    stands = any(_reaches(entry, party) for entry, party in members)
    caption = first.entity_name or first.published_name
    properties: dict[str, list[str]] = defaultdict(list)
    if schema == "Address":
        properties["full"].append(first.published_name)
    else:
        properties["name"].append(caption)
    for entry, party in members:
        if schema != "Address":
            for name in party.names:
                if name.kind in _NAME_PROPERTY:
                    properties[_NAME_PROPERTY[name.kind]].append(name.text)
            for one in party.identifiers:
                found = _NUMBER_PROPERTY.get((schema, one.kind))
                if found:
                    properties[found].append(one.value.lower() if one.kind == "flag" else one.value)
            properties["address"] += [p.text for p in party.places if p.text]
        codes = [p.country for p in party.places] or [entry.order.country]
        properties["country"] += [code.lower() for code in codes if code]
    if stands and schema != "Address":
        properties["topics"].append("forced.labor")
    return {
        "id": key,
        "caption": caption,
        "schema": schema,
        "properties": {n: list(dict.fromkeys(v)) for n, v in properties.items() if v},
        "datasets": sorted({_dataset(entry) for entry, _ in members}),
        "referents": [],
        "target": stands,
    }


def _sanction(
    key: str, entry: OrderOnDay, party: Party, view: View, licence: str
) -> dict[str, Any]:
    """An order as it stands towards one entity."""
    order, state = entry.order, entry.state
    started = state.first_listed or order.issued_on
    values = {
        "entity": key,
        "authority": order.authority,
        "recordId": order.order_id,
        "program": _PROGRAMS[order.instrument],
        "programId": _PROGRAM_IDS.get(order.instrument, ""),
        "provisions": order.goods_wording,
        "status": state.status,
        "reason": "forced labour import restriction",
        "country": "us",
        "listingDate": order.issued_on.isoformat() if order.issued_on else "",
        "startDate": started.isoformat() if started else "",
        "endDate": state.ended_on.isoformat() if state.ended_on else "",
        "summary": order.note,
    }
    return {
        "id": f"{key}-{digest_of(order.order_id)[:16]}",
        "caption": f"{order.instrument.value} {order.order_id}",
        "schema": "Sanction",
        "properties": {name: [value] for name, value in values.items() if value},
        "datasets": [_dataset(entry)],
        "referents": [],
        "target": False,
        "withhold": {
            "order_id": order.order_id,
            "order_type": order.instrument.value,
            "legal_basis": _PROGRAMS[order.instrument],
            "list_version": view.version,
            "as_of": view.day.isoformat(),
            "in_force": state.in_force.value,
            "reaches_entity": _reaches(entry, party),
            "scope": {
                "goods": [to_plain(g) for g in goods_in_scope(order, view.day)],
                "hts": sorted({p for g in order.goods for p in g.hts_prefixes}),
                "regions": [to_plain(p) for q in order.parties for p in q.places],
                "from": started.isoformat() if started else None,
                "to": state.ended_on.isoformat() if state.ended_on else None,
                "status": state.status,
                "open_clauses": list(order.tail),
                "excluded": [p.published_name for p in exclusions(order, state)],
            },
            "names_not_verified": [n.text for n in party.names if n.kind == "unverified"],
            "licence": licence,
        },
    }


def _reaches(entry: OrderOnDay, party: Party) -> bool:
    """True where the order may reach the party on the day."""
    if entry.state.in_force is InForce.NO:
        return False
    return party in parties_in_scope(entry.order, entry.state)


def _dataset(entry: OrderOnDay) -> str:
    """The dataset an order belongs to."""
    own = entry.order.list.replace(":", "_").replace("-", "_")
    return _DATASETS.get(entry.order.instrument, own)
