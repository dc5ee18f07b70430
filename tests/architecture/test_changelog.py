"""Every fragment of the changelog is one sentence of a known kind."""

from __future__ import annotations

import re

import pytest
from tests.architecture.house import ROOT

KINDS = ("law", "data", "added", "changed", "fixed", "removed")
FOLDER = ROOT / "changelog.d"
FRAGMENTS = sorted(path.name for path in FOLDER.iterdir() if path.name != "README.md")
NAME = re.compile(rf"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:{'|'.join(KINDS)})\.md")


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_named_by_id_and_kind(name: str) -> None:
    assert NAME.fullmatch(name)


@pytest.mark.parametrize("name", FRAGMENTS)
def test_a_fragment_is_one_sentence(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert re.fullmatch(r"[A-Z`][^\n]*\.\n", text)


@pytest.mark.parametrize("name", ["x.news.md", "X.law.md", "law.md", "a_b.law.md", "x.law.txt"])
def test_another_name_is_refused(name: str) -> None:
    assert not NAME.fullmatch(name)


def test_the_kinds_are_those_that_the_folder_names() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == KINDS
