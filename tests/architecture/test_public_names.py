"""Every room says what it exports, and exports what it says."""

from __future__ import annotations

import importlib

import pytest
from tests.architecture.house import PROJECT, ROOMS, SOURCE

import withhold


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_exports_the_names_it_lists(room: str) -> None:
    module = importlib.import_module(f"withhold.{room}")
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_lists_each_name_once(room: str) -> None:
    names = importlib.import_module(f"withhold.{room}").__all__
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("name", withhold.__all__)
def test_a_public_name_of_the_package_can_be_had(name: str) -> None:
    assert getattr(withhold, name) is not None


def test_an_unknown_public_name_is_refused() -> None:
    assert not hasattr(withhold, "no_such_name")


def test_the_package_says_that_it_is_typed() -> None:
    assert (SOURCE / "py.typed").exists()
    assert "py.typed" in PROJECT["tool"]["setuptools"]["package-data"]["withhold"]


def test_the_version_stands_the_same_in_both_places() -> None:
    assert withhold.__version__ == PROJECT["project"]["version"]
