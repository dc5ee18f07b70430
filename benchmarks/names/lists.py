"""Lists and party cells for the names benchmark, made from real public names with a seed.

Names come from the shipped register, from the examples and, where the folder WITHHOLD_BENCH holds
`names_haystack.csv.gz`, from there. A list longer than that is filled up with new firms: the first
half of one firm's leading word, the second half of another's, and the rest of a third one's name.
"""

from __future__ import annotations

import csv
import gzip
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.names.han import pinyin_syllables
from withhold.register import shipped_register
from withhold.screening import RuleBook
from withhold.text import has_han

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
SEED = 20221223
HELD_OUT = 0.3
PLANTED = 0.01
FORMS = ("Co., Ltd.", "Limited", "Inc.", "LLC", "Pvt Ltd", "GmbH", "S.A.", "Company Limited")
STREETS = ("No. 88 Renmin Road", "Room 1203, Building 5, Industrial Zone", "17 Harbour Street")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
HAN_FORMS = ("有限公司", "股份有限公司", "有限责任公司")


@dataclass(frozen=True, slots=True)
class Planted:
    """A listed name written otherwise."""

    kind: str
    name: str
    listed_no: int


def real_names() -> list[str]:
    """Real public names, in an order that the seed makes."""
    found: set[str] = set()
    folder = os.environ.get("WITHHOLD_BENCH", "")
    hay = Path(folder, "names_haystack.csv.gz")
    if folder and hay.is_file():
        with gzip.open(hay, "rt", encoding="utf-8") as file:
            found |= {row["name"] for row in csv.DictReader(file)}
    with (EXAMPLES / "fda_refusals.csv").open(encoding="utf-8", newline="") as file:
        found |= {row["manufacturer_name"] for row in csv.DictReader(file)}
    with gzip.open(EXAMPLES / "scms_deliveries.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found |= {row["shipper_name"], row["manufacturer_name"]}
    names = sorted(name for name in found if len(name) > 4)  # noqa: PLR2004 - names
    random.Random(SEED).shuffle(names)  # noqa: S311 - the same names each time
    return names


def new_firm(rng: random.Random, names: list[str]) -> str:
    """The name of a firm that is none, made of three that are."""
    one, other, third = (rng.choice(names).split() for _ in range(3))
    head = one[0][: max(2, len(one[0]) // 2 + 1)] + other[0][len(other[0]) // 2 :].lower()
    return " ".join([head, *third[1:]]) or head


def make_list(size: int, names: list[str]) -> list[str]:
    """A list of so many distinct names: the register's, real ones, then new firms."""
    rng = random.Random(SEED + size)  # noqa: S311 - the same names each time
    listed = sorted({n.text for n in RuleBook(shipped_register(), as_of=None).listed_names()})
    rng.shuffle(listed)
    real = names[int(len(names) * HELD_OUT) :]
    found = dict.fromkeys(listed[: size // 2 if size < len(listed) * 2 else None])
    found |= dict.fromkeys(real[: size - len(found)])
    while len(found) < size:
        found[new_firm(rng, real)] = None
    return list(found)[:size]


def make_cells(count: int, names: list[str], planted: list[Planted]) -> list[str]:
    """So many party cells: names not listed, repeated as traffic repeats them, and planted."""
    rng = random.Random(SEED + 1)  # noqa: S311 - the same names each time
    held = names[: int(len(names) * HELD_OUT)]
    pool = [*held, *(new_firm(rng, held) for _ in range(2 * len(held)))]
    rng.shuffle(pool)
    cells = [planted[i % len(planted)].name for i in range(int(count * PLANTED))] if planted else []
    while len(cells) < count:
        # a third of the cells are of the busiest names
        busy = rng.random() < 1 / 3
        place = int(rng.paretovariate(0.6)) if busy else rng.randrange(len(pool))
        cells.append(pool[place % len(pool)])
    rng.shuffle(cells)
    return cells


def make_planted(listed: list[str], each: int) -> list[Planted]:
    """Listed names written otherwise, so many of each kind."""
    rng = random.Random(SEED + 2)  # noqa: S311 - the same names each time
    latin = [n for n, name in enumerate(listed) if len(name.split()) > 1 and name.isascii()]
    han = [n for n, name in enumerate(listed) if _is_chinese(name) and len(name) > 5]  # noqa: PLR2004
    found = []
    for kind, way in KINDS.items():
        numbers = han if kind.startswith("han") else latin
        for _ in range(each if numbers else 0):
            number = rng.choice(numbers)
            found.append(Planted(kind, way(rng, listed[number]), number))
    return found


def _is_chinese(name: str) -> bool:
    """True for a name in characters alone, not in two scripts."""
    return has_han(name) and not any(c.isascii() and c.isalpha() for c in name)


def typo(rng: random.Random, name: str) -> str:
    """One letter of a long word other, less, more or swapped."""
    words = name.split()
    place = max(range(len(words)), key=lambda i: (len(words[i]) + rng.random(), i))
    word = words[place]
    at = rng.randrange(1, max(2, len(word) - 1))
    words[place] = rng.choice(
        [
            word[:at] + rng.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + rng.choice(LETTERS) + word[at:],
            word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :],
        ]
    )
    return " ".join(words)


def _without_form(name: str) -> list[str]:
    words = name.replace(",", " ").split()
    short = [w for w in words if w.strip(".").lower() not in {"co", "ltd", "limited", "inc", "llc"}]
    return short or words


def _split(rng: random.Random, name: str) -> str:
    words = name.split()
    place = max(range(len(words)), key=lambda i: len(words[i]))
    at = len(words[place]) // 2
    words[place] = f"{words[place][:at]} {words[place][at:]}"
    return " ".join(words)


def _join(rng: random.Random, name: str) -> str:
    words = name.split()
    at = rng.randrange(max(1, min(2, len(words) - 1)))
    return " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]])


def _swap(rng: random.Random, name: str) -> str:
    words = _without_form(name)
    return " ".join([*words[1:], words[0]]) if words else name


def _han_typo(rng: random.Random, name: str) -> str:
    at = rng.randrange(len(name) // 2)
    return name[:at] + name[at + 1 :]


#: How a listed name is written otherwise.
KINDS: dict[str, Callable[[random.Random, str], str]] = {
    "typo": typo,
    "two typos": lambda rng, name: typo(rng, typo(rng, name)),
    "legal form": lambda rng, name: " ".join([*_without_form(name), rng.choice(FORMS)]).upper(),
    "swap": _swap,
    "split": _split,
    "join": _join,
    "truncation": lambda rng, name: f"{name} International Trading Company"[:35],
    "extra words": lambda rng, name: f"{name} {rng.choice(('Factory', 'Branch', 'Division 2'))}",
    "address": lambda rng, name: f"{name}&#10;{rng.choice(STREETS)}, Zone {rng.randrange(99)}",
    "han form": lambda rng, name: name.removesuffix("有限公司") + rng.choice(HAN_FORMS),
    "han typo": _han_typo,
    "han pinyin": lambda rng, name: " ".join(pinyin_syllables(name)).upper(),
}
