"""The generated pages say what the code and the tables say."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
import typer.main

from docs import generate
from withhold.base import InputError

ROOT = Path(__file__).parents[2]
ROWS: list[dict[str, object]] = [
    {"id": "CLK-05", "days": 30, "cite": ["19 U.S.C. 1499(c)"]},
    {"id": "CLK-06", "note": "counts | from", "cite": []},
]


@pytest.fixture
def app() -> generate.Click:
    """A command with one subcommand that takes an argument and an option."""
    shop = typer.Typer()

    @shop.callback()
    def shelves() -> None:
        """Shelves."""

    @shop.command()
    def fetch(
        shelf: Annotated[str, typer.Argument(help="Which shelf.")],
        count: Annotated[int, typer.Option(envvar="COUNT", help="How many.")] = 3,
    ) -> None:
        """Fetch things.

        Example: shop fetch A --count 2
        """
        typer.echo(f"{shelf} {count}")

    return typer.main.get_command(shop)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (["a", "b"], "a, b"),
        ({"days": 30, "unit": "calendar"}, "days: 30; unit: calendar"),
        ("two\n  lines", "two lines"),
        ("a|b <c> *d*", r"a\|b &lt;c> \*d\*"),
    ],
)
def test_a_cell_is_one_line_that_breaks_no_table(value: object, text: str) -> None:
    assert generate.cell(value) == text


def test_a_law_table_has_a_column_for_every_key_of_its_rows() -> None:
    assert generate.law_rows(ROWS).splitlines()[0] == "| id | days | cite | note |"


def test_a_row_of_the_law_can_be_linked_to() -> None:
    assert '<a id="CLK-06"></a>CLK-06' in generate.law_page({"clocks": ROWS})


def test_rows_in_a_named_part_of_a_law_table_stand_under_that_name() -> None:
    page = generate.law_page({"calendar": {"version": 2, "working_days": ROWS}})
    assert re.search(r"### Version\n\n2\n\n### Working days\n\n\| id \|", page)


def test_a_row_without_a_cell_leaves_it_empty() -> None:
    assert generate.law_rows(ROWS).splitlines()[3].endswith(r"|  |  | counts \| from |")


def test_every_command_has_its_part_of_the_page(app: generate.Click) -> None:
    page = generate.command_page(app)
    assert re.findall("^## (.*)$", page, re.MULTILINE) == ["withhold", "withhold fetch"]


def test_a_command_shows_its_example(app: generate.Click) -> None:
    assert "Example: shop fetch A --count 2" in generate.command_page(app)


def test_an_option_shows_its_meaning_default_and_environment(app: generate.Click) -> None:
    assert "| `--count` | How many. | 3 | COUNT |" in generate.command_page(app)


def test_a_code_given_at_one_place_is_found() -> None:
    source = 'raise InputError("too long", file=f, code="too_long")'
    assert list(generate.codes_in(source)) == [("too_long", "InputError", "'too long'")]


def test_a_code_of_the_class_is_not_taken_for_one_of_a_place() -> None:
    assert list(generate.codes_in('raise InputError("too long", code="")')) == []


def test_errors_come_after_the_errors_they_are_a_kind_of() -> None:
    kinds = generate.error_classes()
    assert kinds.index(InputError) < kinds.index(InputError.__subclasses__()[0])


def test_what_an_error_carries_becomes_a_list() -> None:
    assert "- `file`: name of the file, or empty." in generate.docstring(InputError)


def test_the_menu_follows_the_need_of_a_reader() -> None:
    pages = ["why/house.md", "contributing.md", "tutorial/one.md", "index.md", "why/index.md"]
    assert generate.navigation(pages) == [
        "index.md",
        {"Tutorial": ["tutorial/one.md"]},
        {"Why": ["why/index.md", "why/house.md"]},
        "contributing.md",
    ]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages."""
    folder = tmp_path_factory.mktemp("site")
    program = Path(sys.executable).parent / "mkdocs"
    done = subprocess.run(
        [program, "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        env={"NO_MKDOCS_2_WARNING": "1", "PATH": str(program.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_generated_page_is_built(site: Path) -> None:
    missing = [
        address
        for address in generate.generated()
        if not (site / address.removesuffix(".md") / "index.html").exists()
    ]
    assert missing == []


def test_a_page_loads_nothing_from_outside(site: Path) -> None:
    loaded = re.compile(r"""<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//""")
    pages = [*site.rglob("*.html")]
    assert pages
    assert [page.name for page in pages if loaded.search(page.read_text("utf-8"))] == []
