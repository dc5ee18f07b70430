"""Lines of a shipment file: their columns, party roles, and the names other files give them."""

from __future__ import annotations

from functools import cache

from withhold.base import shipped_csv, split_list

#: Columns of a line that are dates.
DATE_COLUMNS = (
    "entry_date",
    "export_date",
    "import_date",
    "presentation_date",
    "release_date",
    "production_date",
)
#: Columns of a line besides its parties.
LINE_COLUMNS = (
    "row_id",
    "entry_line",
    "goods_description",
    "material",
    "hts",
    "hts_edition",
    "tariff_ordinal",
    "country_of_origin",
    "quantity",
    "uom",
    "value",
    "currency",
    "entry_number",
    "entry_type",
    "in_bond",
    "master_bill",
    "house_bill",
    "bill_of_lading",
    "air_waybill",
    "container",
    "importer_number",
    *DATE_COLUMNS,
    "port",
    "po_number",
    "invoice_number",
    "lot",
    "parent_row_id",
    "tier",
    "external_ref",
)
#: Columns of a party.
PARTY_COLUMNS = (
    "name",
    "name_local",
    "alias",
    "address",
    "city",
    "province",
    "postal_code",
    "country",
    "mid",
    "uscc",
    "lei",
    "duns",
    "os_id",
    "imo",
    "call_sign",
    "worker_nationalities",
)
ROLES = (
    "manufacturer",
    "producer",
    "seller",
    "shipper",
    "supplier",
    "consignee",
    "ultimate_consignee",
    "buyer",
    "importer_of_record",
    "notify_party",
    "broker",
    "carrier",
    "component_supplier",
    "vessel",
    "vessel_owner",
    "vessel_operator",
)
#: Roles whose address is where goods are made; the others never are evidence of that.
MAKERS = frozenset({"manufacturer", "producer", "component_supplier"})
#: Roles whose address is a weak sign of where goods are made.
SENDERS = frozenset({"shipper", "supplier"})
#: The role of a party whose file names none.
DEFAULT_ROLE = "manufacturer"
KNOWN = frozenset([*LINE_COLUMNS, *PARTY_COLUMNS, "party_role"])


@cache
def column_names() -> dict[str, str]:
    """Names that files give columns, folded, with the column each stands for."""
    names = {_folded(column): column for column in KNOWN}
    for role in ROLES:
        names[_folded(role)] = f"{role}_name"
        for column in PARTY_COLUMNS:
            names[_folded(f"{role}_{column}")] = f"{role}_{column}"
    for row in shipped_csv("trade", "column_names.csv"):
        for name in split_list(row["names"]):
            names.setdefault(_folded(name), row["column"])
    return names


def mapped(header: str) -> str:
    """The column that a header of a file stands for; empty where nobody knows."""
    return column_names().get(_folded(header), "")


def role_and_column(column: str) -> tuple[str, str]:
    """The role and party column of a wide column (`shipper_name`); empty role: no such column."""
    for role in ROLES:
        if column.startswith(f"{role}_") and column[len(role) + 1 :] in PARTY_COLUMNS:
            return role, column[len(role) + 1 :]
    return "", ""


def _folded(header: str) -> str:
    """A header without case, blanks and signs."""
    return "".join(c for c in header.casefold() if c.isalnum())
