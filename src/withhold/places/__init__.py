"""Places: countries, postal codes, ports."""

from withhold.places.cn_postal import parse_cn_postal
from withhold.places.countries import country_code
from withhold.places.ports import parse_schedule_d, parse_schedule_k, us_ports
from withhold.places.xinjiang import PlaceSign, xinjiang_sign

__all__ = [
    "PlaceSign",
    "country_code",
    "parse_cn_postal",
    "parse_schedule_d",
    "parse_schedule_k",
    "us_ports",
    "xinjiang_sign",
]
