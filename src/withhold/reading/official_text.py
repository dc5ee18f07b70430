r"""Texts that an authority publishes itself: press releases, notices, messages to the trade.

What such a text tells in the name of its authority is the act it makes known, no claim of a
speaker; in a story of a newspaper the same words are what the authority says.

>>> from withhold.reading.marking import mark
>>> is_official_text(mark("FOR IMMEDIATE RELEASE\n\nCBP said that goods will be held."))
True
>>> is_official_text(mark("WASHINGTON, June 2 (Newswire) - CBP said on Friday goods are held."))
False
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withhold.reading.marking import Marked

#: What stands around such texts, and in no story.
_FURNITURE = re.compile(
    r"\b(?:FOR\s+IMMEDIATE\s+RELEASE|For\s+Immediate\s+Release|Release\s+Date|(?:Press|News|Media|National"
    r"\s+Media|Local\s+Media)\s+[Rr]elease|Last\s+(?:Modified|Published|Updated)|Share\s+This\s+Page|Office\s+of\s+Public\s+Affairs"
    r"|Frequently\s+Asked\s+Questions|CSMS|Federal\s+Register\s+/|SUPPLEMENTARY\s+INFORMATION)\b"
    r"|^\s*(?:#\s?#\s?#|-\s?30\s?-)\s*$|^(?:AGENCY|ACTION|SUMMARY|DATES):",
    re.MULTILINE,
)
#: A place and a dash before the first words: with "today" in a release, with a weekday in a story.
_DATELINE = re.compile(r"^[A-Z][A-Z .,]{3,40}\s*[—–-]", re.MULTILINE)
_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\bon\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_HEAD = 900


def is_official_text(marked: Marked) -> bool:
    """True for a text that an authority publishes itself."""
    if _FURNITURE.search(marked.text):
        return True
    head = marked.text[:_HEAD]
    is_dated = _DATELINE.search(head) is not None and _TODAY.search(head) is not None
    return is_dated and _WEEKDAY.search(head) is None
