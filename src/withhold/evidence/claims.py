"""Claims on an order file: what is said, by whom, who denies it, how far a person weighed it.

Evidence of labour and evidence of importation stand apart (ORD-05); a denial stands beside the
claim and changes no rating by itself (ORD-04): a person weighs.

>>> claim = Claim(about="importation", text="two bills", level="reasonable_not_conclusive")
>>> showing((claim,)).importation_shown, showing((claim,)).labor_evidence_level
(True, 'insufficient')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from withhold.law.desk import EVIDENCE_LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

ABOUT = ("labor", "importation")
_WEAKEST = EVIDENCE_LEVELS[0]
#: ORD-06, INS-24: what each act needs of the evidence of labour.
_NEEDED = {
    "WRO": "reasonable_not_conclusive",
    "FINDING": "probable_cause",
    "UFLPA": "reasonable_cause",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What somebody said against a claim (ORD-04)."""

    by: str
    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of fact.

    Attributes:
        about: `labor` (conditions of work) or `importation`.
        level: how far a person found it shown, a level of ORD-06.
        indicators: ILO indicators it speaks to (INS-02).
        documents: digests of the documents it rests on.
        denials: in the order in which they came.
        withdrawn: the person who made it took it back.
    """

    about: str
    text: str
    level: str = _WEAKEST
    by: str = ""
    indicators: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    denials: tuple[Denial, ...] = ()
    withdrawn: bool = False

    def denied(self, denial: Denial) -> Claim:
        """The claim with a denial beside it; its rating stays (ORD-04)."""
        return replace(self, denials=(*self.denials, denial))


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What a file shows.

    Attributes:
        labor_evidence_level: the highest a person gave a claim on labour.
        importation_shown: evidence that the goods are, or are likely to be, imported.
        denied: claims that somebody denies.
    """

    labor_evidence_level: str
    importation_shown: bool
    denied: tuple[Claim, ...]


def showing(claims: Iterable[Claim]) -> Showing:
    """What claims show, as persons rated them; those withdrawn do not count."""
    standing = [c for c in claims if not c.withdrawn]
    labor = [EVIDENCE_LEVELS.index(c.level) for c in standing if c.about == "labor"]
    return Showing(
        labor_evidence_level=EVIDENCE_LEVELS[max(labor, default=0)],
        importation_shown=any(c.about == "importation" and c.level != _WEAKEST for c in standing),
        denied=tuple(c for c in standing if c.denials),
    )


def lacks_for(
    instrument: str, shown: Showing, *, secretary_approval: bool = True
) -> tuple[str, ...]:
    """What a proposal still lacks (ORD-05, ORD-06, INS-24): names of the facts.

    Args:
        instrument: `WRO`, `FINDING` or `UFLPA` (a listing).
        shown: what the file shows.
        secretary_approval: for a Finding (INS-11).
    """
    level = EVIDENCE_LEVELS.index(shown.labor_evidence_level)
    weak = level < EVIDENCE_LEVELS.index(_NEEDED[instrument])
    imports = instrument != "UFLPA" and not shown.importation_shown
    approval = instrument == "FINDING" and not secretary_approval
    lacking = {
        "labor_evidence_level": weak,
        "importation_shown": imports,
        "secretary_approval": approval,
    }
    return tuple(name for name, missing in lacking.items() if missing)
