"""The peers of the names benchmark, each as its makers show it; run by `speed.py` in their own
environment: a task file in, one line of JSON a peer out.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FEW = 200


def main() -> None:
    """Measure every peer on the task."""
    task = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    for name, (peer, most) in PEERS.items():
        plain, planted = task["plain"][:most], task["planted"]
        if most < len(planted):
            planted = planted[:: len(planted) // most + 1]
        names = [*plain, *(n for n, _ in planted)]
        try:
            ask = peer(task["listed"])
            before = time.process_time()
            found = ask(names)
            seconds = time.process_time() - before
        except Exception as error:  # noqa: BLE001 - a peer that is not there is passed by
            print(json.dumps({"peer": name, "failed": f"{type(error).__name__}: {error}"[:200]}))
            continue
        alerts = sum(bool(found.get(n)) for n in range(len(plain)))
        met = sum(
            number in found.get(len(plain) + n, set()) for n, (_, number) in enumerate(planted)
        )
        row = {
            "peer": name,
            "names": len(names),
            "names_per_second": round(len(names) / seconds * task["cells_per_unique"], 1),
            "recall": round(met / len(planted), 4) if planted else 0.0,
            "alerts": round(alerts / len(plain), 4) if plain else 0.0,
        }
        print(json.dumps(row), flush=True)


def sparse(listed: list[str]) -> Any:
    """Three-letter TF-IDF, cosine 0.7."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), lowercase=True)
    right = vectors.fit_transform(listed).T.tocsr()

    def ask(names: list[str]) -> dict[int, set[int]]:
        found = sp_matmul_topn(vectors.transform(names), right, top_n=5, threshold=0.7, n_threads=1)
        rows: dict[int, set[int]] = {}
        for row, column in zip(*found.nonzero(), strict=True):
            rows.setdefault(int(row), set()).add(int(column))
        return rows

    return ask


def cdist(listed: list[str]) -> Any:
    """Every pair by sorted words, 85 of 100."""
    from rapidfuzz import fuzz, process, utils

    right = [utils.default_process(name) for name in listed]

    def ask(names: list[str]) -> dict[int, set[int]]:
        left = [utils.default_process(name) for name in names]
        rows: dict[int, set[int]] = {}
        for start in range(0, len(left), 100):
            part = left[start : start + 100]
            found = process.cdist(
                part, right, scorer=fuzz.token_sort_ratio, score_cutoff=85, workers=1
            )
            for row, column in zip(*found.nonzero(), strict=True):
                rows.setdefault(start + int(row), set()).add(int(column))
        return rows

    return ask


def search_engine(listed: list[str]) -> Any:
    """BM25, the ten best, then sorted words, 85 of 100."""
    import tantivy
    from rapidfuzz import fuzz, utils

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=False)
    builder.add_integer_field("number", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for number, name in enumerate(listed):
        writer.add_document(tantivy.Document(name=utils.default_process(name), number=number))
    writer.commit()
    index.reload()
    right = [utils.default_process(name) for name in listed]

    def ask(names: list[str]) -> dict[int, set[int]]:
        searcher = index.searcher()
        rows: dict[int, set[int]] = {}
        for row, name in enumerate(names):
            left = utils.default_process(name)
            if not left:
                continue
            query, _ = index.parse_query_lenient(left, ["name"])
            for _, address in searcher.search(query, 10).hits:
                number = searcher.doc(address)["number"][0]
                if fuzz.token_sort_ratio(left, right[number], score_cutoff=85):
                    rows.setdefault(row, set()).add(number)
        return rows

    return ask


def splink(listed: list[str]) -> Any:
    """Jaro-Winkler levels on DuckDB, blocked by the first word and by the first letters."""
    import duckdb

    # The comparison that splink writes for a name, with its customary blocking rules, as SQL.
    base = duckdb.connect()
    base.execute("set threads = 1")
    base.execute("create table right_side (n integer, name varchar)")
    base.executemany(
        "insert into right_side values (?, ?)", [[n, t.lower()] for n, t in enumerate(listed)]
    )

    def ask(names: list[str]) -> dict[int, set[int]]:
        base.execute("create or replace table left_side (n integer, name varchar)")
        base.executemany(
            "insert into left_side values (?, ?)", [[n, t.lower()] for n, t in enumerate(names)]
        )
        rows: dict[int, set[int]] = {}
        for row, column in base.execute(
            "select l.n, r.n from left_side l join right_side r "
            "on split_part(l.name, ' ', 1) = split_part(r.name, ' ', 1) "
            "where jaro_winkler_similarity(l.name, r.name) >= 0.92 "
            "union select l.n, r.n from left_side l join right_side r "
            "on l.name[1:4] = r.name[1:4] "
            "where jaro_winkler_similarity(l.name, r.name) >= 0.92"
        ).fetchall():
            rows.setdefault(row, set()).add(column)
        return rows

    return ask


def logic(listed: list[str]) -> Any:
    """logic-v2 of nomenklatura on the candidates of its own index, 0.7."""
    from followthemoney import model
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching import LogicV2

    return _logic(listed, model, Index, LogicV2)


def _logic(listed: list[str], model: Any, index_of: Any, matcher: Any) -> Any:
    from nomenklatura.dataset import Dataset
    from nomenklatura.entity import CompositeEntity
    from nomenklatura.store import SimpleMemoryStore

    dataset = Dataset.make({"name": "bench", "title": "bench"})

    def entity(number: int, name: str) -> Any:
        return CompositeEntity.from_data(
            dataset, {"id": str(number), "schema": "Company", "properties": {"name": [name]}}
        )

    store = SimpleMemoryStore(dataset)
    with store.writer() as writer:
        for number, name in enumerate(listed):
            writer.add_entity(entity(number, name))
    view = store.default_view()
    index = index_of(view, Path(tempfile.mkdtemp()))
    index.build()
    config = matcher.default_config()

    def ask(names: list[str]) -> dict[int, set[int]]:
        rows: dict[int, set[int]] = {}
        for row, name in enumerate(names):
            query = entity(10_000_000 + row, name)
            for ident, _ in index.match(query)[:10]:
                other = view.get_entity(getattr(ident, "id", ident))
                if other and matcher.compare(query, other, config).score >= 0.7:  # noqa: PLR2004
                    rows.setdefault(row, set()).add(int(other.id))
        return rows

    return ask


#: The peers, and how many names each is given at the most.
PEERS = {
    "sparse_dot_topn 3-grams": (sparse, 5000),
    "tantivy + rapidfuzz": (search_engine, 5000),
    "rapidfuzz cdist token_sort": (cdist, 1000),
    "Jaro-Winkler blocked (DuckDB)": (splink, 5000),
    "nomenklatura index + logic-v2": (logic, FEW),
}


if __name__ == "__main__":
    main()
