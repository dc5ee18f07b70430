"""Names looked up in several processes, where a batch has many: the same answers, in any number.

Each worker builds the index for itself (it takes milliseconds, and that of a long list is mapped
from its file), so nothing is shared and nothing is forked from a process with threads.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from withhold.names import MID_NAME, MidIndex, NameIndex, native_kernel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from withhold.names import ListedName

#: So many names of a run are looked up here before workers are started: that costs more.
WORTH_IT = 20_000
#: The compiled kernel does so many in the time that workers take to start.
WORTH_IT_NATIVE = 200_000
_CHUNK = 4_000
#: Chunks that workers are given before the first is taken back.
_MOST_ASKED = 64
_INDEX: NameIndex | None = None
_LEAST = 0.0

NameRow = tuple[object, ...]


def name_rows(index: NameIndex, names: Sequence[str], least: float) -> list[NameRow]:
    """The rows of names, each with its name first: entity, matched name, kind, score, reason."""
    return [
        (h.name, h.entity_id, h.entity, h.matched_name, h.kind, h.score, h.reason)
        for h in index.hits(names, least=least)
    ]


class Workers:
    """Looks names up, alone or with others; close it at the end."""

    def __init__(
        self,
        listed: Sequence[ListedName],
        *,
        least: float,
        processes: int,
        folder: Path | None = None,
    ) -> None:
        self._listed = tuple(listed)
        self._least = least
        self._processes = processes
        self._folder = folder
        self._index = NameIndex(self._listed, folder=folder)
        self._mids = MidIndex(self._listed)
        self._pool: ProcessPoolExecutor | None = None
        self._met = 0

    def rows(self, values: Iterable[tuple[Any, ...]]) -> Iterator[NameRow]:
        """The rows of many names, each with its name first; MIDs that stand for one at the end."""
        codes: list[str] = []

        def names() -> Iterator[tuple[Any, ...]]:
            for (name,) in values:
                if name.startswith(MID_NAME):
                    codes.append(name)
                else:
                    yield (name,)

        yield from self._named(names())
        for name in codes:
            for h in self._mids.find(name.removeprefix(MID_NAME)):
                yield (name, h.entity_id, h.entity, h.matched_name, h.kind, h.score, h.reason)

    def _named(self, values: Iterable[tuple[Any, ...]]) -> Iterator[NameRow]:
        """The rows of many names, each with its name first, in their order."""
        names = (name for (name,) in values)
        worth_it = WORTH_IT if native_kernel() is None else WORTH_IT_NATIVE
        wanted = max(0, worth_it - self._met)
        first = list(islice(names, wanted)) if self._processes > 1 else []
        self._met += len(first)
        chunks = _chunks(chain(first, names))
        if self._processes == 1 or len(first) < wanted:
            for chunk in chunks:
                yield from name_rows(self._index, chunk, self._least)
            return
        asked: deque[tuple[list[str], Future[list[NameRow]] | None]] = deque()
        for chunk in chunks:
            asked.append((chunk, self._asked(chunk)))
            if len(asked) >= _MOST_ASKED:
                yield from self._answered(*asked.popleft())
        for pair in asked:
            yield from self._answered(*pair)

    def close(self) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _asked(self, chunk: list[str]) -> Future[list[NameRow]] | None:
        """A chunk given to the workers; None where they have ended before their time."""
        try:
            return self._workers().submit(_find, chunk)
        except BrokenExecutor:
            return None

    def _answered(self, chunk: list[str], asked: Future[list[NameRow]] | None) -> list[NameRow]:
        """The rows of a chunk; looked up here where the workers have ended before their time."""
        with suppress(BrokenExecutor):
            if asked is not None:
                return asked.result()
        return name_rows(self._index, chunk, self._least)

    def _workers(self) -> ProcessPoolExecutor:
        """The processes, started when first needed; the kernel leaves a core to the others."""
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            count = self._processes if native_kernel() is None else self._processes - 1
            self._pool = ProcessPoolExecutor(
                count,
                mp_context=context,
                initializer=_start,
                initargs=(self._listed, self._least, self._folder),
            )
        return self._pool


def _chunks(names: Iterator[str]) -> Iterator[list[str]]:
    """Names, some thousand at a time."""
    return iter(lambda: list(islice(names, _CHUNK)), [])


def _start(listed: tuple[ListedName, ...], least: float, folder: Path | None) -> None:
    """Build the index of a worker; an interrupt is for the process that asks."""
    import signal  # noqa: PLC0415 - runs in the worker

    global _INDEX, _LEAST
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _INDEX, _LEAST = NameIndex(listed, folder=folder), least


def _find(names: list[str]) -> list[NameRow]:
    """The rows of a chunk of names."""
    index = _INDEX
    if index is None:  # pragma: no cover - a worker always starts first
        return []
    return name_rows(index, names, _LEAST)
