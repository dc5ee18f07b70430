r"""Runs the code blocks of a Markdown page as a reader would, one after the other.

`python` blocks share one namespace for the page, `pycon` blocks are doctests in it, `console`
blocks are typed line by line and their output compared, `bash` blocks must end with 0. All of them
share one folder and see the installed `withhold`. An HTML comment above a block changes that:
`<!-- not run: reason -->` or `<!-- exit: 2 -->`.

>>> [block.language for block in blocks("```python\nx = 1\n```")]
['python']
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = frozenset(["text", "yaml", "json", "csv", "toml", "ini", "sql", "html", "make", "diff"])
TIMEOUT_S = 120
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})\s*(?P<language>[\w+-]*)")
_NOT_RUN = re.compile(r"<!--\s*not run:\s*(?P<reason>\S.*?)\s*-->")
_EXIT = re.compile(r"<!--\s*exit:\s*(?P<code>\d+)\s*-->")


class PageError(AssertionError):
    """A block of a page did not do what the page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block.

    Attributes:
        language: the word after the fence; empty where there is none.
        code: the lines between the fences, without the fence's indentation.
        line: 1-based line of the page on which `code` starts.
        not_run: the reason given for not running it; empty: it runs.
        exit_code: what a console or bash block must end with.
    """

    language: str
    code: str
    line: int
    not_run: str = ""
    exit_code: int = 0


@dataclass(slots=True, kw_only=True)
class Reader:
    """Someone who reads a page and types what it says.

    Attributes:
        page: the page's name, for messages.
        folder: where commands run.
        environment: what commands see.
        names: the namespace of the page's Python.
    """

    page: str
    folder: Path
    environment: Mapping[str, str]
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})

    def read(self, block: Block) -> None:
        """Do what `block` says. Raises PageError where the page is wrong."""
        if block.not_run or block.language in SHOWN:
            return
        if block.language not in RUNNERS:
            raise PageError(f"{self.where(block)}: unknown language {block.language!r}")
        RUNNERS[block.language](self, block)

    def where(self, block: Block) -> str:
        """The place of `block` as `page:line`."""
        return f"{self.page}:{block.line}"

    def run(self, command: str) -> tuple[int, str]:
        """Exit code and output (both streams, as a terminal mixes them) of `command`."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            check=False,
        )
        return done.returncode, done.stdout


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order.

    Raises:
        PageError: a fence is never closed.
    """
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        number += 1
        if opening is None:
            continue
        closing = opening["fence"]
        start = number
        while number < len(lines) and lines[number].strip() != closing:
            number += 1
        if number == len(lines):
            raise PageError(f"line {start}: a code block is never closed")
        width = len(opening["indent"])
        code = "".join(f"{line[width:]}\n" for line in lines[start:number])
        above = _comments_above(lines[: start - 1])
        reason, code_word = _NOT_RUN.search(above), _EXIT.search(above)
        yield Block(
            language=opening["language"],
            code=code,
            line=start + 1,
            not_run=reason["reason"] if reason else "",
            exit_code=int(code_word["code"]) if code_word else 0,
        )
        number += 1


def _comments_above(lines: list[str]) -> str:
    """The comments that stand directly above a block; one empty line may lie between."""
    found: list[str] = []
    for line in reversed(lines):
        if not line.strip().startswith("<!--") and (line.strip() or found):
            break
        found.append(line)
    return "\n".join(found)


def commands(code: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block with the output that stands below it."""
    for part in re.split(r"^\$ ", code, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        count = 1
        while lines[count - 1].endswith("\\") and count < len(lines):
            count += 1
        yield "\n".join(lines[:count]), "\n".join(lines[count:]).strip()


def agrees(wanted: str, got: str) -> bool:
    """True where `got` is `wanted`; `...` stands for anything, spaces at line ends do not count."""
    return doctest.OutputChecker().check_output(_tidy(wanted), _tidy(got), doctest.ELLIPSIS)


def _tidy(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.strip().splitlines())


def page_environment(folder: Path) -> dict[str, str]:
    """What commands of a page see: this installation first on PATH, a home of their own."""
    programs = Path(sys.executable).parent
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(folder),
        "USER": "reader",
        "LANG": "C.UTF-8",
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }


def _python(reader: Reader, block: Block) -> None:
    padded = "\n" * (block.line - 1) + block.code
    try:
        exec(compile(padded, reader.page, "exec"), reader.names)  # noqa: S102 - our own pages
    except Exception as error:
        raise PageError(f"{reader.where(block)}: {type(error).__name__}: {error}") from error


def _pycon(reader: Reader, block: Block) -> None:
    test = doctest.DocTestParser().get_doctest(
        block.code, reader.names, reader.page, reader.page, block.line - 1
    )
    report: list[str] = []
    doctest.DocTestRunner(optionflags=_FLAGS).run(test, out=report.append, clear_globs=False)
    reader.names.update(test.globs)
    if report:
        raise PageError(f"{reader.where(block)}: {''.join(report)}")


def _console(reader: Reader, block: Block) -> None:
    typed = list(commands(block.code))
    if not typed:
        raise PageError(f"{reader.where(block)}: no line starts with '$ '")
    for command, wanted in typed:
        code, got = reader.run(command)
        place = f"{reader.where(block)}: $ {command}"
        if code != block.exit_code:
            raise PageError(f"{place}\nended with {code}, not {block.exit_code}:\n{got}")
        if wanted and not agrees(wanted, got):
            raise PageError(f"{place}\nthe page says:\n{wanted}\nit printed:\n{got}")


def _bash(reader: Reader, block: Block) -> None:
    code, got = reader.run(block.code)
    if code != block.exit_code:
        raise PageError(f"{reader.where(block)}: ended with {code}:\n{got}")


RUNNERS = {"python": _python, "pycon": _pycon, "console": _console, "bash": _bash, "sh": _bash}
