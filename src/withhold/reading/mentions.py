"""The parties and authorities that a text names, asked by place: which one was named last.

>>> from withhold.reading.marking import mark
>>> from withhold.reading.model import Found
>>> text = mark("Acme Ltd. fell. It rose.")
>>> Mentions(text, [Found(type="party", value="Acme Ltd.", start=0, end=9)], []).last("party", 16)
'Acme Ltd.'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from withhold.reading.official_text import is_official_text
from withhold.reading.told_of import is_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withhold.reading.marking import Marked
    from withhold.reading.model import Found

_BACK = 4
#: Departments by their letters.
_DEPARTMENTS = frozenset(("DHS", "DOL", "DOS", "DOC", "DOJ"))
#: Nouns of what a party does in a trade.
ROLES = frozenset(
    (
        *("importer", "exporter", "manufacturer", "buyer", "distributor", "processor", "supplier"),
        *("mill", "smelter", "refiner", "miner", "trader", "shipowner", "brand", "retailer"),
        *(
            "planter",
            "grower",
            "factory",
            "refinery",
            "blender",
            "wholesaler",
            "canner",
            "petitioner",
        ),
    )
)


class Mentions:
    """The parties and authorities of one text, in its order."""

    def __init__(self, marked: Marked, parties: Sequence[Found], bodies: Sequence[Found]) -> None:
        self._marked = marked
        self.is_official = is_official_text(marked)
        self.known = {"party": parties, "authority": bodies}
        self.entities = sorted([*parties, *bodies], key=lambda f: f.start)
        self._ends = frozenset(f.end for f in self.entities)
        self.whole = {marked.text[p.start : p.end]: p.value for p in parties}

    def ends(self) -> frozenset[int]:
        """Where the names of parties and authorities end."""
        return self._ends

    def holds(self, place: int) -> bool:
        """True where the name of a party or an authority goes on over `place`."""
        number = bisect_left(self.entities, place, key=lambda f: f.start)
        return any(f.start < place < f.end for f in self.entities[max(0, number - _BACK) : number])

    def name_start(self, place: int) -> int:
        """Where the name of the party begins that holds `place`; else the place itself."""
        parties = self.known["party"]
        number = bisect_left(parties, place, key=lambda p: p.start)
        held = number > 0 and place < parties[number - 1].end
        return parties[number - 1].start if held else place

    def party_before(self, place: int) -> str:
        """The party whose name ends right before `place`; else empty."""
        parties = self.known["party"]
        number = bisect_left(parties, place, key=lambda p: p.start)
        last = parties[number - 1] if number else None
        is_beside = last is not None and not self._marked.text[last.end : place].strip()
        return last.value if last is not None and is_beside else ""

    def is_authority(self, name: str) -> bool:
        """True where the text names an authority in these words, or with them."""
        named = {self.as_named(body) for body in self.known["authority"]}
        return any(body in name or (len(name) > _BACK and name in body) for body in named)

    def is_published_by(self, name: str) -> bool:
        """True where the text is a release or a notice, and of this authority: named first."""
        if not self.is_official or not self.known["authority"]:
            return False
        first = min(self.known["authority"], key=lambda body: body.start).value
        return any(
            body.value == first and self.as_named(body) in name for body in self.known["authority"]
        )

    def in_full(self, name: str) -> str:
        """An authority told by its letters, under the longest name that the text gives it."""
        known = self.known["authority"]
        values = {b.value for b in known if self.as_named(b) == name}
        names = [self.as_named(b) for b in known if b.value in values]
        whole = [n for n in names if not n.isupper() and n.count(" ") > 1]
        return max(whole, key=len, default=name)

    def first_named(self, start: int, end: int) -> str:
        """The first party or authority between two places, outside quotations."""
        number = bisect_left(self.entities, start, key=lambda f: f.start)
        for found in self.entities[number : number + 8]:
            if found.start >= end:
                break
            if not self._marked.is_quoted(found.start, found.end):
                return self.as_named(found)
        return ""

    def last(self, kind: str, place: int) -> str:
        """The party or authority named last before `place`, outside its own sentence's end."""
        known = self.known[kind]
        number = bisect_left(known, place, key=lambda f: f.start)
        before = known[max(0, number - _BACK) : number]
        before = [f for f in before if f.attrs.get("kind") != "vessel"] or before
        outside = [f for f in before if not self._marked.is_quoted(f.start, f.end)]
        return self.as_named((outside or before)[-1]) if before else ""

    def prosecutor(self) -> str:
        """The department that goes to court as "the government"; empty: the text names none."""
        found = (b for b in self.known["authority"] if b.value == "US-DOJ")
        return next((self.as_named(body) for body in found), "")

    def last_called(self, noun: str, place: int) -> str:
        """The authority named last before `place` that is a department, or that is none."""
        known = self.known["authority"]
        number = bisect_left(known, place, key=lambda f: f.start)
        for body in reversed(known[max(0, number - _BACK) : number]):
            name = self.as_named(body)
            if ("Department" in name or name in _DEPARTMENTS) == (noun == "department"):
                return name
        return ""

    def party_in_role(self, noun: str) -> str:
        """The party that a text calls so: "The importer, Acme Ltd.", "consigned to Acme Ltd."."""
        names = {p.value for p in self.known["party"]}
        for name in sorted(names):
            whole = re.escape(name)
            few = r"(?:[\w’'-]+\s+){0,3}"
            role = rf"\b{noun}(?:\s+is)?,?\s+{whole}|{whole},\s+(?:an?|the)\s+{few}{noun}\b"
            if noun == "importer":
                role += rf"|consigned\s+to\s+{few}{whole}"
            if re.search(role, self._marked.text, re.IGNORECASE):
                return name
        return ""

    def as_named(self, found: Found) -> str:
        """A party by its value, an authority as the text writes it."""
        if found.type == "party":
            return found.value
        return " ".join(self._marked.text[found.start : found.end].split())

    def begun(self, name: str) -> str:
        """The one party whose name begins with the words of `name`, or holds them; else empty."""
        found = {v for v in self.whole.values() if v.startswith(f"{name} ")}
        if not found and not is_place(name):
            found = {v for v in self.whole.values() if f" {name} " in f"{v} "}
        return found.pop() if len(found) == 1 and name[:1].isupper() else ""
