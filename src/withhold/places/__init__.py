"""Places: countries, regions of China, postal codes, ports; is a place inside a region?"""

from withhold.places.cn_postal import parse_cn_postal
from withhold.places.countries import country_code
from withhold.places.evidence import Evidence, WrittenPlace, evidence, mid_pattern
from withhold.places.origin_text import (
    NamedOrigin,
    firm_pattern,
    firm_place,
    origins_named,
    region_pattern,
)
from withhold.places.ports import (
    parse_schedule_d,
    parse_schedule_k,
    port_zone,
    port_zones,
    us_ports,
)
from withhold.places.xinjiang import PlaceSign, place_in_xinjiang, xinjiang_sign

__all__ = [
    "Evidence",
    "NamedOrigin",
    "PlaceSign",
    "WrittenPlace",
    "country_code",
    "evidence",
    "firm_pattern",
    "firm_place",
    "mid_pattern",
    "origins_named",
    "parse_cn_postal",
    "parse_schedule_d",
    "parse_schedule_k",
    "place_in_xinjiang",
    "port_zone",
    "port_zones",
    "region_pattern",
    "us_ports",
    "xinjiang_sign",
]
