"""The cover of an evidence package: what is known of the case, and what a person completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from withhold.cases import CaseFile

_REVIEWS = {
    "admissibility": "proof of admissibility (19 CFR 12.43)",
    "applicability": "applicability review (UFLPA)",
    "exception": "exception request (UFLPA s. 3(b))",
}
_BLANK = "_" * 30


def package_cover(
    file: CaseFile, review: str, *, exhibits: int, missing: Sequence[str], today: date
) -> str:
    """The cover as text, with lines for what a person fills in and signs (EVD-10, parts A and H).

    Args:
        file: the case.
        review: the review it is for.
        exhibits: how many there are.
        missing: what is not there yet, in words.
        today: the day it is written.
    """
    lines = "\n".join(
        f"  line {line.line_id}: {line.goods or _BLANK}"
        f" ({', '.join(o.order_id or f'track {o.track}' for o in line.orders)})"
        for line in file.lines
    )
    lacking = "\n".join(f"  - {word}" for word in missing) or "  - nothing on the list"
    return f"""DRAFT of {today}: complete, check and sign; not legal advice

To:      U.S. Customs and Border Protection, {f"port {file.port}" if file.port else _BLANK}
Case:    {file.case_id}
Entry:   {file.reference or _BLANK}
Review:  {_REVIEWS[review]}

Goods
{lines}

Executive summary (EVD-10, part B): product, supply chain from raw material to finished good, why
release is asked for
  {_BLANK}

Exhibits: {exhibits}, listed in index.xlsx in the order of production.

Not in this package yet (a work aid, no legal test)
{lacking}

I declare that the exhibits are true copies, to the best of my knowledge.
Name and capacity: {_BLANK}
Date and signature: {_BLANK}
"""
