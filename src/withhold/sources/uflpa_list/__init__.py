"""The UFLPA Entity List: a page of the Department of Homeland Security with a table a section."""

from withhold.sources.uflpa_list.parse import read_uflpa

__all__ = ["read_uflpa"]
