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

from withhold.reading.answers import answer, is_accused_side
from withhold.reading.inner_speakers import inner_reports
from withhold.reading.model import Found
from withhold.reading.own_voice import own_claims
from withhold.reading.reporting import Report, reports, tables
from withhold.reading.speaker_reference import Reference
from withhold.reading.speakers import offices, speaking_nouns
from withhold.reading.stand_ins import no_speaker
from withhold.reading.unnamed import is_unnamed_speaker
from withhold.reading.vocabulary import place_words
from withhold.reading.who_speaks import speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked, Span

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
        *("some", "many", "others", "most", "few", "several", "all"),
        *(
            "la",
            "el",
            "los",
            "las",
            "un",
            "una",
            "lo",
            "se",
            "sus",
            "esta",
            "este",
            "así",
            "esto",
            "eso",
        ),
    )
)
#: With these words recruiters tell workers what the text reports as deception.
_DECEIVES = frozenset(("told", "promised", "assured"))
_LURES = frozenset(
    ("recruiter", "broker", "foreman", "supervisor", "guard", "boss", "trafficker", "employer")
)
_LURED = re.compile(
    r"\s+(?:(?:most|some|many|all|each|one|two|three)\s+(?:of\s+)?)?(?:the\s+)?(?:them|him|her|men|women"
    r"|workers|recruits|girls|boys|families|migrants|parents|crew)\b"
)
#: Behind what is said: a clause on it by the same speaker.
_WHICH = re.compile(r",[”\"’]?\s+which\s+(?:it|he|she|they)\s+\Z")
#: How a body tells of its own act in its own words: "The Office today welcomed".
_TODAY = re.compile(r"\btoday\s+\Z")
#: What is wanted, and not told, where a denial seems to follow: "until no worker is forced".
_HOPED = re.compile(
    r"\b(?:until|so(?:\s+that)?|(?:ensure|sure|ensuring)(?:\s+that)?)\s+\Z"
    r"|\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b[^.;]{0,40}\Z"
)
#: One word for a people, with an owner or alone.
_IS_PEOPLE = re.compile(r"(?:\A|[’']s\s)[A-Z]\w*(?:ese|[ai]n|ish|ani|eshi)\Z")
#: What an authority tells of what it did, and asserts of nobody: "said that it had modified".
_OWN_ACT = re.compile(
    r"(?:\s+(?!that\b)[\w-]+){0,4}?\s+(?:that\s+)?it\s+(?:had|has)\s+(?:issued|modified|revoked|lifted|rescinded"
    r"|detained|added|removed|placed|imposed|seized|stopped|blocked|updated)\b"
)
#: Offices of the authority that stops goods.
_OFFICERS = re.compile(
    r"\b[Cc]ommissioner\b[^.;]{0,40}\b(?:CBP|Customs)\b|\bCBP\b[^.;]{0,40}\b[Cc]ommissioner\b"
    r"|\bSecretary of Homeland Security\b|\bCBP (?:\w+ ){0,2}(?:spokes\w+|director|officials?)\b"
)
#: Before a verb whose subject is who spoke before: "said A but would not say B".
_GOES_ON = re.compile(r"\b(?:but|and)\s+\Z")
_HAD = re.compile(r"\bhad\s+\Z")
_NOTHING = re.compile(r"\s+nothing(?:\s+(?:more|else|further))?\s*[.,;]")
_LONGEST = 400
_HOPE = 60
_SAID_THAT = 90
_FEW = 6
_SHORTEST = 2
_OFFICE = 90
#: What parts two speakers of one sentence.
_OTHER_PART = re.compile(r"(?<!”),\s+(?:but|while|whereas|pero|mientras)\s")


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
        for found in _claims(marked, report, reference):
            if (found.value, found.start) not in told:
                told.add((found.value, found.start))
                made.append((report, found))
    for report, found in made:
        following = bisect_left(made, report.end, key=lambda pair: pair[0].start)
        near = made[following : following + _FEW]
        if not any(_is_told_by(marked, (report, found), other) for other in near):
            yield found
    yield from _going_on(marked, made)
    yield from own_claims(marked, parties, [found for _, found in made])


def _going_on(marked: Marked, made: Sequence[tuple[Report, Found]]) -> Iterator[Found]:
    """Quotations behind a claim that go on with another stance: denied first, then told."""
    taken = [found for report, found in made if report.kind != "participle"]
    for report, found in made:
        if found.attrs["stance"] not in {"asserts", "denies"}:
            continue
        quote = _quote_behind(marked, report)
        if quote is None or any(
            other.overlaps(quote.start, quote.end) and other.value != found.value for other in taken
        ):
            continue
        stance = said_stance(marked.text[quote.start : quote.end])
        if stance != found.attrs["stance"]:
            attrs = {**found.attrs, "stance": stance}
            value = f"{attrs['source']}|{stance}"
            yield replace(found, value=value, start=quote.start, end=quote.end, attrs=attrs)


def _quote_behind(marked: Marked, report: Report) -> Span | None:
    """The whole quotation that follows the sentence of a report, with no words of its own."""
    stop = marked.sentence_at(report.end - 1).end
    number = bisect_left(marked.quotations, stop - 1, key=lambda q: q.start)
    for quote in marked.quotations[number : number + 1]:
        text = marked.text
        gap, behind = text[stop : quote.start], text[quote.end : quote.end + 2]
        ends = re.search(r"[.?!][”\"]?\Z", text[quote.start : quote.end])
        if ends and not gap.strip() and (not behind.strip() or behind[:1].isspace()):
            return quote
    return None


def _is_told_by(marked: Marked, first: tuple[Report, Found], second: tuple[Report, Found]) -> bool:
    """True where the second only says what the first reports: "Acme said that it rejects it"."""
    report, found = first
    other, told = second
    is_plain = found.attrs["stance"] == "asserts" or other.stance != "asserts"
    if report.stance != "asserts" or told.attrs["stance"] == "asserts" or not is_plain:
        return False
    between = marked.text[report.end : other.start]
    if _GOES_ON.search(between):
        return False
    near = 0 <= other.start - report.end < _SAID_THAT and not re.search(r"[.;:“”\"]", between)
    return near and told.attrs["source"] == found.attrs["source"]


def _claims(marked: Marked, report: Report, reference: Reference) -> Iterator[Found]:
    """The claims that a verb makes, one for each of its speakers who can be named."""
    phrase, names = speaker_of(marked, report, reference)
    first, *others = names or [""]
    if not _may_speak(marked, report, first, reference):
        return
    if first == reference.teller_before(report.start) and _goes_on(marked, report):
        return
    reference.spoke(first, report.start)
    start, end = min(phrase[0], report.start), max(phrase[1], report.end)
    start, end = _with_words(marked, start, end, report.kind)
    stance = _stance(marked, report, start, end)
    if stance == "asserts" and is_accused_side(marked, first, (start, end), reference.mentions):
        stance = answer(_said(marked, report, start, end))
    is_own = reference.mentions.is_authority(first) or _is_officer(marked, start, end)
    if (report.stance, stance) == ("asserts", "denies") and is_own:
        stance = "asserts"  # what it tells of is no charge against itself
    names = [first, *(n for n in others if _may_speak(marked, report, n, reference))]
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


def _is_officer(marked: Marked, start: int, end: int) -> bool:
    """True for who speaks for the authority that stops goods, by the office behind the name."""
    sentence = marked.sentence_at(max(start, end - 1))
    last = max(end, min(sentence.end, end + _OFFICE))
    return _OFFICERS.search(marked.text, max(start, end - _OFFICE), last) is not None


def _may_speak(marked: Marked, report: Report, name: str, reference: Reference) -> bool:
    """False for words that name nobody, and for an authority that acts and tells nothing."""
    if len(name) < _SHORTEST or (name != "UN" and name.lower() in _NO_NAMES):
        return False
    if name.islower() and _HAD.search(marked.text, max(0, report.start - _FEW), report.start):
        return False  # a tale of the text's own: "the foreman had warned them"
    if _IS_PEOPLE.search(name) and name.rsplit(maxsplit=1)[-1].lower() in place_words():
        return False  # "Indian", "Acme's Serbian", cut from a longer phrase
    if name.islower() and name.rsplit(maxsplit=1)[-1].endswith("ing"):
        return False  # "saying"
    if name.lower() in speaking_nouns() and _is_headline(marked, report.start):
        return False
    if (
        no_speaker(name)
        or _NOTHING.match(marked.text, report.end)
        or (
            marked.text[report.start : report.end] in _DECEIVES
            and _lures(name)
            and _LURED.match(marked.text, report.end)
        )
    ):
        return False
    is_office = name.islower() and name.rsplit(maxsplit=1)[-1] in offices()
    is_body = is_office or name.lower() in offices() or name in {"Department", "Departments"}
    is_body = is_body or reference.mentions.is_authority(name)
    is_act = _is_official(marked, report) or _TODAY.search(
        marked.text, max(0, report.start - _FEW - 2), report.start
    )
    is_act = is_act or _OWN_ACT.match(marked.text, report.end)
    return not (is_act and is_body)


def _goes_on(marked: Marked, report: Report) -> bool:
    """True where who speaks already only goes on about what was said: "..., which it said was"."""
    return _WHICH.search(marked.text, max(0, report.start - _OFFICE), report.start) is not None


def _lures(name: str) -> bool:
    """True for those who recruit or hold workers, told by a noun: "two brokers"."""
    word = name.rsplit(maxsplit=1)[-1].lower()
    return word in _LURES or word.removesuffix("s") in _LURES or word == "foremen"


def _is_headline(marked: Marked, place: int) -> bool:
    """True on a first line that ends with no stop: who it means is named below."""
    head, line, _ = marked.text.lstrip().partition("\n")
    return bool(line) and place < len(head) and not head.rstrip().endswith((".", "”", '"'))


def _is_official(marked: Marked, report: Report) -> bool:
    """True for a verb with which an authority acts, and tells nothing."""
    words = marked.text[report.start : report.end]
    return words.split(maxsplit=1)[0] in tables()[2]["official"] if words.strip() else False


def _stance(marked: Marked, report: Report, start: int, end: int) -> str:
    """The stance of the verb; a denial where what is said denies."""
    if report.stance != "asserts":
        return report.stance
    return said_stance(_said(marked, report, start, end))


def _said(marked: Marked, report: Report, start: int, end: int) -> str:
    """The part of a sentence that belongs to a speaker, with what is said beside it."""
    sentence = marked.sentence_at(report.start)
    first = min(start, sentence.start) if report.kind != "according" else start
    for other in _OTHER_PART.finditer(marked.text, first, max(first, start)):
        first = other.end()
    last = max(end, min(sentence.end, report.end + _LONGEST))
    return marked.text[first:last]


def said_stance(said: str) -> str:
    """The stance of what is said: a denial, a dispute, or an assertion."""
    for found in tables()[2]["denials"].finditer(said):
        if not _HOPED.search(said, max(0, found.start() - _HOPE), found.start()):
            return "denies"
    return "disputes" if tables()[2]["disputed"].search(said) else "asserts"


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
