"""Every code block of the documentation runs and prints what the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.blocks import RUNNERS, Reader, blocks, page_environment

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
WITH_CODE = [
    page.relative_to(ROOT)
    for page in PAGES
    if any(block.language != "text" for block in blocks(page.read_text("utf-8")))
]


@pytest.mark.parametrize("page", WITH_CODE, ids=str)
def test_the_code_of_a_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = page_environment(tmp_path)
    for name in ("HOME", "USER"):
        monkeypatch.setenv(name, environment[name])
    for name in ("XDG_DATA_HOME", "WITHHOLD_DATABASE", "WITHHOLD_USER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    reader = Reader(page=str(page), folder=tmp_path, environment=environment)
    for block in blocks((ROOT / page).read_text("utf-8")):
        reader.read(block)


def test_some_pages_hold_code_that_runs() -> None:
    text = "".join((ROOT / page).read_text("utf-8") for page in WITH_CODE)
    assert any(block.language in RUNNERS and not block.not_run for block in blocks(text))
