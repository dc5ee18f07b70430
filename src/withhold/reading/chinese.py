"""Chinese text: firms by their legal forms, counts of firms, and who says or denies.

>>> from withhold.reading.marking import mark
>>> text = mark("外交部发言人李明表示，所谓指控是谎言。名单包括和田昊林发饰品有限公司等20家企业。")
>>> [(f.type, f.value) for f in chinese(text)]
[('party', '和田昊林发饰品有限公司'), ('count', '20'), ('claim', '李明|denies')]
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.reading.chinese_claims import chinese_claims
from withhold.reading.model import Found
from withhold.reading.numerals import han_number
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from withhold.reading.marking import Marked

_HAN = "\u4e00-\u9fff"
_FORM = "股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|股份公司"
_FIRM = re.compile(rf"[{_HAN}（）()A-Za-z0-9·]{{2,30}}?(?P<form>{_FORM})")
#: What stands before a legal form that is a word of its own: "is a limited company".
_NO_NAME_BEFORE = "是的了家个种"
_NOUNS = "|".join(shipped_yaml("reading", "chinese.yaml")["kinds"])
_COUNT = re.compile(
    rf"(?P<number>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})\s*(?:家|个|所"
    rf"|间|艘|座|处|名)(?P<middle>[{_HAN}]{{0,8}}?)(?P<noun>{_NOUNS})"
)


@cache
def _table() -> dict[str, Any]:
    """The table of Chinese phrases, ready to search."""
    table: dict[str, Any] = shipped_yaml("reading", "chinese.yaml")
    return table | {
        "starts": re.compile("|".join(table["before_names"])),
        "trades": frozenset(table["trades"]),
    }


def chinese(
    marked: Marked, original: str = "", bodies: Sequence[tuple[int, str]] = ()
) -> Iterator[Found]:
    """The firms, counts and claims of the Chinese parts of a text.

    Args:
        marked: the text.
        original: the text before characters were simplified; names stand as it has them.
        bodies: the authorities that it names, with the end of each mention.
    """
    if not has_han(marked.text):
        return
    written = original or marked.text
    firms = list(_firms(marked, written))
    firms += _short_firms(marked, firms)
    firms.sort(key=lambda f: f.start)
    yield from firms
    yield from _counts(marked)
    yield from chinese_claims(marked, written, firms, bodies)


#: A firm without a legal form: behind what it is, or with `公司` at its end.
_NAMED = re.compile(
    rf"(?<=[的，。、：；家“\n])(?P<short>[{_HAN}A-Za-z·]{{3,14}}?(?:公司|集团))(?![{_HAN}]{{0,2}}[法律])"
    rf"|(?:连锁商|进口商|零售商|供应商|制造商|生产商|经销商|批发商|加工商|出口商|贸易商|买家)(?P<tail>[{_HAN}]{{2,8}}?)"
    r"(?=则|表示|称|说|也|已|拒绝|否认|未|没有|在|回应|，|。)"
)
_NO_NAME = re.compile(
    r"^(?:.*(?:该|这家|那家|本|其|子|母|几家|多家|一家|各|等|些|跨国|有关|相关|进口|出口|外国|美国|中国|当地)(?:公司|集团)"
    r"|.*(?:某|从未|没有|方面|针对|一家|^据|见过|提出|反应|要求|已经).*|(?:不|已|还|就|的|数|多|等).*"
    r"|.{0,2}(?:公司|集团)|.*[是有将被与和为对向]$|[和与及在对向为等].*)"
)


def _firms(marked: Marked, written: str) -> Iterator[Found]:
    """Firms by their legal forms; what stands before the name is cut off."""
    for found in _FIRM.finditer(marked.text):
        start = _name_start(marked.text, found.start(), found.start("form"))
        if start is not None:
            yield Found(
                type="party",
                value=written[start : found.end()],
                start=start,
                end=found.end(),
                attrs={"kind": "firm"},
                rule="chinese_firms",
            )


def _name_start(text: str, begin: int, form: int) -> int | None:
    """Where the name before a legal form begins: behind the last word that leaves one."""
    if text[form - 1] in _NO_NAME_BEFORE:
        return None
    starts: list[int] = [m.end() for m in _table()["starts"].finditer(text, begin, form)]
    for start in (*reversed(starts), begin):
        own = text[start:form]
        if len(own) > 1 and own not in _table()["trades"]:
            return start
    return None


def _short_firms(marked: Marked, firms: Sequence[Found]) -> Iterator[Found]:
    """Firms that a text writes without a legal form, where no whole name holds the words."""
    for found in _NAMED.finditer(marked.text):
        group = "short" if found["short"] else "tail"
        name, (start, end) = found[group], found.span(group)
        is_part = any(f.overlaps(start, end) or name[:-2] in f.value for f in firms)
        if is_part or _NO_NAME.match(name):
            continue
        yield Found(
            type="party",
            value=name,
            start=start,
            end=end,
            attrs={"kind": "firm"},
            rule="chinese_names",
            confidence="medium",
        )


def _counts(marked: Marked) -> Iterator[Found]:
    """Counts of firms."""
    for found in _COUNT.finditer(marked.text):
        number = han_number(found["number"])
        if number > 1:
            yield Found(
                type="count",
                value=str(number),
                start=found.start(),
                end=found.end(),
                attrs={"kind": _table()["kinds"][found["noun"]]},
                rule="chinese_counts",
            )
