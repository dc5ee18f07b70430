"""What the goods text of a line says of an order's goods, by itself.

>>> wigs = GoodsScope(wording="Hair Products", keys=("hair_products",), signs=("hair",))
>>> [text_sign(wigs, t).word for t in ("lace wigs", "hair dryer", "steel bolts", "samples")]
['in', 'out', 'out', 'open']
"""

from __future__ import annotations

from withhold.goods.number_sign import COTTON, PartSign
from withhold.goods.scope import (
    GoodsScope,
    core_keys,
    families,
    own_keys,
    products_in,
    raw_materials_of,
    taxonomy,
)
from withhold.goods.words import FIBRE, NOTHING, NamedGoods, goods_named, goods_read
from withhold.text import fold, has_han, simplified


def text_sign(scope: GoodsScope, text: str) -> PartSign:
    """What the goods text says: `in`, `second` (a second sign is needed), `open`, `out`, `none`."""
    if not text:
        return PartSign("none")
    if _is_wording(scope, text):
        return PartSign("in", f"the goods text names {text[:60]!r}")
    wanted = own_keys(scope)
    named = goods_read(text)
    own = [n for n in named if n.key in wanted and n.sure]
    signs = _signs_in(scope, text, named)
    if own or signs:
        return PartSign("in", f"the text names {_told(own[0]) if own else signs[0]}")
    weak = [n for n in named if n.key in wanted]
    if len({n.word for n in weak}) > 1:
        return PartSign("in", f"the text names {_told(weak[0])} and {_told(weak[1])}")
    if weak:
        return PartSign("second", f"the text names {_told(weak[0])}, which needs a second sign")
    others = [n for n in named if n.sure and n.key != FIBRE]
    return _may_be_made_of(scope, named, _told(others[0])) if others else PartSign("open")


def _told(named: NamedGoods) -> str:
    """A word as the text has it, and what it is read as."""
    return f"{named.word!r}" + (f" (read as {named.read_as!r})" if named.read_as else "")


def _may_be_made_of(scope: GoodsScope, named: tuple[NamedGoods, ...], word: str) -> PartSign:
    """Other goods are named: they may still be made of the order's where its reach is wide."""
    keys = {n.key for n in named}
    words = {n.word for n in named}
    for product in products_in(scope):
        if product.keys & keys or product.words & words:
            if product.always:
                return PartSign("in", f"the text names {word}: {product.route}")
            if product.raw != COTTON or FIBRE not in keys:
                return PartSign("open", f"the text names {word}: its materials are not named")
    return PartSign("out", f"the text names {word}, other goods")


def _is_wording(scope: GoodsScope, text: str) -> bool:
    """True where the text is the order's own wording, or one of its signs."""
    told = fold(text)
    return bool(told) and any(told == fold(w) for w in (scope.wording, *scope.signs))


def _signs_in(scope: GoodsScope, text: str, named: tuple[NamedGoods, ...]) -> list[str]:
    """The order's own words in a text, where no longer name of other goods holds them."""
    words = fold(text).split()
    han = simplified(text) if has_han(text) else ""
    found: list[str] = []
    for sign in (*scope.signs, *(() if scope.keys else (scope.wording,))):
        if has_han(sign):
            longer = any(sign in n.word and (sign != n.word or n.key == NOTHING) for n in named)
            found += [f"{sign!r}"] * (bool(han) and sign in han and not longer)
            continue
        parts = fold(sign).split()
        for place in range(len(words) - len(parts) + 1) if parts else ():
            here = words[place : place + len(parts)]
            if here[:-1] == parts[:-1] and _one_number(here[-1], parts[-1]):
                held = any(_holds(n, place, len(parts)) for n in named)
                found += [f"{' '.join(here)!r}"] * (not held)
    return found


def _holds(named: NamedGoods, place: int, size: int) -> bool:
    """True where a longer name, or words that name nothing, cover the words at a place."""
    inside = named.place <= place and place + size <= named.place + named.size
    return inside and not has_han(named.word) and (named.size > size or named.key == NOTHING)


def _one_number(one: str, two: str) -> bool:
    """True where two words differ by a plural s at most."""
    return one in {two, f"{two}s"} or f"{one}s" == two


def material_named(scope: GoodsScope, text: str) -> str:
    """The raw material of a wide scope that a line names for sure, or empty."""
    raws = raw_materials_of(scope)
    wanted = {k for raw in raws for k in families().get(raw, {raw})} & set(core_keys(scope))
    wanted |= {r for r in raws if r in taxonomy()} | set(() if raws else scope.keys)
    named = [n for n in goods_named(text) if n.key in wanted]
    sure = next((n.word for n in named if n.sure), "")
    if sure or len({n.word for n in named}) > 1:
        return sure or named[0].word
    if not raws:
        return ""
    folded = f" {fold(text)} "
    return next((s for s in scope.signs if f" {fold(s)} " in folded and fold(s) in raws), "")
