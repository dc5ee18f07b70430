"""The parties of an entity cell of CBP's list.

General rules read the forms that recur: `a/k/a` chains, `;` and `and` between firms, open clauses,
vessels and fleets. A cell that no rule splits safely is looked up in a reviewed table; a cell in
neither stops the import, because a name cut at the wrong place matches the wrong firm for years.

>>> [p.name for p in read_parties("Acme Co., Ltd. and Beta Trading Co., Ltd.", {})]
['Acme Co., Ltd.', 'Beta Trading Co., Ltd.']
>>> read_parties("Acme Holdings Ltd. and its subsidiaries", {})[0].open_clause
'and its subsidiaries'
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from withhold.base import shipped_csv, slug, split_list
from withhold.sources.published import PublishedParty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Ends of a name: legal forms, then words of works, institutions and places of work.
_FORM = (
    r"(?:Co\.?,? ?Ltd|Co\.?,? Limited|Company,? Limited|Ltd|Limited|Inc|Incorporated|L\.?L\.?C|Corp"
    r"|Corporation|Company|Co|Group|Holdings?|Berhad|Bhd|Pvt\.?,? Ltd|Pvt|Pte|GmbH"
    r"|S\.?A\.? de C\.?V"
    r"|S\.?R\.?L|S\.?A|S\.?L|S\.?p\.?A|Ltda|D\.?O\.?O|PLC|LLP|A\.?S|N\.?V|B\.?V|Oy|AB|AG)\.*"
)
_WORK = (
    r"(?:Works|Factory|Plant|Mine|Mines|Farm|Park|Prison|Center|Centre|Camp|Detachment|Division"
    r"|Enterprises?|Industries|Machinery|Grande|Zrenjanin|Penitentiary|Estate|Mill|Mills"
    r"|Cooperative|Plantation|Plantations|Fields?)"
)
_END = rf"(?:{_FORM}|{_WORK})"
_ENDS = re.compile(rf"(?:^|[\s,]){_END}(?: \([^()]*\))?(?: [A-Z][a-z]+)?$", re.IGNORECASE)
_JOINT = re.compile(
    rf"(?<=[\s,])({_END}),? and (?=[A-Z])|(?<=[\s,])({_FORM}), (?=[A-Z](?!td|imited|nc|LC))"
)
_ALSO = re.compile(r",? ?\b(?:a/?k/?a|a\.k\.a\.|also known as|d/?b/?a)\b\.?:? ", re.IGNORECASE)
_FORMERLY = re.compile(r",? ?\b(?:f/?k/?a|f\.k\.a\.|formerly known as)\b\.?:? ", re.IGNORECASE)
_CLAUSE = re.compile(
    r",? (and (?:(?:all|any|its|their|of) )*(?:(?:subordinated?|affiliated) and )?"
    r"(?:subsidiaries|subordinates|affiliates"
    r"|(?:subordinate|affiliated)(?: and affiliated)? entities)"
    r"(?: and (?:affiliates|subsidiaries|joint ventures))?)\.?$",
    re.IGNORECASE,
)
_VESSEL = re.compile(r"^(?:the )?fishing vessel: *(?P<name>[^;,:]+)$", re.IGNORECASE)
_FLEET = re.compile(
    r"^(?P<clause>fishing vessels (?:owned|operated)(?: or operated)? by) (?P<name>.+)$",
    re.IGNORECASE,
)
_NEVER_IN_A_NAME = re.compile(
    r"[;:|<>\"]|/|\b(?:produced|containing|except|excluding|owned|operated|including|such as|"
    r"whole or in part|any|all|whose|which|that|known as)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(rf",(?! ?(?:{_FORM})(?:$|[\s,]))", re.IGNORECASE)
_ACRONYM = re.compile(r" \(([A-Z]{3,8})\)$")
_KINDS = (
    (
        "prison",
        re.compile(
            r"\b(?:prison|penitentiary|laogai|labor reform|reform through labor)\b", re.IGNORECASE
        ),
    ),
    ("camp", re.compile(r"\breeducation-through-labor camp\b", re.IGNORECASE)),
    ("training_centre", re.compile(r"\btraining cent(?:er|re)\b", re.IGNORECASE)),
    ("park", re.compile(r"\bindustrial park\b", re.IGNORECASE)),
)


#: The columns of a table of reviewed cells: one row a party.
CELL_COLUMNS = (
    "cell",
    "name",
    "aliases",
    "former_names",
    "open_clause",
    "kind",
    "locality",
    "basis",
)


class UnreadableCell(ValueError):
    """A cell in a form that no rule reads; the argument says what stood in the way."""


@cache
def reviewed_cells() -> Mapping[str, tuple[PublishedParty, ...]]:
    """The cells reviewed by hand, by slug."""
    return cells_of(shipped_csv("sources.cbp_orders", "entity_cells.csv"))


def cells_of(rows: Iterable[Mapping[str, str]]) -> Mapping[str, tuple[PublishedParty, ...]]:
    """A table of reviewed cells, by slug of the cell: one row a party."""
    cells: dict[str, list[PublishedParty]] = defaultdict(list)
    for row in rows:
        cells[slug(row["cell"])].append(
            PublishedParty(
                name=row["name"],
                aliases=split_list(row["aliases"]),
                former_names=split_list(row["former_names"]),
                open_clause=row["open_clause"],
                kind=row["kind"] or "firm",
                locality=row["locality"],
            )
        )
    return {key: tuple(value) for key, value in cells.items()}


def read_parties(
    cell: str, reviewed: Mapping[str, tuple[PublishedParty, ...]]
) -> tuple[PublishedParty, ...]:
    """The parties that a tidied, non-empty entity cell names.

    Args:
        cell: the cell.
        reviewed: cells that a person read, by slug; they come before the rules.

    Raises:
        UnreadableCell: the cell has a form that neither the table nor a rule knows.
    """
    found = reviewed.get(slug(cell)) or reviewed_cells().get(slug(cell))
    if found:
        return found
    text = " ".join(cell.split()).rstrip(", ")
    if vessel := _VESSEL.match(text):
        return (PublishedParty(name=vessel["name"].strip(), kind="vessel"),)
    if fleet := _FLEET.match(text):
        (owner,) = _named(fleet["name"], clause=fleet["clause"], whole=text)
        return (_replaced(owner, kind="fleet"),)
    clause = _CLAUSE.search(text)
    body = text[: clause.start()] if clause else text
    parties = tuple(
        party
        for group in body.split(";")
        if group.strip()
        for party in _named(group.strip().removeprefix("and "), clause="", whole=text)
    )
    if not parties:
        raise UnreadableCell("no name in the cell")
    if clause:
        parties = (*parties[:-1], _replaced(parties[-1], open_clause=clause[1]))
    return parties


def _named(group: str, *, clause: str, whole: str) -> tuple[PublishedParty, ...]:
    """The parties of a group: names, the last one with its other names."""
    parts = re.split(_ALSO, group)
    former: list[str] = []
    names: list[str] = []
    for part in parts:
        current, *older = re.split(_FORMERLY, part)
        names.append(current.strip(" ,"))
        former += [name.strip(" ,") for name in older]
    heads = _split_joint(names[0])
    others = tuple(names[1:])
    for name in (*heads, *others, *former):
        _check_name(name, lone=len(heads) == 1 and not others, whole=whole)
    return tuple(
        _party(
            head,
            aliases=others if head == heads[-1] else (),
            former=tuple(former) if head == heads[-1] else (),
            clause=clause,
        )
        for head in heads
    )


def _split_joint(text: str) -> tuple[str, ...]:
    """Names joined by `and` or a comma behind a legal form or a word of works."""
    cut = _JOINT.sub(lambda m: f"{m[1] or m[2]}\n", text)
    return tuple(part.strip(" ,") for part in cut.split("\n") if part.strip(" ,"))


def _check_name(name: str, *, lone: bool, whole: str) -> None:
    """Refuse what cannot be one name.

    Raises:
        UnreadableCell: says what stood in the way.
    """
    bare = " ".join(re.sub(r"\([^()]*\)", " ", name).split())
    if "(" in bare or ")" in bare:
        raise UnreadableCell("a bracket is not closed")
    if not any(c.isalpha() for c in bare):
        raise UnreadableCell("a name without letters")
    if found := _NEVER_IN_A_NAME.search(bare):
        raise UnreadableCell(f"{found[0]!r} does not belong into a name")
    if _COMMA.search(bare):
        raise UnreadableCell(
            "a comma that no legal form follows: several names, or name and place?"
        )
    joined = re.search(r"\band\b|&", bare) and not _ENDS.search(bare)
    if joined and lone:
        raise UnreadableCell(f"'and' in {whole!r}: one name or two?")


def _party(
    name: str, *, aliases: tuple[str, ...], former: tuple[str, ...], clause: str
) -> PublishedParty:
    """A party of a name; an acronym in brackets at its end is another name of it."""
    acronym = _ACRONYM.search(name)
    everything = " ".join((name, *aliases))
    return PublishedParty(
        name=name,
        aliases=(*aliases, *((acronym[1],) if acronym else ())),
        former_names=former,
        open_clause=clause,
        kind=next((kind for kind, sign in _KINDS if sign.search(everything)), "firm"),
    )


def _replaced(party: PublishedParty, *, kind: str = "", open_clause: str = "") -> PublishedParty:
    """`party` of another kind or with an open clause."""
    return PublishedParty(
        name=party.name,
        aliases=party.aliases,
        former_names=party.former_names,
        open_clause=open_clause or party.open_clause,
        kind=kind or party.kind,
        locality=party.locality,
    )
