"""The version of the law tables, kept with everything that is computed from them (GEN-09).

>>> law_version().startswith("law-")
True
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from withhold.base import digest


@cache
def law_version() -> str:
    """A short digest of every table of the law as shipped."""
    tables = sorted(files("withhold.law").joinpath("data").iterdir(), key=lambda f: f.name)
    found = [f"{t.name} {digest(t.read_bytes())}" for t in tables if t.is_file()]
    return f"law-{digest(' '.join(found).encode('utf-8'))[:12]}"
