"""Chinese text: firms by their legal forms, counts of firms, and who says or denies.

>>> from withhold.reading.marking import mark
>>> text = mark("外交部发言人李明表示，所谓指控是谎言。名单包括和田昊林发饰品有限公司等20家企业。")
>>> [(f.type, f.value) for f in chinese(text)]
[('party', '和田昊林发饰品有限公司'), ('count', '20'), ('claim', '李明|denies')]
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.model import Found
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

_HAN = "\u4e00-\u9fff"
_FIRM = re.compile(
    rf"(?P<name>[{_HAN}（）()A-Za-z0-9·]{{2,30}}?(?:股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|股份公司))"
)
_COUNT = re.compile(
    rf"(?P<number>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})\s*(?:家|个|所"
    rf"|间)(?P<middle>[{_HAN}]{{0,8}}?)(?P<noun>企业|公司|实体|工厂|供应商|机构|厂商|营地|监狱)"
)
_CLAUSE = re.compile(r"[。！？；\n，,：:、“”\"（）()]")
_BRACKETS = re.compile(r"[（(][^（）()]{0,60}[）)]")
_SENTENCE = re.compile(r"[。！？；\n]")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TEN = 10
_SHORT_NAME = 3
#: Words for the firm named before.
_STAND_INS = frozenset(("该公司", "该企业", "该集团", "该厂", "公司", "企业", "該公司", "該企業"))
_LONGEST_NAME = 16


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
        "starts": re.compile("|".join(table["before_names"])),
    }


def chinese(marked: Marked, original: str = "") -> Iterator[Found]:
    """The firms, counts and claims of the Chinese parts of a text.

    Names stand as `original`, the text before characters were simplified, has them.
    """
    if not has_han(marked.text):
        return
    written = original or marked.text
    firms = list(_firms(marked, written))
    yield from firms
    yield from _counts(marked)
    yield from _claims(marked, written, firms)


def _firms(marked: Marked, written: str) -> Iterator[Found]:
    """Firms by their legal forms; what stands before the name is cut off."""
    for found in _FIRM.finditer(marked.text):
        name = found["name"]
        cut = max((m.end() for m in _table()["starts"].finditer(name[:-4])), default=0)
        if len(name) - cut > len("有限公司") + 1:
            yield Found(
                type="party",
                value=written[found.start() + cut : found.end()],
                start=found.start() + cut,
                end=found.end(),
                attrs={"kind": "firm"},
                rule="chinese_firms",
            )


def _counts(marked: Marked) -> Iterator[Found]:
    """Counts of firms."""
    for found in _COUNT.finditer(marked.text):
        number = _number(found["number"])
        if number:
            yield Found(
                type="count",
                value=str(number),
                start=found.start(),
                end=found.end(),
                attrs={"kind": _table()["kinds"][found["noun"]]},
                rule="chinese_counts",
            )


def _number(text: str) -> int:
    """A number under a hundred in Chinese or any in digits; 0: none.

    >>> _number("二十六"), _number("十"), _number("37")
    (26, 10, 37)
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * _TEN + (_DIGITS.get(ones, 0) if ones else 0)


def _claims(marked: Marked, written: str, firms: Sequence[Found]) -> Iterator[Found]:
    """Who says, denies, disputes or does not answer."""
    text, start = marked.text, 0
    cuts = [*(m.start() for m in _SENTENCE.finditer(text)), len(text)]
    for end in cuts:
        verb = _table()["any"].search(text, start, end)
        if verb is not None and has_han(text[start:end]):
            for claim in _claim((text, written), start, end, verb):
                yield _resolved(claim, firms)
        start = end + 1


def _resolved(claim: Found, firms: Sequence[Found]) -> Found:
    """The claim of "the company", or of a short name, as that of the firm named before it."""
    who, stance = str(claim.attrs["source"]), claim.attrs["stance"]
    before = [f.value for f in firms if f.start < claim.end]
    short = [name for name in before if len(who) >= _SHORT_NAME and name.startswith(who)]
    if not before or not (short or who in _STAND_INS):
        return claim
    name = (short or before)[-1]
    return replace(claim, value=f"{name}|{stance}", attrs={"source": name, "stance": stance})


def _claim(texts: tuple[str, str], start: int, end: int, verb: re.Match[str]) -> Iterator[Found]:
    """The claim of one sentence, where somebody is named before its verb."""
    text, written = texts
    plain = _BRACKETS.sub(lambda m: " " * len(m[0]), text[start : verb.start()])
    clauses = [start + m.end() for m in _CLAUSE.finditer(plain)]
    first = clauses[-1] if clauses else start
    who = _speaker(plain[first - start :])
    if not who and len(clauses) > 1:
        who = _speaker(plain[clauses[-2] - start : clauses[-1] - 1 - start])
    if not who or text[verb.start() - 1] == "被":
        return
    place = text.find(who, start, verb.start())
    who = written[place : place + len(who)] if place >= 0 else who
    stance = next(name for name, pattern in _table()["verbs"] if pattern.fullmatch(verb[0]))
    if stance == "asserts" and _table()["denial"].search(text, verb.start(), end):
        stance = "denies"
    yield Found(
        type="claim",
        value=f"{who}|{stance}",
        start=first,
        end=end,
        attrs={"source": who, "stance": stance},
        rule="chinese_claims",
    )


def _speaker(words: str) -> str:
    """The speaker in the words before a verb: a person behind an office, else the body."""
    said = _table()["before"].sub("", words.strip())
    for office in _table()["offices"]:
        body, found, name = said.partition(office)
        if found:
            name = _table()["adverbs"] and re.split("|".join(_table()["adverbs"]), name)[0]
            name = name.strip()
            is_name = 1 < len(name) <= 4 or ("·" in name and len(name) <= _LONGEST_NAME)  # noqa: PLR2004 - Chinese names
            return name if is_name else body
    said = re.split("|".join(_table()["adverbs"]), said)[0]
    return said if 1 < len(said) <= 24 and has_han(said) else ""  # noqa: PLR2004 - a name's length
