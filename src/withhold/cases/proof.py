"""The proof of admissibility of WRO and Finding goods, as far as a case turns on it (EVD-01 to 03).

>>> statement = {"submitted": None, "parts": STATEMENT_PARTS}
>>> proof_is_whole([{"signer": "foreign_seller"}], statement), proof_is_whole([], statement)
(True, False)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

#: EVD-02: what the statement of the ultimate consignee says.
STATEMENT_PARTS = ("efforts_source", "efforts_labor", "results", "belief")
#: EVD-01: who may sign a certificate of origin.
FOREIGN_SIGNERS = frozenset({"foreign_seller", "foreign_owner"})

Certificates = Sequence[Mapping[str, Any]] | None
Statement = Mapping[str, Any] | None


def signers_are_foreign(certificates: Certificates) -> bool:
    """True unless a certificate is known to be signed by somebody else (EVD-01)."""
    signers = {c.get("signer") for c in certificates or ()}
    return signers <= {None, *FOREIGN_SIGNERS}


def proof_is_whole(certificates: Certificates, statement: Statement) -> bool:
    """True where both documents are there (EVD-03), or nothing is known of either."""
    if certificates is None and statement is None:
        return True
    parts = (statement or {}).get("parts")
    said = parts is None or set(STATEMENT_PARTS) <= set(parts)
    return bool(certificates) and bool(statement) and said


def proof_days(certificates: Certificates, statement: Statement) -> tuple[date, ...]:
    """The days on which the documents were submitted, as far as known."""
    days = [c.get("submitted") for c in (*(certificates or ()), statement or {})]
    return tuple(day for day in days if isinstance(day, date))
