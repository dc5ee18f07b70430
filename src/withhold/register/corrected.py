"""Shipped tables with their reviewed corrections applied.

The tables stand as compiled; a cell found wrong is corrected by a row of corrections.csv that says
why, so that both readings stay visible.
"""

from __future__ import annotations

from withhold.base import InputError, shipped_csv

_KEYS = {
    "wro_findings.csv": ("order_id",),
    "wro_entities.csv": ("order_id", "entity_name"),
    "wro_events.csv": ("order_id", "event_date", "event_type"),
    "uflpa_entity_list.csv": ("listing_id",),
}


def corrected(file: str) -> list[dict[str, str]]:
    """The rows of a shipped register table, corrections applied.

    Raises:
        InputError: a correction names a row that does not exist, or a cell that has changed since.
    """
    rows = shipped_csv("register", file)
    index = {"|".join(row[part] for part in _KEYS[file]): row for row in rows}
    for fix in shipped_csv("register", "corrections.csv"):
        if fix["file"] != file:
            continue
        row = index.get(fix["key"])
        if row is None or row[fix["column"]] != fix["published"]:
            raise InputError(
                "the correction does not fit the table it corrects",
                file="corrections.csv",
                column=fix["column"],
                value=fix["key"],
                way_out="review the correction against the table as it now stands",
            )
        row[fix["column"]] = fix["corrected"]
    return rows
