"""What a user says for the choices of a case: figures, evidence at hand, days meant.

>>> wishes = read_wishes(["storage_per_day=120", "commodity=cotton", "stages=farm,gin"])
>>> wishes.figures, wishes.held.package.stages
({'storage_per_day': 120.0}, ('farm', 'gin'))
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, UnknownName
from withhold.cases.costs import cost_table, read_figures
from withhold.cases.options import Wishes
from withhold.evidence import Certificate, ConsigneeStatement, Held, Package, Proof, package_of
from withhold.law.evidence_rules import commodity_row, evidence_requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from withhold.evidence import Document

_DAYS = ("storage_from", "act_on")
_WORDS = ("commodity", "route", "export_country")
_LISTS = ("stages", "chains", "records", "parts", "documents")
_PROOF = ("certificates", "statement", "production_countries")


def wish_keys() -> tuple[str, ...]:
    """Every key that may be said."""
    return (*cost_table()["figures"], *_DAYS, *_WORDS, *_LISTS, *_PROOF)


def read_wishes(pairs: Iterable[str], documents: Sequence[Document] = ()) -> Wishes:
    """What was said, as KEY=VALUE; lists with commas between.

    Args:
        pairs: what was typed.
        documents: exhibits at hand; stages and kinds are taken from them.

    Raises:
        UnknownName: no such key, commodity, part or statement part.
        InputError: no `=`, not a day, not a sum.
    """
    said: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise InputError("no `=` in it", column="--set", value=pair, way_out="KEY=VALUE")
        if key.strip() not in wish_keys():
            near = tuple(get_close_matches(key, wish_keys(), n=3)) or wish_keys()
            raise UnknownName("figure or fact", key, near=near)
        said[key.strip()] = value.strip()
    figures = {k: v for k, v in said.items() if k in cost_table()["figures"]}
    return Wishes(
        held=held_of(said, documents),
        figures=read_figures(figures),
        storage_from=_day(said, "storage_from"),
        act_on=_day(said, "act_on"),
    )


def held_of(said: Mapping[str, str], documents: Sequence[Document] = ()) -> Held:
    """The evidence at hand.

    Raises:
        UnknownName: no such commodity, part or statement part.
    """
    lists: dict[str, Any] = {k: _list(said[k]) for k in _LISTS if k in said}
    if said.get("commodity"):
        commodity_row(said["commodity"])
    _known("part", lists.get("parts", ()), [p["id"] for p in evidence_requirements()["parts"]])
    sets = {k: frozenset(lists[k]) if k in lists else None for k in _LISTS}
    package = Package(
        commodity=said.get("commodity", ""),
        route=said.get("route", ""),
        stages=lists.get("stages"),
        chains=sets["chains"],
        records=sets["records"],
        parts=sets["parts"],
        documents=sets["documents"],
    )
    if documents:
        package = _with_kinds(package_of(documents, package), package)
    return Held(proof=_proof(said), package=package, documents=tuple(documents))


def _with_kinds(found: Package, said: Package) -> Package:
    """The package of documents, with the kinds that were said besides."""
    return replace(found, documents=(found.documents or frozenset()) | (said.documents or set()))


def _proof(said: Mapping[str, str]) -> Proof:
    """The proof of admissibility at hand; `statement=all`: every part of it."""
    parts = evidence_requirements()["statement"]["parts"]
    told = _list(said.get("statement", ""))
    told = tuple(parts) if told == ("all",) else told
    _known("part of the statement", told, parts)
    countries = _list(said.get("certificates", ""))
    return Proof(
        export_country=said.get("export_country", "").upper(),
        production_countries=tuple(c.upper() for c in _list(said.get("production_countries", ""))),
        certificates=tuple(Certificate(country=c.upper()) for c in countries),
        statement=ConsigneeStatement(parts=frozenset(told)) if told else None,
    )


def _known(kind: str, told: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a word that the table does not have."""
    for word in told:
        if word not in known:
            raise UnknownName(kind, word, near=tuple(known))


def _list(text: str) -> tuple[str, ...]:
    """The members of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _day(said: Mapping[str, str], key: str) -> date | None:
    """A day that was said."""
    if not said.get(key):
        return None
    try:
        return date.fromisoformat(said[key])
    except ValueError as error:
        raise InputError(
            "not a day", column=key, value=said[key], way_out="write it as YYYY-MM-DD"
        ) from error
