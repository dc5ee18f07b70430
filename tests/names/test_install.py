"""What is built: the kernel where there is a compiler, a working package where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NATIVE = ROOT / "src" / "withhold" / "names" / "native"
ASKED = (
    "import withhold; from withhold.names import kernel_name; "
    "print(withhold.__file__, kernel_name(), withhold.match('Hetian Tayda Garments')[0].entity_id)"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    ignored = shutil.ignore_patterns("*.so", "*.pyd", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "src", folder / "src", ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, folder)
    return folder


def _built(checkout: Path, what: str, **environment: str) -> Path:
    out = checkout.parent / what
    code = f"from setuptools import build_meta; print(build_meta.build_{what}({str(out)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=checkout,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return out / done.stdout.splitlines()[-1]


@pytest.mark.slow
def test_the_sources_of_the_kernel_are_in_the_source_archive(checkout: Path) -> None:
    with tarfile.open(_built(checkout, "sdist")) as archive:
        packed = {Path(name).name for name in archive.getnames() if "/names/native/" in name}
    assert packed == {path.name for path in NATIVE.iterdir() if path.is_file()}


@pytest.mark.slow
def test_without_a_compiler_the_package_works_and_says_so(checkout: Path) -> None:
    wheel = _built(checkout, "wheel", CXX="false", CC="false")
    folder = checkout.parent / "installed"
    with zipfile.ZipFile(wheel) as archive:
        assert not [
            name for name in archive.namelist() if "/_kernel." in name and "pyi" not in name
        ]
        archive.extractall(folder)  # noqa: S202 - our own wheel
    environment = os.environ | {"PYTHONPATH": str(folder)}
    asked, told = (
        subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for arguments in (("-c", ASKED), ("-m", "withhold", "--version"))
    )
    assert asked.startswith(str(folder))
    assert asked.strip().endswith("Python (no compiled kernel) e-hetian-taida-apparel")
    assert "names kernel: Python (no compiled kernel)" in told.splitlines()
