r"""Writes the reference pages from the code and the tables, each time the pages are built.

Loaded by mkdocs as a hook; the pages exist only in the build, so they cannot fall behind. Every
function that writes a page takes what it writes about and returns Markdown.

>>> print(table(("code", "meaning"), [("input", "a|b")]))
| code | meaning |
|---|---|
| input | a\|b |
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import typer
import typer.main
from mkdocs.structure.files import File

import withhold
from withhold.base import (
    WithholdError,
    load_yaml,
    shipped_bytes,
    shipped_csv,
    shipped_yaml,
)
from withhold.cases import act_facts
from withhold.goods.cover import COMBINED
from withhold.goods.editions import editions
from withhold.law import shipment_events
from withhold.places.evidence import weights as evidence_weights
from withhold.screening.verdict import effects, policy
from withhold.services.cases.typed_facts import fact_types, file_facts
from withhold.services.decisions import COLUMNS as DECISION_COLUMNS
from withhold.services.settings import SETTINGS
from withhold.supply_chain.edge_rows import EDGE_COLUMNS
from withhold.supply_chain.ownership import OWNER_COLUMNS
from withhold.trade.lines import LINE_COLUMNS, PARTY_COLUMNS, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

# A command or parameter of click, which typer brings along in some versions and not in others.
Click: TypeAlias = Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "withhold"
HEADINGS = {
    "Attributes:": "It carries",
    "Args:": "Arguments",
    "Raises:": "It raises",
    "Returns:": "It returns",
}
SECTIONS = (
    ("tutorial", "Tutorial"),
    ("how-to", "How to"),
    ("reference", "Reference"),
    ("why", "Why"),
)


# --- Markdown ---------------------------------------------------------------------------------


def cell(value: object) -> str:
    """`value` as the text of a table cell: lists joined, maps as `key: value`, None empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {cell(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(cell(inner) for inner in value)
    text = " ".join(str(value).split())
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; every row as long as `columns`."""
    head = (f"| {' | '.join(columns)} |", "|" + "---|" * len(columns))
    return "\n".join((*head, *(f"| {' | '.join(map(cell, row))} |" for row in rows)))


def page(title: str, *parts: str) -> str:
    """A page: its title, and its parts with blank lines between them; empty parts left out."""
    return "\n\n".join((f"# {title}", *filter(None, parts))) + "\n"


# --- Errors -----------------------------------------------------------------------------------


def modules(folder: Path = SOURCE) -> list[str]:
    """The names of all modules of the package, without the migrations (alembic loads those)."""
    paths = (path.relative_to(folder.parent) for path in sorted(folder.rglob("*.py")))
    return [
        ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for path in paths
        if "migrations" not in path.parts and path.stem != "__main__"
    ]


def error_classes() -> list[type[WithholdError]]:
    """Every error of the package, parents before their children."""
    for name in modules():
        importlib.import_module(name)
    return [*_tree(WithholdError)]


def _tree(kind: type[WithholdError]) -> Iterator[type[WithholdError]]:
    """`kind` and the errors of the package below it."""
    yield kind
    for child in sorted(kind.__subclasses__(), key=lambda c: c.__name__):
        if child.__module__.startswith("withhold."):
            yield from _tree(child)


def codes_in(source: str) -> Iterator[tuple[str, str, str]]:
    """(code, class, message) of each error raised with a code of its own in the text `source`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            for word in node.keywords:
                if word.arg == "code" and isinstance(word.value, ast.Constant) and word.value.value:
                    yield str(word.value.value), node.func.id, ast.unparse(node.args[0])


def special_codes(folder: Path = SOURCE) -> list[tuple[str, str, str]]:
    """(code, class, message) of each error under `folder` raised with a code of its own."""
    found = {row for path in folder.rglob("*.py") for row in codes_in(path.read_text("utf-8"))}
    return sorted(found)


def error_page() -> str:
    """Every error with its code, its place in the tree, and what it carries."""
    intro = (
        "Every failure has a stable `code`, its values as attributes, and a message that shows "
        "the way out. Commands end with 2 on such an error."
    )
    parts = [intro]
    for kind in error_classes():
        parents = [p.__name__ for p in kind.__mro__[1:] if issubclass(p, WithholdError)]
        line = f"Code `{kind.code}`" + (f"; a kind of `{parents[0]}`." if parents else ".")
        parts += [f"## {kind.__name__} {{ #{kind.code} }}", line, docstring(kind)]
    special = special_codes()
    if special:
        rows = [(f"`{code}`", f"`{kind}`", f"`{text}`") for code, kind, text in special]
        parts += ["## Codes of single faults", table(("code", "error", "message"), rows)]
    return page("Errors", *parts)


def docstring(thing: object) -> str:
    """The docstring of `thing` as Markdown: `Attributes:` and its like become lists."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    return "\n".join(
        f"\n{HEADINGS[line]}:\n"
        if line in HEADINGS
        else f"- `{line.strip().replace(': ', '`: ', 1)}"
        if line.startswith("    ") and not line.startswith("     ") and ": " in line
        else line
        for line in lines
    )


# --- Commands ---------------------------------------------------------------------------------


def root_command() -> Click:
    """The `withhold` command as a tree of click commands."""
    return typer.main.get_command(importlib.import_module("withhold.cli").app)


def commands(
    command: Click, name: str, parent: typer.Context | None = None
) -> Iterator[tuple[Click, typer.Context]]:
    """`command` and all below it, each with its context, in the order of the help."""
    context = typer.Context(command, info_name=name, parent=parent)
    yield command, context
    if hasattr(command, "list_commands"):
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            if below is not None and not below.hidden:
                yield from commands(below, child, context)


def parameters(command: Click) -> list[Click]:
    """The arguments and options of `command` that its help shows."""
    return [p for p in command.params if not getattr(p, "hidden", False)]


def command_part(command: Click, context: typer.Context) -> str:
    """One command: its usage, its help text, and its arguments and options."""
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    rows = [
        (
            ", ".join(f"`{word}`" for word in (*p.opts, *p.secondary_opts)),
            getattr(p, "help", ""),
            "" if p.default in (None, False) or callable(p.default) else p.default,
            p.envvar,
        )
        for p in parameters(command)
    ]
    text = inspect.cleandoc(command.help or "").replace("\b", "").replace("\f", "")
    epilog = inspect.cleandoc(command.epilog or "").replace("\b", "")
    return "\n\n".join(
        filter(
            None,
            (
                f"## {context.command_path}",
                f"```text\n{usage}\n```",
                f"```text\n{text}\n```" if text else "",
                f"```text\n{epilog}\n```" if epilog else "",
                table(("argument or option", "meaning", "default", "environment"), rows)
                if rows
                else "",
            ),
        )
    )


def command_page(command: Click) -> str:
    """The whole command line."""
    return page("Command line", *(command_part(c, x) for c, x in commands(command, "withhold")))


# --- Python ---------------------------------------------------------------------------------


def python_page(names: Iterable[str]) -> str:
    """The public names of the package: what each is, as its docstring says."""
    parts = ["Every name is imported from `withhold`; it is loaded when it is first used."]
    for name in names:
        thing = getattr(withhold, name)
        if callable(thing):
            parts += [f"## {name}", f"```text\n{name}{inspect.signature(thing)}\n```"]
            parts += [docstring(thing)]
    return page("Python", *parts)


# --- Settings ---------------------------------------------------------------------------------


def settings_page(settings: Mapping[str, str]) -> str:
    """The environment variables, and what each sets."""
    intro = (
        "Settings are read once, when a command starts: the option of the command, else the "
        "environment variable, else the default. Weights and thresholds are no settings but "
        "versioned tables."
    )
    rows = [(f"`{name}`", meaning) for name, meaning in settings.items()]
    return page("Settings", intro, table(("environment variable", "meaning"), rows))


# --- Law --------------------------------------------------------------------------------------


def law_tables(folder: Path = SOURCE / "law" / "data") -> dict[str, Any]:
    """The tables of the law by name, as they ship."""
    return {
        path.stem: load_yaml(path.read_text("utf-8"), file=path.name)
        for path in sorted(folder.glob("*.yaml"))
    }


def law_rows(rows: Sequence[Mapping[str, object]]) -> str:
    """The rows of one law table; every key is a column, an `id` can be linked to."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = []
    for row in rows:
        anchor = f'<a id="{row["id"]}"></a>' if "id" in row else ""
        cells = [cell(row.get(column)) for column in columns]
        lines.append(f"| {anchor}{' | '.join(cells)} |")
    head = (f"| {' | '.join(columns)} |", "|" + "---|" * len(columns))
    return "\n".join((*head, *lines))


def law_part(name: str, value: object) -> Iterator[str]:
    """A law table as Markdown: lists of rows as tables, anything else as a list of its keys."""
    yield f"## {name.replace('_', ' ').capitalize()}"
    named = value if isinstance(value, Mapping) else {"": value}
    for key, inner in named.items():
        if key:
            yield f"### {str(key).replace('_', ' ').capitalize()}"
        if isinstance(inner, list) and inner and all(isinstance(row, Mapping) for row in inner):
            yield law_rows(inner)
        elif isinstance(inner, Mapping):
            yield table(("name", "value"), inner.items())
        else:
            yield cell(inner)


def law_page(tables: Mapping[str, object]) -> str:
    """The law as the program reads it: every row of every table, with its citation."""
    return page(
        "The law as tables",
        "These are the rows that the program reads; nothing about the law is written elsewhere "
        "in the code. Rule ids are those of the law cases in `tests/law`.",
        *(part for name, value in tables.items() for part in law_part(name, value)),
    )


# --- Screening --------------------------------------------------------------------------------


def screening_page() -> str:
    """The columns that go in and come out, the verdict table, what an instrument means."""
    names: dict[str, list[str]] = {}
    for row in shipped_csv("trade", "column_names.csv"):
        names.setdefault(row["column"], []).extend(row["names"].split("|"))
    columns = (*PARTY_COLUMNS, "party_role", *LINE_COLUMNS)
    verdicts = policy()
    return page(
        "Screening",
        "## Columns that are read",
        "In any case and order. A wide file has a role before a party column: "
        "`manufacturer_name`, `shipper_address` ... Roles: " + ", ".join(ROLES) + ".",
        table(
            ("column", "other names"),
            [(f"`{c}`", names.get(c, [])) for c in columns],
        ),
        table(
            ("wide column", "other names"),
            [(f"`{c}`", n) for c, n in names.items() if c not in columns],
        ),
        "## Numbers that name a party",
        "Compared where a source gives the listed party one: an own list by its columns, the "
        "shipped register only flags. An IMO number or call sign without a role is the vessel's.",
        table(
            ("number", "the same", "another one", "why", "source"),
            [
                (n, r["equal"], r["differs"], r["why"], r["cite"])
                for n, r in shipped_yaml("screening", "party_numbers.yaml")["numbers"].items()
            ],
        ),
        "## Columns of the files beside it",
        table(
            ("option", "columns, and their other names"),
            [
                ("`--edges`", EDGE_COLUMNS),
                ("`--ownership`", OWNER_COLUMNS),
                ("`--decisions`, `decisions import`", DECISION_COLUMNS),
            ],
        ),
        "## X12 messages",
        table(
            ("segment and element", "column"),
            [
                (f"{r['segment']}{int(r['element']):02}", f"`{r['column']}`")
                for r in shipped_csv("trade", "x12_elements.csv")
            ],
        ),
        table(
            ("party code", "meaning", "role"),
            [(r["code"], r["meaning"], r["role"]) for r in shipped_csv("trade", "x12_parties.csv")],
        ),
        "## Columns that are written",
        table(
            ("column", "says"),
            [
                (f"`{r['column']}`", r["says"])
                for r in load_yaml(
                    shipped_bytes("screening", "columns.yaml").decode("utf-8"), file="columns.yaml"
                )
            ],
        ),
        f"## Verdict table, version {verdicts['version']}",
        "Rows are read from the top; the first whose conditions all hold speaks. A party is named "
        f"for sure from a score of {verdicts['thresholds']['hit']}, in part from "
        f"{verdicts['thresholds']['review']}; two names are the same from {verdicts['pair']}.",
        table(
            ("row", "when", "and some test is", "verdict", "note", "rules"),
            [
                (r["id"], r["when"], r.get("some"), r["verdict"], r["note"], r["cite"])
                for r in verdicts["rows"]
            ],
        ),
        table(
            ("row", "when", "then", "rules"),
            [(r["id"], r["when"], r["then"], r["cite"]) for r in verdicts["beside"]],
        ),
        "## What would change a verdict",
        "Of the tests that do not hold, else of those that are open; a hit changes by what its "
        "instrument says below.",
        table(
            ("test", "word", "what would change it"),
            [
                (test, word, says)
                for test, words in shipped_yaml("screening", "would_change.yaml").items()
                for word, says in words.items()
            ],
        ),
        "## What an instrument means for a line",
        table(
            ("instrument", "legal effect", "next step", "what would change it", "rules"),
            [
                (n, e["effect"], e["next_step"], e["would_change"], e["rules"])
                for n, e in effects().items()
            ],
        ),
    )


# --- Investigations ---------------------------------------------------------------------------


def investigation_page() -> str:
    """How evidence is weighed: scales, factors, what makes claims one origin, the levels."""
    weighing = shipped_yaml("investigation", "weighing.yaml")
    scales = [
        part
        for name in ("reliability", "credibility", "known_by")
        for part in (
            f"## {name.replace('_', ' ').capitalize()}",
            table(
                ("word", "factor", "means"),
                [(word, row["factor"], row["means"]) for word, row in weighing[name].items()],
            ),
        )
    ]
    levels = [
        part
        for topic in ("labor", "importation")
        for part in (
            f"## Levels: {topic}",
            "Read from the top; the first row whose every figure is reached speaks.",
            table(
                ("level", "weight", "origins", "first hand", "indicators", "rules"),
                [
                    [
                        r[n]
                        for n in ("level", "weight", "origins", "first_hand", "indicators", "rules")
                    ]
                    for r in weighing[topic]
                ],
            ),
        )
    ]
    return page(
        "Investigations",
        f"How evidence is weighed, table {weighing['version']}: a rule of this program, not of the "
        "law. [Why](../why/evidence.md).",
        *scales,
        "## One origin",
        "Claims that share one of these count once, with the strongest of them.",
        table(("tie", "says"), [(r["id"], r["says"]) for r in weighing["origins"]]),
        *levels,
        "## Indicators",
        "The eleven indicators of forced labour of the International Labour Organization (INS-02).",
        table(
            ("indicator", "also"),
            [(r["id"], r["also"]) for r in shipped_yaml("investigation", "indicators.yaml")],
        ),
    )


# --- Reading ----------------------------------------------------------------------------------


def reading_page() -> str:
    """The kinds of facts with their values, and the stances of claims by their words."""
    rows = shipped_yaml("reading", "values.yaml")
    stances = shipped_yaml("reading", "stances.yaml")
    verbs: dict[str, list[str]] = {}
    for kind in ("strong", "weak", "charge", "participle"):
        for stance, words in stances[kind].items():
            verbs.setdefault(stance, []).extend(words)
    return page(
        "Reading",
        "A fact is one JSON object: `doc`, `type`, `value`, `start`, `end`, `text`, `attrs`, "
        "`extractor`, `confidence`. `start` and `end` count the code points of the canonical text; "
        "`text` is exactly what lies between them. Every mention is a fact of its own. A document "
        "that is one of several versions of an article also has `version`.",
        "## Kinds of facts",
        table(
            ("type", "value", "attrs", "span"),
            [(f"`{r['type']}`", r["value"], r["attrs"], r["span"]) for r in rows],
        ),
        "`confidence` is `high` (a table knows the words), `medium` (a rule of the sentence) or "
        "`low` (a guess to check). `extractor` names the rule and its version.",
        "## Canonical text",
        "Of a text file it is the decoded file with nothing removed but a byte order mark. Of a "
        "web page it is the article without menus, scripts and hidden parts; of a PDF file its "
        "text layer, page by page, in the order of reading; of an e-mail its subject and body. "
        "`--text-out` writes it.",
        "## Stances of claims",
        table(("stance", "verbs"), [(f"`{name}`", words) for name, words in verbs.items()]),
    )


def goods_page() -> str:
    """The tables behind the goods test: words that need a second sign, what is made of what."""
    words = shipped_csv("goods", "goods_words.csv")
    second = [(r["words"].split("|"), r["keys"], r["note"]) for r in words if r["kind"] == "second"]
    nothing = [(r["words"].split("|"), r["note"]) for r in words if r["kind"] == "not"]
    reach = [
        (r["raw"], r["product"], r["prefixes"].split("|"), r["gate"], r["route"])
        for r in shipped_csv("goods", "goods_reach.csv")
    ]
    return page(
        "Goods",
        "A line's tariff number and its goods text are read apart, and put together by a table. "
        "Where they disagree the test is `contradicted` and both are told.",
        "## Tariff numbers",
        "Two to ten digits, compared by prefix. A number is looked up in every stored edition of "
        f"the schedule ({', '.join(editions())}); one that only an older edition holds says so; "
        "one that none holds is read by its longest known prefix, marked. A lost zero is put "
        "back and said. Chapters 98 and 99 never classify an article alone (DAT-12).",
        "## Number and text together",
        table(("number", "text", "test"), [(*pair, word) for pair, word in COMBINED.items()]),
        "`in`: the order's goods; `open`: too short, or tells nothing; `may`: a product that may "
        "hold the goods; `second`: a word that needs another sign; `out`: other goods.",
        "## How far downstream an order reaches",
        "Read for orders whose words reach derivatives, downstream goods or goods containing the "
        "named ones (ORD-11). `always`: of the material by nature; `material`: only where the "
        "number, the text or the material says so.",
        table(("material", "product", "HTS", "reached", "route"), reach),
        "## Words that need a second sign",
        "So do codes of four letters or fewer. The second sign is the number or another word of "
        "the same goods; a text that is nothing but the word needs none.",
        table(("words", "goods", "why"), second),
        "## Words that name nothing",
        table(("words", "note"), nothing),
    )


def places_page() -> str:
    """The tables behind the region test: what evidence weighs, what follows, doubtful names."""
    weighed = evidence_weights()
    regions = [
        (r["region"], r["kind"], r["words"].split("|"))
        for r in shipped_csv("places", "region_words.csv")
    ]
    names = [
        (r["name"], r["treat"], r["why"]) for r in shipped_csv("places", "common_place_names.csv")
    ]
    return page(
        "Places",
        "Whether a place lies in Xinjiang is read as evidence: names of provinces, prefectures, "
        "counties and corps units in Chinese, pinyin and English, the postal code, the credit "
        "code, the manufacturer code, the firm's name. Each has a weight; they may contradict.",
        f"## Weights, version {weighed['version']}",
        table(("evidence", "weight"), weighed["weights"].items()),
        "## What follows",
        table(
            ("rule", "when", "then", "rules"),
            [(r["id"], r["when"], r["then"], r.get("rules")) for r in weighed["rules"]],
        ),
        "The address of a seller, buyer or consignee is never read. A shipper's or supplier's is a "
        "weak sign, and a contradicted one where the maker is known to be elsewhere.",
        "## Words that name regions in goods texts, addresses and firm names",
        table(("region", "kind", "words"), regions),
        "## Names taken with care",
        "`second`: another sign is needed; `elsewhere`: the better-known place bears it.",
        table(("name", "taken as", "why"), names),
    )


# --- Cases ------------------------------------------------------------------------------------


def cases_page() -> str:
    """The words of `case event`: who acts, the day each fixes, what it may say; facts by type."""
    events = [
        (
            f"`{word}`",
            kind.actor,
            f"`{kind.fact}`" if kind.fact else "",
            [f"`{name}`" for name in sorted(act_facts(word) - {kind.fact, "author", "approver"})],
        )
        for word, kind in shipment_events().items()
        if word != "tick"
    ]
    return page(
        "Cases",
        "## Events of a shipment",
        "Recorded with `withhold case event ID EVENT --at DAY --set FACT=VALUE`; the states in "
        "which each may come are in the [law as tables](law.md).",
        table(("event", "who acts", "fixes", "may say besides"), events),
        "Besides: `fact_learned` says any fact; `fact_corrected` says `field`, `new` and, where "
        "known, `old`.",
        "## Events of the file itself",
        table(
            ("event", "says"),
            [(f"`{word}`", [f"`{n}`" for n in says]) for word, says in file_facts().items()],
        ),
        "## Facts",
        table(
            ("fact", "type"), [(f"`{name}`", kind) for name, kind in sorted(fact_types().items())]
        ),
    )


# --- The build --------------------------------------------------------------------------------


def generated() -> dict[str, str]:
    """Every generated page by its address under docs/."""
    command = root_command()
    return {
        "reference/errors.md": error_page(),
        "reference/cli.md": command_page(command),
        "reference/python.md": python_page(withhold.__all__),
        "reference/settings.md": settings_page(SETTINGS),
        "reference/law.md": law_page(law_tables()),
        "reference/cases.md": cases_page(),
        "reference/screening.md": screening_page(),
        "reference/goods.md": goods_page(),
        "reference/places.md": places_page(),
        "reference/investigation.md": investigation_page(),
        "reference/reading.md": reading_page(),
        "contributing.md": (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
        "changelog.md": (ROOT / "CHANGELOG.md").read_text("utf-8"),
    }


def navigation(addresses: Iterable[str]) -> list[Any]:
    """The menu: the front page, the folders in the order a reader needs them, the rest."""
    pages = sorted(addresses, key=lambda a: (not a.endswith("index.md"), a))
    folders = dict(SECTIONS)
    menu: list[Any] = [a for a in pages if a == "index.md"]
    for folder, title in SECTIONS:
        inside = [a for a in pages if a.startswith(f"{folder}/")]
        menu += [{title: inside}] if inside else []
    return menu + [a for a in pages if a != "index.md" and a.split("/")[0] not in folders]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Called by mkdocs: adds the generated pages and builds the menu."""
    for address, text in generated().items():
        files.append(File.generated(config, address, content=text))
    config.nav = navigation(file.src_uri for file in files.documentation_pages())
    return files
