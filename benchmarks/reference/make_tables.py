"""Makes the compact tables of goods and places from the published reference tables.

    python benchmarks/reference/make_tables.py FOLDER

FOLDER holds hts.csv, hts_superseded.csv, china_divisions.csv, xinjiang_townships.csv,
xinjiang_mid_city_codes.csv and dol_goods.csv; their
sources stand in NOTICE. The same folder gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.names.tokens import synonyms
from withhold.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DATA = Path(__file__).parents[2] / "src" / "withhold"
#: Materials that a tariff line names, by the words of the schedule.
MATERIALS = (
    ("cotton", r"\bcotton\b"),
    ("other", r"man-made|synthetic|artificial|polyester|nylon|acrylic|polyamide|viscose|rayon"),
    ("other", r"\bwool\b|animal hair|\bsilk\b|\bflax\b|\blinen\b|\bjute\b|\bcoir\b|other textile"),
)
_NOT_OF = re.compile(
    r"(?:other than|not of|except(?: of)?|excluding|not containing)[^;:>()]*", re.IGNORECASE
)
_LONGEST = 70
#: Shorter names of farms and parks stand all over China.
_LONG_NAME = 6
#: Tables whose postal codes come from a list that shows no origin: left out.
_NO_ORIGIN = "county-list"


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a published table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, header: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Write a table, packed where its name ends with .gz."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    data = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)
    print(f"{path.relative_to(DATA)}: {path.stat().st_size:,} bytes")


def materials(pieces: Iterable[str]) -> str:
    """The materials the nearest piece of a path names that names any."""
    for piece in pieces:
        told = _NOT_OF.sub(" ", piece)
        found = dict.fromkeys(n for n, p in MATERIALS if re.search(p, told, re.IGNORECASE))
        if found:
            return "|".join(found)
    return ""


def hts(folder: Path) -> None:
    """Every tariff number of every stored edition, with the materials its line names."""
    current = {r["code"]: r for r in rows(folder, "hts.csv")}
    found: dict[str, tuple[str, str, str]] = {}
    for code, row in current.items():
        pieces: list[str] = []
        at: dict[str, str] | None = row
        while at is not None:
            pieces += [at["description"], *reversed(at["path_tail"].split(" > "))]
            at = None if at["path_abs"] == "1" else current.get(at["parent"])
        found[code] = ("2024", materials(pieces), row["description"])
    for row in rows(folder, "hts_superseded.csv"):
        pieces = [row["description"], *reversed(row["path"].split(" > "))]
        edition = row["edition"].removesuffix("-basic")
        label = "2024-01" if edition == "2024" else edition
        found.setdefault(row["code"], (label, materials(pieces), row["description"]))
    write(
        DATA / "goods" / "data" / "hts_codes.csv.gz",
        ("code", "edition", "materials", "text"),
        ((c, e, m, t[:_LONGEST]) for c, (e, m, t) in sorted(found.items())),
    )


def divisions(folder: Path) -> None:
    """Provinces, prefectures and counties of China; current codes before former ones."""
    lines = [
        (
            r["adcode"],
            r["level"],
            r["name_zh"],
            r["short_zh"] if r["short_zh"] != r["name_zh"] else "",
            "|".join(dict.fromkeys(n for n in (r["english"], r["pinyin"]) if n)),
            "" if r["postal_source"].startswith(_NO_ORIGIN) else r["postal_code"],
            "former" if r["status"] == "former" else "",
        )
        for r in rows(folder, "china_divisions.csv")
    ]
    lines.sort(key=lambda r: (r[6] != "", r[0]))
    header = ("adcode", "level", "zh", "short_zh", "latin", "postal_code", "status")
    write(DATA / "places" / "data" / "cn_divisions.csv.gz", header, lines)


def townships(folder: Path) -> None:
    """Townships, farms and regiments of Xinjiang: names that no name of another place equals."""
    taken = {r["name_zh"] for r in rows(folder, "china_divisions.csv")}
    by_name: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for row in rows(folder, "xinjiang_townships.csv"):
        by_name[row["name_zh"]].add(row["county_adcode"])
        kinds[row["name_zh"]] = row["kind"]
    telling = (
        (name, min(codes), kinds[name])
        for name, codes in sorted(by_name.items())
        if name not in taken
        and (
            kinds[name] == "xpcc_regiment"
            or (kinds[name] in {"farm", "industrial_zone"} and len(name) >= _LONG_NAME)
        )
    )
    write(
        DATA / "places" / "data" / "xinjiang_units.csv",
        ("zh", "adcode", "kind"),
        telling,
    )


def mid_cities(folder: Path) -> None:
    """City parts of manufacturer codes that stand for places in Xinjiang."""
    write(
        DATA / "places" / "data" / "xinjiang_mid_cities.csv",
        ("city_code", "places", "specificity"),
        (
            (r["city_code"], r["xinjiang_places"], r["specificity"])
            for r in rows(folder, "xinjiang_mid_city_codes.csv")
        ),
    )


def labor_goods(folder: Path) -> None:
    """Goods that the Department of Labor lists for forced labour, with the editions that do."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for r in rows(folder, "dol_goods.csv"):
        if "y" in {r["forced_labor"], r["forced_child_labor"]} and r["evidence"] == "primary":
            found[r["country"], r["good"], r["taxonomy_key"]].add(r["edition"])
    lines = sorted((*key, "|".join(sorted(editions))) for key, editions in found.items())
    write(
        DATA / "goods" / "data" / "labor_department_goods.csv",
        ("country", "good", "key", "editions"),
        lines,
    )


def places_within(_: Path) -> None:
    """Places of China that lie in another one, by the usual word for each; only of one word."""
    usual = synonyms()

    def words(names: Iterable[str]) -> set[str]:
        single = {fold(name) for name in names if name}
        return {usual.get(word, word) for word in single if word.isascii() and word.isalpha()}

    divided = DATA / "places" / "data" / "cn_divisions.csv.gz"
    with gzip.open(divided, "rt", encoding="utf-8", newline="") as file:
        codes = {
            r["short_zh"] or r["zh"]: r["adcode"] for r in csv.DictReader(file) if r["level"] < "3"
        }
    large: dict[str, set[str]] = defaultdict(set)
    for row in rows(DATA / "names" / "data", "places_zh.csv"):
        if row["chinese"] in codes:
            names = (row["english"], row["pinyin"], *row["also"].split("|"))
            large[codes[row["chinese"]]] |= words(names)
    found = {
        (place, province)
        for code, places in large.items()
        for place in places
        for province in large.get(code[:2] + "0000", ())
        if code[2:] != "0000"
    }
    xinjiang = rows(DATA / "places" / "data", "xinjiang_names.csv")
    by_code = {r["adcode"]: words((r["name"], *r["names"].split("|"))) for r in xinjiang}
    by_code["650000"] = {"xinjiang"}
    for row in xinjiang:
        for parent in {row["parent"], "650000"} - {row["adcode"], ""}:
            found |= {(p, q) for p in by_code[row["adcode"]] for q in by_code.get(parent, ())}
    write(
        DATA / "names" / "data" / "places_within.csv",
        ("place", "within"),
        sorted((place, within) for place, within in found if place != within),
    )


def main() -> None:
    """Make every table."""
    folder = Path(sys.argv[1])
    for make in (hts, divisions, townships, mid_cities, labor_goods, places_within):
        make(folder)


if __name__ == "__main__":
    main()
