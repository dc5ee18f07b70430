"""How parties are written: the table of shapes, as sets and patterns.

>>> "sdn" in shapes()["forms"]
True
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from withhold.base import shipped_yaml

#: A run of capitalised words, as a pattern: for vessels and appositions.
RUN = (
    r"(?:[A-ZÀ-Þ][\w’'&-]*\.?|No\.\s*\d+|\d{1,4})"
    r"(?:[^\S\n]+(?:(?:of|and|de|del|des|du|dos|&)[^\S\n]+)?"
    r"(?:[A-ZÀ-Þ][\w’'&-]*|No\.\s*\d+|\d{1,4}|\([A-Z][\w ]{0,20}\))){0,13}"
)


@cache
def shapes() -> dict[str, Any]:
    """The table of shapes, as sets."""
    table: dict[str, Any] = shipped_yaml("reading", "party_shapes.yaml")
    sets: dict[str, Any] = {
        key: frozenset(value)
        for key, value in table.items()
        if key not in {"heads", "dotted_forms", "no_party_after"}
    }
    heads: dict[str, list[tuple[str, ...]]] = {}
    for head in sorted((tuple(head.split()) for head in table["heads"]), key=len, reverse=True):
        heads.setdefault(head[0], []).append(head)
    dotted = [tuple(form) for form in table["dotted_forms"]]
    never = "|".join(table["no_party_after"])
    return sets | {
        "not_first": sets["not_first"] | sets["openers"],
        "never": re.compile(rf"\b(?:{never})\s+(?:of\s+)?\Z", re.IGNORECASE),
        "first_of_many": sets["common_first"] | sets["joined"] | sets["generic"],
        "common": sets["generic"] | sets["joiners"],
        "heads": heads,
        "dotted": sorted(dotted, key=len, reverse=True),
        "dotted_first": frozenset(form[0] for form in dotted),
    }


#: Last words of the names of firms that are written without a legal form.
_TAIL = "|".join(shipped_yaml("reading", "party_shapes.yaml")["tails"])
#: A firm by the last word of its name, inside a sentence: "the mills of Acme Eastern Aluminum".
TAILED = re.compile(
    rf"(?<=[a-z,’] )(?P<name>(?:[A-Z][\w’-]+ (?:& )?){{1,3}}(?:{_TAIL}))"
    r"(?=[,.;]|[’']s\b|\s+[a-z(])(?!,?\s+(?:Act|Law)\b)"
)


#: A name behind a comma, which words before it may explain: "its parent, Acme Resources".
BEHIND_COMMA = re.compile(
    rf",\s+(?:the\s+)?(?P<name>{RUN})(?=\s*[,.;:)]|\s+(?:and|with|did|does|do|has|had|have|is|was"
    r"|said|says|told|which|that|who|of|in|to|denied|declined|will|would|could)\b)"
)


@cache
def explains() -> re.Pattern[str]:
    """What a name is, right before its comma: "its parent", "a buyer in Boston"."""
    nouns = "|".join(sorted(n for n in shapes()["makers"] if not n.endswith("ies")))
    return re.compile(
        r"\b(?:[Ii]ts|[Tt]heir|[Tt]he|[Tt]hat|[Tt]his|[Aa]n?|[Aa]nother|[Oo]ne|sister|whose|his|her)\s+(?:[\w’'-]+\s+){0,5}?"
        rf"(?P<noun>{nouns}|camp|prison|mine|mill|plantation|jail|vessel|boat|ship|trawler|longliner|other|second|third|chain|arm|branch|unit)"
        r"(?:\s+(?:in|of|from|based in)\s+(?:[A-Z][\w.]+\s?){1,3})?\Z"
    )


@cache
def apposed() -> re.Pattern[str]:
    """A name with what it is behind a comma: "Acme Food, a seafood processing company"."""
    makers = shapes()["makers"] - shapes()["person_makers"] - {"group"}
    nouns = "|".join(sorted(n for n in makers if not n.endswith("ies")))
    small = r"(?!(?:of|and|in|for|by|from|to|at|on|who|that|which|has|have|had|is|was)\b)"
    return re.compile(
        rf"(?<![\w.])(?P<name>(?!\w+day\b){RUN})(?:\s*\([^)\n]{{2,60}}\))?(?:\s+of\s+[A-Z]\w+)?,\s+"
        rf"(?!the\s+(?:{nouns})\s+(?!that\b|which\b|behind\b|at\b|of\b|whose\b|in\b|named\b)[a-z])"
        rf"(?:(?:an?|the|its|their)\s+(?:{small}[a-z’'-]+\s+|[A-Z][\w.]*(?:-\w+)?\s+){{0,5}}?(?:{nouns})\b(?![’'])"
        rf"|(?:el|la|una?|uno de los)\s+(?:[a-zñáéíóú]+\s+){{0,5}}?"
        rf"(?:exportador|exportadora|productor|productora"
        rf"|empresa|ingenio|fabricante|compañía|grupo|azucarera|procesadora|minera|pesquera)\b"
        rf"|one of\s+(?:{small}[\w’'-]+\s+){{0,6}}?(?:{nouns}|companies|firms|producers"
        rf"|chains|retailers|buyers|brands|importers|exporters|customers|mills"
        rf"|makers|suppliers|manufacturers|subsidiaries)\b)"
    )
