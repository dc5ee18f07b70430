"""The compiled kernel of name matching, optional: without a compiler the same is done in Python."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from setuptools import Extension, setup

NATIVE = Path("src", "withhold", "names", "native")


def arguments() -> list[str]:
    """What the compiler is told."""
    if os.name == "nt":
        return ["/std:c++17", "/O2"]
    fast = ["-mpopcnt"] if platform.machine() in {"x86_64", "AMD64"} else []
    return ["-std=c++17", "-O3", "-g0", "-fvisibility=hidden", *fast]


KERNEL = Extension(
    "withhold.names._kernel",
    sources=[str(NATIVE / "kernel.cpp")],
    depends=[str(path) for path in sorted(NATIVE.glob("*.hpp"))],
    extra_compile_args=arguments(),
    language="c++",
    optional=True,
)

# WITHHOLD_WITHOUT_KERNEL=1 leaves it out, as a machine without a compiler does.
setup(ext_modules=[] if os.environ.get("WITHHOLD_WITHOUT_KERNEL") else [KERNEL])
