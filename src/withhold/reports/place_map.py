"""A map of the world with a mark at each place of a pattern; drawn as SVG, without a network.

The outlines and the middles of countries are those of Natural Earth (public domain); a province of
China is marked at the seat of its government. A mark says how often a place is named in claims, and
nothing of where exactly; a place that the table does not know is named beside the map.

>>> plan = place_map([("MY", 2, 3, 0), ("Lumut", 1, 1, 0)])
>>> [(m.code, m.name) for m in plan.marks], plan.unplaced
([('MY', 'Malaysia')], ('Lumut',))
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from withhold.base import shipped_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Units of the outlines: a degree of longitude, and one of latitude (true to scale at 30 degrees).
_EAST, _SOUTH, _TOP = 9600 / 360, 1.15 * 9600 / 360, 84
_WORLD = (0.0, 0.0, 9600.0, 4300.0)
#: The part shown holds all marks, so much around them, and at least this much of the world.
_AROUND, _LEAST = 450.0, 3200.0
_SHAPE = 0.5
_LARGEST, _SMALLEST = 0.022, 0.008
_LETTER, _WIDE = 0.015, 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A circle with its label.

    Attributes:
        number: of the row it stands for, from 1.
        x, y, radius: in units of the outlines.
        label_x, label_y, anchor: where the label stands, and which of its ends that is.
        denied: how many of the claims somebody denies.
    """

    number: int
    code: str
    name: str
    origins: int
    claims: int
    denied: int
    x: float
    y: float
    radius: float
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = "start"

    @property
    def label(self) -> str:
        """The name with the number of origins."""
        return f"{self.name} {self.origins}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """What is drawn.

    Attributes:
        view: left, top, width, height of the part shown.
        land: outlines, as SVG paths.
        letter: height of letters, in units of the outlines.
        unplaced: places that the table does not know, as the claims name them.
    """

    view: tuple[float, float, float, float]
    land: tuple[str, ...]
    marks: tuple[Mark, ...]
    letter: float
    unplaced: tuple[str, ...]


@cache
def _middles() -> dict[str, tuple[str, float, float]]:
    """Name and place of each code."""
    return {
        row["code"]: (
            row["name"],
            (float(row["lon"]) + 180) * _EAST,
            (_TOP - float(row["lat"])) * _SOUTH,
        )
        for row in shipped_csv("reports", "map_places.csv")
    }


@cache
def _land() -> tuple[str, ...]:
    """The outlines of countries."""
    return tuple(row["path"] for row in shipped_csv("reports", "map_land.csv"))


def place_map(rows: Sequence[tuple[str, int, int, int]]) -> PlaceMap:
    """The map of rows of place, origins, claims, denied; larger marks lie below smaller ones."""
    known = [(n, row, _middles()[row[0]]) for n, row in enumerate(rows, 1) if row[0] in _middles()]
    view = _view([(x, y) for _, _, (_, x, y) in known])
    most = max((row[1] for _, row, _ in known), default=1)
    marks = [
        Mark(
            number=n,
            code=row[0],
            name=name,
            origins=row[1],
            claims=row[2],
            denied=row[3],
            x=round(x, 1),
            y=round(y, 1),
            radius=round(view[2] * max(_SMALLEST, _LARGEST * sqrt(row[1] / most)), 1),
        )
        for n, row, (name, x, y) in known
    ]
    letter = round(view[2] * _LETTER, 1)
    return PlaceMap(
        view=view,
        land=_land(),
        marks=_labelled(sorted(marks, key=lambda m: (-m.radius, m.number)), letter, view),
        letter=letter,
        unplaced=tuple(row[0] for row in rows if row[0] not in _middles()),
    )


def _view(places: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The part of the world that holds the places, twice as wide as high."""
    if not places:
        return _WORLD
    xs, ys = [x for x, _ in places], [y for _, y in places]
    width = max(max(xs) - min(xs) + 2 * _AROUND, (max(ys) - min(ys) + 2 * _AROUND) / _SHAPE, _LEAST)
    width = min(width, _WORLD[2])
    height = min(width * _SHAPE, _WORLD[3])
    left = min(max(0.0, (max(xs) + min(xs) - width) / 2), _WORLD[2] - width)
    top = min(max(0.0, (max(ys) + min(ys) - height) / 2), _WORLD[3] - height)
    return (round(left, 1), round(top, 1), round(width, 1), round(height, 1))


def _labelled(
    marks: Sequence[Mark], letter: float, view: tuple[float, float, float, float]
) -> tuple[Mark, ...]:
    """The marks with labels that cover neither each other nor another mark, where that can be."""
    taken = [(m.x - m.radius, m.y - m.radius, m.x + m.radius, m.y + m.radius) for m in marks]
    found = []
    for mark in marks:
        wide = len(mark.label) * letter * _WIDE
        gap = mark.radius + letter * 0.3
        sides = [
            (mark.x + gap, mark.y + letter * 0.35, "start"),
            (mark.x - gap, mark.y + letter * 0.35, "end"),
            (mark.x, mark.y - gap, "middle"),
            (mark.x, mark.y + gap + letter * 0.8, "middle"),
        ]
        boxes = [_box(side, wide, letter) for side in sides]
        cost = [_cost(box, taken, view) for box in boxes]
        best = cost.index(min(cost))
        taken.append(boxes[best])
        x, y, anchor = sides[best]
        found.append(replace(mark, label_x=round(x, 1), label_y=round(y, 1), anchor=anchor))
    return tuple(found)


def _box(
    side: tuple[float, float, str], wide: float, letter: float
) -> tuple[float, float, float, float]:
    """The box of a label: left, top, right, bottom."""
    x, y, anchor = side
    left = x - {"start": 0.0, "end": wide, "middle": wide / 2}[anchor]
    return (left, y - letter * 0.8, left + wide, y + letter * 0.2)


def _cost(
    box: tuple[float, float, float, float],
    taken: Sequence[tuple[float, float, float, float]],
    view: tuple[float, float, float, float],
) -> float:
    """How much of a box lies on what is taken; outside the part shown costs most."""
    left, top, right, bottom = box
    outside = (
        left < view[0] or top < view[1] or right > view[0] + view[2] or bottom > view[1] + view[3]
    )
    covered = sum(
        max(0.0, min(right, r) - max(left, x)) * max(0.0, min(bottom, b) - max(top, t))
        for x, t, r, b in taken
    )
    return covered + 1e9 * outside
