"""The report of a screening run: one page that needs no network, sortable, printable."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import Template

#: Rows that a page shows; the rest is linked.
MOST_ROWS = 5_000
_MEANINGS = {
    "hit": "every test that the order asks for holds",
    "review": "a test is open: a person must look",
    "context": "the party or place is meant, but a test does not hold, or the order is superseded",
    "no_match": "no match in this list version; what was not checked is said",
}
_RANK = {word: number for number, word in enumerate(_MEANINGS)}
_COLUMNS = ("verdict", "line", "named", "listed as", "order", "score", "tests", "reasons")


def first_rows(rows: Iterable[dict[str, Any]], *, most: int = MOST_ROWS) -> list[dict[str, Any]]:
    """The first rows by verdict and score, `most` of them; memory is bounded by that number."""
    from heapq import nsmallest  # noqa: PLC0415 - only for reports

    numbered = ((_RANK[r["verdict"]], -(r["score"] or 1.0), n, r) for n, r in enumerate(rows))
    return [row for _, _, _, row in nsmallest(most, numbered, key=lambda item: item[:3])]


def screening_page(  # noqa: PLR0913 - the parts of a report
    manifest: Mapping[str, Any],
    rows: Sequence[dict[str, Any]],
    *,
    out_name: str,
    rejects_name: str,
    about: Sequence[str] = (),
    gaps: Sequence[str] = (),
) -> str:
    """The page as HTML text.

    Args:
        manifest: of the run.
        rows: those to show, from `first_rows`.
        out_name: the file of all rows, linked by its name.
        rejects_name: the rejects table, linked by its name; empty: none.
        about: paragraphs on where the input comes from.
        gaps: what the list version is known to lack.
    """
    counts = manifest["verdicts"]
    whole = max(1, *counts.values())
    shown = [
        {
            "word": word,
            "count": counts[word],
            "percent": round(100 * counts[word] / whole, 1),
            "meaning": meaning,
        }
        for word, meaning in _MEANINGS.items()
        if word != "no_match" or counts[word]
    ]
    return _template().render(
        run=manifest,
        rows=[{**row, "rank": _RANK[row["verdict"]]} for row in rows],
        left=sum(counts.values()) - len(rows),
        verdicts=shown,
        columns=_COLUMNS,
        instruments=sorted({r["instrument"] for r in rows if r["instrument"]}),
        out_name=out_name,
        rejects_name=rejects_name,
        about=about,
        gaps=gaps,
    )


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
    return environment.get_template("screening.html.j2")
