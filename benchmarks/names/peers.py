"""The peers of the names benchmark, each as its makers show it; run by `speed.py` in their own
environment, one process a peer: its name and a task file in, one line of JSON out.

A peer is given as many names as it does in a fair time (`PEERS`): of the others and of the planted
ones, every so many-th. Its speed is that of the sample, repeats of a name counted as ours are.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

#: One core for every peer, as for us.
ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")


def main() -> None:
    """Measure one peer on the task."""
    name, task = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8"))
    for setting in ONE_CORE:
        os.environ[setting] = "1"
    logging.disable(logging.CRITICAL)
    try:
        row = measured(name, task)
    except Exception as error:  # noqa: BLE001 - a peer that is not there is passed by
        row = {"failed": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps({"peer": name} | row), flush=True)


def measured(name: str, task: dict[str, Any]) -> dict[str, Any]:
    """Speed, recall by kind, alerts and memory of a peer."""
    peer, most = PEERS[name]
    plain, planted = thinned(task["plain"], most), thinned(task["planted"], most)
    names = [*plain, *(text for _, text, _ in planted)]
    built = time.process_time()
    ask = peer(task["listed"])
    built = time.process_time() - built
    ask(names[:5])
    seconds = time.process_time()
    found = ask(names)
    seconds = time.process_time() - seconds
    met: dict[str, list[bool]] = {}
    for place, (kind, _, number) in enumerate(planted, len(plain)):
        met.setdefault(kind, []).append(number in found.get(place, set()))
    every = [one for ones in met.values() for one in ones]
    return {
        "names": len(names),
        # given each name once, as this matcher sees to itself; and given every cell as it comes
        "names_per_second": round(len(names) / seconds * task["cells_per_unique"], 1),
        "cell_by_cell": round(len(names) / seconds, 1),
        "recall": {kind: round(sum(m) / len(m), 4) for kind, m in met.items()}
        | {"all": round(sum(every) / len(every), 4)},
        "alerts": round(sum(bool(found.get(n)) for n in range(len(plain))) / len(plain), 5),
        "build_seconds": round(built, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def thinned(items: list[Any], most: int) -> list[Any]:
    """So many items at the most, from all over the list."""
    return items[:: max(1, -(-len(items) // most))]


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
    """Two tables linked: the name comparison of the library, its Jaro-Winkler 0.92 level or better.

    Blocked by the first word and by the first four letters. What names alone tell is a level: a
    probability would ask for more columns than one.
    """
    import duckdb
    import pandas as pd
    import splink.comparison_library as comparisons
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    def frame(names: list[str]) -> Any:
        lower = [name.lower() for name in names]
        return pd.DataFrame({"unique_id": range(len(names)), "name": lower})

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[comparisons.NameComparison("name")],
        blocking_rules_to_generate_predictions=[
            block_on("split_part(name, ' ', 1)"),
            block_on("substr(name, 1, 4)"),
        ],
        retain_intermediate_calculation_columns=True,
    )
    right = frame(listed)

    def ask(names: list[str]) -> dict[int, set[int]]:
        connection = duckdb.connect()
        connection.execute("set threads = 1")
        base = DuckDBAPI(connection)
        tables = [
            base.register(frame(names), table_name="asked"),
            base.register(right, table_name="listed"),
        ]
        linker = Linker(tables, settings)
        found = linker.inference.predict().as_pandas_dataframe()
        rows: dict[int, set[int]] = {}
        for one in found[found["gamma_name"] >= SURE_LEVEL].itertuples():
            sides = {one.source_dataset_l: one.unique_id_l, one.source_dataset_r: one.unique_id_r}
            rows.setdefault(int(sides["asked"]), set()).add(int(sides["listed"]))
        return rows

    return ask


#: Jaro-Winkler 0.92 or better, or the same: levels 3 and 4 of the name comparison.
SURE_LEVEL = 3


def logic(listed: list[str]) -> Any:
    """logic-v2 of nomenklatura on the candidates of its own index, 0.7."""
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.blocker.index import Index
    from nomenklatura.matching import LogicV2
    from nomenklatura.resolver import Linker
    from nomenklatura.store import SimpleMemoryStore

    dataset = Dataset.make({"name": "bench", "title": "bench"})

    def entity(ident: str, name: str) -> Any:
        data = {"id": ident, "schema": "Company", "properties": {"name": [name]}}
        return StatementEntity.from_data(dataset, data)

    store = SimpleMemoryStore(dataset, Linker({}))
    with store.writer() as writer:
        for number, name in enumerate(listed):
            writer.add_entity(entity(f"l{number}", name))
    view = store.default_view()
    index = Index(view, Path(tempfile.mkdtemp()))
    index.con.execute("set threads = 1")
    index.build()
    config = LogicV2.default_config()

    def ask(names: list[str]) -> dict[int, set[int]]:
        queries = {f"q{row}": entity(f"q{row}", name) for row, name in enumerate(names)}
        rows: dict[int, set[int]] = {}
        for asked, others in index.match_entities(queries.values()):
            query = queries[asked.id]
            for ident, _ in others:
                other = view.get_entity(ident.id)
                if other and LogicV2.compare(query, other, config).score >= LOGIC:
                    rows.setdefault(int(asked.id[1:]), set()).add(int(ident.id[1:]))
        return rows

    return ask


LOGIC = 0.7

#: The peers, and how many names each is given at the most: of the others, and of the planted ones.
PEERS = {
    "rapidfuzz cdist token_sort": (cdist, 1000),
    "sparse_dot_topn 3-grams": (sparse, 5000),
    "tantivy + rapidfuzz": (search_engine, 5000),
    "nomenklatura index + logic-v2": (logic, 400),
    "splink on DuckDB": (splink, 5000),
}


if __name__ == "__main__":
    main()
