"""Countries by their names, as trade papers and lists print them (ISO 3166-1 alpha-2).

>>> country_code("Democratic Republic of Congo"), country_code("CHN"), country_code("Atlantis")
('CD', 'CN', '')
"""

from __future__ import annotations

from functools import cache

from withhold.base import shipped_csv, slug, split_list


@cache
def _codes() -> dict[str, str]:
    """Every code and name, normalised, with its alpha-2 code."""
    table: dict[str, str] = {}
    for row in shipped_csv("places", "countries.csv"):
        names = (row["alpha3"], row["name"], *split_list(row["other_names"]))
        for name in (row["alpha2"], *names):
            table.setdefault(slug(name), row["alpha2"])
        for name in split_list(row["names_zh"]):
            table.setdefault(name, row["alpha2"])
    return table


def country_code(text: str) -> str:
    """The alpha-2 code of a country given by code or name; empty where nobody knows it."""
    words = text.strip()
    return (_codes().get(slug(words)) or _codes().get(words) or "") if words else ""
