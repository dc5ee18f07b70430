"""Random names through the compiled kernel and through Python, until the time is over.

    python tests/names/fuzz_kernel.py --seconds 60 --seed 1

Names are made of listed names, letters of every script, marks that combine, halves of pairs,
signs that part a cell, and much of each. The keys, the candidates, the scores and the finds of both
ways must agree. Each difference is one line, with the name in ASCII; ends with 1 where there is
any. `.ci/sanitize` runs it with a kernel that watches its own memory.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from array import array
from typing import TYPE_CHECKING

from withhold.names import ListedName, key_score, name_key
from withhold.names.candidates import Candidates
from withhold.names.kernel import built_kernel, native_tables
from withhold.names.lookup import NativeLookup, PythonLookup
from withhold.names.tokens import plain_words
from withhold.register import shipped_register
from withhold.screening import RuleBook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

NEAR = 5e-5
MOST_TOLD = 20
LEASTS = (0.0, 0.01, 0.5, 0.63, 0.85, 1.0)
#: First and last code points of what letters are drawn from.
BLOCKS = [
    *((0x00, 0x7F), (0x80, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF)),
    *((0xE00, 0xE7F), (0x1100, 0x11FF), (0x1E00, 0x20FF), (0x2100, 0x24FF), (0x3000, 0x33FF)),
    *((0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xF900, 0xFDFF), (0xFE00, 0xFFFF)),
    *((0x10000, 0x1F9FF), (0x20000, 0x2FA1F), (0xE0000, 0xE01FF), (0x10FF00, 0x10FFFF)),
]
PIECES = [
    *("&#10;", "&amp;", "&#65;", "&", " / ", ";", "|", " c/o ", " a/k/a ", " on behalf of "),
    *("ltd", "co.,ltd", "有限公司", "股份", "公司", "No. 4", "no.5", "VII", "s.a. de c.v."),
    *("xinjiang", "hetian", "wulumuqi", "zhong", "guang", "lü", "lv", "xi'an", "和田", "乌鲁木齐"),
    *("technology", "tech", "intl", "trading", "textile", "\u200b", "\u202e", "\ufeff", "\x00"),
]


def main() -> None:
    """Fuzz until the time is over; the exit code says whether anything differed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    kernel = built_kernel()
    if kernel is None or native_tables() is None:
        sys.exit("no compiled kernel here, or one out of date")
    end, rounds, told = time.monotonic() + asked.seconds, 0, 0
    while time.monotonic() < end and told < MOST_TOLD:
        for difference in one_round(kernel, random.Random(asked.seed + rounds)):  # noqa: S311
            told += 1
            _say(f"seed {asked.seed + rounds}: {difference}")
        rounds += 1
    _say(f"{rounds} rounds from seed {asked.seed}, {told} differences")
    sys.exit(min(told, 1))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def one_round(kernel: ModuleType, rng: random.Random) -> Iterator[str]:
    """What differs on one list of names and some queries."""
    real = [n.text for n in RuleBook(shipped_register(), as_of=None).listed_names()]
    some = rng.sample(real, rng.randrange(60))
    listed = [*some, *(any_name(rng, some) for _ in range(rng.choice((1, 10, 60))))]
    rng.shuffle(listed)
    names = [any_name(rng, listed) for _ in range(20)]
    numbers = array("I", range(len(listed))).tobytes()
    made = kernel.build(native_tables(), listed, numbers, numbers, bytes(32))
    index = kernel.load(native_tables(), made)
    candidates = Candidates([name_key(text) for text in listed])
    for name in names:
        yield from _key_differs(kernel, name)
        for telling in (True, False):
            found = kernel.candidates(index, name, telling)
            expected = candidates.numbers(name, telling=telling)
            if found != expected:
                yield f"candidates of {name!a} in {listed!a}: {found} not {expected}"
        yield from _score_differs(kernel, name, rng.choice((*listed, *names)))
    yield from _finds_differ(kernel, rng, listed, names)


def _key_differs(kernel: ModuleType, name: str) -> Iterator[str]:
    key, (folded, tokens, plain) = name_key(name), kernel.key(native_tables(), name)
    if folded != key.folded:
        yield f"folded {name!a}: {folded!a} not {key.folded!a}"
    expected = [(t.text, t.kind, t.weight, t.breaks) for t in key.tokens]
    if [(t[0], *t[2:5]) for t in tokens] != expected:
        yield f"words of {name!a}: {tokens!a} not {expected!a}"
    if plain != plain_words(name):
        yield f"plain words of {name!a}: {plain!a} not {plain_words(name)!a}"


def _score_differs(kernel: ModuleType, one: str, other: str) -> Iterator[str]:
    score, _ = kernel.score(native_tables(), one, other)
    expected = key_score(name_key(one), name_key(other)).score
    if not abs(score - expected) < NEAR:
        yield f"score of {one!a} and {other!a}: {score} not {expected}"


def _finds_differ(
    kernel: ModuleType, rng: random.Random, listed: list[str], names: list[str]
) -> Iterator[str]:
    entities = [str(rng.randrange(len(listed))) for _ in listed]
    rows = [
        ListedName(entity_id=who, entity=who, text=text, kind=rng.choice(("published", "weak")))
        for who, text in zip(entities, listed, strict=True)
    ]
    least, most = rng.choice(LEASTS), rng.choice((0, 1, 5, 1000))
    asked = [*names, *names[:3]]
    found = NativeLookup(kernel, rows, None).match(asked, least=least, most=most)
    expected = PythonLookup(rows).match(asked, least=least, most=most)
    # a score at the limit may fall on either side of it
    firm = [f for f in found if abs(f.score - least) > NEAR]
    wanted = [f for f in expected if abs(f.score - least) > NEAR]
    same = len(firm) == len(wanted) and all(
        f.query_no == w.query_no and abs(f.score - w.score) < NEAR
        for f, w in zip(firm, wanted, strict=False)
    )
    if not same and most != 1:
        yield f"finds of {asked!a} in {rows!a} from {least}: {firm} not {wanted}"


def any_name(rng: random.Random, known: list[str]) -> str:
    """A name of any kind, long or short."""
    return rng.choice(WAYS)(rng, known)


def _letters(rng: random.Random, most: int = 40) -> str:
    blocks = [rng.choice(BLOCKS) for _ in range(rng.randrange(1, 4))]
    return "".join(chr(rng.randint(*rng.choice(blocks))) for _ in range(rng.randrange(most)))


def _known(rng: random.Random, known: list[str]) -> str:
    return rng.choice(known) if known else "Hetian Taida Apparel"


def _bent(rng: random.Random, known: list[str]) -> str:
    letters = list(_known(rng, known))
    for _ in range(rng.randrange(5)):
        at = rng.randrange(len(letters) + 1)
        letters[at : at + rng.randrange(3)] = _letters(rng, 3)
    return "".join(letters)


def _pieces(rng: random.Random, known: list[str]) -> str:
    found: list[str] = []
    for _ in range(rng.randrange(1, 12)):
        way = rng.randrange(4)
        if way == 0:
            found.append(_letters(rng, 8))
        elif way == 1:
            found += rng.sample(_known(rng, known).split() or ["a"], 1)
        else:
            found.append(rng.choice(PIECES))
    return rng.choice(("", " ", " ", "\t")).join(found)


def _much(rng: random.Random, known: list[str]) -> str:
    piece = rng.choice((_letters(rng, 4), rng.choice(PIECES), _known(rng, known), "\u0301", "a "))
    return rng.choice(("", "a", "合", "Hetian ")) + piece * rng.choice((2, 40, 120, 600, 5000))


def _glued(rng: random.Random, known: list[str]) -> str:
    return "".join(_known(rng, known).split()) + rng.choice(("", *PIECES))


def _digits(rng: random.Random, known: list[str]) -> str:
    found = "".join(rng.choice("0123456789 ./-٣४²Ⅷ零〇四") for _ in range(rng.randrange(30)))
    return found or _known(rng, known)


#: The ways a name is made.
WAYS: list[Callable[[random.Random, list[str]], str]] = [
    lambda rng, known: _letters(rng),  # noqa: ARG005 - one way of several
    *(_known, _bent, _bent, _pieces, _pieces, _much, _glued, _digits),
    lambda rng, known: " ".join((_bent(rng, known), _pieces(rng, known)))[: rng.choice((35, 999))],
]


if __name__ == "__main__":
    main()
