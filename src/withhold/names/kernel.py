"""Which code looks names up: the compiled kernel where it was built, else the same in Python.

>>> kernel_name() in {"native", "Python (no compiled kernel)", "Python (as set)"}
True
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from withhold.names._kernel import Tables

#: The setting that turns the compiled kernel off: `python`. It is read here and by no door, so that
#: every door and every worker process goes the same way.
SETTING = "WITHHOLD_NAMES_KERNEL"


@cache
def built_kernel() -> ModuleType | None:
    """The compiled kernel; None where it was not built for this Python."""
    try:
        from withhold.names import _kernel  # noqa: PLC0415 - optional
    except ImportError:
        return None
    return _kernel


def native_kernel() -> ModuleType | None:
    """The compiled kernel; None where there is none, it is out of date, or the setting says so."""
    return None if _turned_off() or native_tables() is None else built_kernel()


def kernel_name() -> str:
    """What looks names up, in words."""
    if built_kernel() is None:
        return "Python (no compiled kernel)"
    if _turned_off():
        return "Python (as set)"
    return (
        "native" if native_tables() is not None else "Python (the compiled kernel is out of date)"
    )


@cache
def native_tables() -> Tables | None:
    """The tables of the kernel, handed over once a process; None where it cannot use them."""
    from withhold.names.kernel_tables import kernel_tables  # noqa: PLC0415 - only with a kernel

    native = built_kernel()
    try:
        return native.tables(kernel_tables()) if native else None
    except (KeyError, ValueError):
        return None


def _turned_off() -> bool:
    return os.environ.get(SETTING, "").strip().lower() == "python"
