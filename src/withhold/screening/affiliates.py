"""A party that is related to a listed one: reached by an open clause of the order, or a warning.

An unlisted affiliate is not itself listed (INS-17). Where the order says "and its subsidiaries" and
the like, a known edge of ownership in force on the line's day makes the party one of the order's.

>>> reached_by("and its subsidiaries", "subsidiary", controls=True)
'yes'
>>> reached_by("and its subsidiaries", "sister", controls=True)
'no'
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from withhold.base import shipped_yaml
from withhold.names import REVIEW_ONLY, ListedName, NameIndex
from withhold.places import country_code
from withhold.screening.judge import RunFacts, judge
from withhold.screening.rulebook import RuleBook
from withhold.screening.verdict import effects, thresholds
from withhold.text import fold
from withhold.trade.party_numbers import party_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from withhold.register import Order
    from withhold.screening.hits import Hit
    from withhold.supply_chain import Ownership, Relation

#: Stands before the folded name of a related firm where an entity's id stands.
RELATED = "related:"
_RANKS = {"subsidiary": 0, "parent": 1, "sister": 2}
_TOLD = {
    "subsidiary": "is owned by",
    "parent": "owns",
    "sister": "has an owner in common with",
}
_PROOF = "party: a document that shows who holds more than half, and in which country the firm is"
_DAYS = ("import_date", "release_date", "entry_date", "presentation_date", "export_date")
_IMO = re.compile(r"\bIMO[ :#]*([0-9]{7})\b", re.IGNORECASE)
_IN_COUNTRY = re.compile(r"\bin ([A-Z][A-Za-z ]+)$")


class Affiliates:
    """The firms of an ownership file that are related to listed ones.

    Args:
        ownership: who owns whom.
        book: the orders.
        facts: what every row of the run has in common.
    """

    def __init__(self, ownership: Ownership, book: RuleBook, facts: RunFacts) -> None:
        self._ownership = ownership
        self._book = book
        self._facts = facts
        self._listed = self._find_listed()
        self._related = ownership.related(self._listed)
        self.relation = lru_cache(maxsize=100_000)(self._relation)

    def names(self) -> tuple[ListedName, ...]:
        """The names of related firms, to be found on lines like those of the register."""
        return tuple(
            ListedName(
                entity_id=f"{RELATED}{node}",
                entity=self._ownership.names[node],
                text=self._ownership.names[node],
                kind="published",
            )
            for node in sorted(self._related)
        )

    def numbers(self) -> Iterator[tuple[str, str, str, str]]:
        """Numbers that the file writes in the place of a related firm's name, or with it."""
        for node in sorted(self._related):
            name = self._ownership.names[node]
            for written in _IMO.findall(name):
                if number := party_number("imo", written):
                    yield number, f"{RELATED}{node}", name, name

    def entity_orders(self) -> Iterable[tuple[str, str]]:
        """Pairs of a related firm and an order that names a firm it may be related to."""
        entities = {e for found in self._listed.values() for e in found}
        orders = sorted({o for e, o in self._book.entity_orders() if e in entities})
        return ((f"{RELATED}{node}", order) for node in sorted(self._related) for order in orders)

    def judge(self, row: Mapping[str, Any]) -> Hit | None:
        """The row of the answer for a candidate that is a related firm; None: no order reaches it.

        The same tests judge it, with the listed party in the place of the related one.
        """
        order = self._book.orders.get(row["order_id"])
        node = str(row["entity_id"]).removeprefix(RELATED)
        if order is None:
            return None
        day = self._day(row)
        found = self.relation(node, order.order_id, day)
        known = found or self.relation(node, order.order_id, None)
        if known is None:
            return None
        relation, entity = known
        hit = judge(
            {
                **row,
                "entity_id": entity,
                "entity": relation.other,
                "matched_name": relation.other,
                "party_country": "",
            },
            self._book,
            self._facts,
        )
        if hit is None:
            return None
        return self._worded(hit, row, order, relation, day if found else None)

    def _worded(
        self,
        hit: Hit,
        row: Mapping[str, Any],
        order: Order,
        relation: Relation,
        day: date | None,
    ) -> Hit:
        """A row with the relation told, and its verdict as the clause of the order has it."""
        clause = clause_of(order, hit.entity_id)
        word = reached_by(
            clause,
            relation.kind,
            controls=relation.controls,
            fleet=_is_fleet(order, hit.entity_id),
            country=row["party_country"],
        )
        if day is None and word != "no":
            word = "ended"
        told = (
            f"ownership: {row['input_name']} {_TOLD[relation.kind]} {relation.other}: "
            f"{relation.told}"
        )
        reasons = (told, _CLAUSE[word].format(clause=clause, day=self._day(row)), *hit.reasons)
        hit = replace(hit, reasons=tuple(r for r in reasons if r))
        if word == "yes":
            return hit
        if word == "weak":
            verdict = "review" if hit.verdict == "hit" else hit.verdict
            return replace(hit, verdict=verdict, party_test="weak", would_change=_PROOF)
        effect = effects()["related"]
        return replace(
            hit,
            verdict="context",
            party_test="no",
            legal_effect=effect["effect"],
            next_step=effect["next_step"],
            would_change=effect["would_change"],
        )

    def _day(self, row: Mapping[str, Any]) -> date:
        """The day on which an ownership must be in force: the line's, else that of the run."""
        own = next((row[name] for name in _DAYS if row[name]), "")
        if own:
            return date.fromisoformat(own)
        return self._book.as_of or self._facts.today

    def _relation(self, node: str, order_id: str, day: date | None) -> tuple[Relation, str] | None:
        """The nearest relation of a firm to one that an order names, and that one's entity."""
        named = {p.entity_id for p in self._book.orders[order_id].parties if not p.excluded}
        if node in self._listed and named & set(self._listed[node]):
            return None
        found = [
            (relation, entity)
            for relation in self._ownership.relations(self._ownership.names[node], day)
            for entity in self._listed.get(fold(relation.other), ())
            if entity in named
        ]
        return min(
            found,
            key=lambda f: (_RANKS[f[0].kind], not f[0].controls, len(f[0].edges), f[1]),
            default=None,
        )

    def _find_listed(self) -> dict[str, tuple[str, ...]]:
        """The entities of the register that firms of the file are, by folded name."""
        every_list = RuleBook(self._book.register, as_of=self._book.as_of)
        index = NameIndex(every_list.listed_names())
        surely, _ = thresholds()
        entities = {e for e, _ in self._book.entity_orders()}
        found: dict[str, tuple[str, ...]] = {}
        for node, name in self._ownership.names.items():
            if name in entities:
                found[node] = (name,)
                continue
            hits = [
                h.entity_id
                for h in index.find(name, least=surely)
                if h.kind not in REVIEW_ONLY and h.score >= surely and h.entity_id in entities
            ]
            if hits:
                found[node] = tuple(hits)
        return found


#: What is told of the order's clause, by the word of the test.
_CLAUSE = {
    "yes": "the order reaches {clause!r} (ORD-10)",
    "weak": "the order reaches {clause!r}; a share of more than half, or the country it names, is "
    "not shown (ORD-10)",
    "ended": "the order reaches {clause!r}, but no such ownership is known on {day} (INS-17)",
    "no": "a related firm is not itself listed (INS-17): a warning",
}


@cache
def _table() -> dict[str, Any]:
    """The table of clauses."""
    table: dict[str, Any] = shipped_yaml("screening", "open_clauses.yaml")
    return table


def reached_by(
    clause: str, relation: str, *, controls: bool, fleet: bool = False, country: str = ""
) -> str:
    """Whether the open clause of an order reaches a firm of that relation.

    Args:
        clause: as printed; empty: the order has none.
        relation: `subsidiary`, `parent` or `sister`.
        controls: every share is more than half, or not said.
        fleet: the named party is the owner of a fleet that the order means.
        country: of the firm, for a clause that names one.

    Returns:
        `yes`; `weak`: a share of half or less, or the country is another or not known; `no`.
    """
    rows = [_table()["fleet"]] if fleet else []
    text = clause.casefold()
    rows += [r for r in _table()["clauses"] if any(word in text for word in r["words"])]
    fitting = [r for r in rows if relation in r["relations"]]
    if not fitting:
        return "no"
    limit = _IN_COUNTRY.search(clause)
    asked = country_code(limit[1]) if limit else ""
    if asked and country_code(country) != asked:
        return "weak"
    return "yes" if controls or any(r.get("any_share") for r in fitting) else "weak"


def clause_of(order: Order, entity_id: str) -> str:
    """The open clause of an order as printed, those of another party left out."""
    own = [p.open_clause for p in order.parties if p.open_clause and p.entity_id in {"", entity_id}]
    return "; ".join(dict.fromkeys(order.tail or own))


def _is_fleet(order: Order, entity_id: str) -> bool:
    """True where the order means the fleet of an entity."""
    return any(p.kind == "fleet" and p.entity_id == entity_id for p in order.parties)


def only_best(
    rows: Iterator[tuple[int, Hit]], ranks: Mapping[str, int]
) -> Iterator[tuple[int, Hit]]:
    """Rows in their order, each key of a line once: the more telling one, the first of equal ones.

    Args:
        rows: with the number of their line, lines in order.
        ranks: of the verdicts, the most telling 0.
    """
    line: int | None = None
    best: dict[tuple[str, ...], Hit] = {}
    for number, hit in rows:
        if number != line:
            yield from ((line, h) for h in best.values() if line is not None)
            line, best = number, {}
        key = (hit.party_role, hit.entity_id, hit.order_id, hit.limb)
        if key not in best or ranks[hit.verdict] < ranks[best[key].verdict]:
            best[key] = hit
    yield from ((line, h) for h in best.values() if line is not None)
