"""The stages of screening, read on one screen: from lines and parties to candidates.

A candidate is a line that one order may reach, because a party is named like one of the order's,
or because a place lies in the order's region. Everything slow runs on distinct values only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from withhold.engines import MapDistinct, Select, Stage, Table
from withhold.places import country_code, xinjiang_sign
from withhold.screening.rulebook import XINJIANG
from withhold.trade.lines import MAKERS, SENDERS
from withhold.trade.shaping import LINE as LINE_NAMES
from withhold.trade.shaping import PARTY as PARTY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator


#: From names (one in each tuple) to rows of `name_hit`.
NameLookup: TypeAlias = Callable[[Iterable[tuple[object, ...]]], Iterable[tuple[object, ...]]]
_NUMBERS = frozenset({"input_row"})
LINE = Table(
    name="line",
    columns={"row_no": "BIGINT"}
    | {name: "BIGINT" if name in _NUMBERS else "VARCHAR" for name in LINE_NAMES},
)
PARTY = Table(
    name="line_party",
    columns={"row_no": "BIGINT", "party_role": "VARCHAR"} | dict.fromkeys(PARTY_NAMES, "VARCHAR"),
)
ENTITY_ORDER = Table(name="entity_order", columns={"entity_id": "VARCHAR", "order_id": "VARCHAR"})
EXCLUDED = Table(name="excluded", columns={"entity_id": "VARCHAR", "order_id": "VARCHAR"})
REGION_ORDER = Table(
    name="region_order", columns={"region": "VARCHAR", "order_id": "VARCHAR", "area": "BOOLEAN"}
)
PARTY_NAME = Table(name="party_name", columns={"name": "VARCHAR"})
NAME_HIT = Table(
    name="name_hit",
    columns={
        "name": "VARCHAR",
        "entity_id": "VARCHAR",
        "entity": "VARCHAR",
        "matched_name": "VARCHAR",
        "kind": "VARCHAR",
        "score": "DOUBLE",
        "reason": "VARCHAR",
    },
)
PLACE = Table(
    name="place",
    columns={
        "address": "VARCHAR",
        "city": "VARCHAR",
        "province": "VARCHAR",
        "postal_code": "VARCHAR",
        "country": "VARCHAR",
    },
)
PLACE_SIGN = Table(
    name="place_sign",
    columns=dict(PLACE.columns) | {"region": "VARCHAR", "test": "VARCHAR", "reason": "VARCHAR"},
)
ORIGIN = Table(name="origin", columns={"country_of_origin": "VARCHAR"})
ORIGIN_SIGN = Table(
    name="origin_sign",
    columns={
        "country_of_origin": "VARCHAR",
        "region": "VARCHAR",
        "test": "VARCHAR",
        "reason": "VARCHAR",
    },
)
CANDIDATE = Table(
    name="candidate",
    columns={
        "row_no": "BIGINT",
        "order_id": "VARCHAR",
        "party_role": "VARCHAR",
        "input_name": "VARCHAR",
        "party_country": "VARCHAR",
        "entity_id": "VARCHAR",
        "entity": "VARCHAR",
        "matched_name": "VARCHAR",
        "kind": "VARCHAR",
        "score": "DOUBLE",
        "party_reason": "VARCHAR",
        "region_test": "VARCHAR",
        "region_reason": "VARCHAR",
        "excluded_entity": "VARCHAR",
    },
)
_MAKERS = ", ".join(f"'{role}'" for role in sorted(MAKERS))
_SENDERS = ", ".join(f"'{role}'" for role in sorted(SENDERS))


def screening_stages(names: NameLookup, *, countries: frozenset[str]) -> tuple[Stage, ...]:
    """The stages from `line` and `line_party` to `candidate`.

    Args:
        names: from names to rows of `name_hit`, the name first in each.
        countries: countries that region orders ask for.
    """

    def places(
        address: str, city: str, province: str, postal_code: str, country: str
    ) -> Iterator[tuple[object, ...]]:
        sign = xinjiang_sign(
            address=address, city=city, province=province, postal_code=postal_code, country=country
        )
        if sign.test in {"yes", "weak", "contradicted"}:
            yield (XINJIANG, sign.test, sign.reason)
        code = country_code(country)
        if code in countries:
            yield (code, "yes", f"the country is {code}")

    def origins(origin: str) -> Iterable[tuple[object, ...]]:
        code = country_code(origin)
        return [(code, "yes", f"the country of origin is {code}")] if code in countries else []

    return (
        Select(
            output=PARTY_NAME,
            sql="select distinct name from (select name from line_party union all "
            "select name_local from line_party union all select alias from line_party) "
            "where name <> ''",
            about="every name of a party, once",
        ),
        MapDistinct(
            output=NAME_HIT,
            source=("party_name", ("name",)),
            fn=lambda name: (row[1:] for row in names([(name,)])),
            many=names,
            about="the listed entities a name is like",
        ),
        Select(
            output=PLACE,
            sql=f"select distinct address, city, province, postal_code, country from line_party "  # noqa: S608 - our own roles
            f"where party_role in ({_MAKERS}, {_SENDERS}) "
            "and (address || city || province || postal_code || country) <> ''",
            about="every place of a maker or sender, once; other parties' places are no evidence",
        ),
        MapDistinct(
            output=PLACE_SIGN,
            source=("place", ("address", "city", "province", "postal_code", "country")),
            fn=places,
            about="the regions a place lies in",
        ),
        Select(
            output=ORIGIN,
            sql="select distinct country_of_origin from line where country_of_origin <> ''",
            about="every origin, once",
        ),
        MapDistinct(
            output=ORIGIN_SIGN,
            source=("origin", ("country_of_origin",)),
            fn=origins,
            about="the country orders an origin meets",
        ),
        Select(
            output=CANDIDATE, sql=_CANDIDATES, about="each line with each order it may fall under"
        ),
    )


_CANDIDATES = f"""
with named as (
    select p.row_no, p.party_role, h.name as input_name, p.country as party_country, h.entity_id,
           h.entity, h.matched_name, h.kind, h.score, h.reason
    from (
        select row_no, party_role, country, name from line_party
        union all select row_no, party_role, country, name_local from line_party
        union all select row_no, party_role, country, alias from line_party
    ) p join name_hit h using (name)
),
by_party as (
    select n.*, e.order_id from named n join entity_order e using (entity_id)
    qualify row_number() over (
        partition by n.row_no, n.party_role, n.entity_id, e.order_id
        order by n.score desc, n.input_name, n.party_country
    ) = 1
),
signs as (
    select p.row_no, p.party_role, p.name as input_name, s.region, s.reason,
           case when p.party_role in ({_SENDERS}) and s.test = 'yes' then 'weak'
                else s.test end as test
    from line_party p join place_sign s
      using (address, city, province, postal_code, country)
    where p.party_role in ({_MAKERS}, {_SENDERS})
    union all
    select l.row_no, '', '', s.region, s.reason, s.test
    from line l join origin_sign s using (country_of_origin)
),
by_region as (
    select s.row_no, s.party_role, s.input_name, r.order_id, r.area,
           case when r.area and s.test = 'yes' then 'weak' else s.test end as test, s.reason,
           (select min(n.entity_id) from named n join excluded x using (entity_id)
            where n.row_no = s.row_no and x.order_id = r.order_id and n.score >= 0.85) as taken_out
    from signs s join region_order r using (region)
    qualify row_number() over (
        partition by s.row_no, r.order_id
        order by case s.test when 'yes' then 0 when 'contradicted' then 1 else 2 end,
                 s.party_role = '', s.party_role, s.input_name
    ) = 1
)
select row_no, order_id, party_role, input_name, party_country, entity_id, entity, matched_name,
       kind, score, reason as party_reason, '' as region_test, '' as region_reason,
       '' as excluded_entity
from by_party
union all
select row_no, order_id, party_role, input_name, '', '', '', '', '', 0, '', test, reason,
       coalesce(taken_out, '')
from by_region
"""  # noqa: S608 - our own roles


#: A candidate with its line, in the order of the file; what `judge` is given.
CANDIDATE_ROWS = """
select c.*, l.row_id, l.input_file, l.input_row, l.entry_date, l.export_date, l.import_date,
       l.presentation_date, l.release_date, l.production_date, l.country_of_origin, l.hts,
       l.goods_description, l.material, l.parent_row_id, l.tier, l.notes,
       exists (select 1 from line_party p where p.row_no = c.row_no
               and (p.address || p.city || p.province || p.postal_code) <> '') as has_address
from candidate c join line l using (row_no)
order by c.row_no, c.order_id, c.party_role, c.entity_id
"""
