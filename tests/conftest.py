"""Fixtures of the whole suite."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared design data, for tests that compare with it; skips where absent."""
    folder = Path(os.environ.get("WITHHOLD_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "design").is_dir():
        pytest.skip("the shared design data is not beside this checkout")
    return folder
