"""Names to be matched, from whatever a Python program has them in.

>>> [q.query_id for q in queries_of((["Acme Mill", "Hetian Taida"],))]
['1', '2']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.services.matching import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = ("name", "query_name")
_COLUMNS = ("query_id", *_NAMES, "country", "address")


def queries_of(names: Sequence[object], *, country: str = "", address: str = "") -> Iterator[Query]:
    """The queries of several names; or of one table, list of names or of dictionaries.

    Args:
        names: the names, or one thing that holds them.
        country: of every name that has none of its own.
        address: the same.

    Raises:
        InputError: anything else, or no column `name`.
    """
    for number, row in enumerate(_rows(names), 1):
        texts = {c: "" if row.get(c) is None else str(row[c]).strip() for c in _COLUMNS}
        yield Query(
            query_id=texts["query_id"] or str(number),
            name=texts["name"] or texts["query_name"],
            country=texts["country"] or country,
            address=texts["address"] or address,
        )


def _rows(names: Sequence[object]) -> Iterator[Mapping[str, object]]:
    """What is asked, each name with what is known of it."""
    from withhold.services.arrow import is_table, table_rows  # noqa: PLC0415 - duckdb is heavy

    only = names[0] if len(names) == 1 else names
    if is_table(only):
        for row in table_rows(only, _COLUMNS, needed=_NAMES):
            yield dict(zip(_COLUMNS, row, strict=True))
    elif isinstance(only, Iterable):
        for one in (only,) if isinstance(only, (str, Mapping)) else only:
            yield _row(one)
    else:
        yield _row(only)


def _row(one: object) -> Mapping[str, object]:
    """A name, or a dictionary with one.

    Raises:
        InputError: neither.
    """
    if isinstance(one, str):
        return {"name": one}
    if isinstance(one, Mapping) and any(name in one for name in _NAMES):
        return one
    raise InputError(
        "neither a name, nor a dictionary with one, nor a table",
        column="name",
        value=type(one).__name__,
        way_out="hand over names, dictionaries with `name`, or a table with an Arrow stream",
    )
