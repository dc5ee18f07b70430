"""Names looked up among listed ones, by the compiled kernel or by Python: the same answers.

The kernel works on one flat buffer. That of all but short lists is kept in a file and mapped the
next time, where a folder for it is named.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, overload

from withhold.names.candidates import Candidates
from withhold.names.kept_index import code_digest, kept_index
from withhold.names.kernel import native_kernel, native_tables
from withhold.names.keys import name_key
from withhold.names.score import NOT_TELLING, key_score

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from withhold.names._kernel import Index

#: Kinds of names that can make a review, and never a hit by themselves.
REVIEW_ONLY = frozenset({"weak", "unverified", "namesake"})
#: The kind of a hit on a party while the name is, word for word, that of another one.
NAMESAKE = "namesake"
#: A shorter list is indexed sooner than a file is opened.
WORTH_KEEPING = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of the register: whose it is, what kind (`published`, `alias`, `zh`, `weak` ...)."""

    entity_id: str
    entity: str
    text: str
    kind: str


class Found(NamedTuple):
    """A listed name that a name is like: both by their numbers, the score 0..1."""

    query_no: int
    listed_no: int
    score: float


class Lookup(Protocol):
    """Finds the listed names that names are like."""

    def match(self, names: Sequence[str], *, least: float, most: int) -> Sequence[Found]:
        """For each name, in order, the best listed name of each entity; falling score then id."""


def open_lookup(names: Sequence[ListedName], folder: Path | None) -> Lookup:
    """The lookup over listed names, by the kernel where there is one."""
    native = native_kernel()
    if native is None:
        return PythonLookup(names)
    return NativeLookup(native, names, folder)


class PythonLookup:
    """The lookup without a kernel."""

    def __init__(self, names: Sequence[ListedName]) -> None:
        self._keys = [name_key(n.text) for n in names]
        self._entities, self._ranks = _numbered(names)
        self._candidates = Candidates(self._keys)

    def match(self, names: Sequence[str], *, least: float, most: int) -> Sequence[Found]:
        """For each name, in order, the best listed name of each entity; falling score then id."""
        known: dict[str, list[tuple[int, float]]] = {}
        found: list[Found] = []
        for query_no, name in enumerate(names):
            if name not in known:
                known[name] = self._one(name, least, most)
            found += [Found(query_no, number, score) for number, score in known[name]]
        return found

    def _one(self, name: str, least: float, most: int) -> list[tuple[int, float]]:
        """The best listed name of each entity for one name."""
        query = name_key(name)
        best: dict[int, tuple[float, int, int]] = {}
        for number in self._candidates.numbers(name, telling=least > NOT_TELLING):
            score = key_score(query, self._keys[number]).score
            entity = self._entities[number]
            rival = (-score, self._ranks[number], number)
            if score >= least and (entity not in best or rival < best[entity]):
                best[entity] = rival
        ranked = sorted((rival[0], entity, rival[2]) for entity, rival in best.items())
        return [(number, -score) for score, _, number in ranked[:most]]


@dataclass(frozen=True, slots=True)
class Finds(Sequence[Found]):
    """What the kernel found, as three columns: sixteen bytes a find, made objects when walked."""

    queries: bytes
    listed: bytes
    scores: bytes

    def __len__(self) -> int:
        """How many finds."""
        return len(self.scores) // 8

    def __iter__(self) -> Iterator[Found]:
        """The finds in turn."""
        return map(Found._make, zip(*self._columns(), strict=True))

    @overload
    def __getitem__(self, place: int) -> Found: ...
    @overload
    def __getitem__(self, place: slice) -> list[Found]: ...
    def __getitem__(self, place: int | slice) -> Found | list[Found]:
        """The find at a place, or those of several."""
        parts = [column[place] for column in self._columns()]
        if isinstance(place, slice):
            return list(map(Found._make, zip(*parts, strict=True)))
        return Found._make(parts)

    def _columns(self) -> tuple[memoryview[Any], ...]:
        """The three columns as numbers."""
        return (
            memoryview(self.queries).cast("I"),
            memoryview(self.listed).cast("I"),
            memoryview(self.scores).cast("d"),
        )


class NativeLookup:
    """The lookup by the kernel."""

    def __init__(
        self, native: ModuleType, names: Sequence[ListedName], folder: Path | None
    ) -> None:
        self._native = native
        keeping = folder if len(names) >= WORTH_KEEPING else None
        self._index = _kept(native, names, keeping) if keeping else _made(native, names)

    def match(self, names: Sequence[str], *, least: float, most: int) -> Sequence[Found]:
        """For each name, in order, the best listed name of each entity; falling score then id."""
        return Finds(*self._native.match(self._index, names, least, most))


def _numbered(names: Sequence[ListedName]) -> tuple[array[int], array[int]]:
    """The number of each name's entity, by rising id, and which name of an entity speaks louder."""
    entities = {entity: n for n, entity in enumerate(sorted({name.entity_id for name in names}))}
    ranks = {
        pair: n for n, pair in enumerate(sorted({(n.kind in REVIEW_ONLY, n.text) for n in names}))
    }
    return (
        array("I", (entities[n.entity_id] for n in names)),
        array("I", (ranks[n.kind in REVIEW_ONLY, n.text] for n in names)),
    )


def _made(native: ModuleType, names: Sequence[ListedName], digest: bytes = bytes(32)) -> Index:
    """The index of the kernel over names, in memory."""
    index: Index = native.load(native_tables(), _buffer(native, names, digest))
    return index


def _buffer(native: ModuleType, names: Sequence[ListedName], digest: bytes) -> bytes:
    """The flat buffer of an index."""
    entities, ranks = _numbered(names)
    made: bytes = native.build(
        native_tables(), [n.text for n in names], entities.tobytes(), ranks.tobytes(), digest
    )
    return made


def _kept(native: ModuleType, names: Sequence[ListedName], folder: Path) -> Index:
    """The index of the kernel, from its file in a folder; in memory where none can be kept."""
    digest = names_digest(names)
    found = kept_index(native, folder, digest, lambda: _buffer(native, names, digest))
    return _made(native, names) if found is None else found


def names_digest(names: Sequence[ListedName]) -> bytes:
    """What an index is made from: every name, table and limit, the kernel, the code; 32 bytes."""
    from withhold.names.kernel_tables import tables_digest  # noqa: PLC0415 - only with a kernel

    found = sha256(f"{tables_digest()}\n".encode() + code_digest())
    for name in names:
        row = f"{name.entity_id}\x1f{name.kind in REVIEW_ONLY}\x1f{name.text}\x1e"
        found.update(row.encode("utf-8", "surrogatepass"))
    return found.digest()
