r"""A web page as a document: its article, without menus, scripts and hidden parts.

The article is found by its own marks (`article`, `main`), else by leaving out what pages wrap
around one: navigation, banners, forms, lists of links. It needs no extra, so that a page gives the
same text, and the same offsets, everywhere.

>>> page = b"<nav><a href=x>Home</a></nav><main><h1>A ban</h1><p>CBP acted.<script>x()</script>"
>>> text_of_html(page, "a.html").text
'A ban\n\nCBP acted.'
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.reading import Document
from withhold.sources.documents.encoding import decode_text
from withhold.sources.documents.page import Element, Page, parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE
)
_TITLES = ("og:title", "twitter:title", "title")
_ADDRESSES = ("canonical", "og:url")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "application-name")
_DAYS = (
    *("article:published_time", "datepublished", "dc.date", "date", "pubdate", "publish-date"),
    *("dcterms.created", "dc.date.issued", "parsely-pub-date", "sailthru.date"),
)
#: An article holds at least this share of the words of its page.
_SHARE = 0.3
_MOST_LINK = 0.6
_SHORT = 200
_MANY_LINKS = 4
_NO_MENUS = frozenset(("body", "html", "p", "h1", "h2", "h3", "td", "th", "tr"))


def open_html(data: bytes, file: str) -> Document:
    """The document of a web page; title, address, publisher and day as the page states them.

    Raises:
        InputError: no text is left of it.
    """
    page = text_of_html(data, file)
    if not page.text.strip():
        raise InputError(
            "a page without text", file=file, way_out="it may be made by scripts: save it as PDF"
        )
    return Document(
        name=PurePath(file).stem,
        text=page.text,
        title=_first(page, _TITLES),
        url=_first(page, _ADDRESSES),
        publisher=_first(page, _PUBLISHERS),
        published=_day(_first(page, _DAYS)),
        form="html",
        encoding=page.encoding,
        notes=page.notes,
    )


def text_of_html(data: bytes, file: str, *, declared: str = "") -> Page:
    """The text of a page, with what the page says of itself."""
    named = _DECLARED.search(data[:4096])
    read = decode_text(data, file, declared=declared or (named[1].decode("ascii") if named else ""))
    page = parse_page(read.text)
    page.encoding, page.notes = read.encoding, read.notes
    root = _article(page.root)
    blocks = [block for block in _blocks(root) if block]
    title = _first(page, ("h1", *_TITLES))
    if title and root is not page.root and title not in blocks[:8]:
        blocks.insert(0, title)
    page.text = "\n\n".join(blocks)
    return page


def _article(root: Element) -> Element:
    """The part that holds the article; the whole page where no part is marked or large enough."""
    whole = root.words
    for tag in ("article", "main"):
        marked = [e for e in root.all() if tag in {e.tag, e.role}]
        if tag == "article" and len(marked) > 1:
            marked = [e for e in marked if e.words > whole // 2]
        best = max(marked, key=lambda e: e.words, default=None)
        if best is not None and best.words >= whole * _SHARE:
            return best
    return root


def _blocks(element: Element) -> Iterator[str]:
    """The paragraphs below an element, without lists of links."""
    line: list[str] = []
    listed = sum(_is_link(part) for part in element.parts) >= _MANY_LINKS
    for part in element.parts:
        if isinstance(part, str):
            line.append(part)
        elif part.tag == "br":
            line.append("\n")
        elif part.is_inline:
            line.append(part.text())
        else:
            yield _tidy(line)
            line = []
            if not _is_menu(part) and not (listed and _is_link(part)):
                yield from _blocks(part)
    yield _tidy(line)


def _tidy(parts: list[str]) -> str:
    """Pieces of a line as one text with single blanks."""
    text = "".join(parts)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _is_menu(element: Element) -> bool:
    """True for a short part that is mostly links, or a list of nothing but links."""
    if not element.signs or element.tag in _NO_MENUS:
        return False
    links = element.links
    return (
        links > 1
        and element.linked > _MOST_LINK * element.signs
        and (element.signs < _SHORT * links)
    )


def _is_link(part: Element | str) -> bool:
    """True for a block that is one link and nothing else: several in a row are a menu."""
    return (
        not isinstance(part, str)
        and not part.is_inline
        and part.links == 1
        and 0 < part.signs <= _SHORT
        and part.linked >= part.signs
    )


def _first(page: Page, names: tuple[str, ...]) -> str:
    """The first of the named statements that the page makes of itself."""
    return next((page.says[name] for name in names if page.says.get(name)), "")


def _day(text: str) -> date | None:
    """A day in ISO form at the start of `text`; None where there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
