"""What the tests of the house look at: its rooms, its files, its table of projects."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "withhold"
LOCK = ROOT / "requirements" / "dev.txt"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

_TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".sh", ".html", ".css", ".js", ".cfg"}
_PLACES = ("src", "docs", "tests", "benchmarks", "requirements", "changelog.d", ".ci")
_ALONE = (
    *("README.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md", "CHANGELOG.md"),
    *("NOTICE", "Makefile", "pyproject.toml", "mkdocs.yml", ".pre-commit-config.yaml"),
)


def modules() -> list[Path]:
    """The Python files of the package."""
    return sorted(SOURCE.rglob("*.py"))


def texts() -> Iterator[Path]:
    """The files that people wrote: code, pages, settings; not the data that others wrote."""
    yield from (ROOT / name for name in _ALONE if (ROOT / name).exists())
    for place in _PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            written = path.suffix in _TEXTS or path.parent.name == ".ci"
            if path.is_file() and written and not {"fixtures", "__pycache__"} & {*path.parts}:
                yield path
