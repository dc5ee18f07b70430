"""What the remarks of CBP's list say: what was taken out, what replaces the order, citations.

>>> read_remarks("Acme Ltd. removed from the order, 7/23/2021", ("Acme Ltd.",), wide=False).removals
(Removal(on=datetime.date(2021, 7, 23), party_text='Acme Ltd.', goods=''),)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from withhold.base import slug
from withhold.sources.published import Removal

if TYPE_CHECKING:
    from collections.abc import Iterable

_REMOVED = re.compile(
    r"^(?P<what>.+?) (?:was |were )?removed from the order,?(?: by [^,\n]+,)? "
    r"(?P<on>\d{1,2}/\d{1,2}/\d{4})\.?$",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"^CBP has removed .+ from the order that are produced by the following:$", re.IGNORECASE
)
_SUPERSEDED = re.compile(r"^Enforcement of WRO superseded by enforcement of UFLPA\b", re.IGNORECASE)
_RELATED = re.compile(r"^See .+ (?:Finding|WRO)s?\.?$", re.IGNORECASE)
_REFERENCE = re.compile(r"^(?:Federal Register:|Customs Bulletin|\"|T\.D\. )", re.IGNORECASE)
_TELLS_A_CHANGE = re.compile(
    r"\b(?:remov|revok|modif|releas|terminat|vacat|inactiv|exclud|exempt|supersed|suspend)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """Remarks taken apart; `strange` holds the lines that no form explains."""

    removals: tuple[Removal, ...] = ()
    superseded_by_uflpa: bool = False
    related: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()

    @property
    def tells_more(self) -> tuple[str, ...]:
        """Strange lines that speak of a change: these must not be passed over."""
        return tuple(line for line in self.strange if _TELLS_A_CHANGE.search(line))


def read_remarks(text: str, names: Iterable[str], *, wide: bool) -> Remarks:
    """The remarks of a row.

    Args:
        text: tidied, one statement a line.
        names: the parties of the row; a removal that names none of them speaks of goods.
        wide: an order on a country, a region or mines: a removal names a firm it never named.

    Raises:
        ValueError: a removal on an impossible day.
    """
    removals: list[Removal] = []
    related: list[str] = []
    references: list[str] = []
    strange: list[str] = []
    superseded = False
    known = [slug(name) for name in names]
    for line in filter(None, (part.strip() for part in text.split("\n"))):
        if found := _REMOVED.match(line):
            removals.append(_removal(found, known, wide=wide))
        elif _SUPERSEDED.match(line):
            superseded = True
        elif _RELATED.match(line):
            related.append(line)
        elif _REFERENCE.match(line):
            references.append(line)
        elif not _INTRODUCES.match(line):
            strange.append(line)
    return Remarks(
        removals=tuple(removals),
        superseded_by_uflpa=superseded,
        related=tuple(related),
        references=tuple(references),
        strange=tuple(strange),
    )


def _removal(found: re.Match[str], known: list[str], *, wide: bool) -> Removal:
    """A removal of a party or of goods."""
    month, day, year = (int(part) for part in found["on"].split("/"))
    on = date(year, month, day)
    what = found["what"].strip()
    names_a_party = wide or any(name in slug(what) for name in known)
    return Removal(on=on, party_text=what) if names_a_party else Removal(on=on, goods=what)
