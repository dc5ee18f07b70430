"""withhold: the open-source system for forced-labour import restrictions.

The names below are the public Python interface; each is imported when first used, so that
`import withhold` costs nothing.

>>> import withhold
>>> withhold.__version__
'0.1.0'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from withhold.base import Citation, InputError, LawError, Period, SourceError, WithholdError
    from withhold.law import ClockDates
    from withhold.reading import Fact
    from withhold.register import Order, Register
    from withhold.services import load_register
    from withhold.services.clocks import clocks
    from withhold.services.reading import Reading, read
    from withhold.services.tables import Answer, Comparison, Match, Matches, compare, match, screen

__version__ = "0.1.0"

_HOMES = {
    "Answer": "withhold.services.tables",
    "Comparison": "withhold.services.tables",
    "Match": "withhold.services.tables",
    "Matches": "withhold.services.tables",
    "compare": "withhold.services.tables",
    "match": "withhold.services.tables",
    "screen": "withhold.services.tables",
    "Citation": "withhold.base",
    "ClockDates": "withhold.law",
    "Fact": "withhold.reading",
    "InputError": "withhold.base",
    "LawError": "withhold.base",
    "Order": "withhold.register",
    "Period": "withhold.base",
    "Reading": "withhold.services.reading",
    "Register": "withhold.register",
    "SourceError": "withhold.base",
    "WithholdError": "withhold.base",
    "clocks": "withhold.services.clocks",
    "load_register": "withhold.services",
    "read": "withhold.services.reading",
}

__all__ = [
    "Answer",
    "Citation",
    "ClockDates",
    "Comparison",
    "Fact",
    "InputError",
    "LawError",
    "Match",
    "Matches",
    "Order",
    "Period",
    "Reading",
    "Register",
    "SourceError",
    "WithholdError",
    "__version__",
    "clocks",
    "compare",
    "load_register",
    "match",
    "read",
    "screen",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute may be anything
    """The public name `name`, imported on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'withhold' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return __all__
