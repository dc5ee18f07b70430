"""Stages as values: each has one output table with a declared schema, and one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its name, its columns with their SQL types, in order."""

    name: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A table made from others by one query."""

    output: Table
    sql: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDistinct:
    """A table made by a Python function of the distinct values of some columns.

    Attributes:
        source: the table, and its columns whose distinct values are mapped.
        fn: from one value of each column to rows of the output's other columns; no row: nothing.
        many: the same for all values at once, the values first in each row; None: by `fn`.
    """

    output: Table
    source: tuple[str, tuple[str, ...]]
    fn: Callable[..., Iterable[tuple[object, ...]]]
    about: str
    many: Callable[[Iterable[tuple[object, ...]]], Iterable[tuple[object, ...]]] | None = None


Stage: TypeAlias = Select | MapDistinct
