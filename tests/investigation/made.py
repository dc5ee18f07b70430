"""Sources and claims in one line."""

from __future__ import annotations

from typing import Any

from withhold.investigation import About, Claim, Denial, Ledger, Quotation, Source, sketch

STORY = (
    "Workers at the glove mill in Lumut said on Monday that their passports were taken on the day "
    "of arrival and that three months of wages were never paid to any of the new recruits there."
)


def source(number: int = 1, *, text: str = "", **more: Any) -> Source:
    """A source with the sketch of its text."""
    made = {"source_id": f"S-{number}", "sketch": sketch(text), "reliability": "B", **more}
    return Source(**made)


def claim(number: int = 1, source_id: str = "", **more: Any) -> Claim:
    """A claim on labour that names an indicator."""
    made: dict[str, Any] = {
        "claim_id": f"C-{number}",
        "by": f"Speaker {number}",
        "what": "Wages were never paid",
        "quotation": Quotation(source_id=source_id or f"S-{number}", text="Wages were never paid"),
        "topic": "labor",
        "about": About(parties=("Lumut Jaya Gloves Sdn. Bhd.",), places=("MY",), goods=("gloves",)),
        "known_by": "own_experience",
        "indicators": ("withholding of wages",),
        "credibility": "2",
    }
    return Claim(**{**made, **more})


def denial(number: int = 1, source_id: str = "S-1", **more: Any) -> Denial:
    """A denial of the firm."""
    made: dict[str, Any] = {
        "denial_id": f"D-{number}",
        "by": "Lumut Jaya",
        "what": "All wages were paid",
        "quotation": Quotation(source_id=source_id, text="All wages were paid"),
    }
    return Denial(**{**made, **more})


def ledger(*claims: Claim, sources: tuple[Source, ...] = (), **more: Any) -> Ledger:
    """A ledger of claims; sources that are not given are made."""
    held = {s.source_id: s for s in sources}
    for made in claims:
        number = int(made.quotation.source_id[2:])
        held.setdefault(made.quotation.source_id, source(number))
    return Ledger(
        investigation_id="I-1",
        title="Gloves",
        sources=held,
        claims={c.claim_id: c for c in claims},
        **more,
    )
