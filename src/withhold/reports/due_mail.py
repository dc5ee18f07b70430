"""What is due across cases as the text of an e-mail.

>>> print(due_mail([], today=date(2026, 3, 20), within=14))
Subject: Detention cases: nothing due by 2026-04-03
<BLANKLINE>
Nothing is to be acted on by 2026-04-03.
<BLANKLINE>
Days are legal days at the port. Not legal advice.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from withhold.reports.case_calendar import explained, summary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.cases.due import Due

_FOOT = "Days are legal days at the port. Not legal advice."


def due_mail(found: Sequence[Due], *, today: date, within: int) -> str:
    """The message: what is over first, then what is due, each with its ground.

    Args:
        found: as `due_within` gives them.
        today: the day it is written on.
        within: the days it looks ahead.
    """
    end = today + timedelta(days=within)
    late = [due for due in found if due.act_by and due.act_by < today]
    ahead = [due for due in found if due.act_by and due.act_by >= today]
    if not found:
        head, body = f"nothing due by {end}", [f"Nothing is to be acted on by {end}."]
    else:
        head = f"{len(ahead)} due by {end}" + (f", {len(late)} over" if late else "")
        body = [*_part("Over", late, today), *_part(f"Due by {end}", ahead, today)]
    text = "\n".join(body).strip()
    return f"Subject: Detention cases: {head}\n\n{text}\n\n{_FOOT}"


def _part(title: str, found: Sequence[Due], today: date) -> list[str]:
    """A part of the message."""
    if not found:
        return []
    lines = [title, "-" * len(title)]
    for due in sorted(found, key=lambda d: (d.act_by or today, d.uid)):
        days = ((due.act_by or today) - today).days
        when = "today" if days == 0 else f"in {days} days" if days > 0 else f"{-days} days ago"
        lines += ["", f"{due.act_by} ({when})  {summary_of(due)}"]
        lines += [f"  {line}" for line in explained(due)[1:]]
    return [*lines, ""]
