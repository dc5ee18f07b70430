"""The report of a run: what stands on it, and that it works in a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from withhold.register import shipped_register
from withhold.reports import first_rows
from withhold.services.screening import ScreenRequest, screen_files

EXAMPLES = Path(__file__).parents[2] / "examples"
CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), ""
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--virtual-time-budget=4000",
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on the shipped examples."""
    folder = tmp_path_factory.mktemp("report")
    request = ScreenRequest(
        inputs=(EXAMPLES,),
        out=str(folder / "hits.csv"),
        as_of=date(2026, 11, 24),
        report=folder / "r.html",
    )
    now = datetime(2026, 11, 24, tzinfo=UTC)
    screen_files(shipped_register(), request, now=now, version="test")
    return (folder / "r.html").read_text("utf-8")


def test_the_report_says_which_input_is_which(page: str) -> None:
    assert "constructed for this demonstration" in page
    assert "nothing to do with forced labour, and no firm in it is accused of that" in page
    assert "USAID" in page


def test_every_row_has_its_tests_reasons_and_sources(page: str) -> None:
    rows = page.count('<tr data-verdict="')
    assert rows > 10
    assert page.count("sources and what was not checked") == rows
    assert page.count("party yes") + page.count("party any") >= rows - 2
    assert "never says that goods were made with forced labour" in page


def test_the_chart_has_its_figures_beside_it(page: str) -> None:
    figures = re.search(r'role="img" aria-label="([^"]+)"', page)
    assert figures is not None
    for part in figures[1].split(", "):
        word, count = part.split()
        assert re.search(
            rf'<td class="verdict {word}">{word}</td><td class="num">{count}</td>', page
        )


def test_nothing_is_fetched(page: str) -> None:
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)
    assert "@import" not in page


def test_the_first_rows_are_by_verdict_then_score() -> None:
    rows = [
        {"verdict": v, "score": s, "n": n}
        for n, (v, s) in enumerate(
            [("context", 1.0), ("hit", 0.9), ("review", None), ("hit", 1.0), ("hit", 0.9)]
        )
    ]
    assert [r["n"] for r in first_rows(rows, most=4)] == [3, 1, 4, 2]


def _in_browser(page: str, script: str, folder: Path) -> str:
    """The title that a script sets after it worked on the page, in a real browser."""
    path = folder / "page.html"
    path.write_text(page.replace("</body>", f"<script>{script}</script></body>"), "utf-8")
    done = subprocess.run(
        [CHROMIUM, *FLAGS, "--dump-dom", path.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found = re.search(r"<title>(.*?)</title>", done.stdout)
    assert found is not None
    return found[1]


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
def test_rows_are_filtered_and_sorted_in_a_real_browser(page: str, tmp_path: Path) -> None:
    total = page.count('<tr data-verdict="')
    hits = page.count('<tr data-verdict="hit"')
    shown = "document.getElementById('shown').textContent"
    assert _in_browser(page, f"document.title = {shown}", tmp_path) == (
        f"{total} of {total} rows shown"
    )
    choose = (
        "const v = document.getElementById('verdict'); v.value = 'hit';"
        f"v.dispatchEvent(new Event('input')); document.title = {shown}"
    )
    assert _in_browser(page, choose, tmp_path) == f"{hits} of {total} rows shown"
    search = (
        "const s = document.getElementById('search'); s.value = 'zhuowan uflpa';"
        "s.dispatchEvent(new Event('input'));"
        "document.title = [...document.querySelectorAll('#hits tbody tr')]"
        ".filter(r => !r.hidden).every(r => /zhuowan/i.test(r.textContent))"
    )
    assert _in_browser(page, search, tmp_path) == "true"
    sort = (
        "const b = document.querySelectorAll('#hits th button')[5]; b.click(); b.click();"
        "const k = [...document.querySelectorAll('#hits tbody tr')]"
        ".map(r => +r.cells[5].dataset.key || 0);"
        "document.title = k.every((x, i) => !i || k[i - 1] >= x) && k[0] > 0"
    )
    assert _in_browser(page, sort, tmp_path) == "true"
