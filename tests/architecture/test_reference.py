"""Commands, settings, errors and law rows all stand in the reference, with a word for the user."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tests.architecture.house import modules

import withhold
from docs import generate
from withhold.base import shipped_yaml
from withhold.cases import event_words
from withhold.screening import HIT_COLUMNS
from withhold.services.cases.typed_facts import fact_types
from withhold.services.settings import SETTINGS
from withhold.trade.lines import KNOWN

COMMANDS = {
    context.command_path: command
    for command, context in generate.commands(generate.root_command(), "withhold")
}
PARAMETERS = [
    (path, parameter)
    for path, command in COMMANDS.items()
    for parameter in generate.parameters(command)
]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return generate.generated()


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_has_a_help_text(path: str) -> None:
    assert COMMANDS[path].help


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_shows_an_example(path: str) -> None:
    shown = f"{COMMANDS[path].help}\n{COMMANDS[path].epilog}"
    assert f"withhold {path.partition(' ')[2]}".strip() in shown


@pytest.mark.parametrize(
    ("path", "parameter"), PARAMETERS, ids=[f"{path} {p.name}" for path, p in PARAMETERS]
)
def test_an_option_has_a_help_text(path: str, parameter: generate.Click) -> None:
    assert getattr(parameter, "help", ""), path


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_stands_in_the_reference(path: str, pages: dict[str, str]) -> None:
    assert f"## {path}\n" in pages["reference/cli.md"]


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_stands_in_the_reference(name: str, pages: dict[str, str]) -> None:
    assert f"| `{name}` |" in pages["reference/settings.md"]


def test_no_other_setting_is_read() -> None:
    code = "".join(path.read_text("utf-8") for path in modules())
    assert set(re.findall(r"\bWITHHOLD_[A-Z]+(?:_[A-Z]+)*\b", code)) == set(SETTINGS)


@pytest.mark.parametrize("name", [n for n in withhold.__all__ if n != "__version__"])
def test_a_public_name_stands_in_the_reference(name: str, pages: dict[str, str]) -> None:
    assert f"## {name}\n" in pages["reference/python.md"]


def test_every_column_of_the_answer_stands_in_the_reference(pages: dict[str, str]) -> None:
    said = [row["column"] for row in shipped_yaml("screening", "columns.yaml")]
    assert said == list(HIT_COLUMNS)
    assert all(f"| `{column}` |" in pages["reference/screening.md"] for column in HIT_COLUMNS)


@pytest.mark.parametrize("column", sorted(KNOWN))
def test_every_column_that_is_read_stands_in_the_reference(
    column: str, pages: dict[str, str]
) -> None:
    assert f"| `{column}` |" in pages["reference/screening.md"]


def test_every_error_code_stands_in_the_reference(pages: dict[str, str]) -> None:
    codes = {kind.code for kind in generate.error_classes()}
    codes |= {code for code, _, _ in generate.special_codes()}
    assert [code for code in codes if f"`{code}`" not in pages["reference/errors.md"]] == []


def test_no_two_errors_have_one_code() -> None:
    counted = Counter(kind.code for kind in generate.error_classes())
    assert [code for code, count in counted.items() if count > 1] == []


def test_every_row_of_the_law_stands_in_the_reference(pages: dict[str, str]) -> None:
    tables = generate.law_tables()
    rows = [row for table in tables.values() if isinstance(table, list) for row in table]
    missing = [
        row["id"] for row in rows if f'<a id="{row["id"]}">' not in pages["reference/law.md"]
    ]
    assert rows
    assert missing == []


def test_every_event_and_fact_of_a_case_stands_in_the_reference(pages: dict[str, str]) -> None:
    words = [word for word in event_words() if word not in {"tick", "act_proposed"}]
    missing = [w for w in (*words, *fact_types()) if f"`{w}`" not in pages["reference/cases.md"]]
    assert missing == []
