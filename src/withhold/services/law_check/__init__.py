"""`withhold law check`: worked cases of the law, answered by the product and compared.

The runner computes nothing: it builds real objects from a documented vocabulary, asks the services
that the commands ask, and compares. A case that asks for something unknown fails and the run goes
on.

>>> text = '''cases:
... - {id: A, kind: clock, clock: wro_proof, inputs: {imported: 2026-11-30},
...    expect: {nominal: 2027-02-28}}'''
>>> check_text(text, file="mine.yaml").last_line
'1 passed, 0 failed'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from withhold.base import InputError, WithholdError
from withhold.services.law_check.kinds import answer
from withhold.services.law_check.reading import (
    LawCase,
    UnknownKey,
    read_cases,
    typed,
    typed_case,
    vocabulary,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Report", "check_file", "check_text", "vocabulary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run of cases found.

    Attributes:
        failures: one line for each case that differs, by its id, in the order of the file.
        passed: ids of the cases that pass.
    """

    failures: Mapping[str, str]
    passed: tuple[str, ...]

    @property
    def last_line(self) -> str:
        """The counts."""
        return f"{len(self.passed)} passed, {len(self.failures)} failed"


def check_file(path: Path) -> Report:
    """The report on a file of cases.

    Raises:
        InputError: the file cannot be read, or is no file of cases.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError(
            "is not UTF-8", file=str(path), way_out="save the cases as UTF-8"
        ) from error
    return check_text(text, file=path.name)


def check_text(text: str, *, file: str) -> Report:
    """The report on the text of a file of cases.

    Raises:
        InputError: it is no file of cases.
    """
    failures: dict[str, str] = {}
    passed: list[str] = []
    for raw in read_cases(text, file=file):
        fault = _fault(raw)
        if fault:
            failures[str(raw["id"])] = f"{raw['id']}: {fault}"
        else:
            passed.append(str(raw["id"]))
    return Report(failures=failures, passed=tuple(passed))


def _fault(raw: Mapping[str, Any]) -> str:
    """What is wrong with the answer to a case; empty where nothing is."""
    lacks = vocabulary().get(str(raw["kind"]), {}).get("lacks")
    if lacks:
        return f"not answered yet: kind {raw['kind']} needs {lacks}"
    try:
        case = typed_case(raw)
        found = answer(case)
        return _compared(case, found)
    except KeyError as error:
        return f"missing: {error.args[0]}"
    except WithholdError as error:
        return error.message


def _compared(case: LawCase, found: Mapping[str, Any]) -> str:
    """The difference between what a case expects and what came out."""
    types = vocabulary()[case.kind]["expect"]
    for key in case.expect:
        if key not in found:
            raise UnknownKey(key)
    wrong = {k: v for k, v in case.expect.items() if not _same(v, found[k], types[k], k)}
    if wrong:
        got = {k: found[k] for k in wrong}
        return f"expected {_flow(wrong)}, got {_flow(got)}"
    fallen = {
        k: v for k, v in case.mistake.items() if k in found and _mistaken(v, found[k], types[k], k)
    }
    return f"expected not {_flow(fallen)}, got it" if fallen else ""


def _same(wanted: Any, got: Any, kind: str, key: str) -> bool:  # noqa: ANN401 - as the type says
    """True where an answer is what the case expects, by its type."""
    if kind == "members":
        return set(wanted) <= _members(got)
    if kind == "set":
        return set(wanted) == _members(got)
    if kind == "number" and got is not None:
        return bool(typed(key, got, kind) == wanted)
    return bool(got == wanted)


def _mistaken(wrong: Any, got: Any, kind: str, key: str) -> bool:  # noqa: ANN401 - as above
    """True where an answer is the wrong one often given; of sets: any of its members."""
    if kind in {"members", "set"}:
        return bool(set(wrong) & _members(got))
    return _same(wrong, got, kind, key)


def _members(got: Any) -> set[str]:  # noqa: ANN401 - a collection or nothing
    """The members of an answer that is a set."""
    return {str(item) for item in got or ()}


def _flow(values: Mapping[str, Any]) -> str:
    """Values as a flow map, as the cases write them."""
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in values.items()) + "}"


def _scalar(value: Any) -> str:  # noqa: ANN401 - a value of a case
    """One value as the cases write it."""
    if isinstance(value, (set, frozenset, tuple, list)):
        return "[" + ", ".join(sorted(map(str, value))) + "]"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)
