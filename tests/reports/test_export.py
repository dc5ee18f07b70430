"""The register in the layouts of other systems."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from withhold.register import (
    FLAT_COLUMNS,
    OWN_COLUMNS,
    Goods,
    Instrument,
    Name,
    Order,
    OrderEvent,
    Party,
    Register,
    View,
    shipped_register,
)
from withhold.reports import FORMATS, LICENCE, csv_text, export_register
from withhold.sources.own_list import read_own

DAY = date(2026, 7, 9)
ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests/fixtures/followthemoney/schema_4.11.2.json").read_text("utf-8"))


#: Runs in an environment of its own, with the published package.
VALIDATE = """
import json
import sys
from pathlib import Path

from followthemoney import model
from followthemoney.proxy import EntityProxy

faults = []
ids = set()
entities = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
for data in entities:
    schema = model.get(data["schema"])
    ids.add(data["id"])
    for name, values in data["properties"].items():
        prop = schema.get(name)
        if prop is None:
            faults.append(f"{data['schema']} has no property {name}")
            continue
        faults += [f"{name}: {v!r}" for v in values if not prop.type.validate(v)]
    schema.validate(data)
    kept = EntityProxy.from_dict(data).to_dict()["properties"]
    for name, values in data["properties"].items():
        if sorted(kept.get(name, [])) != sorted(values):
            faults.append(f"{data['id']} {name} changed by the package: {values}")
for data in entities:
    faults += [f"lost: {i}" for i in data["properties"].get("entity", []) if i not in ids]
print(f"{len(entities)} entities, {len(faults)} faults")
print("\\n".join(faults[:20]))
sys.exit(1 if faults else 0)
"""


@pytest.fixture(scope="module")
def view() -> View:
    return shipped_register().as_of(DAY)


def _table(view: View, form: str = "csv") -> list[dict[str, str]]:
    text = export_register(view, form).content.decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _lines(view: View, form: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_register(view, form).content.splitlines()]


def _one_order(name: str) -> View:
    """A view of one order of a party of that name."""
    party = Party(
        party_id="o#p",
        published_name=name,
        kind="firm",
        entity_id="e-p",
        entity_name=name,
        names=(Name(text=name, kind="published"),),
    )
    order = Order(
        order_id="o",
        instrument=Instrument.OWN,
        list="own:x",
        parties=(party,),
        goods=(Goods(wording="=1+1"),),
        events=(
            OrderEvent(
                event_id="1", order_id="o", word="listed", effective_on=date(2020, 1, 1), name=name
            ),
        ),
        issued_on=date(2020, 1, 1),
    )
    return Register(version="v", orders=(order,)).as_of(DAY)


def test_the_flat_table_has_every_order_begun_by_the_day(view: View) -> None:
    rows = _table(view)
    assert tuple(rows[0]) == FLAT_COLUMNS
    assert FLAT_COLUMNS[:4] == ("order_id", "instrument", "issued_date", "entity")
    assert {r["order_id"] for r in rows} == {e.order.order_id for e in view.entries}


def test_the_three_flat_layouts_hold_the_same(view: View, tmp_path: Path) -> None:
    path = tmp_path / "register.parquet"
    path.write_bytes(export_register(view, "parquet").content)
    with duckdb.connect() as connection:
        relation = connection.sql(f"select * from '{path}'")  # noqa: S608 - a path of the test
        columns = relation.columns
        parquet = [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]
        kept = connection.sql(f"select value from parquet_kv_metadata('{path}')").fetchall()  # noqa: S608
    assert parquet == _lines(view, "jsonl")
    assert kept == [(LICENCE.encode(),)]
    flat = [
        {k: json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for k, v in r.items()}
        for r in parquet
    ]
    assert [{k: v.removeprefix("'") for k, v in r.items()} for r in _table(view)] == flat


def test_what_is_exported_reads_back_as_an_own_list(view: View) -> None:
    found = read_own(export_register(view, "csv").content, "register.csv", "mirror")
    rows = _table(view)
    kept = [r["entity"].removeprefix("'") for r in rows if r["in_scope"] == "yes"]
    assert [r.parties[0].name for r in found.rows] == kept
    assert len(found.rejects) == len(rows) - len(kept)
    assert set(OWN_COLUMNS) <= set(rows[0])


def test_an_open_clause_is_no_row_and_no_name(view: View) -> None:
    assert all("subsidiaries" not in r["entity"].lower() for r in _table(view))
    corps = [r for r in _table(view) if r["entity_id"].endswith("construction-corps")]
    assert corps
    assert all("subordinate" in r["open_clause"] for r in corps)


@pytest.mark.parametrize("form", ["csv", "csl"])
@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1 Ltd.", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(form: str, name: str) -> None:
    cells = [c for r in _table(_one_order(name), form) for c in r.values() if c]
    assert cells
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_guarded_cell_keeps_its_text() -> None:
    assert csv_text([{"a": "=1"}]) == "a\n'=1\n"


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_the_same_each_time(view: View, form: str) -> None:
    first, second = export_register(view, form), export_register(view, form)
    assert first.records == second.records > 0
    if form != "parquet":
        assert first.content == second.content


def test_followthemoney_uses_only_what_its_schema_has(view: View) -> None:
    entities = _lines(view, "ftm")
    strange = {
        (e["schema"], name)
        for e in entities
        for name in e["properties"]
        if name not in SCHEMA[e["schema"]]
    }
    assert strange == set()
    ids = {e["id"] for e in entities}
    assert len(ids) == len(entities)
    assert {i for e in entities for i in e["properties"].get("entity", ())} <= ids


def test_followthemoney_carries_the_scope_in_our_own_object(view: View) -> None:
    order = next(
        e
        for e in _lines(view, "ftm")
        if e.get("withhold", {}).get("order_id") == "cbp-wro-2020-yili-zhuowan-baoding-lyszd"
    )
    assert order["schema"] == "Sanction"
    scope = order["withhold"]["scope"]
    assert scope["goods"][0]["taxonomy_keys"] == ["apparel"]
    assert scope["from"] == "2020-09-03"
    assert order["withhold"]["licence"] == LICENCE


def test_a_region_is_no_company(view: View) -> None:
    xinjiang = [
        e for e in _lines(view, "ftm") if "Xinjiang Uyghur Autonomous Region" in e["caption"]
    ]
    assert {e["schema"] for e in xinjiang} == {"Address"}


def test_a_name_nobody_saw_in_public_is_no_name(view: View) -> None:
    unverified = {
        n.text
        for e in view.entries
        for p in e.order.parties
        for n in p.names
        if n.kind == "unverified"
    }
    named = {
        n.text
        for e in view.entries
        for p in e.order.parties
        for n in p.names
        if n.kind != "unverified"
    }
    hidden = unverified - named
    assert hidden
    names = [
        value
        for e in _lines(view, "ftm")
        for key in ("name", "alias", "previousName", "weakAlias")
        for value in e["properties"].get(key, ())
    ]
    assert hidden.isdisjoint(names)
    senzing = {f.get("NAME_ORG") for r in _lines(view, "senzing") for f in r["FEATURES"]}
    assert hidden.isdisjoint(senzing)
    assert all(not hidden & set(r["alt_names"].split("; ")) for r in _table(view, "csl"))


def test_the_screening_list_has_its_29_columns_and_no_ended_order(view: View) -> None:
    rows = _table(view, "csl")
    assert len(rows[0]) == 29
    ids = {r["entity_number"] for r in rows}
    assert "cbp-wro-2020-top-glove" not in ids
    assert "cbp-wro-2021-xuar-cotton-tomatoes" not in ids
    assert "cbp-wro-2020-hero-vast-group" in ids


def test_what_a_layout_leaves_out_is_counted(view: View) -> None:
    notes = export_register(view, "senzing").notes
    assert any("ended" in n for n in notes)
    assert any("no names to match" in n for n in notes)


def test_every_senzing_record_has_one_primary_name(view: View) -> None:
    for record in _lines(view, "senzing"):
        kinds = [f.get("NAME_TYPE") for f in record["FEATURES"]]
        assert kinds.count("PRIMARY") == 1, record["RECORD_ID"]


@pytest.mark.slow
def test_followthemoney_is_valid_under_the_published_package(view: View, tmp_path: Path) -> None:
    environment = ROOT / "build" / "venv-ftm"
    python = environment / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        made = subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "followthemoney==4.11.2"],
            check=False,
            capture_output=True,
            text=True,
        )
        if made.returncode:
            python.unlink()
            pytest.skip(f"followthemoney cannot be installed here: {made.stderr[-300:]}")
    path = tmp_path / "register.ftm.jsonl"
    path.write_bytes(export_register(view, "ftm").content)
    done = subprocess.run(
        [str(python), "-c", VALIDATE, str(path)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
