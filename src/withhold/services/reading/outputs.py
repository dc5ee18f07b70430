"""What was read, into files: facts by the ending of the file, texts as facts point into them."""

from __future__ import annotations

import json
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, to_plain
from withhold.reading import Fact
from withhold.services.screening.outputs import Shape, whole, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from withhold.reading import Document, Version

#: The shape of a list of facts.
FACTS = Shape(
    columns=(
        *("doc", "type", "value", "start", "end", "text", "attrs"),
        *("extractor", "confidence"),
    ),
    numbers={"start": "BIGINT", "end": "BIGINT"},
    lists=frozenset(),
)


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact as one JSON object."""
    return {
        "doc": fact.doc,
        "type": fact.type,
        "value": fact.value,
        "start": fact.start,
        "end": fact.end,
        "text": fact.text,
        "attrs": to_plain(dict(fact.attrs)),
        "extractor": fact.extractor,
        "confidence": fact.confidence,
    }


def fact_of(row: Mapping[str, Any]) -> Fact:
    """The fact that a row was made of; lists where it had tuples."""
    return Fact(**row)


def write_facts(rows: Iterable[dict[str, Any]], told: Iterable[Version], out: str) -> None:
    """Facts as rows into a file by its ending, or as JSON lines to standard output.

    JSON lines of an article with several versions say which version they are of.

    Args:
        rows: in the order in which they are written.
        told: the versions of articles that were read more than once.
        out: a file, or `-`.

    Raises:
        InputError: it cannot be written.
    """
    if Path(out).suffix in {".parquet", ".xlsx"}:
        rows = ({**row, "attrs": json.dumps(row["attrs"], ensure_ascii=False)} for row in rows)
    elif Path(out).suffix != ".csv":
        numbered = {
            v.doc: {"article": v.article, "number": v.number, "latest": v.is_latest} for v in told
        }
        rows = (
            row | ({"version": numbered[row["doc"]]} if row["doc"] in numbered else {})
            for row in rows
        )
    write_rows(rows, out, FACTS)


def write_texts(documents: Iterable[Document], folder: Path) -> None:
    """The canonical text of each document as `NAME.txt`; line ends as they are.

    Raises:
        InputError: the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", file=str(folder)) from error
    for document in documents:
        with whole(folder / f"{PurePath(document.name).name}.txt") as temporary:
            temporary.write_bytes(document.text.encode("utf-8", "surrogatepass"))
