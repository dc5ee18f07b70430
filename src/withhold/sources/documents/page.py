"""A web page as a tree of what a reader sees: scripts, styles, hidden parts and wrappings left out.

>>> page = parse_page("<p hidden>x</p><title>T</title><p>a <b>b</b></p>")
>>> page.says["title"], [e.text() for e in page.root.parts]
('T', ['', 'a b'])
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPTY = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
        ),
        *(
            "source",
            "track",
            "wbr",
        ),
    )
)
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
        ),
        *(
            "font",
            "i",
            "ins",
            "kbd",
            "label",
            "mark",
            "q",
            "s",
            "samp",
            "small",
            "span",
        ),
        *(
            "strike",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
            "u",
            "var",
            "wbr",
        ),
    )
)
#: Parts that are never text of a page.
_NEVER = frozenset(
    (
        *(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "math",
            "iframe",
            "object",
        ),
        *(
            "canvas",
            "nav",
            "footer",
            "aside",
            "form",
            "button",
            "select",
            "dialog",
            "audio",
        ),
        *(
            "video",
            "map",
            "menu",
        ),
    )
)
_ROLES = frozenset(
    (
        *(
            "navigation",
            "banner",
            "contentinfo",
            "search",
            "dialog",
            "complementary",
        ),
        *(
            "alert",
            "menu",
        ),
    )
)
_WRAPPINGS = frozenset(
    (
        *(
            "nav",
            "navbar",
            "navigation",
            "menu",
            "breadcrumb",
            "breadcrumbs",
            "cookie",
        ),
        *(
            "cookies",
            "consent",
            "footer",
            "sidebar",
            "share",
            "sharing",
            "social",
            "related",
        ),
        *(
            "newsletter",
            "subscribe",
            "advert",
            "advertisement",
            "ads",
            "promo",
            "comments",
        ),
        *(
            "pagination",
            "pager",
            "skip",
            "usa-banner",
            "popup",
            "modal",
            "toolbar",
        ),
    )
)
_CLOSES = {
    "p": frozenset(["p"]),
    "li": frozenset(["li", "p"]),
    "tr": frozenset(["tr", "td", "th", "p"]),
    "td": frozenset(["td", "th", "p"]),
    "th": frozenset(["td", "th", "p"]),
    "dt": frozenset(["dt", "dd", "p"]),
    "dd": frozenset(["dt", "dd", "p"]),
    "option": frozenset(["option"]),
}
_KEPT_OPEN = frozenset(["ul", "ol", "table", "div", "section", "article", "main", "body", "dl"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_DEEP = 120


@dataclass(slots=True)
class Element:
    """A part of a page: its tag, its role, and its text and parts in order.

    Attributes:
        words, signs: how many stand below; signs without blanks.
        links, linked: links below, and the signs in them.
        is_inline: stands inside a line and holds no block.
    """

    tag: str
    role: str = ""
    wrapping: bool = False
    parts: list[Element | str] = field(default_factory=list)
    words: int = 0
    signs: int = 0
    links: int = 0
    linked: int = 0
    is_inline: bool = False

    def measure(self) -> None:
        """Count what stands below, once for all questions; again after the parts have changed."""
        inner = [p for p in self.parts if isinstance(p, Element)]
        for part in inner:
            part.measure()
        texts = [p for p in self.parts if isinstance(p, str)]
        self.words = sum(len(t.split()) for t in texts) + sum(p.words for p in inner)
        self.signs = sum(len("".join(t.split())) for t in texts) + sum(p.signs for p in inner)
        is_link = self.tag == "a"
        self.links = is_link + sum(p.links for p in inner)
        self.linked = self.signs if is_link else sum(p.linked for p in inner)
        self.is_inline = self.tag in _INLINE and all(p.is_inline for p in inner)

    def text(self) -> str:
        """All text below, as it stands."""
        return "".join(
            p if isinstance(p, str) else "\n" if p.tag == "br" else p.text() for p in self.parts
        )

    def all(self) -> Iterator[Element]:
        """Every part below this one."""
        for part in self.parts:
            if isinstance(part, Element):
                yield part
                yield from part.all()


@dataclass(slots=True)
class Page:
    """A page: its tree, what it says of itself by name, and later its text."""

    root: Element
    says: dict[str, str]
    text: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()


def parse_page(source: str) -> Page:
    """The tree of a page; it never fails, whatever the mark-up."""
    builder = _Builder()
    end = source.rfind(">") + 1  # behind the last tag a `<` opens none
    builder.feed(source[:end] + source[end:].replace("<", "&lt;"))
    builder.close()
    _drop_wrappings(builder.root)
    return Page(root=builder.root, says=builder.says)


class _Builder(HTMLParser):
    """Builds the tree while the page is parsed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("body")
        self.says: dict[str, str] = {}
        self._open = [self.root]
        self._silent: list[str] = []
        self._naming = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A part begins."""
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
            return
        if tag in _EMPTY:
            if tag == "br":
                self._open[-1].parts.append(Element("br"))
            return
        if tag in _NEVER or _is_hidden(given):
            self._silent.append(tag)
            return
        self._close_before(tag)
        names = {
            w.lower()
            for w in re.split(r"[\s_]+|--|-", f"{given.get('class', '')} {given.get('id', '')}")
        }
        role = (
            "article"
            if "articlebody" in given.get("itemprop", "").lower()
            else given.get("role", "")
        )
        part = Element(tag, role=role, wrapping=bool(names & _WRAPPINGS) or role in _ROLES)
        self._open[-1].parts.append(part)
        if len(self._open) < _MOST_DEEP:
            self._open.append(part)

    def handle_endtag(self, tag: str) -> None:
        """A part ends; one that was not begun is passed over."""
        if self._naming == tag:
            self._naming = ""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        for number in range(len(self._open) - 1, 0, -1):
            if self._open[number].tag == tag:
                del self._open[number:]
                return

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._naming:
            known = self.says.get(self._naming, "")
            if len(known) < 500:  # noqa: PLR2004 - no title is longer
                self.says[self._naming] = " ".join(f"{known} {data}".split())
        if not self._silent and self._naming != "title":
            self._open[-1].parts.append(data)

    def _note(self, tag: str, given: dict[str, str]) -> None:
        """What the page says of itself in its head, and its first heading."""
        if tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop", "")
            self.says.setdefault(name.lower(), " ".join(given.get("content", "").split()))
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.says.setdefault("canonical", given.get("href", ""))
        elif tag in {"title", "h1"} and not self._silent and tag not in self.says:
            self._naming = tag
        elif tag == "time" and given.get("datetime"):
            self.says.setdefault("pubdate", given["datetime"])

    def _close_before(self, tag: str) -> None:
        """Close the parts that `tag` ends by beginning."""
        closing = _CLOSES.get(tag)
        if closing is None and tag not in _INLINE:
            closing = frozenset(["p"])
        for number in range(len(self._open) - 1, 0, -1):
            inner = self._open[number].tag
            if closing and inner in closing:
                del self._open[number:]
                return
            if inner in _KEPT_OPEN or not closing:
                return


def _is_hidden(given: dict[str, str]) -> bool:
    """True for a part that readers do not see."""
    return (
        "hidden" in given
        or given.get("aria-hidden", "").lower() == "true"
        or _HIDDEN.search(given.get("style", "")) is not None
    )


def _drop_wrappings(root: Element) -> None:
    """Leave out what is wrapped around an article, unless it holds most of the page."""
    root.measure()
    most = root.words // 2

    def tidy(element: Element) -> None:
        element.parts = [
            p for p in element.parts if isinstance(p, str) or not (p.wrapping and p.words <= most)
        ]
        for part in element.parts:
            if isinstance(part, Element):
                tidy(part)

    tidy(root)
    root.measure()
