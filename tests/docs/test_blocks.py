"""The harness that runs the pages: a wrong page fails, a right one passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.docs.blocks import PageError, Reader, agrees, blocks, commands, page_environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(page="page.md", folder=tmp_path, environment=page_environment(tmp_path))


def read(reader: Reader, text: str) -> None:
    for block in blocks(text):
        reader.read(block)


def test_python_blocks_of_a_page_share_their_names(reader: Reader) -> None:
    read(reader, "```python\nx = 20\n```\nand\n```python\ny = x + 1\n```\n")
    assert reader.names["y"] == 21


def test_a_python_block_that_raises_fails_and_names_its_line(reader: Reader) -> None:
    with pytest.raises(PageError, match=r"page\.md:4: ZeroDivisionError"):
        read(reader, "Text.\n\n```python\n1 / 0\n```\n")


def test_a_doctest_block_sees_the_names_of_the_page(reader: Reader) -> None:
    read(reader, "```python\nx = 20\n```\n```pycon\n>>> y = x + 1\n>>> y\n21\n```\n")
    assert reader.names["y"] == 21


def test_a_doctest_block_with_a_wrong_answer_fails(reader: Reader) -> None:
    with pytest.raises(PageError, match="Expected"):
        read(reader, "```pycon\n>>> 1 + 1\n3\n```\n")


def test_a_console_block_with_the_right_output_passes(reader: Reader) -> None:
    read(reader, "```console\n$ echo one > file.txt\n$ cat file.txt\none\n```\n")
    assert (reader.folder / "file.txt").read_text("utf-8") == "one\n"


def test_a_console_block_with_a_wrong_output_fails(reader: Reader) -> None:
    with pytest.raises(PageError, match="it printed:\none"):
        read(reader, "```console\n$ echo one\ntwo\n```\n")


def test_a_console_block_with_output_missing_at_the_end_fails(reader: Reader) -> None:
    with pytest.raises(PageError, match="it printed"):
        read(reader, "```console\n$ printf 'one\\ntwo\\n'\none\n```\n")


def test_a_console_command_that_fails_fails_the_page(reader: Reader) -> None:
    with pytest.raises(PageError, match="ended with 3, not 0"):
        read(reader, "```console\n$ exit 3\n```\n")


def test_an_expected_exit_code_must_come(reader: Reader) -> None:
    read(reader, "<!-- exit: 3 -->\n```console\n$ echo gone; exit 3\ngone\n```\n")
    with pytest.raises(PageError, match="ended with 0, not 3"):
        read(reader, "<!-- exit: 3 -->\n```console\n$ true\n```\n")


def test_a_console_block_without_a_command_fails(reader: Reader) -> None:
    with pytest.raises(PageError, match="no line starts with"):
        read(reader, "```console\necho one\n```\n")


def test_a_bash_block_stops_at_its_first_failing_line(reader: Reader) -> None:
    with pytest.raises(PageError, match="ended with 1"):
        read(reader, "```bash\nfalse\necho never\n```\n")


def test_a_bash_block_of_the_page_runs(reader: Reader) -> None:
    read(reader, "```bash\nmkdir made\n```\n")
    assert (reader.folder / "made").is_dir()


def test_a_block_with_a_reason_is_not_run(reader: Reader) -> None:
    read(reader, "<!-- not run: needs a mail server -->\n\n```bash\nfalse\n```\n")
    assert next(blocks("<!-- not run: why -->\n```sh\n```\n")).not_run == "why"


def test_a_reason_for_not_running_must_be_given(reader: Reader) -> None:
    with pytest.raises(PageError):
        read(reader, "<!-- not run: -->\n```bash\nfalse\n```\n")


def test_a_reason_counts_for_the_next_block_only(reader: Reader) -> None:
    with pytest.raises(PageError):
        read(reader, "<!-- not run: why -->\n```sh\nfalse\n```\n\n```bash\nfalse\n```\n")


@pytest.mark.parametrize("language", ["", "ruby"])
def test_a_block_in_an_unknown_language_fails(reader: Reader, language: str) -> None:
    with pytest.raises(PageError, match="unknown language"):
        read(reader, f"```{language}\nx\n```\n")


def test_a_block_that_is_only_shown_is_not_run(reader: Reader) -> None:
    read(reader, "```text\nfalse\n```\n")
    assert list(reader.folder.iterdir()) == []


def test_a_block_that_is_never_closed_fails() -> None:
    with pytest.raises(PageError, match="line 1"):
        list(blocks("```python\nx = 1\n"))


def test_a_block_in_a_list_loses_the_indentation_of_the_list() -> None:
    assert next(blocks("- item\n\n  ```python\n  if x:\n      y\n  ```\n")).code == "if x:\n    y\n"


def test_a_fence_of_four_may_show_a_fence_of_three() -> None:
    assert [b.language for b in blocks("````text\n```python\n1 / 0\n```\n````\n")] == ["text"]


def test_a_command_may_go_on_over_the_line_end() -> None:
    assert list(commands("$ echo one \\\n  two\none two\n")) == [
        ("echo one \\\n  two", "one two"),
    ]


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ("one\n...\nthree", "one\ntwo\nstill two\nthree\n", True),
        ("one ... three", "one two three", True),
        ("one", "one  \n", True),
        ("one\n...\nthree", "one\ntwo\nfour\n", False),
        ("one", "one two", False),
    ],
)
def test_three_dots_stand_for_anything(wanted: str, got: str, same: bool) -> None:  # noqa: FBT001 - a case
    assert agrees(wanted, got) is same


def test_commands_of_a_page_have_a_home_of_their_own(reader: Reader) -> None:
    assert reader.run("echo $HOME")[1].strip() == str(reader.folder)
