"""A reading that was broken off goes on where it was, and gives what an unbroken one gives."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from tests.reading.gold import RELEASES

from withhold.reading import read_portions
from withhold.services.reading import files, journal
from withhold.services.reading.files import ReadRequest, read_files
from withhold.services.registers import load_register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from withhold.reading import Document, Fact, KnownParty

REGISTER = load_register()
NAMES = ("g01.txt", "g02.txt", "g03.txt", "g04.txt")


class Portions:
    """Reads portions, and is broken off before the one with that number."""

    def __init__(self, breaks_before: int) -> None:
        self.read: list[str] = []
        self._left = breaks_before

    def __call__(
        self, document: Document, known: tuple[KnownParty, ...] = (), *, after: int = 0
    ) -> Iterator[tuple[int, list[Fact]]]:
        for end, facts in read_portions(document, known, after=after):
            if self._left == 0:
                raise KeyboardInterrupt
            self._left -= 1
            self.read.append(f"{document.name} up to {end}")
            yield end, facts


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in NAMES:
        folder.joinpath(name).write_bytes(RELEASES.joinpath(name).read_bytes())
    folder.joinpath("g00.txt").write_bytes(b"")
    long = "\n\n".join(RELEASES.joinpath(name).read_text("utf-8") for name in NAMES * 3)
    folder.joinpath("g05.txt").write_text(long, "utf-8")
    return folder


@pytest.fixture
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("withhold.reading.portions.portions.__kwdefaults__", {"most": 7000})


def request(texts: Path, out: Path) -> ReadRequest:
    return ReadRequest(files=(texts,), out=str(out), report=out.with_suffix(".html"))


def outputs(out: Path) -> list[bytes]:
    """What a reading wrote, but for the name of the file on the page."""
    rejects = out.with_name(f"{out.name}.rejects.csv").read_bytes()
    page = out.with_suffix(".html").read_bytes().replace(out.name.encode(), b"OUT")
    return [out.read_bytes(), rejects, page]


@pytest.mark.usefixtures("small_portions")
@pytest.mark.parametrize("breaks_before", range(7))
def test_a_broken_reading_goes_on_and_gives_the_same(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, breaks_before: int
) -> None:
    whole = Portions(-1)
    monkeypatch.setattr(files, "read_portions", whole)
    read_files(REGISTER, request(texts, tmp_path / "whole.jsonl"))
    assert len(whole.read) > len(NAMES) + 2
    broken = Portions(breaks_before)
    monkeypatch.setattr(files, "read_portions", broken)
    asked = request(texts, tmp_path / "out.jsonl")
    with pytest.raises(KeyboardInterrupt):
        read_files(REGISTER, asked)
    assert not (tmp_path / "out.jsonl").exists()
    rest = Portions(-1)
    monkeypatch.setattr(files, "read_portions", rest)
    answer = read_files(REGISTER, asked)
    assert broken.read + rest.read == whole.read
    assert answer.before == 1 + min(breaks_before, len(NAMES))
    assert outputs(tmp_path / "out.jsonl") == outputs(tmp_path / "whole.jsonl")
    assert not (tmp_path / ".out.jsonl.part").exists()


def broken_off(texts: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading that was broken off behind two documents."""
    monkeypatch.setattr(files, "read_portions", Portions(2))
    with pytest.raises(KeyboardInterrupt):
        read_files(REGISTER, request(texts, out))
    monkeypatch.setattr(files, "read_portions", read_portions)


def test_a_reading_killed_while_it_tidies_up_is_not_gone_on_from(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(folder: Path, *, ignore_errors: bool) -> None:
        assert ignore_errors
        for path in folder.glob("texts/*"):
            path.unlink()
            raise KeyboardInterrupt

    out = tmp_path / "out.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr(journal, "shutil", SimpleNamespace(rmtree=killed))
        with pytest.raises(KeyboardInterrupt):
            read_files(REGISTER, request(texts, out))
    assert (tmp_path / ".out.jsonl.part").exists()
    assert read_files(REGISTER, request(texts, out)).before == 0
    read_files(REGISTER, request(texts, tmp_path / "whole.jsonl"))
    assert outputs(out) == outputs(tmp_path / "whole.jsonl")


def test_a_line_that_was_cut_off_is_read_again(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    broken_off(texts, out, monkeypatch)
    kept = tmp_path / ".out.jsonl.part" / "journal.jsonl"
    kept.write_bytes(kept.read_bytes()[:-40])
    answer = read_files(REGISTER, request(texts, out))
    assert answer.before == 2
    read_files(REGISTER, request(texts, tmp_path / "whole.jsonl"))
    assert outputs(out) == outputs(tmp_path / "whole.jsonl")


@pytest.mark.parametrize("change", ["text", "day", "garbage"])
def test_a_reading_of_something_else_begins_anew(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    out = tmp_path / "out.jsonl"
    broken_off(texts, out, monkeypatch)
    asked = request(texts, out)
    if change == "text":
        texts.joinpath("g04.txt").write_text("CBP issued a WRO.", "utf-8")
    elif change == "day":
        (tmp_path / "index.csv").write_text("doc,published\ng02,2021-10-20\n", "utf-8")
        asked = ReadRequest(files=(texts,), out=str(out), index=tmp_path / "index.csv")
    else:
        (tmp_path / ".out.jsonl.part" / "journal.jsonl").write_bytes(b"\xff\n")
    assert read_files(REGISTER, asked).before == 0


def test_a_folder_that_cannot_be_made_is_said(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_all: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal.Journal, "_go_on", full)
    with pytest.raises(Exception, match="No space left on device"):
        read_files(REGISTER, request(texts, tmp_path / "out.jsonl"))
