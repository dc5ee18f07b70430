"""What the package needs: pinned, hashed, known, permissive, and loaded only when used."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.architecture.house import LOCK, PROJECT

LOCK_TEXT = LOCK.read_text("utf-8")
# name==version, its marker, and the lines with its hashes
PINS = re.findall(
    r"^([\w.-]+)==([^\s;]+)[^\n]*\n((?: +--hash=\S+[^\n]*\n)*)", LOCK_TEXT, re.MULTILINE
)
CORE = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
GROUPS = [Requirement(text) for group in PROJECT["dependency-groups"].values() for text in group]
# Language models are published by anyone under names like those of the well-known ones; one that
# is wanted is named here, with the reason.
KNOWN_MODELS: frozenset[str] = frozenset()
MODEL_NAME = re.compile(r"^[a-z]{2}-(?:core|dep|ent|coreference|vectors)-|-(?:sm|md|lg|trf)$")
HEAVY = ("sqlalchemy", "duckdb", "yaml", "holidays", "alembic")


def closure(wanted: list[Requirement]) -> set[str]:
    """The installed packages that `wanted` bring along, themselves included."""
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if applies and name not in found:
            found.add(name)
            waiting += [Requirement(text) for text in metadata.requires(name) or ()]
    return found


def licence(name: str) -> str:
    """What the package `name` says about its licence: the expression, else the classifiers."""
    facts = metadata.metadata(name)
    expression = facts.get_all("License-Expression") or []
    classifiers = [c for c in facts.get_all("Classifier") or [] if c.startswith("License ::")]
    words = [text.partition("\n")[0] for text in facts.get_all("License") or []]
    return "; ".join(expression or classifiers or words)


def is_copyleft(words: str) -> bool:
    return bool(re.search(r"\b[AL]?GPL|GNU\b.*General Public", words))


def looks_like_a_model(name: str, version: str) -> bool:
    return version.startswith("999") or MODEL_NAME.search(name) is not None


@pytest.mark.parametrize("requirement", [*CORE, *GROUPS], ids=lambda r: r.name)
def test_the_lock_holds_a_version_in_range_of_every_dependency(requirement: Requirement) -> None:
    locked = [version for name, version, _ in PINS if name == canonicalize_name(requirement.name)]
    assert locked
    assert all(requirement.specifier.contains(version) for version in locked)


def test_every_package_of_the_lock_has_its_hashes() -> None:
    assert [name for name, _, hashes in PINS if "sha256:" not in hashes] == []


def test_the_lock_does_not_say_where_packages_come_from() -> None:
    assert re.findall(r"^.*(?:://|--index|--find-links|--extra).*$", LOCK_TEXT, re.MULTILINE) == []


def test_the_lock_holds_no_unknown_model() -> None:
    models = {name for name, version, _ in PINS if looks_like_a_model(name, version)}
    assert models <= KNOWN_MODELS


@pytest.mark.parametrize(
    ("name", "version"),
    [("zh-core-web-sm", "999.9.9"), ("en-core-web-trf", "3.8.0"), ("xx-ent-wiki-sm", "3.8.0")],
)
def test_a_model_is_known_by_its_name_or_version(name: str, version: str) -> None:
    assert looks_like_a_model(name, version)


@pytest.mark.parametrize("name", sorted(closure(CORE)))
def test_a_package_that_users_install_is_not_copyleft(name: str) -> None:
    assert not is_copyleft(licence(name))


@pytest.mark.parametrize("name", sorted(closure(CORE)))
def test_a_package_that_users_install_says_its_licence(name: str) -> None:
    assert licence(name)


@pytest.mark.parametrize(
    "words",
    [
        "LGPL-2.1-or-later",
        "GPL-3.0-only OR MIT",
        "License :: OSI Approved :: GNU Lesser General Public License v2 (LGPLv2)",
    ],
)
def test_copyleft_is_known_by_its_words(words: str) -> None:
    assert is_copyleft(words)


def test_the_command_starts_without_the_heavy_packages() -> None:
    code = "import sys, withhold.cli; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert set(HEAVY) & {*done.stdout.split()} == set()
