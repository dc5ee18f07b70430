"""Which code looks names up: the compiled kernel where it was built, else the same in Python.

>>> kernel_name() in {"native", "Python (no compiled kernel)", "Python (as set)"}
True
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

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
    """The compiled kernel; None where there is none, or the setting says `python`."""
    return None if _turned_off() else built_kernel()


def kernel_name() -> str:
    """What looks names up, in words."""
    if built_kernel() is None:
        return "Python (no compiled kernel)"
    return "Python (as set)" if _turned_off() else "native"


@cache
def native_tables() -> Any:  # noqa: ANN401 - a capsule of the kernel
    """The tables of the kernel, handed over once a process."""
    from withhold.names.kernel_tables import kernel_tables  # noqa: PLC0415 - only with a kernel

    native = built_kernel()
    return native.tables(kernel_tables()) if native else None


def _turned_off() -> bool:
    return os.environ.get(SETTING, "").strip().lower() == "python"
