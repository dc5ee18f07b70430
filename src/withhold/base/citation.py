"""Where a statement comes from.

>>> Citation(source="CBP CSV 2026-06-23", confidence="high").confidence
'high'
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source of a fact: what was read, and how sure the reading is.

    Attributes:
        source: the text, page or file, in the curator's words.
        confidence: `high` (two separately made copies), `medium` (one), `low` (doubtful).
        reference: Federal Register, docket or press reference, where one is printed.
    """

    source: str
    confidence: str = ""
    reference: str = ""
