"""Listed names looked up by the kernel and by Python: one answer; the index kept in a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from withhold.names import ListedName, NameIndex, kept_index
from withhold.names import lookup as room
from withhold.names.evidence import COMMON
from withhold.names.kernel import SETTING, native_kernel
from withhold.names.lookup import NativeLookup, PythonLookup, names_digest, open_lookup
from withhold.register import shipped_register
from withhold.screening import RuleBook, thresholds

if TYPE_CHECKING:
    from pathlib import Path

LISTED = RuleBook(shipped_register(), as_of=None).listed_names()
QUERIES = [
    *(name.text.upper() for name in LISTED[::5]),
    *(name.text[:-3] for name in LISTED[::7]),
    *("Hefei Bitlnad", "Shenzhen Technology Co", "Global Trading", "", "...", "Hefei Bitlnad"),
]


@pytest.fixture
def small_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "WORTH_KEEPING", 1)


def _native(folder: Path | None = None) -> NativeLookup:
    native = native_kernel()
    if native is None:
        pytest.skip("no compiled kernel is used")
    return NativeLookup(native, LISTED, folder)


@pytest.mark.parametrize("least", [0.01, thresholds()[1]])
def test_the_kernel_and_python_find_the_same(least: float) -> None:
    native = _native().match(QUERIES, least=least, most=20)
    python = PythonLookup(LISTED).match(QUERIES, least=least, most=20)
    assert [f[:2] for f in native] == [f[:2] for f in python]
    assert [f.score for f in native] == pytest.approx([f.score for f in python], abs=5e-5)


def test_without_the_kernel_python_looks_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "python")
    assert isinstance(open_lookup(LISTED, None), PythonLookup)


def test_an_entity_is_found_once_by_the_name_that_speaks_loudest() -> None:
    names = [
        ListedName(entity_id="e", entity="E", text="Alpha Mills", kind=kind)
        for kind in ("weak", "published")
    ]
    (hit,) = NameIndex(names).find("Alpha Mills", least=0.5)
    assert hit.kind == "published"


@pytest.mark.usefixtures("small_is_kept")
def test_an_index_is_kept_in_one_file_and_mapped_the_next_time(tmp_path: Path) -> None:
    first = _native(tmp_path).match(QUERIES, least=0.5, most=5)
    (path,) = tmp_path.iterdir()
    made = path.stat().st_ino
    assert _native(tmp_path).match(QUERIES, least=0.5, most=5) == first
    assert path.stat().st_ino == made


@pytest.mark.usefixtures("small_is_kept")
@pytest.mark.parametrize("harm", [b"", b"no index", None])
def test_a_harmed_file_is_made_anew(tmp_path: Path, harm: bytes | None) -> None:
    first = _native(tmp_path).match(QUERIES, least=0.5, most=5)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if harm is None else harm)
    assert _native(tmp_path).match(QUERIES, least=0.5, most=5) == first
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("small_is_kept")
def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert _native(blocked).match(["Hefei Bitland"], least=0.5, most=5)
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208 - names only


def test_another_list_has_another_digest() -> None:
    assert names_digest(LISTED) == names_digest(LISTED)
    assert names_digest(LISTED) != names_digest(LISTED[1:])


def test_a_word_of_many_names_tells_nothing_beside_a_telling_one_that_is_missing() -> None:
    starts = [a + b + c for a in "bdfgklmnprst" for b in ("ak", "el", "or") for c in ("vin", "zu")]
    listed = [
        ListedName(entity_id=f"{n:04}", entity=text, text=text, kind="published")
        for n, text in enumerate(
            f"{start} {middle} {end} Ltd"
            for start in starts
            for middle, end in (("Growth", "Trustee"), ("Solutions", ""), ("Growth", "Solutions"))
        )
    ]
    texts = [name.text for name in listed]
    asked = [*texts[::7], *(text.replace("k", "c") for text in texts[::11])]
    asked += ["Growth Solutions Ltd", "Zhengwei Growth Solutions Inc", "Solutions Trustee Growth"]
    assert sum("Growth" in text for text in texts) > COMMON
    kernel = native_kernel()
    if kernel is None:
        pytest.skip("no compiled kernel is used")
    native, python = NativeLookup(kernel, listed, None), PythonLookup(listed)
    for least in (0.01, thresholds()[1]):
        found, expected = (one.match(asked, least=least, most=20) for one in (native, python))
        assert [f[:2] for f in found] == [f[:2] for f in expected]


@pytest.mark.usefixtures("small_is_kept")
def test_the_files_used_longest_ago_are_dropped_and_those_of_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_index, "MOST_FILES", 3)
    old = [tmp_path / f"names-{n:032x}.index" for n in range(5)]
    left, fresh = tmp_path / ".names-ab.index.killed", tmp_path / ".names-ab.index.writing"
    other = tmp_path / "names.txt"
    for age, path in enumerate((*old, other, left, fresh)):
        path.write_bytes(b"x")
        os.utime(path, (age, age))
    fresh.touch()
    _native(tmp_path)
    (new,) = set(tmp_path.glob("names-*.index")) - set(old)
    assert set(tmp_path.iterdir()) == {new, *old[-2:], other, fresh}


@pytest.mark.usefixtures("small_is_kept")
def test_the_index_of_another_list_is_not_taken(tmp_path: Path) -> None:
    _native(tmp_path)
    (mine,) = tmp_path.iterdir()
    native = native_kernel()
    assert native is not None
    NativeLookup(native, LISTED[:50], tmp_path)
    (other,) = set(tmp_path.iterdir()) - {mine}
    mine.write_bytes(other.read_bytes())
    expected = _native().match(QUERIES, least=0.5, most=5)
    assert _native(tmp_path).match(QUERIES, least=0.5, most=5) == expected
    assert mine.read_bytes() != other.read_bytes()


@pytest.mark.usefixtures("small_is_kept")
def test_an_index_file_stays_whole_where_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert _native(tmp_path).match(["Hefei Bitland"], least=0.5, most=5)
    assert not list(tmp_path.iterdir())
