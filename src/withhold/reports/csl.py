"""The register in the 29 columns of the Consolidated Screening List, as its readers expect them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.register import InForce, Instrument
from withhold.reports.standing import goods_text, standing_parties

if TYPE_CHECKING:
    from withhold.register import Party, View
    from withhold.reports.standing import Standing

CSL_COLUMNS = (
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
)
_CBP_URL = "https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings"
_DHS_URL = "https://www.dhs.gov/uflpa-entity-list"
_SOURCES = {
    Instrument.WRO: ("Withhold Release Orders (WRO) - Customs and Border Protection", _CBP_URL),
    Instrument.FINDING: ("Findings (19 CFR 12.42(f)) - Customs and Border Protection", _CBP_URL),
    Instrument.UFLPA: ("UFLPA Entity List - Department of Homeland Security", _DHS_URL),
}
_IDS = {
    "imo": "Vessel Registration Identification, IMO",
    "uscc": "Unified Social Credit Code (USCC)",
    "lei": "Legal Entity Identifier",
    "duns": "D-U-N-S Number",
}
_ALIASES = frozenset({"alias", "former", "zh", "clean"})


def csl_rows(view: View) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """One row for each named party of each standing order; and notes on what is left out."""
    parties, notes = standing_parties(view)
    return [_row(p) for p in parties], notes


def _row(found: Standing) -> dict[str, Any]:
    """The row of one party."""
    order, state, party = found.order, found.state, found.party
    source, url = _SOURCES.get(order.instrument, (f"Own list {order.list}", ""))
    names = [n.text for n in party.names if n.kind in _ALIASES and n.text != party.published_name]
    places = [_address(p.text, p.province, p.country) for p in party.places]
    uncertain = state.in_force is InForce.UNKNOWN
    started = state.first_listed or order.issued_on
    return {
        "_id": party.party_id,
        "source": source,
        "entity_number": order.order_id,
        "type": "Vessel" if party.kind == "vessel" else "Entity",
        "programs": order.instrument.value,
        "name": party.published_name,
        "addresses": "; ".join(dict.fromkeys(p for p in places if p)),
        "federal_register_notice": order.published.get("fr_notice")
        or order.published.get("fr_or_press_reference", ""),
        "start_date": started.isoformat() if started else "",
        "call_sign": _of_kind(party, "call_sign"),
        "vessel_flag": _of_kind(party, "flag"),
        "remarks": f"goods: {goods_text(order)}"
        + ("; ended on a day nobody recorded" if uncertain else "")
        + (f"; {party.open_clause}" if party.open_clause else ""),
        "source_list_url": url,
        "alt_names": "; ".join(dict.fromkeys(names)),
        "source_information_url": url,
        "ids": "; ".join(
            [
                *([f"withhold entity, {party.entity_id}"] if party.entity_id else []),
                *(f"{_IDS[i.kind]}, {i.value}" for i in party.identifiers if i.kind in _IDS),
            ]
        ),
    }


def _of_kind(party: Party, kind: str) -> str:
    """The identifiers of a party of one kind, or empty."""
    return "; ".join(i.value for i in party.identifiers if i.kind == kind)


def _address(text: str, province: str, country: str) -> str:
    """A place as one address text."""
    parts = [text or province, country]
    return ", ".join(part for part in parts if part)
