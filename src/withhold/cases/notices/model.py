"""What was read in a detention notice: statements with their places, nothing decided.

>>> Statement(field="presented", value="2026-03-02", text="03/02/2026", start=18, end=28).value
'2026-03-02'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing a notice states.

    Attributes:
        field: a field of the table of labels.
        value: put in one form: a date as YYYY-MM-DD, a port as its code.
        text: the words of the notice; `notice[start:end] == text`.
        label: the words it stands under; empty: a sentence.
        fact: the case fact it becomes; empty: none.
        notes: codes of what a person should look at.
    """

    field: str
    value: str
    text: str
    start: int
    end: int
    label: str = ""
    fact: str = ""
    notes: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The value where it is a day."""
        try:
            return date.fromisoformat(self.value)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReading:
    """A notice as read: a proposal that a person confirms.

    Attributes:
        is_notice: something says that goods are detained.
        statements: one for each field, in the order of the table; further values of a field after.
        authorities: the instruments named, with their places; `general`: forced labour is named.
        track: W, F or U where the instruments named agree or the precedence of INS-22 decides;
            empty: nothing names one.
        items, missing_items: those of 19 CFR 151.16(c) stated and not stated (CLK-04).
        warnings: what does not fit: days out of order, days to come, several values.
    """

    is_notice: bool
    statements: tuple[Statement, ...] = ()
    authorities: tuple[Statement, ...] = ()
    track: str = ""
    items: tuple[str, ...] = ()
    missing_items: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def first(self, field: str) -> Statement | None:
        """The first statement of a field."""
        return next((s for s in self.statements if s.field == field), None)

    @property
    def facts(self) -> dict[str, str]:
        """The case facts it states, as written in the vocabulary of cases."""
        found: dict[str, str] = {}
        for said in self.statements:
            if said.fact:
                found.setdefault(said.fact, said.value)
        return found
