"""What no file of the project may say or do."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from tests.architecture.house import ROOT, SOURCE, modules, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES_AT_MOST = 450
# Written so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    r"python[h]osted\.|py[p]i\.org|np[m]js|deb[.]debian|crates[.]io|proxy[.]golang|hugging[f]ace"
)
MACHINES = re.compile(r"\.\./share[d]|(?<![\w.:/])/(?:wor[k]|roo[t]|opt/wheel[s]|hom[e]/\w+)/")
MAKERS = re.compile(
    r"\b(?:sub-?agen[t]s?|(?:ai|coding|llm) (?:agen[t]s?|assistan[t]s?)|helper sessio[n]s?"
    r"|(?:this|last|next|previous|another) sessio[n]|cla[u]de|anthro[p]ic|chat-?gp[t]|copilo[t])\b",
    re.IGNORECASE,
)
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")}


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:90]}"
        for path in texts()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def clocks_read(source: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else ""
            owner = node.value.id if isinstance(node.value, ast.Name) else owner
            if (owner, node.attr) in CLOCKS:
                yield node.lineno


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRIES) == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert lines_with(MACHINES) == []


def test_no_file_speaks_of_how_it_was_written() -> None:
    assert lines_with(MAKERS) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRIES, "see https://" + "pypi" + ".org/simple"),
        (MACHINES, "open('" + "../" + "shared/x')"),
        (MACHINES, "cd " + "/work" + "/main"),
        (MAKERS, "written by an AI " + "agent"),
    ],
)
def test_the_search_finds_what_it_looks_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize(
    "line", ["the exporter's agent in Yantai", "https://example.org/work/x", "a database session"]
)
def test_the_search_passes_ordinary_words(line: str) -> None:
    assert not any(pattern.search(line) for pattern in (REGISTRIES, MACHINES, MAKERS))


def test_only_the_command_reads_the_clock() -> None:
    inside = [path for path in modules() if "cli" not in path.relative_to(SOURCE).parts[:1]]
    found = {path.name: [*clocks_read(path.read_text("utf-8"))] for path in inside}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("code", ["date.today()", "datetime.now(UTC)", "datetime.datetime.now()"])
def test_reading_the_clock_is_seen(code: str) -> None:
    assert list(clocks_read(code)) == [1]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < LINES_AT_MOST
