"""Who says, denies or does not answer in Chinese text.

>>> from withhold.reading.marking import mark
>>> text = mark("工人阿里木向记者讲述，他没有工资。记者致电昌盛公司，截至发稿时未获回应。")
>>> [f.value for f in chinese_claims(text, text.text, [], [])]
['阿里木|asserts', '昌盛公司|no_response']
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.model import Found
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

_CLAUSE = re.compile(r"[。！？；\n，,：:、“”\"（）()]")
_BRACKETS = re.compile(r"[（(][^（）()]{0,60}[）)]")
_SENTENCE = re.compile(r"[。！？；\n]")
_SHORT_NAME = 2
_LONGEST_NAME = 16
_LONGEST = 24
_FURTHEST = 200
_FORMS = re.compile(r"(?:有限公司|股份公司|公司|集团|厂)$")


@cache
def _table() -> dict[str, Any]:
    """The table of Chinese phrases, ready to search."""
    table: dict[str, Any] = shipped_yaml("reading", "chinese.yaml")
    verbs = [(stance, re.compile("|".join(words))) for stance, words in table["stances"].items()]
    return table | {
        "verbs": verbs,
        "any": re.compile("|".join(w for words in table["stances"].values() for w in words)),
        "denial": re.compile("|".join(table["denials"])),
        "before": re.compile(rf"^(?:{'|'.join(table['not_speakers'])})+"),
        "adverb": re.compile(rf"(?<=..)(?:{'|'.join(table['adverbs'])}|\d+日)"),
        "persons": re.compile(
            rf".*(?:{'|'.join(table['persons'])})(?P<name>[\u4e00-\u9fff·]{{2,8}})$"
        ),
        "stand_ins": frozenset(table["stand_ins"]),
        "papers": frozenset(table["papers"]),
        "agencies": frozenset(table["agencies"]),
        "asked": re.compile(table["asked"]),
        "according": re.compile(table["according"]),
        "ends": re.compile(rf"(?:{'|'.join(table['ends'])})$"),
        "nobody": re.compile(table["nobody"]),
    }


class _Text:
    """A text with the firms and authorities that it names."""

    def __init__(
        self, texts: tuple[str, str], firms: Sequence[Found], bodies: Sequence[tuple[int, str]]
    ) -> None:
        self.text, self.written = texts
        self._firms, self._bodies = firms, bodies

    def meant(self, who: str, place: int) -> str:
        """Whom the words for a speaker mean; empty: nobody that can be named."""
        table = _table()
        if who in table["papers"] | table["agencies"]:
            before = [name for end, name in self._bodies if end <= place]
            return before[-1] if before else ""
        before = [f.value for f in self._firms if f.start < place]
        if who in table["stand_ins"]:
            return before[-1] if before else who
        core = _FORMS.sub("", who)
        short = [name for name in before if len(core) >= _SHORT_NAME and core in name]
        return short[-1] if short else who


def chinese_claims(
    marked: Marked, written: str, firms: Sequence[Found], bodies: Sequence[tuple[int, str]]
) -> Iterator[Found]:
    """The claims of the Chinese sentences of a text.

    Args:
        marked: the text, in simplified characters.
        written: the text as written; speakers stand as it has them.
        firms: the firms that it names.
        bodies: the authorities that it names, with the end of each mention.
    """
    text = _Text((marked.text, written), firms, bodies)
    start = 0
    for end in [*(m.start() for m in _SENTENCE.finditer(marked.text)), len(marked.text)]:
        if has_han(marked.text[start:end]):
            yield from _sentence(text, start, end)
        start = end + 1


def _sentence(text: _Text, start: int, end: int) -> Iterator[Found]:
    """The claims of one sentence: its first verb, and each other one with a speaker of its own."""
    is_first = True
    for found in _table()["according"].finditer(text.text, start, end):
        who = _cleaned(found["who"])
        name = text.meant(who, found.start()) if who else ""
        if name:
            yield _found(name, "asserts", (found.start(), min(end, found.end() + _FURTHEST)))
            is_first = False
    for verb in _table()["any"].finditer(text.text, start, end):
        claim = _claim(text, (start, end), verb, is_first=is_first)
        is_told = not is_first and claim is not None and not _is_apart(text.text, claim)
        if claim is not None and not is_told:
            yield claim
        is_first = False


def _is_apart(text: str, claim: Found) -> bool:
    """True where a claim behind another in its sentence is no part of what that one says."""
    head = text[max(0, claim.start - 1) : claim.start + 2]
    return (
        claim.attrs["stance"] == "no_response" or re.search(r"[，,](?:而|但|另)", head) is not None
    )


def _claim(
    text: _Text, span: tuple[int, int], verb: re.Match[str], *, is_first: bool
) -> Found | None:
    """The claim of a verb, where somebody is named before it."""
    start = max(span[0], verb.start() - _FURTHEST)  # a text without stops is read in time, too
    end = min(span[1], verb.end() + 2 * _FURTHEST)
    stance = next(name for name, pattern in _table()["verbs"] if pattern.fullmatch(verb[0]))
    plain = _BRACKETS.sub(lambda m: " " * len(m[0]), text.text[start : verb.start()])
    clauses = [0, *(m.end() for m in _CLAUSE.finditer(plain))]
    first = clauses[-1]
    who = _speaker(plain[first:])
    if stance == "no_response":
        asked = [*_table()["asked"].finditer(plain)]
        who = _cleaned(asked[-1]["a"] or asked[-1]["b"]) if asked else who
    if not who and is_first and len(clauses) > 1:
        first = clauses[-2]
        who = _speaker(plain[first : clauses[-1] - 1])
    if not who or text.text[verb.start() - 1] == "被":
        return None
    name = text.meant(who, verb.start())
    if stance == "asserts" and _table()["denial"].search(text.text, verb.start(), end):
        stance = "denies"
    place = text.text.find(name, start, verb.start())
    name = text.written[place : place + len(name)] if place >= 0 else name
    return _found(name, stance, (start + first, end)) if name else None


def _found(name: str, stance: str, span: tuple[int, int]) -> Found:
    """A claim as a fact."""
    return Found(
        type="claim",
        value=f"{name}|{stance}",
        start=span[0],
        end=span[1],
        attrs={"source": name, "stance": stance},
        rule="chinese_claims",
        confidence="medium",
    )


def _speaker(words: str) -> str:
    """The speaker in the words before a verb: a person behind an office, else the body."""
    said = _table()["before"].sub("", words.strip())
    for office in _table()["offices"]:
        body, found, name = said.partition(office)
        if found:
            name = _table()["adverb"].split(f"。。{name}", maxsplit=1)[0][2:].strip()
            is_name = 1 < len(name) <= 4 or ("·" in name and len(name) <= _LONGEST_NAME)  # noqa: PLR2004 - Chinese names
            return name if is_name else _cleaned(body)
    return _cleaned(_table()["adverb"].split(said, maxsplit=1)[0])


def _cleaned(said: str) -> str:
    """A speaker without what stands before and behind the name; empty: no name of a length."""
    table = _table()
    said = table["before"].sub("", said.strip())
    if said in table["stand_ins"] | table["papers"] | table["agencies"]:
        return said
    person = table["persons"].fullmatch(said)
    if person is not None:
        return str(person["name"])
    said = table["ends"].sub("", said)
    tail = re.split(r"的|一家|一名|一位|另一家|连锁商|进口商|零售商|姓.$", said)
    said = next((part for part in reversed(tail) if len(part) > 1), said)
    is_length = 1 < len(said) <= _LONGEST and not table["nobody"].search(said)
    return said if is_length and (has_han(said) or said.isupper()) else ""
