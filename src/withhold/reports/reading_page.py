"""The report of reading: each text marked up with its facts, on one page that needs no network."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import Template

    from withhold.reading import Document, Fact

#: Signs of a text that the page shows; the whole text is in the file.
MOST_SIGNS = 200_000
#: Types that mark no words of their own: they point at the words of another fact.
_POINTING = frozenset({"link", "conflict"})
#: A claim spans whole sentences: it is drawn as a line under them.
_WIDE = frozenset({"claim", "unnamed_claim"})


def reading_page(
    documents: Sequence[Document], facts: Sequence[Fact], *, out_name: str, version: str
) -> str:
    """The page as HTML text; everything that a document says is escaped.

    Args:
        documents: in the order in which they are shown.
        facts: of all documents.
        out_name: the file of the facts, named on the page.
        version: the list version of the register.
    """
    by_doc: dict[str, list[Fact]] = {document.name: [] for document in documents}
    for fact in facts:
        by_doc[fact.doc].append(fact)
    shown = [_shown(document, by_doc[document.name]) for document in documents]
    types = Counter(fact.type for fact in facts)
    return _template().render(
        documents=shown, types=sorted(types.items()), out_name=out_name, version=version
    )


def _shown(document: Document, facts: Sequence[Fact]) -> dict[str, Any]:
    """What the page shows of one document."""
    return {
        "name": document.name,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "published": document.published.isoformat() if document.published else "",
        "notes": document.notes,
        "left": max(0, len(document.text) - MOST_SIGNS),
        "pieces": list(_pieces(document.text[:MOST_SIGNS], facts)),
        "links": [f for f in facts if f.type == "link" and "by" in f.attrs],
        "citations": list(
            dict.fromkeys(f.value for f in facts if f.type == "link" and "by" not in f.attrs)
        ),
        "conflicts": [f for f in facts if f.type == "conflict"],
        "claims": [
            (*f.value.rsplit("|", 1), f) for f in facts if f.type in _WIDE and f.start < MOST_SIGNS
        ],
        "counts": sorted(Counter(f.type for f in facts).items()),
    }


def _pieces(text: str, facts: Sequence[Fact]) -> Iterator[dict[str, Any]]:
    """The text cut at the borders of facts; each piece with the facts that cover it.

    A piece takes the colour of its shortest fact.
    """
    marking = [f for f in facts if f.type not in _POINTING and f.start < len(text)]
    borders = sorted({0, len(text), *(f.start for f in marking), *(f.end for f in marking)})
    ordered = sorted(marking, key=lambda f: f.start)
    open_facts: list[Fact] = []
    following = 0
    for start, end in pairwise(borders):
        while following < len(ordered) and ordered[following].start <= start:
            open_facts.append(ordered[following])
            following += 1
        open_facts = [f for f in open_facts if f.end > start]
        if start < len(text):
            yield _piece(text[start:end], open_facts)


def _piece(text: str, covering: Sequence[Fact]) -> dict[str, Any]:
    """A piece of text and how it is marked."""
    inner = [f for f in covering if f.type not in _WIDE]
    own = min(inner, key=lambda f: f.end - f.start, default=None)
    return {
        "text": text,
        "type": own.type if own else "",
        "claimed": len(inner) < len(covering),
        "says": "; ".join(_says(f) for f in covering),
    }


def _says(fact: Fact) -> str:
    """A fact in a few words."""
    attrs = ", ".join(f"{key} {value}" for key, value in fact.attrs.items() if key != "source")
    return f"{fact.type}: {fact.value}" + (f" ({attrs})" if attrs else "")


@cache
def _template() -> Template:
    """The template, every value escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only for reports

    environment = Environment(
        loader=PackageLoader("withhold.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("reading.html.j2")
