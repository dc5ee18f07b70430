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
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.model import Found
from withhold.reading.speaker_phrases import phrase_after, phrase_before
from withhold.reading.speaker_reference import Reference
from withhold.reading.vocabulary import place_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

_QUOTED_AS = re.compile(
    r"\b(?:quoted|cited|quotes|cites|quoting|citing)\s+(?P<who>(?:(?!\.\s)[^;:“”\"\n]){3,90}?)"
    r"\s+as\s+(?:having\s+)?(?:saying|telling|said)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|según|de acuerdo con)\s+", re.IGNORECASE
)
_QUOTE_ENDS = re.compile(r"(?:[,.?!][”\"’']{1,2}|[”\"’']{1,2}[,.])\s*\Z")
#: A quotation, and who says it before the verb: "...," the company stated.
_QUOTED_BY = re.compile(r"[,.?!][”\"]\s+(?:[\w.’'&-]+\s+){1,8}\Z")
_THAT = re.compile(
    r"(?:,?\s+(?:(?!\.\s+[A-Z]|[;:“”\"]).){0,45}?(?<!\bsuch )\b(?:that|que)\b|\s*[,:]?\s*[“\"‘]"
    r"|[^.;“\"]{0,40}\bsaying\b)",
    re.DOTALL,
)
_REFUSED = re.compile(
    r"\s+(?:(?:the|all|its|their|U\.?S\.?|such|any)\s+){0,2}(?:entry|admission|access|release"
    r"|petition"
    r"|protest|request|shipments?|protests|petitions|visas?|workers|people|them (?:entry|access)"
    r"|imports?|goods|merchandise|bail|medical)\b"
)
#: Spanish verbs need no subject beside them.
_SPANISH = re.compile(r"(?:ó|aron|ieron)\Z")
#: A name and nothing else up to the end of the sentence.
_ONLY_NAME = re.compile(
    r"\s+(?!\w+day\b)[A-Z][\w.’'-]*(?:\s+(?:(?:of|for|at|the|and)\s+){0,2}[A-Z][\w’'&-]*){1,9}"
    r"\s*(?:[.]\s|[.]?\Z|,\s+(?:an?|the|who)\s|\n)"
)
_NOBODY = frozenset(("sources", "people", "others", "some", "many", "law", "workers", "residents"))
#: Words that open a clause and name nobody.
_NO_NAMES = frozenset(("so", "when", "while", "since", "if", "su", "sus", "then", "there", "yet"))
_LONGEST = 400
_NAME_BEHIND = re.compile(r",\s+(?:the\s+)?[A-Z][\w&’'-]*(?:\s+(?:of\s+)?[A-Z][\w&’'-]*){0,4}\s+\Z")
_SAID_THAT = 90
_FEW = 6
_SHORTEST = 2
_OFFICE = 90
_NEAR = 6
_AND = frozenset(("and", "but", "y", "pero"))


@dataclass(frozen=True, slots=True)
class _Report:
    """A verb of reporting in the text, with where its speaker must stand."""

    stance: str
    start: int
    end: int
    kind: str
    is_noun: bool = False


@cache
def _tables() -> tuple[re.Pattern[str], dict[str, tuple[str, str]], dict[str, Any]]:
    """One pattern of all verbs, the stance and class of each, and the other rows."""
    table: dict[str, Any] = shipped_yaml("reading", "stances.yaml")
    verbs = {
        verb: (stance, kind)
        for kind in ("strong", "weak", "charge", "participle")
        for stance, words in table[kind].items()
        for verb in words
    }
    body = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
    phrases = "|".join(
        f"(?P<{stance}>{'|'.join(rows)})" for stance, rows in table["phrases"].items()
    )
    pattern = re.compile(rf"\b(?:{phrases})|\b(?P<verb>{body})\b")
    rules = {
        "nouns": frozenset(table["nouns"]),
        "before_nouns": frozenset(table["before_nouns"]),
        "passive": frozenset(table["passive"]),
        "charges": re.compile(table["charges"], re.IGNORECASE),
        "uncovered": frozenset(table["uncovered"]),
        "reported": _reported(table["reports"], table["reported"]),
        "denials": re.compile("|".join(table["denials"]), re.IGNORECASE),
    }
    return pattern, verbs, rules


def _reported(reports: list[str], verbs: list[str]) -> re.Pattern[str]:
    """Somebody's report as the subject of a verb: "a 2020 study by Acme Watch that found"."""
    noun, verb = "|".join(reports), "|".join(verbs)
    small = (
        r"(?!(?:said|says|say|told|its|their|his|her|that|which|who|and|but|was|were|is|an?|the"
        r"|found)\b)"
    )
    name = r"[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|and|on|the|de)\s+){0,2}[A-Z][\w’'&-]*){0,7}"
    aside = (
        r"(?:\s+(?:in|from|on|of|into|published|released|issued|conducted|last|this|earlier)\b"
        r"[^.;:“”\"\n]{0,70}?)?"
    )
    return re.compile(
        rf"(?:\b(?P<of>{name}?)(?:[’']s?)?\s+(?:{small}[a-z\d-]+\s+){{0,3}}(?:{noun}){aside}"
        rf"|\b(?:{noun})\s+(?:(?:in|from|published|released|issued|conducted)\s+(?:in\s+)?(?:[\w,]+\s+){{0,4}}?)?"
        rf"(?:by|from)\s+(?:the\s+)?(?:{small}[a-z-]+\s+){{0,4}}(?P<by>{name}){aside}),?"
        rf"\s+(?:(?:that|which|has|have|had|also)\s+){{0,3}}(?:{verb})\b(?!\s+(?:by|in|that)\b)"
    )


def claims(marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> Iterator[Found]:
    """The claims of a text; `parties` and `bodies` are who "the company", "the agency" may mean."""
    reference = Reference(marked, parties, bodies)
    told: set[tuple[str, int]] = set()
    made: list[tuple[_Report, Found]] = []
    for report in _reports(marked):
        found = _claim(marked, report, reference)
        if found is not None and (found.value, found.start) not in told:
            told.add((found.value, found.start))
            made.append((report, found))
    for report, found in made:
        following = bisect_left(made, report.end, key=lambda pair: pair[0].start)
        near = made[following : following + _FEW]
        if not any(_is_told_by(marked, (report, found), other) for other in near):
            yield found


def _is_told_by(
    marked: Marked, first: tuple[_Report, Found], second: tuple[_Report, Found]
) -> bool:
    """True where the second only says what the first reports: "Acme said that it rejects it"."""
    report, found = first
    other, told = second
    if found.attrs["stance"] != "asserts" or told.attrs["stance"] == "asserts":
        return False
    between = marked.text[report.end : other.start]
    near = 0 <= other.start - report.end < _SAID_THAT and not re.search(r"[.;:“”\"]", between)
    return near and told.attrs["source"] == found.attrs["source"]


def _is_found_out(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a name stands right before a verb of finding out, and a plain object behind it."""
    number = marked.word_before(match.start())
    while number >= 0 and marked.words[number] in {"has", "have", "had", "also", "previously"}:
        number -= 1
    if number < 0 or marked.starts[number] < marked.sentence_at(match.start()).start:
        return False
    gap = marked.text[marked.ends[number] : match.start()]
    behind = marked.text[match.end() : match.end() + 8].lstrip()
    is_name = marked.text[marked.starts[number]].isupper() and not re.search(r"[,.;:()]", gap)
    return is_name and behind[:1].isalpha() and not behind.startswith(("by ", "in "))


def _reports(marked: Marked) -> list[_Report]:
    """The verbs and phrases of reporting, left to right."""
    pattern, verbs, rules = _tables()
    found: list[_Report] = []
    told = {m.end() for m in rules["reported"].finditer(marked.text)}
    for match in pattern.finditer(marked.text):
        if match["verb"] in rules["uncovered"] and _is_found_out(marked, match):
            if match.end() in told:
                continue
            found.append(_Report("asserts", match.start(), match.end(), "uncovered"))
        elif match["verb"]:
            stance, kind = verbs[match["verb"]]
            if _is_report(marked, match, kind):
                noun = match["verb"] in _tables()[2]["nouns"]
                found.append(_Report(stance, match.start(), match.end(), kind, noun))
        else:
            found.append(_Report(match.lastgroup or "", match.start(), match.end(), "phrase"))
    found += [
        _Report("asserts", m.start(), m.end(), "reported")
        for m in rules["reported"].finditer(marked.text)
    ]
    found += [
        _Report("asserts", m.start(), m.end(), "according")
        for m in _ACCORDING.finditer(marked.text)
    ]
    found += [
        _Report("asserts", m.start("who"), m.end(), "quoted")
        for m in _QUOTED_AS.finditer(marked.text)
    ]
    return sorted(found, key=lambda r: r.start)


def _is_report(marked: Marked, match: re.Match[str], kind: str) -> bool:
    """Whether the verb reports speech here: not passive, and with the object it needs."""
    text, rules = marked.text, _tables()[2]
    number = marked.word_before(match.start())
    if number >= 0 and marked.words[number] in rules["passive"]:
        return False
    after = text[match.end() : match.end() + 90]
    if kind in {"charge", "participle"}:
        words = " ".join(after.split()[:7])
        return rules["charges"].search(words or after) is not None and not _REFUSED.match(after)
    if kind == "weak":
        turned = _is_behind_quote(text, match.start()) or _is_inverted(text, *match.span())
        head = text[max(0, match.start() - _OFFICE) : match.start()]
        turned = turned or _QUOTED_BY.search(head) is not None or _is_tail(head, after)
        return turned or _THAT.match(after) is not None
    return True


def _is_tail(head: str, after: str) -> bool:
    """True where a name and the verb end a sentence: "..., the Example Post reported."."""
    return _NAME_BEHIND.search(head) is not None and after[:1] in {".", ""}


def _is_behind_quote(text: str, place: int) -> bool:
    """True where a quotation ends right before `place`."""
    head = text[max(0, place - _NEAR) : place]
    found = _QUOTE_ENDS.search(head)
    return found is not None and not (found[0].startswith("’") or found[0].strip() == "'")


def _is_inverted(text: str, start: int, end: int) -> bool:
    """True where what is said stands before the verb without quotation marks: "..., said Jo Doe."""
    return text[max(0, start - 2) : start] == ", " and _ONLY_NAME.match(text, end) is not None


def _claim(marked: Marked, report: _Report, reference: Reference) -> Found | None:
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


def _speaker(marked: Marked, report: _Report, reference: Reference) -> tuple[tuple[int, int], str]:
    """Where the words for the speaker stand, and whom they mean; an empty name: nobody."""
    text, span = marked.text, (report.start, report.end)
    if report.kind == "participle":
        is_saying = text[slice(*span)] == "saying"
        return span, (reference.teller if is_saying else reference.doer)(report.start)
    if report.kind in {"quoted", "reported"}:
        return span, reference.name(_named_inside(text, report), report.start)
    if report.kind == "according":
        behind = phrase_after(marked, report.end)
        name = reference.name(text[slice(*behind)], report.start) if behind else ""
        return behind or span, "" if name in _NOBODY else name
    beside = phrase_before(marked, report.start)
    turned = _is_behind_quote(text, report.start) or _is_inverted(text, report.start, report.end)
    if turned and report.kind in {"strong", "weak"}:
        beside = phrase_after(marked, report.end) or beside
    if report.is_noun and (beside is None or _is_object(marked, beside[0], report.start)):
        return span, ""
    if beside is not None and text[slice(*beside)].split()[-1].lower() not in _AND:
        name = reference.officer(beside[0]) or reference.party_at(*beside)
        return beside, name or reference.name(text[slice(*beside)], report.start)
    near = reference.party_before(report.start) if beside is None else ""
    return span, near or _far_speaker(marked, report, reference)


def _named_inside(text: str, report: _Report) -> str:
    """Who is quoted, or whose report it is: the words of the report hold the name."""
    if report.kind == "quoted":
        return text[report.start : report.end].rpartition(" as ")[0]
    said = _tables()[2]["reported"].match(text, report.start)
    return str(said["by"] or said["of"]) if said else ""


def _joins_verbs(marked: Marked, place: int) -> bool:
    """True where the verb at `place` goes on with the subject of one before: "and noted that"."""
    return marked.text[max(0, place - 5) : place].rstrip().endswith((" and", " but"))


def _far_speaker(marked: Marked, report: _Report, reference: Reference) -> str:
    """Who the sentence begins with, where no speaker stands beside the verb; empty: nobody."""
    joined = report.kind == "weak" and _joins_verbs(marked, report.start)
    far = joined or report.kind in {"strong", "charge", "phrase"}
    if not far or marked.is_quoted(report.start, report.end):
        return ""
    name = reference.opening(report.start)
    if not name and _SPANISH.search(marked.text[report.start : report.end]):
        return reference.subject(report.start)
    return name


def _is_object(marked: Marked, start: int, place: int) -> bool:
    """True where a verb or preposition before makes a noun of the word at `place`."""
    words = _tables()[2]["before_nouns"]
    before, beside = marked.word_before(start), marked.word_before(place)
    if before >= 0 and marked.words[before] == "the":
        before -= 1
    return any(n >= 0 and marked.words[n] in words for n in (before, beside))


def _stance(marked: Marked, report: _Report, start: int, end: int) -> str:
    """The stance of the verb; a denial where what is said denies."""
    if report.stance != "asserts":
        return report.stance
    sentence = marked.sentence_at(report.start)
    first = min(start, sentence.start) if report.kind != "according" else start
    last = max(end, min(sentence.end, report.end + _LONGEST))
    said = marked.text[first:last]
    return "denies" if _tables()[2]["denials"].search(said) else "asserts"


def _with_words(marked: Marked, start: int, end: int, kind: str) -> tuple[int, int]:
    """The clause with what is said: the quotation beside it, else the rest of its sentence."""
    sentence = marked.sentence_at(start)
    if kind in {"strong", "weak", "according"}:
        number = bisect_right(marked.quotations, start, key=lambda q: q.start)
        before, behind = marked.quotations[max(0, number - 1) : number], marked.quotations[number:]
        for quote in before:
            if quote.end <= start and _leads_on(marked.text, quote.end, start):
                return quote.start, end
        for quote in behind[:1]:
            if end <= quote.start < sentence.end:
                return start, min(quote.end, sentence.end)
    stop = min(sentence.end, end + _LONGEST)
    return start, max(end, start + len(marked.text[start:stop].rstrip(" .\n\r\t")))


def _leads_on(text: str, quote_end: int, start: int) -> bool:
    """True where the quotation ends with a comma and only an office stands before the name."""
    gap = text[quote_end:start]
    comma = "," in text[max(0, quote_end - 3) : quote_end + 1] or text[quote_end - 2] in "?!"
    return len(gap) <= _OFFICE and (comma or not gap.strip()) and not re.search(r"[.;:!?\n]", gap)
