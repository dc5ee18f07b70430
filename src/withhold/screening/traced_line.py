"""One line of goods with what is known upstream: makers, materials, dates.

>>> lint = Material(goods="cotton lint", stage="fiber")
>>> line = TracedLine(goods="cotton shirts", materials=(lint,))
>>> [part.stage for part in line.made_parts]
['', 'fiber']
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from withhold.places import country_code, parse_cn_postal
from withhold.screening.dates import LineDates

_CHINA = "CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A producing party; empty: not known.

    Attributes:
        country: ISO alpha-2.
        affiliate_of: names of firms that own it or that it is owned with.
        worker_nationalities: ISO alpha-2 of the people who work there.
    """

    name: str = ""
    country: str = ""
    province: str = ""
    postal_code: str = ""
    affiliate_of: tuple[str, ...] = ()
    worker_nationalities: tuple[str, ...] = ()

    @property
    def xinjiang_alert(self) -> bool:
        """A postal code of the region, in China: an alert, never proof (DAT-07)."""
        if country_code(self.country) not in {_CHINA, ""}:
            return False
        return bool(parse_cn_postal(self.postal_code).parts["xinjiang_alert"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """An upstream line: what went in, at which stage, from where, made by whom.

    Attributes:
        origin: ISO alpha-2 of the countries it comes from.
        share: of the goods, 0 to 1; None: not known. No share is too small (INS-04).
    """

    goods: str = ""
    stage: str = ""
    hts: str = ""
    origin: tuple[str, ...] = ()
    province: str = ""
    share: Decimal | None = None
    maker: Maker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePart:
    """The goods themselves (stage empty) or one of their materials, as an order is tested on it."""

    stage: str
    goods: str
    hts: str
    maker: Maker
    origin: tuple[str, ...] = ()
    province: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedLine:
    """A line of goods and what is known of its making.

    Attributes:
        country_of_origin: as declared; no test of section 1307 (DAT-13).
        dates: without a release date the goods are taken as not released.
        chain_complete: the materials are the whole traced chain; None: not known.
    """

    goods: str = ""
    hts: str = ""
    country_of_origin: str = ""
    entry_type: str = ""
    value_usd: Decimal | None = None
    dates: LineDates = field(default_factory=LineDates)
    maker: Maker = field(default_factory=Maker)
    materials: tuple[Material, ...] = ()
    chain_complete: bool | None = None

    @property
    def made_parts(self) -> tuple[MadePart, ...]:
        """The goods themselves, then each material: a scope looks at every stage (ORD-12)."""
        origin = (self.country_of_origin,) if self.country_of_origin else ()
        whole = MadePart(stage="", goods=self.goods, hts=self.hts, maker=self.maker, origin=origin)
        return (whole, *(_part(material) for material in self.materials))

    @property
    def makers(self) -> tuple[Maker, ...]:
        """Every maker named, the last one first."""
        return tuple(part.maker for part in self.made_parts)

    @property
    def countries(self) -> frozenset[str]:
        """The countries where any part was made, as far as known."""
        named = {self.country_of_origin, *(maker.country for maker in self.makers)}
        return frozenset(named | {c for m in self.materials for c in m.origin}) - {""}


def _part(material: Material) -> MadePart:
    """A material as a part."""
    return MadePart(
        stage=material.stage,
        goods=material.goods,
        hts=material.hts,
        maker=material.maker or Maker(),
        origin=material.origin,
        province=material.province,
    )
