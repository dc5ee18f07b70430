"""Names against every party the register has ever held; two names against each other.

>>> rows = match_names(load_register(), [Query(query_id="1", name="Hefei Bitland")])
>>> rows[0]["entity"], rows[0]["verdict"]
('Hefei Bitland Information Technology Co., Ltd.', 'review')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from withhold.names import REVIEW_ONLY, NameIndex, pair_score
from withhold.places import country_code, xinjiang_sign
from withhold.register import InForce, Instrument, order_state
from withhold.screening import RuleBook, pair_threshold, thresholds
from withhold.services.registers import load_register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from withhold.names import NameHit
    from withhold.register import Order, Register

__all__ = ["Query", "compare_names", "load_register", "match_names"]

MATCH_COLUMNS = (
    "query_id",
    "rank",
    "verdict",
    "score",
    "entity_id",
    "entity",
    "matched_name",
    "order_ids",
    "keys",
    "lists",
    "in_force",
    "reasons",
)
MATCH_LISTS = frozenset({"order_ids", "keys", "lists", "reasons"})
_SEEN_FROM = 0.01
#: Queries whose rows are kept, so that equal ones cost nothing; longer texts are not.
_KEPT, _SHORT = 16_384, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A name to be matched, with what is known of the party."""

    query_id: str
    name: str
    country: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchOptions:
    """How names are matched.

    Attributes:
        limit: entities for one name at the most.
        min_score: also show entities from that score on, below the review threshold.
        as_of: the day of `in_force`; None: it stays empty.
        only_in_force: leave out entities that no order reaches that day.
        cache: folder where the index of listed names is kept for the next time; None: nowhere.
    """

    limit: int = 5
    min_score: float | None = None
    as_of: date | None = None
    only_in_force: bool = False
    cache: Path | None = None


def match_names(
    register: Register, queries: Iterable[Query], options: MatchOptions | None = None
) -> list[dict[str, Any]]:
    """The rows of every query, in input order: entities by falling score, then a region."""
    return [row for found in iter_matches(register, queries, options) for row in found]


def iter_matches(
    register: Register, queries: Iterable[Query], options: MatchOptions | None = None
) -> Iterator[list[dict[str, Any]]]:
    """The rows of each query in turn."""
    chosen = options or MatchOptions()
    matcher = _matcher(register, chosen.cache)
    for query in queries:
        yield matcher.rows(query, chosen)


def compare_names(left: str, right: str) -> dict[str, Any]:
    """`score`, `same` and `reasons` of two names."""
    found = pair_score(left, right)
    score = round(found.score, 4)
    return {"score": score, "same": score >= pair_threshold(), "reasons": [found.reason]}


class _Matcher:
    """A register ready to be asked for names."""

    def __init__(self, register: Register, cache: Path | None) -> None:
        self._book = RuleBook(register, as_of=None)
        regions = self._book.region_names()
        listed = (*self._book.listed_names(), *(name for name, _ in regions))
        self._index = NameIndex(listed, folder=cache)
        self._regions = frozenset(name.entity_id for name, _ in regions)
        self._orders: dict[str, list[Order]] = {}
        of_regions = ((name.entity_id, order_id) for name, order_id in regions)
        for entity, order_id in dict.fromkeys((*self._book.entity_orders(), *of_regions)):
            self._orders.setdefault(entity, []).append(self._book.orders[order_id])
        for orders in self._orders.values():
            orders.sort(
                key=lambda o: (o.issued_on is not None, o.issued_on, o.order_id), reverse=True
            )
        self._xinjiang = [
            o.order_id
            for o in self._book.orders.values()
            if any(p.kind == "region" for p in o.parties)
        ]

        self._kept_rows = lru_cache(maxsize=_KEPT)(self._rows)

    def rows(self, query: Query, options: MatchOptions) -> list[dict[str, Any]]:
        """The rows of one query; those of a query asked before are not made again."""
        asked = replace(query, query_id="")
        short = len(query.name) + len(query.address) + len(query.country) <= _SHORT
        found = self._kept_rows(asked, options) if short else self._rows(asked, options)
        return [row | {"query_id": query.query_id} for row in found]

    def _rows(self, query: Query, options: MatchOptions) -> list[dict[str, Any]]:
        """The rows of one query without its number."""
        surely, perhaps = thresholds()
        least = perhaps if options.min_score is None else min(perhaps, options.min_score)
        seen = (
            self._index.find(query.name, least=min(least, _SEEN_FROM)) if query.name.strip() else ()
        )
        seen = tuple(h for h in seen if h.score >= surely or h.entity_id not in self._regions)
        kept = [h for h in seen if h.score >= least]
        if options.only_in_force and options.as_of is not None:
            kept = [h for h in kept if self._in_force(h.entity_id, options.as_of) != "no"]
        rows = [
            self._row(query, rank, hit, options, surely, perhaps)
            for rank, hit in enumerate(kept[: options.limit], 1)
        ]
        region = self._region_row(query, len(rows) + 1, options)
        if not rows:
            best = seen[0].score if seen else 0.0
            if region is None or not query.name.strip():
                rows.append(_nothing(query, best))
        return [*rows, region] if region else rows

    def _row(  # noqa: PLR0913 - what a row is made of
        self,
        query: Query,
        rank: int,
        hit: NameHit,
        options: MatchOptions,
        surely: float,
        perhaps: float,
    ) -> dict[str, Any]:
        """The row of an entity."""
        orders = self._orders.get(hit.entity_id, [])
        against = self._against(query, hit)
        sure = hit.score >= surely and hit.kind not in REVIEW_ONLY and not against
        verdict = "hit" if sure else "review" if hit.score >= perhaps else "no_match"
        return {
            "query_id": query.query_id,
            "rank": rank,
            "verdict": verdict,
            "score": hit.score,
            "entity_id": hit.entity_id,
            "entity": hit.entity,
            "matched_name": hit.matched_name,
            "order_ids": [o.order_id for o in orders],
            "keys": list(dict.fromkeys(o.key or o.order_id for o in orders)),
            "lists": sorted({o.list for o in orders}),
            "in_force": self._in_force(hit.entity_id, options.as_of) if options.as_of else "",
            "reasons": [hit.reason, *([against] if against else [])],
        }

    def _against(self, query: Query, hit: NameHit) -> str:
        """What the country says against a hit, or empty."""
        country = country_code(query.country)
        known = self._book.entity_of(hit.entity_id)
        china = {"CN", "HK", "MO"}
        if (
            not country
            or not known
            or country in known
            or (country in china and china & set(known))
        ):
            return ""
        return f"the country is {country}, the listed party's is {', '.join(known)}"

    def _in_force(self, entity_id: str, day: date) -> str:
        """Whether the orders that name an entity are in force on a day: yes, no or partly."""
        states = [
            order_state(o, day).in_force is not InForce.NO for o in self._orders.get(entity_id, ())
        ]
        return "yes" if states and all(states) else "partly" if any(states) else "no"

    def _region_row(self, query: Query, rank: int, options: MatchOptions) -> dict[str, Any] | None:
        """The row of an address in a covered region, or None."""
        sign = xinjiang_sign(address=query.address, country=query.country)
        if sign.test not in {"yes", "weak", "contradicted"}:
            return None
        return {
            "query_id": query.query_id,
            "rank": rank,
            "verdict": "review",
            "score": None,
            "entity_id": "",
            "entity": "",
            "matched_name": "",
            "order_ids": ["uflpa:geographic", *self._xinjiang],
            "keys": ["uflpa:geographic", *self._xinjiang],
            "lists": ["uflpa", Instrument.WRO.value.lower()],
            "in_force": "yes" if options.as_of else "",
            "reasons": [f"region: {sign.reason}"],
        }


@lru_cache(maxsize=4)
def _matcher(register: Register, cache: Path | None) -> _Matcher:
    """The matcher of a register, made once."""
    return _Matcher(register, cache)


def _nothing(query: Query, best: float) -> dict[str, Any]:
    """The row of a name that nothing is like."""
    empty = not query.name.strip()
    return {
        "query_id": query.query_id,
        "rank": 0,
        "verdict": "no_match",
        "score": best,
        "entity_id": "",
        "entity": "",
        "matched_name": "",
        "order_ids": [],
        "keys": [],
        "lists": [],
        "in_force": "",
        "reasons": ["an empty name" if empty else "no listed name is like it"],
    }
