"""Does a line fall under the goods an order names? By tariff number, text and materials.

The number and the text are read apart; where they disagree the test says so. Scopes differ: the
goods themselves, their derivatives, goods containing them, all products (ORD-10, ORD-11).

>>> from withhold.goods import GoodsScope
>>> scope = GoodsScope(wording="Apparel", keys=("apparel",), prefixes=("61", "62"))
>>> goods_sign(scope, hts="6109.10.0012").test, goods_sign(scope, hts="8471.30").test
('yes', 'no')
>>> goods_sign(scope, text="women's knitted sweater").test, goods_sign(scope).test
('yes', 'unknown')
>>> goods_sign(scope, hts="8471.30", text="sweaters").against
"the text names 'sweaters', the HTS number 847130 is other goods"
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from withhold.goods.editions import hts_line
from withhold.goods.number_sign import number_sign
from withhold.goods.text_sign import material_named, text_sign
from withhold.goods.words import FIBRE, OTHER, goods_named

if TYPE_CHECKING:
    from withhold.goods.editions import HtsLine
    from withhold.goods.number_sign import PartSign
    from withhold.goods.scope import GoodsScope


@dataclass(frozen=True, slots=True)
class GoodsSign:
    """What a line says of falling under goods.

    Attributes:
        test: `yes`, `weak`, `no`, `unknown`, `contradicted` or `any`.
        reason: why, as one sentence.
        against: what speaks against it where number and text disagree.
    """

    test: str
    reason: str
    against: str = ""


def named_goods(text: str) -> dict[str, str]:
    """The taxonomy keys that a text names, each with the word that names it."""
    found: dict[str, str] = {}
    for named in goods_named(text):
        if named.key not in {OTHER, FIBRE}:
            found.setdefault(named.key, named.word)
    return found


def goods_sign(
    scope: GoodsScope, *, hts: str = "", text: str = "", material: str = "", made_in: str = ""
) -> GoodsSign:
    """Whether a line falls under `scope`, and why.

    Args:
        scope: the goods of an order.
        hts: the tariff number, 2 to 10 digits.
        text: the goods text.
        material: what the goods are made of, as the line says.
        made_in: ISO alpha-2 of the country of make, for an order limited to one; empty: unknown.
    """
    return _sign(scope, hts, text.strip(), material.strip(), made_in)


@lru_cache(maxsize=262_144)
def _sign(scope: GoodsScope, hts: str, text: str, material: str, made_in: str) -> GoodsSign:
    """As `goods_sign`, kept."""
    if scope.country_limit and made_in and made_in != scope.country_limit:
        return GoodsSign("no", f"made in {made_in}: the order is limited to {scope.country_limit}")
    if scope.everything:
        return GoodsSign("any", "the order reaches all products")
    line = hts_line(hts)
    number = number_sign(scope, line, f"{text} | {material}")
    words = text_sign(scope, text or ("" if scope.is_wide else material))
    if scope.is_wide and not scope.is_limit:
        named = material_named(scope, f"{text} | {material}")
        if named:
            return GoodsSign(
                "yes",
                _with_mark(
                    line,
                    f"{named!r} is named, and the order reaches goods with it: {scope.wording}",
                ),
            )
    return _together(scope, line, number, words, given=bool(text or material))


def _together(
    scope: GoodsScope, line: HtsLine, number: PartSign, words: PartSign, *, given: bool
) -> GoodsSign:
    """The number and the text together; a disagreement is shown."""
    if scope.is_limit and number.word == "out":
        against = _against(line, number, words) if words.word == "in" else ""
        why = f"HTS {line.digits} is outside the limit of the order (ORD-11)"
        return GoodsSign("no", _with_mark(line, why), against)
    test = COMBINED[number.word, words.word]
    if test == "contradicted":
        against = _against(line, number, words)
        return GoodsSign(test, _with_mark(line, f"{against}; the order: {scope.wording}"), against)
    told = [s.told for s in (number, words) if s.told and s.word != "none"]
    if test == "unknown" and not told:
        why = (
            "the goods text does not tell whether it is"
            if given
            else "no HTS number, no goods text"
        )
        return GoodsSign(test, _with_mark(line, f"{why}: {scope.wording}" if given else why))
    return GoodsSign(test, _with_mark(line, "; ".join(told) + f": {scope.wording}"))


#: (the number, the text) to the word of the test. A limit printed in the order is read before.
COMBINED = {
    ("in", "in"): "yes",
    ("in", "second"): "yes",
    ("in", "open"): "yes",
    ("in", "none"): "yes",
    ("in", "out"): "contradicted",
    ("open", "in"): "yes",
    ("open", "second"): "yes",
    ("open", "open"): "unknown",
    ("open", "none"): "weak",
    ("open", "out"): "no",
    ("out", "in"): "contradicted",
    ("out", "second"): "no",
    ("out", "open"): "no",
    ("out", "none"): "no",
    ("out", "out"): "no",
    ("none", "in"): "yes",
    ("none", "second"): "weak",
    ("none", "open"): "unknown",
    ("none", "none"): "unknown",
    ("none", "out"): "no",
    ("may", "in"): "yes",
    ("may", "second"): "unknown",
    ("may", "open"): "unknown",
    ("may", "none"): "unknown",
    ("may", "out"): "unknown",
}


def _against(line: HtsLine, number: PartSign, words: PartSign) -> str:
    """What disagrees, in one sentence."""
    if number.word == "in":
        return f"the HTS number {line.digits} is the order's goods, {words.told}"
    return f"{words.told}, the HTS number {line.digits} is other goods"


def _with_mark(line: HtsLine, reason: str) -> str:
    """A reason with what is said of a number no edition holds."""
    return f"{reason} ({line.mark})" if line.mark else reason
