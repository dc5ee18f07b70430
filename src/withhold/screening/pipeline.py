"""The stages of screening, read on one screen: from lines and parties to tested candidates.

A candidate is a line that one order may reach, because a party is named like one of the order's,
or because a place lies in the order's region. Everything slow runs on distinct values only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

from withhold.engines import MapDistinct, Select, Stage, Table
from withhold.screening.order_rules import NORTH_KOREA, XINJIANG
from withhold.screening.region_stages import region_stages
from withhold.screening.testing_stages import ANSWER, testing_stages
from withhold.trade.party_numbers import TOLD
from withhold.trade.shaping import LINE as LINE_NAMES
from withhold.trade.shaping import PARTY as PARTY_NAMES

if TYPE_CHECKING:
    from withhold.screening.rulebook import RuleBook


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
LIMITED_ORDER = Table(name="limited_order", columns={"order_id": "VARCHAR"})
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
LISTED_NUMBER = Table(
    name="listed_number",
    columns=dict.fromkeys(("number", "entity_id", "entity", "matched_name"), "VARCHAR"),
)
NUMBER_HIT = Table(
    name="number_hit",
    columns={"row_no": "BIGINT", "party_role": "VARCHAR"}
    | dict.fromkeys(
        ("name", "country", "entity_id", "entity", "matched_name", "reason", "numbers"), "VARCHAR"
    ),
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
        "region_against": "VARCHAR",
        "excluded_entity": "VARCHAR",
        "made_in": "VARCHAR",
        "numbers": "VARCHAR",
    },
)


def screening_stages(names: NameLookup, book: RuleBook) -> tuple[Stage, ...]:
    """The stages from `line` and `line_party` to `answer`: tested candidates that make a row.

    Args:
        names: from names to rows of `name_hit`, the name first in each.
        book: the orders.
    """
    countries = frozenset(region for region, _, _ in book.region_orders()) - {
        XINJIANG,
        NORTH_KOREA,
    }
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
            output=NUMBER_HIT,
            sql=_NUMBER_HITS,
            about="the listed entities that a number of a party names",
        ),
        *region_stages(countries),
        Select(
            output=CANDIDATE, sql=_CANDIDATES, about="each line with each order it may fall under"
        ),
        *testing_stages(book),
    )


_TOLD_KINDS = " ".join(f"when '{kind}' then '{word}'" for kind, word in TOLD.items())
_NUMBER_HITS = f"""
with one as (
    select row_no, party_role, name, country, numbers,
           unnest(string_split(numbers, '|')) as number
    from line_party where numbers <> ''
),
told as (
    select o.*, l.entity_id, l.entity, l.matched_name,
           case split_part(number, '=', 1) {_TOLD_KINDS} end || ' ' || split_part(number, '=', 2)
               as shown
    from one o join listed_number l using (number)
)
select row_no, party_role, case when name = '' then shown else name end as name, country,
       entity_id, entity, matched_name,
       shown || case when name = '' then '' else ' of ' || chr(39) || name || chr(39) end
           || ' is that of ' || chr(39) || matched_name || chr(39) as reason,
       numbers
from told
"""  # noqa: S608 - our own words
_CANDIDATES = """
with numbered as (select distinct entity_id, true as has_numbers from listed_number),
named as (
    select p.row_no, p.party_role, h.name as input_name, p.country as party_country, h.entity_id,
           h.entity, h.matched_name, h.kind, h.score, h.reason,
           case when d.has_numbers or h.kind = 'vessel' then p.numbers else '' end as numbers
    from (
        select row_no, party_role, country, numbers, name from line_party
        union all select row_no, party_role, country, numbers, name_local from line_party
        union all select row_no, party_role, country, numbers, alias from line_party
    ) p join name_hit h using (name) left join numbered d using (entity_id)
    union all
    select row_no, party_role, name, country, entity_id, entity, matched_name, 'number', 1.0,
           reason, numbers
    from number_hit
),
by_party as (
    select n.*, e.order_id from named n join entity_order e using (entity_id)
    qualify row_number() over (
        partition by n.row_no, n.party_role, n.entity_id, e.order_id
        order by n.kind = 'number' desc, n.score desc, n.input_name, n.party_country
    ) = 1
),
by_region as (
    select s.row_no, s.party_role, s.input_name, r.order_id,
           case when r.area and not s.area and s.test = 'yes' then 'weak' else s.test end as test,
           s.reason, s.against,
           (select min(n.entity_id) from named n join excluded x using (entity_id)
            where n.row_no = s.row_no and x.order_id = r.order_id and n.score >= 0.85) as taken_out
    from region_sign s join region_order r using (region)
    where r.area or not s.area
    qualify row_number() over (
        partition by s.row_no, r.order_id
        order by case test when 'yes' then 0 when 'contradicted' then 1 else 2 end,
                 s.party_role = '', s.party_role, s.input_name, s.reason
    ) = 1
),
maker as (
    select row_no, min(country) as country from line_party
    where country <> '' and party_role in ('manufacturer', 'producer') group by row_no
)
select b.row_no, b.order_id, b.party_role, b.input_name, b.party_country, b.entity_id, b.entity,
       b.matched_name, b.kind, b.score, b.reason as party_reason, 'any' as region_test,
       '' as region_reason, '' as region_against, '' as excluded_entity,
       case when l.order_id is null then '' else coalesce(m.country, '') end as made_in, b.numbers
from by_party b left join limited_order l using (order_id) left join maker m using (row_no)
union all
select row_no, order_id, party_role, input_name, '', '', '', '', '', 0, '', test, reason, against,
       coalesce(taken_out, ''), '', ''
from by_region
"""


_HAS_ADDRESS = """exists (select 1 from line_party p where p.row_no = l.row_no
               and (p.address || p.city || p.province || p.postal_code) <> '') as has_address"""
_OF_COUNTRY = """coalesce((select min(p.country) from line_party p where p.row_no = l.row_no
                 and p.party_role in ('manufacturer', 'producer') and p.country <> ''),
                l.country_of_origin) as of_country"""
#: A candidate with its line, in the order of the file; what `judge` is given.
CANDIDATE_ROWS = f"""
select c.*, l.row_id, l.input_file, l.input_row, l.entry_date, l.export_date, l.import_date,
       l.presentation_date, l.release_date, l.production_date, l.country_of_origin, l.hts,
       l.goods_description, l.material, l.parent_row_id, l.tier, l.notes,
       {_HAS_ADDRESS}, {_OF_COUNTRY}
from candidate c join line l using (row_no)
order by c.row_no, c.order_id, c.party_role, c.entity_id
"""  # noqa: S608 - our own columns
#: A tested candidate with its line, in the order of the file; what `answer` is given.
ANSWER_ROWS = f"""
select c.*, l.row_id, l.input_file, l.input_row, l.country_of_origin, l.hts, l.goods_description,
       l.parent_row_id, l.tier, l.notes, l.import_date,
       {_HAS_ADDRESS}, {_OF_COUNTRY}
from answer c join line l using (row_no)
order by c.row_no, c.order_id, c.party_role, c.entity_id
"""  # noqa: S608 - our own columns
#: The columns of `ANSWER_ROWS`.
ANSWER_COLUMNS = (
    *ANSWER.columns,
    *("row_id", "input_file", "input_row", "country_of_origin", "hts", "goods_description"),
    *("parent_row_id", "tier", "notes", "import_date", "has_address", "of_country"),
)
