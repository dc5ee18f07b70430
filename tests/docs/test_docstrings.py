"""The examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib

import pytest
from docs.generate import modules
from tests.docs import blocks

MODULES = modules()


@pytest.mark.parametrize("name", [*MODULES, "docs.generate"])
def test_the_examples_of_a_module_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_the_examples_of_the_harness_run() -> None:
    assert doctest.testmod(blocks).failed == 0


def test_some_modules_show_an_example() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    shown = [n for n in MODULES if any(t.examples for t in finder.find(importlib.import_module(n)))]
    assert len(shown) > 5
