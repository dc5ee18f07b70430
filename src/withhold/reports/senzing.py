"""The register as Senzing records (FEATURES form): one record for each party of each order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.reports.standing import goods_text, standing_parties

if TYPE_CHECKING:
    from withhold.register import View
    from withhold.reports.standing import Standing

_NUMBERS = {"imo": "IMO", "call_sign": "CALL_SIGN", "uscc": "USCC", "lei": "LEI", "duns": "DUNS"}
_NAME_TYPES = {
    "published": "PRIMARY",
    "alias": "AKA",
    "clean": "AKA",
    "zh": "NATIVE",
    "former": "FORMER",
}


def senzing_records(view: View) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The records of every standing order's named parties; and notes on what is left out."""
    parties, notes = standing_parties(view)
    return [_record(p) for p in parties], notes


def _record(found: Standing) -> dict[str, Any]:
    """The record of one party."""
    order, party = found.order, found.party
    features: list[dict[str, str]] = [
        {"RECORD_TYPE": "VESSEL" if party.kind == "vessel" else "ORGANIZATION"}
    ]
    features += [
        {"NAME_TYPE": _NAME_TYPES[n.kind], "NAME_ORG": n.text}
        for n in party.names
        if n.kind in _NAME_TYPES
    ]
    features += [
        {"ADDR_FULL": ", ".join(x for x in (p.text or p.province, p.country) if x)}
        for p in party.places
        if p.text or p.province
    ]
    countries = {p.country for p in party.places if p.country} | {order.country} - {""}
    features += [{"COUNTRY_OF_ASSOCIATION": code} for code in sorted(countries)]
    features += [
        {"OTHER_ID_TYPE": _NUMBERS[i.kind], "OTHER_ID_NUMBER": i.value}
        for i in party.identifiers
        if i.kind in _NUMBERS
    ]
    if party.entity_id:
        features.append({"REL_ANCHOR_DOMAIN": "WITHHOLD", "REL_ANCHOR_KEY": party.party_id})
    return {
        "DATA_SOURCE": f"WITHHOLD-{order.instrument.value}",
        "RECORD_ID": party.party_id,
        "FEATURES": features,
        "ORDER_ID": order.order_id,
        "ENTITY_ID": party.entity_id,
        "STATUS": found.state.status,
        "IN_FORCE": found.state.in_force.value,
        "GOODS": goods_text(order),
        "ISSUED_DATE": order.issued_on.isoformat() if order.issued_on else "",
    }
