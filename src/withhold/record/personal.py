"""Data of people in free text: what must go to the vault and not into an event.

>>> personal_data_in("call 12-3456789AB about it"), personal_data_in("entry 231-0001234-5")
('12-3456789AB', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

#: Importer numbers as 19 CFR 24.5 has them (IRS number, Social Security number, number given by
#: customs), and e-mail addresses.
_PATTERNS = (
    r"(?<![\w-])\d{2}-\d{7}(?:[0-9A-Z]{2})?(?![\w-])",
    r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])",
    r"(?<![\w-])\d{6}-\d{5}(?![\w-])",
    r"[\w.+-]+@[\w-]+\.[\w.]+",
)
_PERSONAL = re.compile("|".join(_PATTERNS))


def personal_data_in(value: Any) -> str:  # noqa: ANN401 - a payload holds anything
    """The first text inside a value that looks like a person's data; empty: none does."""
    if isinstance(value, str):
        found = _PERSONAL.search(value)
        return found.group() if found else ""
    if isinstance(value, Mapping):
        return personal_data_in(tuple(value.values()))
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return next(filter(None, (personal_data_in(item) for item in value)), "")
    return ""
