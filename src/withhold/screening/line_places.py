"""Where a part of a line was made, against the place an order asks for.

>>> from withhold.screening.traced_line import MadePart, Maker
>>> lint = MadePart(stage="fiber", goods="cotton lint", hts="", maker=Maker(), origin=("CN",),
...     province="Xinjiang")
>>> place_sign(lint, XINJIANG).test, place_sign(lint, "TM").test
('yes', 'no')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.places import PlaceSign, country_code, xinjiang_sign
from withhold.screening.order_rules import XINJIANG
from withhold.text import fold

if TYPE_CHECKING:
    from withhold.screening.traced_line import MadePart

#: The place of an order that asks for none.
ANYWHERE = "*"
_CHINA = "CN"
_TELLING = {"yes": 0, "contradicted": 1, "weak": 2, "unknown": 3, "no": 4}


def place_code(text: str) -> str:
    """The code of a place an order names: Xinjiang, a country, or the text itself."""
    if text.strip() in {"", ANYWHERE, "ANY"}:
        return ANYWHERE
    if text == XINJIANG or xinjiang_sign(province=text, country=_CHINA).test in {"yes", "weak"}:
        return XINJIANG
    return country_code(text) or text


def place_sign(part: MadePart, region: str) -> PlaceSign:
    """Whether a part was made in the place an order asks for: `yes`, `weak`, `no`, `unknown` ..."""
    code = place_code(region)
    if code == ANYWHERE:
        return PlaceSign("yes", "the order names no place")
    if code == XINJIANG:
        return xinjiang_of(part)
    if country_code(code) == code:
        return _country(part, code)
    return _province(part, code)


def xinjiang_of(part: MadePart) -> PlaceSign:
    """The sign of Xinjiang in a part: its maker's place, or where the material comes from."""
    maker = part.maker
    signs = [
        xinjiang_sign(province=maker.province, postal_code=maker.postal_code, country=maker.country)
    ]
    if part.province:
        origin = _CHINA if _CHINA in part.origin else next(iter(part.origin), "")
        signs.append(xinjiang_sign(province=part.province, country=origin))
    return min(signs, key=lambda s: _TELLING[s.test])


def _country(part: MadePart, code: str) -> PlaceSign:
    """The sign of a country: the maker's, the material's, or the declared origin."""
    named = {country_code(c) for c in (part.maker.country, *part.origin) if c}
    if code in named:
        return PlaceSign("yes", f"made in {code}")
    return PlaceSign("no" if named else "unknown", f"no part is known to be made in {code}")


def _province(part: MadePart, place: str) -> PlaceSign:
    """The sign of another place: the province as written."""
    written = [fold(text) for text in (part.maker.province, part.province) if text]
    if fold(place) in written:
        return PlaceSign("yes", f"made in {place}")
    return PlaceSign("no" if written else "unknown", f"no part is known to be made in {place}")
