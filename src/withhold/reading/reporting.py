"""Verbs and phrases of reporting in a text: where somebody is let speak, and with what stance.

>>> from withhold.reading.marking import mark
>>> [(r.stance, r.kind) for r in reports(mark("Acme said so. The firm has denied the charges."))]
[('asserts', 'strong'), ('denies', 'charge')]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.speakers import speaking_nouns

if TYPE_CHECKING:
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
_QUOTED_BY = re.compile(r"[,.?!][”\"]\s+(?:[\w.’'&-]+,?\s+){1,12}\Z")
_THAT = re.compile(
    r"(?:,?\s+(?:(?!\.\s+[A-Z]|[;:“”\"]).){0,45}?(?<!\bsuch )\b(?:that|que)\b|\s*[,:]?\s*[“\"‘]"
    r"|[^.;“\"]{0,40}\bsaying\b"
    r"|\s+(?:(?!and\b|or\b|but\b|to\b|by\b|that\b|which\b|who\b|when\b|where\b)[\w’'$%-]+,?\s+){1,6}?"
    r"(?:had|has|have|was|were|is|are|would|could|will|did|do|does|may|might)\b)",
    re.DOTALL,
)
_REFUSED = re.compile(
    r"\s+(?:(?:the|all|its|their|U\.?S\.?|such|any)\s+){0,2}(?:entry|admission|access|release"
    r"|petition"
    r"|protest|request|shipments?|protests|petitions|visas?|workers|people|them (?:entry|access)"
    r"|imports?|goods|merchandise|bail|medical)\b"
)
#: A name and nothing else up to the end of the sentence.
_ONLY_NAME = re.compile(
    r"\s+(?!\w+day\b)[A-Z][\w.’'-]*(?:\s+(?:(?:of|for|at|the|and)\s+){0,2}[A-Z][\w’'&-]*){1,9}"
    r"\s*(?:[.]\s|[.]?\Z|,\s+(?:an?|the|who)\s|\n)"
)
_NAME_BEHIND = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w&’'-]+\s+){1,6}\Z|,\s+(?:the\s+)?[A-Z][\w&’'-]*(?:\s+(?:of\s+)?[A-Z][\w&’'-]*){0,4}\s+\Z"
)
#: Who says what the sentence says, between its commas: "In general, a spokeswoman wrote, ".
_ASIDE = re.compile(
    r",\s+(?:(?:an?|the|one|his|her|its)\s+[\w’'-]+(?:\s+[\w’'-]+){0,4}|[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,4}"
    r"|s?he|it|they)\s+\Z"
)
#: "We could not answer", in a quotation: no refusal to this text.
_OURSELVES = re.compile(r"[“\"](?:[^“”\"]*\s)?(?:[Ww]e|I)\s+(?:\w+\s+)?\Z")
_LATEST = 60
_OFFICE = 90
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Report:
    """A verb of reporting in the text, with where its speaker must stand, or stands (`who`)."""

    stance: str
    start: int
    end: int
    kind: str
    is_noun: bool = False
    who: tuple[int, int] = (0, 0)


@cache
def tables() -> tuple[re.Pattern[str], dict[str, tuple[str, str]], dict[str, Any]]:
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
        "official": frozenset(table["official"]),
        "disputed": re.compile(table["disputed"]),
        "reported": _reported(table["reports"], table["reported"]),
        "denials": re.compile("|".join(table["denials"]), re.IGNORECASE),
    }
    return pattern, verbs, rules


def _reported(nouns: list[str], verbs: list[str]) -> re.Pattern[str]:
    """Somebody's report as the subject of a verb: "a 2020 study by Acme Watch that found"."""
    noun, verb = "|".join(nouns), "|".join(verbs)
    small = (
        r"(?!(?:said|says|say|told|its|their|his|her|that|which|who|and|but|was|were|is|an?|the"
        r"|found)\b)"
    )
    name = r"[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|and|on|the|de)\s+){0,2}[A-Z][\w’'&-]*){0,7}"
    aside = (
        r"(?:\s+(?:in|from|on|of|into|published|released|issued|conducted|last|this|earlier)\b"
        r"[^.;:“”\"\n]{0,70}?)?(?:,\s+[^,.;:“”\"\n]{3,80},)?"
    )
    return re.compile(
        rf"(?:\b(?P<of>{name}?)(?:[’']s?)?\s+(?:{small}[a-z\d-]+\s+){{0,3}}(?:{noun}){aside}"
        rf"|\b(?:{noun})\s+(?:(?:in|from|published|released|issued|conducted)\s+(?:in\s+)?(?:[\w,]+\s+){{0,4}}?)?"
        rf"(?:by|from)\s+(?:the\s+)?(?:{small}[a-z-]+\s+){{0,4}}(?P<by>{name}){aside}),?"
        rf"\s+(?:(?:that|which|has|have|had|also)\s+){{0,3}}(?:{verb})\b(?!\s+(?:by|in|that)\b)"
    )


def _is_found_out(marked: Marked, match: re.Match[str]) -> bool:
    """Whether a name stands right before a verb of finding out, and a plain object behind it."""
    number = marked.word_before(match.start())
    while number >= 0 and marked.words[number] in {"has", "have", "had", "also", "previously"}:
        number -= 1
    if number < 0 or marked.starts[number] < marked.sentence_at(match.start()).start:
        return False
    gap = marked.text[marked.ends[number] : match.start()]
    behind = marked.text[match.end() : match.end() + 8].lstrip()
    is_name = (
        marked.words[number] in speaking_nouns() or marked.text[marked.starts[number]].isupper()
    )
    is_name = is_name and not re.search(r"[,.;:()]", gap)
    return is_name and behind[:1].isalpha() and not behind.startswith(("by ", "in "))


def reports(marked: Marked) -> list[Report]:
    """The verbs and phrases of reporting, left to right."""
    pattern, verbs, rules = tables()
    found: list[Report] = []
    told = {m.end() for m in rules["reported"].finditer(marked.text)}
    for match in pattern.finditer(marked.text):
        if match["verb"] in rules["uncovered"] and _is_found_out(marked, match):
            if match.end() in told:
                continue
            found.append(Report("asserts", match.start(), match.end(), "uncovered"))
        elif match["verb"]:
            stance, kind = verbs[match["verb"]]
            if _is_report(marked, match, kind):
                noun = match["verb"] in tables()[2]["nouns"]
                found.append(Report(stance, match.start(), match.end(), kind, noun))
        elif match.lastgroup != "no_response" or not _OURSELVES.search(
            marked.text, max(0, match.start() - _LATEST), match.start()
        ):
            found.append(Report(match.lastgroup or "", match.start(), match.end(), "phrase"))
    found += [
        Report("asserts", m.start(), m.end(), "reported")
        for m in rules["reported"].finditer(marked.text)
    ]
    found += [
        Report("asserts", m.start(), m.end(), "according") for m in _ACCORDING.finditer(marked.text)
    ]
    found += [
        Report("asserts", m.start("who"), m.end(), "quoted")
        for m in _QUOTED_AS.finditer(marked.text)
    ]
    outside = (r for r in found if not _is_within(marked, r))
    return sorted(outside, key=lambda r: r.start)


def _is_within(marked: Marked, report: Report) -> bool:
    """True for what a speaker reports inside a quotation: who is quoted says it."""
    return report.kind in {"strong", "weak", "uncovered", "reported"} and marked.is_quoted(
        report.start, report.end
    )


def _is_report(marked: Marked, match: re.Match[str], kind: str) -> bool:
    """Whether the verb reports speech here: not passive, and with the object it needs."""
    text, rules = marked.text, tables()[2]
    number = marked.word_before(match.start())
    if number >= 0 and marked.words[number] in rules["passive"]:
        return False
    after = text[match.end() : match.end() + 90]
    if kind in {"charge", "participle"}:
        words = " ".join(after.split()[:7])
        return rules["charges"].search(words or after) is not None and not _REFUSED.match(after)
    if kind == "weak":
        turned = is_behind_quote(text, match.start()) or is_inverted(text, *match.span())
        head = text[max(0, match.start() - _OFFICE) : match.start()]
        turned = turned or _QUOTED_BY.search(head) is not None or _is_tail(head, after)
        turned = turned or (after[:1] == "," and _ASIDE.search(head) is not None)
        return turned or _THAT.match(after) is not None
    return True


def _is_tail(head: str, after: str) -> bool:
    """True where a name and the verb end a sentence: "..., the Example Post reported."."""
    return _NAME_BEHIND.search(head) is not None and after[:1] in {".", ""}


def is_behind_quote(text: str, place: int) -> bool:
    """True where a quotation ends right before `place`."""
    head = text[max(0, place - _NEAR) : place]
    found = _QUOTE_ENDS.search(head)
    return found is not None and not (found[0].startswith("’") or found[0].strip() == "'")


def is_inverted(text: str, start: int, end: int) -> bool:
    """True where what is said stands before the verb without quotation marks: "..., said Jo Doe."""
    return text[max(0, start - 2) : start] == ", " and _ONLY_NAME.match(text, end) is not None
