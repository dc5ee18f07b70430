"""Verbs and phrases of reporting in a text: where somebody is let speak, and with what stance.

>>> from withhold.reading.marking import mark
>>> [(r.stance, r.kind) for r in reports(mark("Acme said so. The firm has denied the charges."))]
[('asserts', 'strong'), ('denies', 'charge')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.speakers import bodies, offices, speaking_nouns

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

_QUOTED_AS = re.compile(
    r"\b(?:quoted|cited|quotes|cites|quoting|citing)\s+(?P<who>(?:(?!\.\s)[^;:“”\"\n]){3,90}?)"
    r"\s+as\s+(?:having\s+)?(?:saying|telling|said)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|según|de acuerdo con"
    r"|per(?=\s+(?:the\s+)?(?-i:[A-Z])[\w.&’'-]+(?:\s+(?-i:[A-Z])[\w.&’'-]*){0,6}[,.]))\s+",
    re.IGNORECASE,
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
    r"\s*(?:[.]\s|[.]?\Z|,\s+(?:an?|the|who)\s|\n"
    r"|(?:\s+(?:at|in|during|on)\s+(?:an?|the|his|her|[A-Z]\w+day)\b[^.;:,“”\"]{0,40}[.](?:\s|\Z)))"
)
#: A noun that may speak, or a paper and whose it is, up to the end of its clause.
_ONLY_NOUN = re.compile(
    r"\s+(?:(?:its|their|his|her|the|an?|one|two|three|another|some)\s+)"
    r"(?:(?!(?:and|or|but|the|an?|that|had|has|was|were|is|are|to|it|they)\b)"
    r"[\w’'-]+\s+(?:of\s+the\s+)?){0,4}?(?P<noun>[a-z]+)"
    r"(?:,\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,3}|\s+(?:by|from|of)\s+(?:the\s+)?[A-Z][^.,;:“”\"]{2,60})?"
    r"(?:[.,]|\Z)"
)
#: Behind a Spanish verb: when and where it was said, then an article and a noun.
_SPANISH_NOUN = re.compile(
    r"(?:\s+(?:ayer|hoy|anoche|en\s+un\s+comunicado|(?:este|el)\s+\w+))?\s+(?:la|el|los|las|un|una|su)\s+[a-zñáéíóú]+"
    r"(?:\s+(?:de|del|en)\s+[^.,;:“”]{2,50})?(?:[.,]|\Z)"
)
_SPANISH = re.compile(r"(?:ó|aron|ieron)\Z")
_NAME_BEHIND = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w&’'-]+\s+){1,6}\Z|,\s+(?:the\s+)?[A-Z][\w&’'-]*(?:\s+(?:of\s+)?[A-Z][\w&’'-]*){0,4}\s+\Z"
)
#: Who says what the sentence says, between its commas: "In general, a spokeswoman wrote, ".
_ASIDE = re.compile(
    r",\s+(?:(?:an?|the|one|his|her|its)\s+[\w’'-]+(?:\s+[\w’'-]+){0,4}|[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,4}"
    r"|s?he|it|they)\s+\Z"
)
#: When or how it was said, up to the end of the sentence.
_WHEN = re.compile(
    r"\s+(?:(?:late\s+|early\s+)?(?:on\s+)?[A-Z][a-z]+day|(?:this|last|earlier)\s+(?:\w+\s+)?\w+|today|yesterday"
    r"|in\s+an?\s+(?:[\w-]+\s+)?(?:statement|notice|letter|report|tweet|e-?mail))[.](?:\s|\Z)"
)
#: Who does something only where they speak: "workers who complained were dismissed".
_RESTRICTED = re.compile(
    r"\s+(?:was|were|is|are|had|would|could|may|might|must|shall|will|can|faced|risked|lost|got)\b"
)
#: "We could not answer", in a quotation: no refusal to this text.
_OURSELVES = re.compile(r"[“\"](?:[^“”\"]*\s)?(?:[Ww]e|I)\s+(?:\w+\s+)?\Z")
#: Kinds of reports that belong to who is quoted, where they stand inside a quotation.
_TOLD = frozenset(("strong", "weak", "spoken", "uncovered", "reported"))
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
        for kind in ("spoken", "strong", "weak", "charge", "participle")
        for stance, words in table[kind].items()
        for verb in words
    }
    body = _by_letters(sorted(verbs))
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
        "papers": frozenset((*table["papers"], *table["reports"])),
        "disputed": re.compile(table["disputed"]),
        "reported": _reported(table["reports"], table["reported"]),
        "denials": re.compile("|".join(table["denials"]), re.IGNORECASE),
    }
    return pattern, verbs, rules


def _by_letters(words: list[str]) -> str:
    """A pattern of words, the longest first, that parts them by one letter after the other.

    >>> _by_letters(["add", "adds", "say"])
    '(?:a(?:d(?:d(?:s|)))|say)'
    """
    rest: dict[str, list[str]] = {}
    for word in words:
        rest.setdefault(word[:1], []).append(word[1:])
    if list(rest) == [""]:
        return ""
    parts = [
        re.escape(letter) + (re.escape(tails[0]) if len(tails) == 1 else _by_letters(tails))
        for letter, tails in rest.items()
        if letter
    ]
    return f"(?:{'|'.join([*parts, *([''] if '' in rest else [])])})"


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
    if report.kind not in _TOLD:
        return False
    return marked.is_quoted(report.start, report.end) or _is_said(marked, report)


def _is_said(marked: Marked, report: Report) -> bool:
    """True inside a short quotation that ends like a sentence: "It is what he said," he added."""
    number = bisect_right(marked.quotations, report.start, key=lambda q: q.start) - 1
    if number < 0 or not marked.quotations[number].holds(report.start, report.end):
        return False
    end = marked.quotations[number].end
    return marked.text[end - 2 : end - 1] in {",", ".", "?", "!"}


def _is_report(marked: Marked, match: re.Match[str], kind: str) -> bool:
    """Whether the verb reports speech here: not passive, and with the object it needs."""
    text, rules = marked.text, tables()[2]
    number = marked.word_before(match.start())
    if number >= 0 and marked.words[number] in rules["passive"]:
        return False
    after = text[match.end() : match.end() + 90]
    if number >= 0 and marked.words[number] == "who" and _RESTRICTED.match(after):
        before = text[max(0, marked.starts[number] - 2) : marked.starts[number]]
        return before == ", "
    if kind in {"charge", "participle"}:
        words = " ".join(after.split()[:7])
        return rules["charges"].search(words or after) is not None and not _REFUSED.match(after)
    if kind in {"weak", "spoken"}:
        turned = is_behind_quote(text, match.start()) or is_inverted(text, *match.span())
        head = text[max(0, match.start() - _OFFICE) : match.start()]
        turned = turned or _QUOTED_BY.search(head) is not None or _is_tail(head, after)
        if kind == "spoken":
            return turned
        turned = turned or (after[:1] == "," and _ASIDE.search(head) is not None)
        return turned or _THAT.match(after) is not None
    return True


def _is_tail(head: str, after: str) -> bool:
    """True where a name and the verb end a sentence: "..., the Example Post reported."."""
    ends = after[:1] in {".", ""} or _WHEN.match(after) is not None
    return _NAME_BEHIND.search(head) is not None and ends


def is_behind_quote(text: str, place: int) -> bool:
    """True where a quotation ends right before `place`."""
    head = text[max(0, place - _NEAR) : place]
    found = _QUOTE_ENDS.search(head)
    return found is not None and not (found[0].startswith("’") or found[0].strip() == "'")


def is_inverted(text: str, start: int, end: int) -> bool:
    """True where what is said stands before the verb without quotation marks: "..., said Jo Doe."""
    if text[max(0, start - 2) : start] != ", ":
        return False
    if _ONLY_NAME.match(text, end):
        return True
    if _SPANISH.search(text[start:end]):
        return _SPANISH_NOUN.match(text, end) is not None
    found = _ONLY_NOUN.match(text, end)
    return found is not None and (
        found["noun"] in speaking_nouns() | bodies() | offices() | tables()[2]["papers"]
    )
