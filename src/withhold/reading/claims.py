"""Claims: who says, denies, disputes, or does not answer, as `SPEAKER|stance`.

The span is the reporting clause with the quotation beside it.

>>> from withhold.reading.marking import mark
>>> text = mark("“We act,” said Commissioner Jo Doe. China has denied the charges.")
>>> [f.value for f in claims(text, [], [])]
['Jo Doe|asserts', 'China|denies']
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
from withhold.reading.speakers import Cast, name_in, whole_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

_ACCORDING = re.compile(r"\b(?:according to|in the words of|según)\s+", re.IGNORECASE)
_QUOTE_ENDS = re.compile(r"[,.?!]?[”\"’]{1,2}[,.]?\s*\Z")
_OBJECT_IS_SAID = re.compile(
    r"(?:\s+(?:\w+\s+){0,7}?(?:that|in a|in an|on|during|at)\b|\s*[,:]?\s*[“\"‘])", re.IGNORECASE
)
_LONGEST = 400
_OFFICE = 90


@dataclass(frozen=True, slots=True)
class _Report:
    """A verb of reporting in the text, with where its speaker must stand."""

    stance: str
    start: int
    end: int
    kind: str


@cache
def _tables() -> tuple[re.Pattern[str], dict[str, tuple[str, str]], dict[str, Any]]:
    """One pattern of all verbs, the stance and class of each, and the other rows."""
    table: dict[str, Any] = shipped_yaml("reading", "stances.yaml")
    verbs = {
        verb: (stance, kind)
        for kind in ("strong", "weak", "charge")
        for stance, words in table[kind].items()
        for verb in words
    }
    body = "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))
    phrases = "|".join(
        f"(?P<{stance}>{'|'.join(rows)})" for stance, rows in table["phrases"].items()
    )
    pattern = re.compile(rf"(?:{phrases})|\b(?P<verb>{body})\b")
    return pattern, verbs, table


@cache
def _charges() -> re.Pattern[str]:
    """What a charge verb may be about."""
    return re.compile(_tables()[2]["charges"], re.IGNORECASE)


def claims(marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> Iterator[Found]:
    """The claims of a text; `parties` and `bodies` are who "the company", "the agency" may mean."""
    cast = Cast(whole_names(marked.text))
    told: set[tuple[str, int]] = set()
    for report in _reports(marked):
        found = _claim(marked, report, cast, (parties, bodies))
        if found is not None and (found.value, found.start) not in told:
            told.add((found.value, found.start))
            yield found


def _reports(marked: Marked) -> list[_Report]:
    """The verbs and phrases of reporting, left to right."""
    pattern, verbs, _ = _tables()
    found: list[_Report] = []
    for match in pattern.finditer(marked.text):
        if match["verb"]:
            stance, kind = verbs[match["verb"]]
            if _is_report(marked, match, kind):
                found.append(_Report(stance, match.start(), match.end(), kind))
        else:
            found.append(_Report(match.lastgroup or "", match.start(), match.end(), "phrase"))
    found += [
        _Report("asserts", m.start(), m.end(), "according")
        for m in _ACCORDING.finditer(marked.text)
    ]
    return sorted(found, key=lambda r: r.start)


def _is_report(marked: Marked, match: re.Match[str], kind: str) -> bool:
    """Whether the verb reports speech here: not passive, and with the object it needs."""
    text, table = marked.text, _tables()[2]
    number = marked.word_before(match.start())
    if number >= 0 and marked.words[number] in table["passive"]:
        return False
    after = text[match.end() : match.end() + 90]
    behind_quote = _QUOTE_ENDS.search(text[max(0, match.start() - 6) : match.start()]) is not None
    if kind == "charge":
        words = " ".join(after.split()[:7])
        return _charges().search(words or after) is not None and _before_object(after)
    if kind == "weak":
        return (
            behind_quote
            or re.match(r"(?:\s+(?:\w+\s+){0,6}?that\b|\s*[,:]?\s*[“\"])", after) is not None
        )
    return True


def _before_object(after: str) -> bool:
    """False where something is refused: "denied entry", "rejected the petition"."""
    return not re.match(
        r"\s+(?:entry|admission|access|release|the (?:petition|protest|request|shipment)"
        r"|protests?|petitions?"
        r"|visas?|workers|people|them (?:entry|access))",
        after,
    )


def _claim(
    marked: Marked,
    report: _Report,
    cast: Cast,
    known: tuple[Sequence[Found], Sequence[Found]],
) -> Found | None:
    """The claim that a verb makes; None where nobody can be named as its speaker."""
    text = marked.text
    after_quote = _QUOTE_ENDS.search(text[max(0, report.start - 6) : report.start]) is not None
    if report.kind == "according" or (after_quote and report.kind in {"strong", "weak"}):
        phrase = phrase_after(marked, report.end)
    else:
        phrase = phrase_before(marked, report.start)
    if phrase is None:
        return None
    said = text[phrase[0] : phrase[1]]
    name = _resolved(marked, said, report.start, cast, known)
    if not name:
        return None
    cast.speaks(name)
    start, end = min(phrase[0], report.start), max(phrase[1], report.end)
    start, end = _with_words(marked, start, end, report.kind)
    return Found(
        type="claim",
        value=f"{name}|{report.stance}",
        start=start,
        end=end,
        attrs={"source": name, "stance": report.stance},
        rule="claims",
        confidence="medium",
    )


def _resolved(  # noqa: PLR0911 - one case for each way to name a speaker
    marked: Marked,
    said: str,
    place: int,
    cast: Cast,
    known: tuple[Sequence[Found], Sequence[Found]],
) -> str:
    """The speaker by name; empty where the words stand for nobody that is named."""
    table = _tables()[2]
    words = said.lower().replace("’", "'").split()
    bare = [w.strip(",.") for w in words if w not in {"the", "a", "an"}]
    if not bare:
        return ""
    if bare in (["he"], ["she"]):
        return cast.last_person
    if bare[0] in {"it", "they"} and len(bare) == 1:
        return cast.last_body or _last(marked.text, known[1], place)
    if bare[-1] in table["documents"] and not said.strip()[0].isupper():
        return _owner(said)
    if len(bare) == 1 and bare[0] in table["stand_ins"]:
        means = table["stand_ins"][bare[0]]
        group = known[0] if means == "party" else known[1] if means == "authority" else ()
        return _last(marked.text, group, place) or (
            cast.last_body if means == "speaker" else bare[0]
        )
    if bare[-1] in table["documents"]:
        return _owner(said)
    return cast.resolve(name_in(said))


def _owner(said: str) -> str:
    """Whose report speaks: "a report by CNN", "CNN's report"; empty where nobody's."""
    owner = re.search(r"\b(?:by|from|of)\s+((?:the\s+)?[A-Z].*)", said)
    if owner:
        return name_in(owner[1])
    owner = re.match(
        r"(?:[Aa]n?\s+|[Tt]he\s+)?([A-Z][\w.’& -]*?)(?:[’']s)?\s+(?:\w+\s+)?\w+$", said
    )
    return name_in(owner[1]) if owner and not owner[1].lower().startswith("the") else ""


def _last(text: str, found: Sequence[Found], place: int) -> str:
    """The last of `found` before `place`, as the text names it."""
    number = bisect_left(found, place, key=lambda f: f.start)
    if number == 0:
        return ""
    last = found[number - 1]
    return last.value if last.type == "party" else " ".join(text[last.start : last.end].split())


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
