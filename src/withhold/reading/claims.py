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
from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.reading.inner_speakers import inner_reports
from withhold.reading.may_speak import goes_on, may_speak
from withhold.reading.model import Found
from withhold.reading.own_voice import own_claims
from withhold.reading.reporting import Report, reports
from withhold.reading.speaker_reference import Reference
from withhold.reading.stance_told import says_the_same, stance_of
from withhold.reading.testimony import testimony
from withhold.reading.unnamed import is_unnamed_speaker
from withhold.reading.who_speaks import speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked, Span

#: Before a verb whose subject is who spoke before: "said A but would not say B".
_GOES_ON = re.compile(r"\b(?:but|and)\s+\Z")
#: Stances of who is accused, or finds fault with the charge.
_AGAINST = frozenset(("denies", "disputes"))
_PRONOUNS = frozenset(("he", "she", "it", "they"))
_LONGEST = 400
_SAID_THAT = 90
_FEW = 6
_OFFICE = 90


def claims(marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> Iterator[Found]:
    """The claims of a text; `parties` and `bodies` are who "the company", "the agency" may mean.

    Those of speakers without a name are facts `unnamed_claim`.
    """
    for found in _all_claims(marked, parties, bodies):
        is_unnamed = is_unnamed_speaker(str(found.attrs["source"]))
        yield replace(found, type="unnamed_claim") if is_unnamed else found


def _all_claims(
    marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]
) -> Iterator[Found]:
    """The claims of all speakers, with a name or without."""
    reference = Reference(marked, parties, bodies)
    told: set[tuple[str, int]] = set()
    made: list[tuple[Report, Found]] = []
    spoken = sorted([*reports(marked), *inner_reports(marked)], key=lambda r: r.start)
    for report in spoken:
        for found in _claims(marked, report, reference, made):
            if (found.value, found.start) not in told:
                told.add((found.value, found.start))
                made.append((report, found))
    for report, found in made:
        following = bisect_left(made, report.end, key=lambda pair: pair[0].start)
        near = made[following : following + _FEW]
        if not any(_is_told_by(marked, (report, found), other) for other in near):
            yield found
    reported = [found for _, found in made]
    yield from own_claims(marked, parties, reported)
    yield from testimony(marked, reported)


def _is_told_by(marked: Marked, first: tuple[Report, Found], second: tuple[Report, Found]) -> bool:
    """True where the second only says what the first reports: "Acme said that it rejects it"."""
    report, found = first
    other, told = second
    is_plain = found.attrs["stance"] == "asserts" or other.stance != "asserts"
    if report.stance != "asserts" or told.attrs["stance"] == "asserts" or not is_plain:
        return False
    between = marked.text[report.end : other.start].rstrip('“"‘')
    if _GOES_ON.search(between):
        return False
    near = 0 <= other.start - report.end < _SAID_THAT and not re.search(r"[.;:“”\"]", between)
    return near and told.attrs["source"] == found.attrs["source"]


def _claims(
    marked: Marked, report: Report, reference: Reference, made: Sequence[tuple[Report, Found]]
) -> Iterator[Found]:
    """The claims that a verb makes, one for each of its speakers who can be named."""
    phrase, names = speaker_of(marked, report, reference)
    first, *others = names or [""]
    if not may_speak(marked, report, first, reference):
        return
    if first == reference.teller_before(report.start) and goes_on(marked, report):
        return
    reference.spoke(first, report.start)
    start, end = min(phrase[0], report.start), max(phrase[1], report.end)
    start = reference.mentions.name_start(start)
    start, end = _with_words(marked, start, end, report.kind)
    stance = stance_of(marked, report, first, (start, end), reference.mentions)
    if made and says_the_same(marked, report):
        stance = str(made[-1][1].attrs["stance"])
    if stance != "denies" and _only_goes_on(
        marked, report, phrase, reference.turns.answers.get(first, -1), stance
    ):
        return
    if stance in _AGAINST:
        reference.turns.answers[first] = report.start
    names = [first, *(n for n in others if may_speak(marked, report, n, reference))]
    for name in names:
        if any(longer.startswith(f"{name},") for longer in names):
            continue  # "Acme Co., Ltd.", cut at its comma
        yield Found(
            type="claim",
            value=f"{name}|{stance}",
            start=start,
            end=end,
            attrs={"source": name, "stance": stance},
            rule="claims",
            confidence="medium",
        )


def _only_goes_on(
    marked: Marked, report: Report, phrase: tuple[int, int], denied: int, stance: str
) -> bool:
    """True where who has just denied or disputed goes on: "..., he said", "and accused them of".

    Args:
        marked: the text.
        report: how it goes on.
        phrase: the words for the speaker.
        denied: where the same speaker denied or disputed last; -1: nowhere.
        stance: of what follows.
    """
    sentence = marked.sentence_at(report.start)
    if sentence.start <= denied < report.start:
        head = marked.text[max(0, report.start - _FEW) : report.start]
        return stance == "asserts" or _GOES_ON.search(head) is not None
    before = marked.sentence_at(max(0, sentence.start - 1))
    is_he = marked.text[slice(*phrase)].lower() in _PRONOUNS
    return is_he and before.start <= denied < report.start


def _with_words(marked: Marked, start: int, end: int, kind: str) -> tuple[int, int]:
    """The clause with what is said: the quotation beside it, else the rest of its sentence."""
    sentence = marked.sentence_at(start)
    if kind in {"strong", "weak", "spoken", "according"}:
        number = bisect_right(marked.quotations, start, key=lambda q: q.start)
        before, behind = marked.quotations[max(0, number - 1) : number], marked.quotations[number:]
        for quote in before:
            if quote.end <= start and _leads_on(marked.text, quote.end, start):
                return quote.start, _continued(marked, end, behind)
        for quote in behind[:1]:
            if end <= quote.start < sentence.end:
                rest = marked.text[quote.end : sentence.end]
                goes_on = re.match(r"\s+(?:\w+\s+){2}", rest) is not None
                return start, min(quote.end, sentence.end) if not goes_on else _trimmed(
                    marked.text, sentence.end
                )
    stop = min(sentence.end, end + _LONGEST)
    return start, max(end, start + len(marked.text[start:stop].rstrip(" .\n\r\t")))


def _trimmed(text: str, end: int) -> int:
    """The end of a sentence without its stop and blanks."""
    return len(text[:end].rstrip(" .\n\r\t"))


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
    last = text[max(0, quote_end - 3) : quote_end + 1]
    beside = not gap.strip() and not ("." in last and text[start : start + 1].isupper())
    comma = "," in last or text[quote_end - 2] in "?!"
    return len(gap) <= _OFFICE and (comma or beside) and not re.search(r"[.;:!?\n]", gap)
