"""Which claims come from one origin, and so count once.

Copies of one wire story are found by their runs of words, whatever was cut or put before them.

>>> story = "Workers at the mill said that their papers were taken away on the first day of work"
>>> other = "The ministry published its new figures on trade in rice and timber this morning, late"
>>> a, b = sketch(story), sketch("By our own staff. " + story + " Nobody answered our calls.")
>>> is_copy(a, b), is_copy(a, sketch(other))
(True, False)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from withhold.base import shipped_yaml
from withhold.investigation.model import Sketch, weights
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from withhold.investigation.model import Claim, Source

#: Hashes kept of one text.
_MOST = 1024
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u3400-\u4dbf\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Claims that count as one, and why.

    Attributes:
        claim_ids: in the order of the ledger.
        reasons: `C-1 and C-4: one text is a copy of the other`.
    """

    claim_ids: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def sketch(text: str) -> Sketch:
    """The sketch of a text; of a long one, the hashes of one run in `scale`."""
    hashes = sorted({_hash(run) for run in _runs(text)})
    scale = 1
    while len(hashes) > _MOST:
        scale *= 2
        hashes = [h for h in hashes if h % scale == 0]
    return Sketch(hashes=tuple(hashes), scale=scale)


def _runs(text: str) -> Iterator[str]:
    """The runs of words of a text; a Chinese character is a word."""
    words = _TOKEN.findall(fold(text))
    size = int(str(_copies()["words"]))
    if words and len(words) < size:
        yield " ".join(words)
    for start in range(len(words) - size + 1):
        yield " ".join(words[start : start + size])


def _hash(run: str) -> int:
    """A number of 48 bits for a run of words."""
    return int.from_bytes(blake2b(run.encode("utf-8"), digest_size=6).digest(), "big")


def _copies() -> Mapping[str, object]:
    """When two texts are copies."""
    return weights()["copies"]


def shared(a: Sketch, b: Sketch) -> Decimal:
    """The share of the smaller text's runs that the other has too, 0 to 1."""
    scale = max(a.scale, b.scale)
    left, right = ({h for h in s.hashes if h % scale == 0} for s in (a, b))
    least = min(len(left), len(right))
    return Decimal(len(left & right)) / least if least else Decimal(0)


def is_copy(a: Sketch, b: Sketch) -> bool:
    """True where one text is a copy of the other, or holds it."""
    enough = min(len(a.hashes), len(b.hashes)) >= int(str(_copies()["least"]))
    return enough and shared(a, b) >= Decimal(str(_copies()["share"]))


def origins(claims: Iterable[Claim], sources: Mapping[str, Source]) -> tuple[Origin, ...]:
    """The claims in groups of one origin, in the order of the ledger.

    Testimonies of different witnesses stay apart, whoever took them down.
    """
    listed = list(claims)
    group = {c.claim_id: c.claim_id for c in listed}
    reasons: dict[str, list[str]] = {c.claim_id: [] for c in listed}
    between = _Ties(sources)

    def root(claim_id: str) -> str:
        while group[claim_id] != claim_id:
            claim_id = group[claim_id]
        return claim_id

    for place, right in enumerate(listed):
        for left in listed[:place]:
            if root(left.claim_id) == root(right.claim_id):
                continue
            ties = between(left, right)
            if ties:
                group[root(right.claim_id)] = root(left.claim_id)
                reasons[right.claim_id].append(
                    f"{left.claim_id} and {right.claim_id}: {', '.join(ties)}"
                )
    found: dict[str, list[str]] = {}
    for claim in listed:
        found.setdefault(root(claim.claim_id), []).append(claim.claim_id)
    return tuple(
        Origin(claim_ids=tuple(ids), reasons=tuple(r for i in ids for r in reasons[i]))
        for ids in found.values()
    )


class _Ties:
    """Why two claims are of one origin; each pair of sources is compared once."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def __call__(self, left: Claim, right: Claim) -> tuple[str, ...]:
        """The words of the table for the ties of two claims; empty: they have none."""
        pair = (left.quotation.source_id, right.quotation.source_id)
        if pair not in self._known:
            self._known[pair] = self._of_sources(*pair)
        witnessed = any(self._sources[i].witness_id for i in pair)
        same = not witnessed and fold(left.by) == fold(right.by)
        return ((_says("same_speaker"),) if same else ()) + self._known[pair]

    def _of_sources(self, first: str, second: str) -> tuple[str, ...]:
        """The ties of two sources."""
        a, b = self._sources[first], self._sources[second]
        rests = _rests(a, b) or _rests(b, a) or bool(set(a.rests_on) & set(b.rests_on))
        if a.witness_id or b.witness_id:
            held = {"same_speaker": a.witness_id == b.witness_id, "rests_on": rests}
        else:
            held = {
                "same_source": first == second,
                "same_text": first != second and is_copy(a.sketch, b.sketch),
                "same_publisher": first != second
                and bool(a.publisher)
                and fold(a.publisher) == fold(b.publisher),
                "rests_on": rests,
            }
        return tuple(_says(name) for name, holds in held.items() if holds)


def _rests(upper: Source, lower: Source) -> bool:
    """True where one source takes its contents from the other."""
    named = {fold(name) for name in upper.rests_on}
    return bool(named & ({fold(lower.source_id), fold(lower.publisher), fold(lower.title)} - {""}))


def _says(name: str) -> str:
    """The words of the table for a tie."""
    return str(next(row["says"] for row in _tie_rows() if row["id"] == name))


@cache
def _tie_rows() -> tuple[Mapping[str, str], ...]:
    """The rows of the table of ties."""
    return tuple(shipped_yaml("investigation", "weighing.yaml")["origins"])
