"""Claims: who says, denies, disputes, or does not answer, as `SPEAKER|stance`.

The span is the reporting clause with the quotation beside it. A speech that says that charges are
false is a denial, whatever its verb.

>>> from withhold.reading.marking import mark
>>> text = mark("“We act,” said Commissioner Jo Doe. China has denied the charges.")
>>> [f.value for f in claims(text, [], [])]
['Jo Doe|asserts', 'China|denies']
>>> text = mark("A spokesman for Acme Ltd. said the allegations were baseless.")
>>> [f.value for f in claims(text, [], [])]
['Acme Ltd.|denies']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from withhold.reading.inner_speakers import inner_reports
from withhold.reading.model import Found
from withhold.reading.own_voice import own_denials
from withhold.reading.reporting import Report, is_behind_quote, is_inverted, reports, tables
from withhold.reading.speaker_phrases import antecedent, phrase_after, phrase_before
from withhold.reading.speaker_reference import Reference
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked, Span

#: Spanish verbs need no subject beside them.
_SPANISH = re.compile(r"(?:ó|aron|ieron)\Z")
_NOBODY = frozenset(("sources", "people", "others", "some", "many", "law", "workers", "residents"))
#: Words that open a clause and name nobody.
_NO_NAMES = frozenset(
    (
        "so",
        "when",
        "while",
        "since",
        "if",
        "su",
        "sus",
        "then",
        "there",
        "yet",
        "nobody",
        "everyone",
        "everybody",
        "anyone",
        "no one",
    )
)
_LONGEST = 400
_SAID_THAT = 90
_FEW = 6
_SHORTEST = 2
_OFFICE = 90
#: What parts two speakers of one sentence.
_OTHER_PART = re.compile(r"(?<!”),\s+(?:but|while|whereas|pero|mientras)\s")
_AND = frozenset(("and", "but", "y", "pero"))


def claims(marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> Iterator[Found]:
    """The claims of a text; `parties` and `bodies` are who "the company", "the agency" may mean."""
    reference = Reference(marked, parties, bodies)
    told: set[tuple[str, int]] = set()
    made: list[tuple[Report, Found]] = []
    spoken = sorted([*reports(marked), *inner_reports(marked)], key=lambda r: r.start)
    for report in spoken:
        found = _claim(marked, report, reference)
        if found is not None and (found.value, found.start) not in told:
            told.add((found.value, found.start))
            made.append((report, found))
    for report, found in made:
        following = bisect_left(made, report.end, key=lambda pair: pair[0].start)
        near = made[following : following + _FEW]
        if not any(_is_told_by(marked, (report, found), other) for other in near):
            yield found
    yield from own_denials(marked, parties, [found for _, found in made])


def _is_told_by(marked: Marked, first: tuple[Report, Found], second: tuple[Report, Found]) -> bool:
    """True where the second only says what the first reports: "Acme said that it rejects it"."""
    report, found = first
    other, told = second
    if found.attrs["stance"] != "asserts" or told.attrs["stance"] == "asserts":
        return False
    between = marked.text[report.end : other.start]
    near = 0 <= other.start - report.end < _SAID_THAT and not re.search(r"[.;:“”\"]", between)
    return near and told.attrs["source"] == found.attrs["source"]


def _claim(marked: Marked, report: Report, reference: Reference) -> Found | None:
    """The claim that a verb makes; None where nobody can be named as its speaker."""
    phrase, name = _speaker(marked, report, reference)
    if (
        len(name) < _SHORTEST
        or name.lower() in _NO_NAMES
        or (marked.text[report.start : report.end] == "say" and not _is_named(name))
    ):
        return None
    reference.spoke(name, report.start)
    start, end = min(phrase[0], report.start), max(phrase[1], report.end)
    start, end = _with_words(marked, start, end, report.kind)
    stance = _stance(marked, report, start, end)
    return Found(
        type="claim",
        value=f"{name}|{stance}",
        start=start,
        end=end,
        attrs={"source": name, "stance": stance},
        rule="claims",
        confidence="medium",
    )


def _is_named(name: str) -> bool:
    """True for a name, or for whom a place tells ("Chinese officials"); not "rights groups"."""
    words = name.split()
    return words[-1][:1].isupper() or words[0].lower() in place_words() or words[0] == "U.S."


def _speaker(marked: Marked, report: Report, reference: Reference) -> tuple[tuple[int, int], str]:
    """Where the words for the speaker stand, and whom they mean; an empty name: nobody."""
    text, span = marked.text, (report.start, report.end)
    if report.kind == "participle":
        is_saying = text[slice(*span)] == "saying"
        return span, (reference.teller if is_saying else reference.doer)(report.start)
    if report.kind in {"quoted", "reported", "inside"}:
        return span, reference.name(_named_inside(text, report), report.start)
    if report.kind == "according":
        behind = phrase_after(marked, report.end)
        name = reference.name(text[slice(*behind)], report.start) if behind else ""
        return behind or span, "" if name in _NOBODY else name
    beside = phrase_before(marked, report.start)
    turned = is_behind_quote(text, report.start) or is_inverted(text, report.start, report.end)
    if turned and report.kind in {"strong", "weak"}:
        beside = phrase_after(marked, report.end) or beside
    if report.is_noun and (beside is None or _is_object(marked, beside[0], report.start)):
        return span, ""
    beside = antecedent(marked, *beside) if beside else None
    if beside is not None and text[slice(*beside)].split()[-1].lower() not in _AND:
        name = reference.officer(beside[0]) or reference.party_at(*beside)
        return beside, name or reference.name(text[slice(*beside)], report.start)
    near = reference.party_before(report.start) if beside is None else ""
    return span, near or _far_speaker(marked, report, reference)


def _named_inside(text: str, report: Report) -> str:
    """Who is quoted, or whose report it is: the words of the report hold the name."""
    if report.kind == "inside":
        return text[slice(*report.who)]
    if report.kind == "quoted":
        return text[report.start : report.end].rpartition(" as ")[0]
    said = tables()[2]["reported"].match(text, report.start)
    return str(said["by"] or said["of"]) if said else ""


def _joins_verbs(marked: Marked, place: int) -> bool:
    """True where the verb at `place` goes on with the subject of one before: "and noted that"."""
    return marked.text[max(0, place - 5) : place].rstrip().endswith((" and", " but", " y"))


def _far_speaker(marked: Marked, report: Report, reference: Reference) -> str:
    """Who the sentence begins with, where no speaker stands beside the verb; empty: nobody."""
    joined = report.kind in {"weak", "strong"} and _joins_verbs(marked, report.start)
    far = joined or report.kind in {"strong", "charge", "phrase"}
    if not far or marked.is_quoted(report.start, report.end):
        return ""
    name = (reference.teller_before(report.start) if joined else "") or reference.opening(
        report.start
    )
    if not name and _SPANISH.search(marked.text[report.start : report.end]):
        return reference.subject(report.start)
    return name


def _is_object(marked: Marked, start: int, place: int) -> bool:
    """True where a verb or preposition before makes a noun of the word at `place`."""
    words = tables()[2]["before_nouns"]
    before, beside = marked.word_before(start), marked.word_before(place)
    if before >= 0 and marked.words[before] == "the":
        before -= 1
    return any(n >= 0 and marked.words[n] in words for n in (before, beside))


def _stance(marked: Marked, report: Report, start: int, end: int) -> str:
    """The stance of the verb; a denial where what is said denies."""
    if report.stance != "asserts":
        return report.stance
    sentence = marked.sentence_at(report.start)
    first = min(start, sentence.start) if report.kind != "according" else start
    for other in _OTHER_PART.finditer(marked.text, first, max(first, start)):
        first = other.end()
    last = max(end, min(sentence.end, report.end + _LONGEST))
    said = marked.text[first:last]
    return "denies" if tables()[2]["denials"].search(said) else "asserts"


def _with_words(marked: Marked, start: int, end: int, kind: str) -> tuple[int, int]:
    """The clause with what is said: the quotation beside it, else the rest of its sentence."""
    sentence = marked.sentence_at(start)
    if kind in {"strong", "weak", "according"}:
        number = bisect_right(marked.quotations, start, key=lambda q: q.start)
        before, behind = marked.quotations[max(0, number - 1) : number], marked.quotations[number:]
        for quote in before:
            if quote.end <= start and _leads_on(marked.text, quote.end, start):
                return quote.start, _continued(marked, end, behind)
        for quote in behind[:1]:
            if end <= quote.start < sentence.end:
                return start, min(quote.end, sentence.end)
    stop = min(sentence.end, end + _LONGEST)
    return start, max(end, start + len(marked.text[start:stop].rstrip(" .\n\r\t")))


def _continued(marked: Marked, end: int, behind: Sequence[Span]) -> int:
    """The end of the quotation that goes on behind the sentence of the speaker; else `end`."""
    stop = marked.sentence_at(end - 1).end
    for quote in behind[:1]:
        beside = stop <= quote.start <= stop + 1 and not marked.text[stop : quote.start].strip()
        if beside and re.search(r"[.?!][”\"]?\Z", marked.text[quote.start : quote.end]):
            return quote.end
    return end


def _leads_on(text: str, quote_end: int, start: int) -> bool:
    """True where the quotation ends with a comma and only an office stands before the name."""
    gap = text[quote_end:start]
    comma = "," in text[max(0, quote_end - 3) : quote_end + 1] or text[quote_end - 2] in "?!"
    return len(gap) <= _OFFICE and (comma or not gap.strip()) and not re.search(r"[.;:!?\n]", gap)
