"""The program as a user of these tests runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from withhold.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def withhold(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """The command line as anna runs it on a database of its own: exit code, output, messages."""
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{tmp_path}/w.sqlite")
    monkeypatch.setenv("WITHHOLD_USER", "anna")

    def go(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return go
