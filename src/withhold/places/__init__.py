"""Places: postal codes, ports."""

from withhold.places.cn_postal import parse_cn_postal
from withhold.places.ports import parse_schedule_d, parse_schedule_k, us_ports

__all__ = ["parse_cn_postal", "parse_schedule_d", "parse_schedule_k", "us_ports"]
