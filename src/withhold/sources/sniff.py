"""Which source's layout a saved file has, from its contents and never from its name."""

from __future__ import annotations

from withhold.base import SourceError
from withhold.sources.decoding import decode


def sniff_source(data: bytes, file: str) -> str:
    """`dhs` for a page, `cbp` for the CSV of orders, `own` for a filled-in template.

    Raises:
        SourceError: none of the three; says what each begins with.
    """
    text = decode(data, file).text.lstrip("\ufeff \t\r\n")
    head = text[:4000].casefold()
    first_line = head.splitlines()[0] if head else ""
    if head.startswith("<") or "<table" in head or "<html" in head:
        return "dhs"
    if "effective date" in first_line or "wro/finding" in first_line:
        return "cbp"
    if "entity" in first_line or "order_id" in first_line:
        return "own"
    raise SourceError(
        "has the layout of no known source",
        file=file,
        row=0,
        value=first_line,
        way_out="CBP's list is a CSV with a column 'WRO/Finding'; the DHS list is a page with "
        "tables; an own list begins as `withhold register template` prints it",
    )
