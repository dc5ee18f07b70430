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
from withhold.reading.reporting_shapes import (
    ACCORDING,
    APPOSED,
    ASIDE,
    NAME_BEHIND,
    OFFICE_NAME,
    ONLY_NAME,
    ONLY_NOUN,
    ORDERED,
    ORDERS,
    OURSELVES,
    QUOTE_ENDS,
    QUOTED_AS,
    QUOTED_BY,
    REFUSED,
    RESTRICTED,
    SPANISH,
    SPANISH_NOUN,
    STATES,
    THAT,
    WHEN,
)
from withhold.reading.speakers import bodies, offices, speaking_nouns, who_words
from withhold.reading.ways import begins_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.reading.marking import Marked

#: Kinds of reports that belong to who is quoted, where they stand inside a quotation.
_TOLD = frozenset(("strong", "weak", "spoken", "uncovered", "reported"))
#: Verbs that report only at the end of a sentence: "..., the Reef Times has learned."
_LAST = frozenset(("learned", "learnt", "reveal"))
#: What has to be shown before something is done: "once the firm showed that".
_SHOWN = frozenset(("showed", "shows", "established", "demonstrated", "confirmed"))
_ONCE = re.compile(
    r"\b(?:once|after|until|unless|if|when|before)\s+(?:the\s+)?(?:[\w’'-]+\s+){1,3}\Z"
)
_ENDS_QUOTE = re.compile(r"[,.?!][”\"]|[”\"],")
#: Verbs that are also participles of what is done to people: "men held in camps have".
_HELD = frozenset(("held", "found", "expected", "alleged", "linked", "described", "told"))
_THERE = re.compile(
    r"\s+(?:in|at|on|inside|aboard|near)\s+(?:the\s+|an?\s+)?"
    r"(?!(?:[\w-]+\s+)?(?:report|statement|study|letter|survey|review|paper|ruling|decision|filing|interview)\b)[a-z]+s?\b(?!\s+(?:that|statement|report))"
)
#: Verbs that are also participles of what is told: "its order, announced in Oslo on Monday, says".
_TOLD_OF = frozenset(("announced", "reported", "alleged", "described", "revealed", "disclosed"))
_ASIDE_ON = re.compile(r"\s+(?:in|on|by|last|earlier|at|under|this|late)\s")
#: Countries by their letters, which find out nothing themselves.
_COUNTRIES = frozenset(("us", "uk", "eu", "u.s"))
#: Small words between who found something out and the verb.
_MEANWHILE = frozenset(
    (
        "has",
        "have",
        "had",
        "also",
        "previously",
        "first",
        "earlier",
        "later",
        "recently",
        "repeatedly",
    )
)
#: A name of several words that begins a sentence.
_CAPITALS = re.compile(r"(?:\A|(?<=\s))(?:The\s+)?(?:[A-Z][\w’'-]+\s+){1,4}[A-Z][\w’'-]+\Z")
#: Verbs that report nothing with these words behind, and what is told apart.
_PAIRS = frozenset(
    (("found", "out"), ("written", "off"), ("held", "under"), ("held", "at"), ("held", "in"))
)
_APART = frozenset(("which", "apart", "whether"))
#: A noun, and a clause on it by the subject of the sentence.
_WHICH_IT = re.compile(r"(?:[a-z]s\s+|\b(?:that|which|whom)\s+)(?:it|he|she)\s+\Z")
#: A condition that names who may find something.
_IF_WHO = re.compile(r"\b[Ii]f\s+the\s+(?:[A-Z]\w+\s+){1,4}\Z")
_BEFORE = {"states": STATES, **dict.fromkeys(("believes", "suspects", "accuses"), _WHICH_IT)}
_LATEST, _SHORT = 60, 12
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
def tables() -> tuple[dict[str, re.Pattern[str]], dict[str, tuple[str, str]], dict[str, Any]]:
    """All verbs and phrases by their first letter, stance and class of verbs, the other rows."""
    table: dict[str, Any] = shipped_yaml("reading", "stances.yaml")
    verbs = {
        verb: (stance, kind)
        for kind in ("spoken", "strong", "weak", "charge", "participle")
        for stance, words in table[kind].items()
        for verb in words
    }
    told = [*verbs, *table["uncovered"]]
    rules = {
        "nouns": frozenset(table["nouns"]),
        "before_nouns": frozenset(table["before_nouns"]),
        "passive": frozenset(table["passive"]),
        "charges": re.compile(table["charges"], re.IGNORECASE),
        "uncovered": frozenset(table["uncovered"]),
        "official": frozenset(table["official"]),
        "papers": frozenset((*table["papers"], *table["reports"])),
        "reported": _reported(table["reports"], table["reported"]),
    }
    return _by_first(told, table["phrases"]), verbs, rules


def _by_first(told: list[str], phrases: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """By each letter one pattern of the phrases and verbs that may begin with it, phrases first."""
    begun = {row: begins_with(row) for rows in phrases.values() for row in rows}
    letters = {word[0] for word in told}.union(*begun.values())
    found: dict[str, re.Pattern[str]] = {}
    for letter in letters:
        groups = (
            (stance, [row for row in rows if not begun[row] or letter in begun[row]])
            for stance, rows in phrases.items()
        )
        ways = [f"(?P<{stance}>{'|'.join(rows)})" for stance, rows in groups if rows]
        verbs = sorted({word for word in told if word[0] == letter})
        verbs = [rf"(?P<verb>{_by_letters(verbs)})\b"] if verbs else ["(?P<verb>(?!))"]
        found[letter] = re.compile(rf"(?<!\w)(?:{'|'.join([*ways, *verbs])})")
    return found


def _told_in(marked: Marked) -> Iterator[re.Match[str]]:
    """The verbs and phrases of reporting as they stand in a text, none within another."""
    patterns, free = tables()[0], 0
    for start in marked.starts:
        pattern = patterns.get(marked.text[start])
        match = pattern.match(marked.text, start) if pattern and start >= free else None
        if match:
            free = match.end()
            yield match


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
    while number >= 0 and marked.words[number] in _MEANWHILE:
        number -= 1
    if number < 0 or marked.starts[number] < marked.sentence_at(match.start()).start:
        return False
    gap = marked.text[marked.ends[number] : match.start()]
    floor = marked.sentence_at(match.start()).start
    if gap.strip() == "," and APPOSED.match(marked.text, floor, marked.ends[number] + 1):
        return True
    behind = marked.text[match.end() : match.end() + 8].lstrip()
    is_name = (
        marked.words[number] in speaking_nouns() or marked.text[marked.starts[number]].isupper()
    ) and marked.words[number] not in _COUNTRIES
    is_name = is_name or _CAPITALS.search(marked.text, floor, marked.ends[number]) is not None
    is_name = is_name and not re.search(r"[,.;:()]", gap)
    return is_name and behind[:1].isalnum() and not behind.startswith(("by ", "in ", "to "))


def reports(marked: Marked) -> list[Report]:
    """The verbs and phrases of reporting, left to right."""
    _, verbs, rules = tables()
    found: list[Report] = []
    reported = list(rules["reported"].finditer(marked.text))
    told = {m.end() for m in reported}
    for match in _told_in(marked):
        if match["verb"] in rules["uncovered"] and _is_found_out(marked, match):
            if match.end() in told:
                continue
            found.append(Report("asserts", match.start(), match.end(), "uncovered"))
        elif match["verb"]:
            stance, kind = verbs.get(match["verb"], ("", ""))
            if kind and _is_report(marked, match, kind):
                noun = match["verb"] in tables()[2]["nouns"]
                found.append(Report(stance, match.start(), match.end(), kind, noun))
        elif match.lastgroup == "asserts" and _is_passive(marked, match.start()):
            continue
        elif match.lastgroup != "no_response" or not OURSELVES.search(
            marked.text, max(0, match.start() - _LATEST), match.start()
        ):
            found.append(Report(match.lastgroup or "", match.start(), match.end(), "phrase"))
    found += [Report("asserts", m.start(), m.end(), "reported") for m in reported]
    found += [
        Report("asserts", m.start(), m.end(), "according") for m in ACCORDING.finditer(marked.text)
    ]
    found += [
        Report("asserts", m.start("who"), m.end(), "quoted")
        for m in QUOTED_AS.finditer(marked.text)
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


def _is_passive(marked: Marked, place: int) -> bool:
    """True where a word before `place` makes the verb there no report: "was told", "to say"."""
    number = marked.word_before(place)
    if number > 0 and marked.words[number].endswith("ly"):
        number -= 1  # "was widely criticised"
    if number < 0 or _ENDS_QUOTE.search(marked.text[marked.ends[number] : place]):
        return False  # "...chose not to," said Jo Doe
    return marked.words[number] in tables()[2]["passive"]


def _is_report(marked: Marked, match: re.Match[str], kind: str) -> bool:
    """Whether the verb reports speech here: not passive, and with the object it needs."""
    text, rules = marked.text, tables()[2]
    after = text[match.end() : match.end() + 90]
    if _is_passive(marked, match.start()) or _tells_nothing(marked, match, after):
        return False
    if kind in {"charge", "participle"}:
        words = " ".join(after.split()[:7])
        return rules["charges"].search(words or after) is not None and not REFUSED.match(after)
    head = text[max(0, match.start() - _OFFICE) : match.start()]
    if match["verb"] in _LAST:
        return _is_tail(head, after)
    if _is_no_speech(match["verb"], head, after):
        return False
    if kind in {"weak", "spoken"}:
        turned = is_behind_quote(text, match.start()) or is_inverted(text, *match.span())
        turned = turned or QUOTED_BY.search(head) is not None or _is_tail(head, after)
        aside = kind == "weak" and after[:1] == "," and ASIDE.search(head) is not None
        is_thing = after[:1] == "," and match["verb"] in rules["nouns"]  # "his documents, said"
        reports_so = kind == "weak" and not is_thing and THAT.match(after) is not None
        return turned or aside or reports_so
    return True


def _is_no_speech(verb: str, head: str, after: str) -> bool:
    """True for people held somewhere, and for what must be shown first: "once the firm showed"."""
    is_held = verb in _HELD and _THERE.match(after) is not None
    is_aside = (
        verb in _TOLD_OF and head.rstrip().endswith(",") and _ASIDE_ON.match(after) is not None
    )
    return is_held or is_aside or (verb in _SHOWN and _ONCE.search(head) is not None)


def _tells_nothing(marked: Marked, match: re.Match[str], after: str) -> bool:
    """True for an order, for who is told only by what they say, for states that are countries."""
    verb, start = match["verb"], match.start()
    next_word = (after[:8].split(maxsplit=1) or [""])[0]
    if (verb, next_word) in _PAIRS or (verb == "tells" and next_word in _APART):
        return True
    if verb in ORDERS:
        return ORDERED.match(after) is not None
    if verb == "read" and after.lstrip()[:1] in {"“", '"'}:
        return True  # 'for "Acme," read "Acme Co."'
    if _BEFORE.get(verb, _IF_WHO).search(marked.text, max(0, start - _OFFICE), start):
        return True
    number = marked.word_before(start)
    if number < 0 or marked.words[number] != "who":
        return False
    before = marked.text[max(0, marked.starts[number] - 2) : marked.starts[number]]
    return before != ", " and RESTRICTED.match(after) is not None


def _is_tail(head: str, after: str) -> bool:
    """True where a name and the verb end a sentence: "..., the Example Post reported."."""
    ends = after[:1] in {".", ""} or WHEN.match(after) is not None
    return NAME_BEHIND.search(head) is not None and ends


def is_behind_quote(text: str, place: int) -> bool:
    """True where a quotation ends right before `place`."""
    head = text[max(0, place - _NEAR) : place]
    found = QUOTE_ENDS.search(head)
    return found is not None and not (found[0].startswith("’") or found[0].strip() == "'")


@cache
def _callings() -> frozenset[str]:
    """Words behind which a name stands: offices, nouns that speak, bodies."""
    return who_words() | bodies()


def is_inverted(text: str, start: int, end: int) -> bool:
    """True where what is said stands before the verb without quotation marks: "..., said Jo Doe."""
    if text[max(0, start - 2) : start] != ", ":
        return False
    office = OFFICE_NAME.match(text, end)
    if ONLY_NAME.match(text, end) or (office is not None and office["noun"] in _callings()):
        return True
    if SPANISH.search(text[start:end]):
        return SPANISH_NOUN.match(text, end) is not None
    found = ONLY_NOUN.match(text, end)
    return found is not None and (
        found["noun"] in speaking_nouns() | bodies() | offices() | tables()[2]["papers"]
    )
