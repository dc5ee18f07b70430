"""The law as cases: ours, and those of the shared design where it is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.law.worked import as_file, worked_cases

from withhold.base import InputError, load_yaml
from withhold.law import clock_table, order_events, rules
from withhold.services.law_check import check_file, check_text

if TYPE_CHECKING:
    from pathlib import Path

#: Rules that no case can answer, and why.
NOT_COMPUTABLE = {
    "FOR-04": "other countries' bans: a warning in the table of choices, no test of ours",
}
OPEN_KINDS = {"chain", "transition", "scope", "evidence", "access"}


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: str(case["id"]))
def test_a_worked_case_passes(case: dict[str, Any]) -> None:
    assert check_text(as_file(case), file="case.yaml").failures == {}


def test_every_clock_has_a_case() -> None:
    assert {c["clock"] for c in worked_cases() if c["kind"] == "clock"} == set(clock_table())


def test_every_event_of_an_order_that_changes_it_has_a_case() -> None:
    told = {e["event"] for c in worked_cases() for e in c["inputs"].get("events", ())}
    told |= {str(c["inputs"].get("event")) for c in worked_cases()}
    assert order_events() <= told


def test_every_case_cites_rules_that_exist() -> None:
    assert [c["id"] for c in worked_cases() if not set(c["rules"]) <= set(rules())] == []


def test_every_rule_has_a_worked_case_or_a_reason_why_none_can_be() -> None:
    worked = {rule for case in worked_cases() for rule in case["rules"]}
    assert set(rules()) - worked == set(NOT_COMPUTABLE)


def test_no_two_cases_have_one_id() -> None:
    ids = [case["id"] for case in worked_cases()]
    assert len(ids) == len(set(ids))


def test_the_shared_cases_of_the_kinds_built_so_far_pass(shared: Path) -> None:
    path = shared / "design" / "law_cases.yaml"
    kinds = {c["id"]: c["kind"] for c in load_yaml(path.read_text("utf-8"), file="x")["cases"]}
    report = check_file(path)
    assert [line for i, line in report.failures.items() if kinds[i] not in OPEN_KINDS] == []
    waiting = [line for i, line in report.failures.items() if kinds[i] in OPEN_KINDS]
    assert all("not answered yet: kind" in line for line in waiting)
    assert len(report.passed) + len(waiting) == len(kinds)


def _one(inputs: str, expect: str, more: str = "") -> str:
    return (
        "schema_version: 1\ncalendar: us_federal_observed\ncases:\n"
        f"- {{id: X-1, kind: clock, rules: [CLK-01], clock: exam_decision, inputs: {{{inputs}}}, "
        f"expect: {{{expect}}}{more}}}\n"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            _one("presented: 2026-03-02", "nominal: 2026-03-10"),
            "X-1: expected {nominal: 2026-03-10}, got {nominal: 2026-03-09}",
        ),
        (_one("arrived: 2026-03-02", "nominal: 2026-03-09"), "X-1: unknown: arrived"),
        (_one("presented: 2026-03-02", "due: 2026-03-09"), "X-1: unknown: due"),
        (
            _one("presented: 2026-03-02", "nominal: 2026-03-09").replace("exam_", "foo_"),
            "X-1: unknown: foo_decision",
        ),
        (
            _one("presented: 2026-03-02", "state: running", ", mistake: {nominal: 2026-03-09}"),
            "X-1: expected not {nominal: 2026-03-09}, got it",
        ),
    ],
    ids=["differs", "unknown input", "unknown answer", "unknown clock", "the mistake"],
)
def test_a_case_that_does_not_hold_is_one_line(text: str, line: str) -> None:
    assert list(check_text(text, file="x.yaml").failures.values()) == [line]


def test_a_case_that_cannot_be_read_does_not_stop_the_others() -> None:
    text = _one("presented: soon", "nominal: 2026-03-09") + _one(
        "presented: 2026-03-02", "nominal: 2026-03-09"
    ).split("cases:\n")[1].replace("X-1", "X-2")
    report = check_text(text, file="x.yaml")
    assert set(report.failures) == {"X-1"}
    assert report.passed == ("X-2",)


@pytest.mark.parametrize("text", ["", "cases: 3", "- 1", "cases:\n- {kind: clock}\n"])
def test_a_file_that_holds_no_cases_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        check_text(text, file="x.yaml")
