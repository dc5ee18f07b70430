"""The wider pattern over investigations, as an answer and as a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from withhold.investigation import PATTERNS, Claim, PatternRow, pattern
from withhold.reports.investigation_pages import pattern_page
from withhold.services.investigation.keeping import INVESTIGATION, all_ids, look
from withhold.services.screening.outputs import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from withhold.services.record import Office

#: A pattern stays inside the house: testimonies need consent to that.
PURPOSE = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternAnswer:
    """The rows of each pattern, the claims behind them, and the investigations asked.

    Attributes:
        claims: under ids that name their investigation.
    """

    patterns: dict[str, tuple[PatternRow, ...]]
    claims: tuple[Claim, ...]
    investigations: tuple[str, ...]


def wider_pattern(
    office: Office, names: Sequence[str] = (), by: Sequence[str] = ()
) -> PatternAnswer:
    """The patterns of investigations; of all where none is named, by everything where not said.

    Raises:
        InputError: no such pattern.
        UnknownName: no such investigation.
    """
    chosen = tuple(names) or all_ids(office, INVESTIGATION)
    ledgers = [look(office, name, "pattern").ledger for name in chosen]
    usable = [(ledger, ledger.usable(PURPOSE, office.today)) for ledger in ledgers]
    return PatternAnswer(
        patterns={word: pattern(usable, word) for word in by or PATTERNS},
        claims=tuple(
            replace(c, claim_id=f"{ledger.investigation_id}/{c.claim_id}")
            for ledger, claims in usable
            for c in claims
        ),
        investigations=chosen,
    )


def write_pattern(office: Office, answer: PatternAnswer, out: Path) -> None:
    """Write the page.

    Raises:
        InputError: it cannot be written.
    """
    page = pattern_page(
        answer.patterns, answer.claims, investigations=answer.investigations, day=office.today
    )
    with whole(out) as temporary:
        temporary.write_text(page, encoding="utf-8")
