"""Names looked up in several processes, where a batch has many: the same answers, in any number.

Each worker builds the index for itself (it takes milliseconds), so nothing is shared and nothing is
forked from a process with threads.
"""

from __future__ import annotations

import multiprocessing
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from withhold.names import NameIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from multiprocessing.pool import Pool

    from withhold.names import ListedName

#: Fewer distinct names than this in a batch are looked up here: starting workers costs more.
WORTH_IT = 20_000
_CHUNK = 2_000
_INDEX: NameIndex | None = None
_LEAST = 0.0

NameRow = tuple[object, ...]


def hit_rows(index: NameIndex, name: str, least: float) -> list[NameRow]:
    """The rows of one name: entity, matched name, kind, score, reason."""
    return [
        (h.entity_id, h.entity, h.matched_name, h.kind, h.score, h.reason)
        for h in index.find(name, least=least)
    ]


class Workers:
    """Looks names up, alone or with others; close it at the end."""

    def __init__(self, listed: Sequence[ListedName], *, least: float, processes: int) -> None:
        self._listed = tuple(listed)
        self._least = least
        self._processes = processes
        self._index = NameIndex(self._listed)
        self._pool: Pool | None = None

    def rows(self, values: Iterable[tuple[Any, ...]]) -> Iterator[NameRow]:
        """The rows of many names, each with its name first, in their order."""
        waiting = iter(values)
        first = list(islice(waiting, WORTH_IT)) if self._processes > 1 else []
        if len(first) < WORTH_IT:
            for (name,) in chain(first, waiting):
                for row in hit_rows(self._index, name, self._least):
                    yield (name, *row)
            return
        names = (name for (name,) in chain(first, waiting))
        chunks = iter(lambda: list(islice(names, _CHUNK)), [])
        for found in self._workers().imap(_find, chunks):
            yield from found

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None

    def _workers(self) -> Pool:
        """The processes, started when first needed."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = context.Pool(self._processes, _start, (self._listed, self._least))
        return self._pool


def _start(listed: tuple[ListedName, ...], least: float) -> None:
    """Build the index of a worker; an interrupt is for the process that asks."""
    import signal  # noqa: PLC0415 - runs in the worker

    global _INDEX, _LEAST
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _INDEX, _LEAST = NameIndex(listed), least


def _find(names: list[str]) -> list[NameRow]:
    """The rows of a chunk of names."""
    index = _INDEX
    if index is None:  # pragma: no cover - a worker always starts first
        return []
    return [(name, *row) for name in names for row in hit_rows(index, name, _LEAST)]
