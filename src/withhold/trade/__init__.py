"""The trade's numbers and codes: parsed, put in one form, checked, masked."""

from withhold.trade.code_tables import parse_cbp_form, parse_entry_type, parse_x12_set
from withhold.trade.numbers import (
    mask,
    parse_air_waybill,
    parse_bill_of_lading,
    parse_call_sign,
    parse_container,
    parse_duns,
    parse_entry_number,
    parse_imo,
    parse_importer_number,
    parse_inbond,
    parse_lei,
    parse_uscc,
)

__all__ = [
    "mask",
    "parse_air_waybill",
    "parse_bill_of_lading",
    "parse_call_sign",
    "parse_cbp_form",
    "parse_container",
    "parse_duns",
    "parse_entry_number",
    "parse_entry_type",
    "parse_imo",
    "parse_importer_number",
    "parse_inbond",
    "parse_lei",
    "parse_uscc",
    "parse_x12_set",
]
