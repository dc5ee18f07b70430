"""A list of one's own: the columns that `register export --format csv` writes."""

from withhold.sources.own_list.parse import OWN_TEMPLATE, read_own

__all__ = ["OWN_TEMPLATE", "read_own"]
