"""The stages that find regions: which lines name a place an order asks for, and how surely.

A pattern picks the few places that may matter, columnar; only those are read in full, each once. An
address of a seller or consignee is never read (the doors); that of a sender counts as a weak sign,
and where the maker is known to be elsewhere, as a contradicted one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from withhold.engines import MapDistinct, Select, Stage, Table
from withhold.places import (
    WrittenPlace,
    country_code,
    firm_pattern,
    mid_pattern,
    origins_named,
    place_in_xinjiang,
    region_pattern,
)
from withhold.screening.order_rules import NORTH_KOREA, XINJIANG
from withhold.trade.lines import MAKERS, SENDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PLACE_COLUMNS = (
    *("address", "city", "province", "postal_code", "country", "firm", "uscc", "mid"),
    "worker_nationalities",
)
PARTY_COUNTRY = Table(name="party_country", columns={"country": "VARCHAR", "code": "VARCHAR"})
PLACED_PARTY = Table(
    name="placed_party",
    columns={
        "row_no": "BIGINT",
        "party_role": "VARCHAR",
        "input_name": "VARCHAR",
        "maker": "BOOLEAN",
    }
    | dict.fromkeys(_PLACE_COLUMNS, "VARCHAR"),
)
_SIGN = {
    "region": "VARCHAR",
    "test": "VARCHAR",
    "reason": "VARCHAR",
    "against": "VARCHAR",
    "area": "BOOLEAN",
}
PLACE_SIGN = Table(name="place_sign", columns=dict.fromkeys(_PLACE_COLUMNS, "VARCHAR") | _SIGN)
GOODS_ORIGIN = Table(
    name="goods_origin", columns={"goods_description": "VARCHAR", "material": "VARCHAR"}
)
ORIGIN_SIGN = Table(
    name="origin_sign",
    columns={"goods_description": "VARCHAR", "material": "VARCHAR"} | _SIGN,
)
COUNTRY = Table(name="origin_country", columns={"country_of_origin": "VARCHAR"})
COUNTRY_SIGN = Table(name="country_sign", columns={"country_of_origin": "VARCHAR"} | _SIGN)
REGION_SIGN = Table(
    name="region_sign",
    columns={"row_no": "BIGINT", "party_role": "VARCHAR", "input_name": "VARCHAR"} | _SIGN,
)
_MAKERS = ", ".join(f"'{role}'" for role in sorted(MAKERS))
_SENDERS = ", ".join(f"'{role}'" for role in sorted(SENDERS))
_KOREANS = re.compile(
    r"\b(?:kp|prk|dprk|north korea|north korean|korea dpr|democratic people s republic of korea)\b|"
    r"朝鲜|北韩|朝鮮",
    re.IGNORECASE,
)
_KOREAN_LABOR = re.compile(
    r"(?:north korean|dprk)[^.;]{0,20}(?:worker|labou?r|staff|employee|technician|personnel)|"
    r"(?:朝鲜|朝鮮|北朝鲜)(?:工人|劳工|女工|劳务|勞工)",
    re.IGNORECASE,
)
_LABOR_PATTERN = "north korean|dprk|朝鲜工|朝鮮|朝鲜劳|朝鲜女工|北朝鲜"


def region_stages(countries: frozenset[str]) -> tuple[Stage, ...]:
    """The stages from `line` and `line_party` to `region_sign`.

    Args:
        countries: countries that orders ask for.
    """

    def places(*cells: str) -> Iterator[tuple[object, ...]]:
        return _place_signs(cells, countries)

    def origins(text: str, material: str) -> Iterator[tuple[object, ...]]:
        told = f"{text} | {material}"
        for found in origins_named(told):
            reason = f"the goods text names {found.told} as the origin"
            yield (found.region, found.test, reason, "", found.is_area)
        yield from _labor(told)

    def country(origin: str) -> Iterable[tuple[object, ...]]:
        code = country_code(origin)
        if code in countries or code == NORTH_KOREA:
            yield (code, "yes", f"the country of origin is {code}", "", False)
        for found in origins_named(origin) if not code or len(origin) > 3 else ():  # noqa: PLR2004 - codes
            if found.region == XINJIANG:
                yield (XINJIANG, "yes", f"the origin is given as {found.told}", "", False)

    return (
        MapDistinct(
            output=PARTY_COUNTRY,
            source=("line_party", ("country",)),
            fn=lambda text: [(code,)] if (code := country_code(text)) else [],
            about="the codes of countries as written",
        ),
        Select(
            output=PLACED_PARTY, sql=_placed(countries), about="parties of lines that may matter"
        ),
        MapDistinct(
            output=PLACE_SIGN,
            source=("placed_party", _PLACE_COLUMNS),
            fn=places,
            about="the regions a party's place lies in, or does not",
        ),
        Select(
            output=GOODS_ORIGIN,
            sql=f"select distinct goods_description, material from line "  # noqa: S608 - our own pattern
            f"where regexp_matches({_plain('goods_description', 'material')}, {_QUOTED})",
            about="goods texts that may name an origin, once",
        ),
        MapDistinct(
            output=ORIGIN_SIGN,
            source=("goods_origin", ("goods_description", "material")),
            fn=origins,
            about="the regions a goods text names as an origin",
        ),
        Select(
            output=COUNTRY,
            sql="select distinct country_of_origin from line where country_of_origin <> ''",
            about="every origin, once",
        ),
        MapDistinct(
            output=COUNTRY_SIGN,
            source=("origin_country", ("country_of_origin",)),
            fn=country,
            about="the regions an origin meets",
        ),
        Select(
            output=REGION_SIGN, sql=_SIGNS, about="each line with each region it may fall under"
        ),
    )


def _place_signs(cells: tuple[str, ...], countries: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """What the place of a party says of the regions of orders."""
    address, city, province, postal_code, country, firm, uscc, mid, workers = cells
    written = WrittenPlace(
        address=address,
        city=city,
        province=province,
        postal_code=postal_code,
        country=country,
        name=firm,
        uscc=uscc,
        mid=mid,
    )
    sign = place_in_xinjiang(written)
    yield (XINJIANG, sign.test, sign.reason, "|".join(sign.against), False)
    code = country_code(country)
    if code in countries:
        yield (code, "yes", f"the country is {code}", "", False)
    for found in origins_named(f"{address} | {city} | {province}"):
        if found.region != XINJIANG and code in {"", found.region}:
            yield (found.region, "yes", f"the address names {found.told}", "", found.is_area)
    if workers and _KOREANS.search(workers.replace("'", " ")):
        told = "nationals of North Korea work there (INS-13)"
        yield (NORTH_KOREA, "yes", told, "", False)
    elif code == NORTH_KOREA:
        yield (NORTH_KOREA, "yes", "made in North Korea (INS-13)", "", False)
    else:
        yield from _labor(f"{address} | {firm}")


def _labor(text: str) -> Iterator[tuple[object, ...]]:
    """A text that speaks of workers from North Korea."""
    found = _KOREAN_LABOR.search(text)
    if found:
        yield (NORTH_KOREA, "weak", f"the text speaks of {found[0]!r} (INS-13)", "", False)


def _plain(*columns: str) -> str:
    """SQL: columns as one lower-case text without accents."""
    text = " || chr(32) || ".join(columns)
    accented = f"octet_length(encode({text})) <> length({text})"
    return f"lower(case when {accented} then strip_accents({text}) else {text} end)"


_QUOTED = "'" + f"{region_pattern()}|{_LABOR_PATTERN}".replace("'", "''") + "'"
_FIRM_QUOTED = "'" + f"{firm_pattern()}|{_LABOR_PATTERN}".replace("'", "''") + "'"
_FIRM = "trim(p.name || ' ' || p.name_local)"


def _placed(countries: frozenset[str]) -> str:
    """SQL: makers and senders of lines where one of them may lie in a region of an order."""
    codes = ", ".join(f"'{code}'" for code in sorted({*countries, NORTH_KOREA}))
    return f"""
with flagged as (
    select distinct row_no from line_party p
    where p.party_role in ({_MAKERS}, {_SENDERS}) and (
       regexp_matches({_plain("p.address", "p.city", "p.province", "p.postal_code")}, {_QUOTED})
       or (p.party_role in ({_MAKERS})
           and regexp_matches({_plain("p.name", "p.name_local")}, {_FIRM_QUOTED}))
       or p.uscc like '__65%' or (p.mid <> '' and regexp_matches(upper(p.mid), '{mid_pattern()}'))
       or p.worker_nationalities <> ''
       or p.country in (select country from party_country where code in ({codes})))
),
placed as (
    select p.*, p.party_role in ({_MAKERS}) as maker,
           {_plain("p.name", "p.name_local")} as firm_text
    from line_party p join flagged f using (row_no)
    where p.party_role in ({_MAKERS}, {_SENDERS})
)
select p.row_no, p.party_role, p.name as input_name, p.maker, p.address, p.city, p.province,
       p.postal_code, p.country,
       case when p.maker and regexp_matches(p.firm_text, {_FIRM_QUOTED}) then {_FIRM} else '' end
           as firm,
       p.uscc, p.mid, p.worker_nationalities
from placed p
"""  # noqa: S608 - our own roles, codes and pattern


_SIGNS = f"""
with signs as (
    select p.row_no, p.party_role, p.input_name, p.maker, s.region, s.test, s.reason, s.against,
           s.area
    from placed_party p join place_sign s using ({", ".join(_PLACE_COLUMNS)})
),
elsewhere as (
    select row_no, region, min(reason) as reason from signs where maker and test = 'no' group by all
),
from_senders as (
    select s.row_no, s.party_role, s.input_name, s.region,
           case when e.reason is null then 'weak' else 'contradicted' end as test, s.reason,
           case when e.reason is null then s.against else 'the maker: ' || e.reason end as against,
           s.area
    from signs s left join elsewhere e using (row_no, region)
    where not s.maker and (s.test = 'yes'
                           or (s.test in ('weak', 'contradicted') and e.reason is null))
)
select row_no, party_role, input_name, region, test, reason, against, area
from signs where maker and test in ('yes', 'weak', 'contradicted')
union all select * from from_senders where test in ('weak', 'contradicted')
union all
select l.row_no, '', '', o.region, o.test, o.reason, o.against, o.area
from line l join origin_sign o using (goods_description, material)
union all
select l.row_no, '', '', o.region, o.test, o.reason, o.against, o.area
from line l join country_sign o using (country_of_origin)
"""  # noqa: S608 - our own columns
