"""The draft of an allegation as a PDF file: the same items, evidence and denials as its page.

Names of witnesses are not in a draft; names of firms stand in their own script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.investigation.allegation import citation
from withhold.reports.pdf import Fonts, inline, pdf_of, prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.investigation import Allegation, Denial, Quotation, ScopePart, Strand
    from withhold.investigation.allegation import Exhibit

_OPENING = (
    "This draft says who says what, where it was said, and what was said against it. It does not "
    "say that goods were made with forced labour: whoever receives it decides that."
)
_HOW = {
    "own_experience": "from own experience",
    "documented": "documented",
    "hearsay": "from others, or not said how",
}
_AGAINST = {"denies": "denies", "disputes": "disputes", "no_response": "did not answer"}


def allegation_pdf(allegation: Allegation, fonts: Fonts | None = None) -> bytes:
    """The bytes of the file; the same draft gives the same bytes.

    Raises:
        InputError: the extra is missing, or no font has the letters of a name.
    """
    data = _data(allegation)
    return pdf_of("allegation.typ", data, day=allegation.drafted_on, fonts=fonts)


def _data(allegation: Allegation) -> dict[str, Any]:
    """What the template shows."""
    named = f"{inline(allegation.title)} ({inline(allegation.investigation_id)})"
    anonymous = "; nobody is named as the one who alleges" if allegation.wording.anonymous else ""
    missing = ", ".join(word.replace("_", " ") for word in allegation.missing)
    return {
        "title": f"Allegation {allegation.investigation_id}",
        "heading": "Allegation of imports made with forced labour",
        "footer": f"Draft of {allegation.drafted_on}: {named}",
        "under": f"{named}, draft of {allegation.drafted_on}, under {citation()}{anonymous}",
        "opening": [_OPENING],
        "complete": (
            f"Missing: {missing}. An allegation without all three items is returned (12.42(c))."
            if missing
            else "All three items that the regulation asks for are there."
        ),
        "items": [
            {
                "asks": f"({number}) {item.asks}" + ("" if item.there else ": missing"),
                "says": prose(item.says or "Nothing is written yet."),
                "rests": f"rests on {', '.join(item.claim_ids)}" if item.claim_ids else "",
            }
            for number, item in enumerate(allegation.items, 1)
        ],
        "scope": [
            {"heading": heading, "rows": [_part(p) for p in parts]}
            for heading, parts in (
                ("Parties", allegation.scope.parties),
                ("Merchandise", allegation.scope.goods),
                ("Places", allegation.scope.places),
            )
        ],
        "exhibits": [_exhibit(e) for e in allegation.exhibits],
        "withheld": _withheld(allegation.withheld),
        "sources": _sources(allegation.exhibits),
        "weighed": f"Table {allegation.weighing.table}: a rule of this program, not of the law. "
        "Labour and importation stand apart.",
        "strands": [
            _strand("Labour", allegation.weighing.labor),
            _strand("Importation", allegation.weighing.importation),
        ],
    }


def _part(part: ScopePart) -> dict[str, str]:
    """A party, goods or place, with the claims that name it."""
    others = [inline(n) for n in part.names if n != part.value]
    more = [
        f"HTS {', '.join(part.hts)}" if part.hts else "",
        f"also: {'; '.join(others)}" if others else "",
        f"({', '.join(part.claim_ids)})",
    ]
    return {"value": inline(part.value), "more": " ".join(filter(None, more))}


def _exhibit(exhibit: Exhibit) -> dict[str, Any]:
    """An exhibit for the index and for its own section."""
    about = exhibit.about
    named = "; ".join(inline(v) for v in (*about.parties, *about.places, *about.goods))
    how = _HOW[exhibit.known_by] + (f" ({inline(exhibit.rests_on)})" * bool(exhibit.rests_on))
    signs = (
        exhibit.topic,
        *map(inline, exhibit.indicators),
        *(f"{inline(i)} (none of the eleven indicators)" for i in exhibit.unmapped),
    )
    others = ", ".join(map(str, exhibit.same_origin))
    more = (
        f"About: {named}" if named else "",
        ", ".join(signs),
        f"credibility {exhibit.credibility}",
        _place(exhibit.quotation),
        f"one origin with exhibit {others}" if others else "",
    )
    return {
        "number": str(exhibit.number),
        "by": inline(exhibit.by),
        "about": named,
        "day": str(exhibit.said_on or exhibit.published or "no day"),
        "against": "; ".join(f"{inline(d.by)} {_AGAINST[d.stance]}" for d in exhibit.denials)
        or "no denial is recorded",
        "heading": f"Exhibit {exhibit.number} ({exhibit.claim_id})",
        "who": f"{inline(exhibit.by)}"
        + (f", {exhibit.said_on}" if exhibit.said_on else "")
        + f": {how}",
        "what": _beside(exhibit.what, exhibit.quotation),
        "quotation": prose(exhibit.quotation.text),
        "more": "; ".join(filter(None, more)),
        "denials": [_denial(d) for d in exhibit.denials],
    }


def _denial(denial: Denial) -> dict[str, Any]:
    """What the other side says."""
    whole = " (said in the same document, not of this claim alone)"
    return {
        "who": f"{inline(denial.by)} {_AGAINST[denial.stance]}"
        + (f", {denial.on}" if denial.on else "")
        + whole * (denial.basis == "document"),
        "what": _beside(denial.what, denial.quotation),
        "quotation": prose(denial.quotation.text),
        "more": f"{denial.denial_id}, {_place(denial.quotation)}",
    }


def _beside(what: str, quotation: Quotation) -> dict[str, Any]:
    """What is said in own words, where that is more than the quotation."""
    return prose("" if what == " ".join(quotation.text.split()) else what)


def _place(quotation: Quotation) -> str:
    """Where the words stand."""
    at = f", characters {quotation.start} to {quotation.end}" if quotation.end else ""
    return f"{quotation.source_id}{at}"


def _sources(exhibits: Iterable[Exhibit]) -> list[dict[str, str]]:
    """Each source once."""
    once = {e.quotation.source_id: e for e in exhibits}
    return [
        {
            "head": f"{name}: {inline(e.source_title)}",
            "more": ", ".join(
                filter(
                    None,
                    (
                        inline(e.publisher),
                        str(e.published or ""),
                        f"reliability {e.reliability}",
                        inline(e.address),
                    ),
                )
            ),
            "digest": f"SHA-256 of the text: {e.source_digest}" if e.source_digest else "",
        }
        for name, e in once.items()
    ]


def _withheld(claims: tuple[str, ...]) -> str:
    """What stays out, and why."""
    many = "s" * (len(claims) > 1)
    told = f"{len(claims)} statement{many} ({', '.join(claims)}) stay out"
    return f"{told}: the witness did not agree to this use." if claims else ""


def _strand(title: str, strand: Strand) -> dict[str, Any]:
    """One strand of the weighing, with its arithmetic."""
    more = []
    if strand.next_level:
        more.append(f"The next level is not reached: {'; '.join(strand.next_level)}.")
    if strand.denied:
        more.append(
            "Denied by the other side, weighed by a person, not by the table (ORD-04): "
            f"{', '.join(strand.denied)}."
        )
    if strand.unreviewed:
        more.append(f"Read by machine and not looked at yet: {', '.join(strand.unreviewed)}.")
    return {
        "heading": f"{title}: {strand.level.replace('_', ' ')}",
        "why": [inline(line) for line in strand.why],
        "more": more,
    }
