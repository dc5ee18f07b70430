"""The objects of an investigation: sources, claims with their quotations, denials, judgements.

A claim says who says what about whom, where it was said, and how the speaker knows it. It cannot be
built without a quotation: a fact without a source does not exist here.

>>> quote = Quotation(source_id="S-1", start=0, end=6, text="No pay")
>>> claim = Claim(claim_id="C-1", by="A worker", what="No pay", quotation=quote, topic="labor")
>>> claim.known_by, claim.credibility
('hearsay', '6')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from withhold.base import InputError, shipped_yaml

#: What a claim speaks of; the two that law weighs apart (ORD-05), and the rest.
TOPICS = ("labor", "importation", "other")
#: How a speaker stands to what is said.
STANCES = ("asserts", "denies", "disputes", "no_response")
#: What kind of thing a source is.
SOURCE_KINDS = (
    *("official_notice", "press_release", "news", "report", "testimony"),
    *("record", "court_paper", "representation", "other"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A text as hashes of its runs of words, enough to find copies of it.

    Attributes:
        hashes: of the runs, sorted; for a long text those of one in `scale`.
        scale: 1: all runs are there.
    """

    hashes: tuple[int, ...] = ()
    scale: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where claims were read or heard.

    Attributes:
        kind: one of SOURCE_KINDS.
        name: the stem of its file; a later text of one name is a later version.
        publisher: who published it, or whose record it is; empty: not known.
        digest: SHA-256 of the text; empty: no text is kept (a hearing, a physical thing).
        characters: length of the text in code points.
        reliability: A to F; F: cannot be judged.
        rests_on: ids of sources, or other names, that it takes its contents from.
        version_of: the source that this is a later version of.
        witness_id: the witness whose testimony it is; who that is stands in the vault alone.
    """

    source_id: str
    kind: str = "other"
    name: str = ""
    title: str = ""
    publisher: str = ""
    published: date | None = None
    address: str = ""
    digest: str = ""
    characters: int = 0
    sketch: Sketch = Sketch()
    reliability: str = "F"
    rests_on: tuple[str, ...] = ()
    version_of: str = ""
    witness_id: str = ""

    def __post_init__(self) -> None:
        _one_of("--kind", self.kind, SOURCE_KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The words of a source that a claim rests on.

    Attributes:
        start, end: code points of the source's text; both 0 where the source has no text kept.
        text: the words themselves.
    """

    source_id: str
    text: str
    start: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        if not self.source_id or not self.text.strip():
            raise InputError(
                "a fact without a source does not exist: a quotation needs a source and its words",
                column="--quote",
                value=self.text,
                way_out="give --source and the words of the source with --quote",
                code="no_source",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom and what a claim is about; empty: not said.

    Attributes:
        places: codes (`MY`, `CN-XJ`) where known, else the words.
        start, end: the period spoken of.
        basis: `typed` by a person, read in the same `sentence` or `paragraph`, or only elsewhere
            in the `document`.
    """

    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    basis: str = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """What was said against a claim (ORD-04); it changes no rating by itself.

    Attributes:
        stance: `denies`, `disputes` or `no_response`.
        basis: how it was attached: `typed`, or read in the same `sentence` or `document`.
    """

    denial_id: str
    by: str
    what: str
    quotation: Quotation
    stance: str = "denies"
    on: date | None = None
    basis: str = "typed"

    def __post_init__(self) -> None:
        _one_of("--stance", self.stance, STANCES[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says what about whom, and how the speaker knows.

    Attributes:
        by: the speaker; for a witness the witness id.
        topic: one of TOPICS.
        known_by: `own_experience`, `documented` or `hearsay`; `rests_on` names the documents.
        indicators: ILO indicators (INS-02); `unmapped`: words that name none of the eleven.
        credibility: 1 to 6; 6: cannot be judged.
        withdrawn: why it was taken back; empty: it stands.
        lost: its words are gone from the newest version of the source.
        reviewed: a person looked at it; what was read by machine waits for that.
    """

    claim_id: str
    by: str
    what: str
    quotation: Quotation
    topic: str
    about: About = About()
    said_on: date | None = None
    known_by: str = "hearsay"
    rests_on: str = ""
    indicators: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    credibility: str = "6"
    denials: tuple[Denial, ...] = ()
    withdrawn: str = ""
    lost: bool = False
    reviewed: bool = True

    def __post_init__(self) -> None:
        _one_of("--topic", self.topic, TOPICS)
        _one_of("--known-by", self.known_by, tuple(weights()["known_by"]))
        _one_of("--credibility", self.credibility, tuple(weights()["credibility"]))

    @property
    def stands(self) -> bool:
        """True where nobody took it back."""
        return not self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How far a person finds a thing shown, beside what the table says (ORD-06).

    Attributes:
        labor: a level of ORD-06.
        importation: `shown` or `not_shown`.
    """

    labor: str
    importation: str
    because: str
    by: str = ""
    on: date | None = None


@cache
def weights() -> dict[str, dict[str, dict[str, object]]]:
    """The table of weights as shipped."""
    table: dict[str, dict[str, dict[str, object]]] = shipped_yaml("investigation", "weighing.yaml")
    return table


@cache
def _indicators() -> dict[str, str]:
    """Every word of an indicator, lower case, with the indicator."""
    return {
        word: row["id"]
        for row in shipped_yaml("investigation", "indicators.yaml")
        for word in (row["id"], *row["also"])
    }


def indicator(word: str) -> str:
    """The ILO indicator a word names (INS-02); empty where it names none of the eleven."""
    return _indicators().get(" ".join(word.casefold().split()), "")


def indicator_words() -> tuple[str, ...]:
    """The eleven indicators in the order of the table."""
    return tuple(dict.fromkeys(_indicators().values()))


def _one_of(column: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raises InputError where `value` is none of the allowed words."""
    if value not in allowed:
        raise InputError(
            "not one of the known words",
            column=column,
            value=value,
            way_out=f"write one of {', '.join(allowed)}",
        )
