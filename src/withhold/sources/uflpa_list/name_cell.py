"""The name cell of the UFLPA page: a name, then its other names in brackets, then an open clause.

Names have brackets of their own, so the cell is read from its end; where the page states how many
aliases follow, they are counted.

>>> read_name("Acme (Baotou) Co., Ltd. (also known as Beta; and formerly known as Gamma Ltd.)")
... # doctest: +NORMALIZE_WHITESPACE
PublishedParty(name='Acme (Baotou) Co., Ltd.', aliases=('Beta',), former_names=('Gamma Ltd.',),
               open_clause='', kind='firm', locality='', identifiers=())
"""

from __future__ import annotations

import re

from withhold.sources.published import PublishedParty

_CLAUSE = re.compile(
    r",? (and (?:(?:all|any|its|their|of) )*(?:(?:subordinate|affiliated) and "
    r"(?:affiliated|subordinate) entities|(?:subordinate|affiliated) entities|subsidiaries"
    r"|affiliates|subordinates)(?: and (?:affiliates|subsidiaries))?)$",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?:;? ?,? ?\band )?\b(?:(?P<also>also known as)|(?P<former>formerly known as)"
    r"|(?:and|including) (?P<count>[a-z]+|\d+) alias(?:es)?:)",
    re.IGNORECASE,
)
_OTHER_NAMES = re.compile(
    r"^(?:also known as|formerly known as|(?:and|including) \w+ alias(?:es)?:)", re.IGNORECASE
)
_ACRONYM = re.compile(r"^[A-Z]{3,8}$")
_FORM = r"(?:Co|Ltd|Limited|Inc|LLC|Corp|Corporation|Company)\.?"
_JOINT = re.compile(rf"(?<=\s)({_FORM}),? and (?=[A-Z0-9])")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        1,
    )
}
_LEFTOVER = re.compile(
    r";|known as|\balias(?:es)?\b|^and\b|\band$|\bwhich\b|\bincluding\b|-based subsidiaries",
    re.IGNORECASE,
)


class UnreadableCell(ValueError):
    """A name cell in a form that nobody reviewed; the argument says what stood in the way."""


def read_name(cell: str) -> PublishedParty:
    """The listed entity of a tidied cell.

    Raises:
        UnreadableCell: another grammar than those of the page.
    """
    text = " ".join(cell.split())
    clause = _CLAUSE.search(text)
    name = text[: clause.start()] if clause else text
    aliases: list[str] = []
    former: list[str] = []
    start = _last_bracket(name)
    if start is not None:
        inside = name[start + 1 : -1]
        if _OTHER_NAMES.match(inside):
            aliases, former = _other_names(inside)
            name = name[:start].rstrip()
        elif _ACRONYM.match(inside):
            aliases = [inside]
            name = name[:start].rstrip() if clause else name
    _check(name, *aliases, *former)
    if _JOINT.search(name):
        raise UnreadableCell("two names joined by 'and'")
    return PublishedParty(
        name=name,
        aliases=tuple(aliases),
        former_names=tuple(former),
        open_clause=clause[1] if clause else "",
    )


def _last_bracket(text: str) -> int | None:
    """Where the bracket opens that closes at the very end of `text`, or None.

    Raises:
        UnreadableCell: brackets that do not pair.
    """
    depth = 0
    opened = []
    for place, letter in enumerate(text):
        if letter == "(":
            depth += 1
            opened.append(place)
        elif letter == ")":
            depth -= 1
            if depth < 0:
                raise UnreadableCell("a bracket closes that was never opened")
            last = opened.pop()
    if depth:
        raise UnreadableCell("a bracket is not closed")
    return last if text.endswith(")") else None


def _other_names(inside: str) -> tuple[list[str], list[str]]:
    """Aliases and former names of a bracket.

    Raises:
        UnreadableCell: the stated number of aliases does not hold.
    """
    aliases: list[str] = []
    former: list[str] = []
    marks = list(_MARK.finditer(inside))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        members = _members(inside[mark.end() : following.start() if following else None])
        (former if mark["former"] else aliases).extend(members)
        stated = (mark["count"] or "").casefold()
        if stated and _NUMBERS.get(stated, int(stated) if stated.isdigit() else -1) != len(members):
            raise UnreadableCell(f"{stated} aliases are stated, {len(members)} are there")
    return aliases, former


def _members(text: str) -> list[str]:
    """The names of a list: `;` between them, `and` before the last or behind a legal form."""
    members: list[str] = []
    for part in text.split(";"):
        words = re.sub(r"^and ", "", part.strip(" ,"))
        members += [name.strip() for name in _JOINT.sub(r"\1\n", words).split("\n")]
    return [name for name in members if name]


def _check(*names: str) -> None:
    """Refuse what is left over where a form was not understood.

    Raises:
        UnreadableCell: names the piece.
    """
    for name in names:
        bare = re.sub(r"\([^()]*\)", "", name)
        if not any(c.isalnum() for c in bare):
            raise UnreadableCell(f"{name!r} is no name")
        if _LEFTOVER.search(name) or "(" in bare or ")" in bare:
            raise UnreadableCell(f"{name!r} is not one name")
