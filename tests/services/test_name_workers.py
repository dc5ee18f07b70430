"""Names of a long run are looked up by worker processes: the same rows in the same order."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

import pytest

from withhold.names import ListedName
from withhold.services.screening import workers
from withhold.services.screening.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTED = (
    ListedName(
        entity_id="e1", entity="Hetian Taida", text="Hetian Taida Apparel", kind="published"
    ),
    ListedName(entity_id="e2", entity="Hefei Bitland", text="Hefei Bitland", kind="published"),
)
BATCHES = (
    [("Hetian Tayda Garments",), ("Nobody Known Ltd",), ("Acme / Hefei Bitland Co Ltd",)],
    [("Hefei Bitland Information",), ("Hetian Taida Apparel Co",), ("Steel Bolts Inc",)],
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers are worth it from the fifth name on."""
    monkeypatch.setattr(workers, "WORTH_IT", 4)
    monkeypatch.setattr(workers, "WORTH_IT_NATIVE", 4)
    yield
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("small")
def test_the_names_of_all_batches_count_and_workers_give_the_same_rows() -> None:
    alone = Workers(LISTED, least=0.5, processes=1)
    others = Workers(LISTED, least=0.5, processes=2)
    try:
        assert list(others.rows(BATCHES[0])) == list(alone.rows(BATCHES[0]))
        assert not multiprocessing.active_children()
        found = list(others.rows(BATCHES[1]))
        assert multiprocessing.active_children()
        assert found == list(alone.rows(BATCHES[1]))
        assert {row[1] for row in found} == {"e1", "e2"}
    finally:
        alone.close()
        others.close()


@pytest.mark.usefixtures("small")
def test_where_a_worker_is_killed_the_names_are_looked_up_here() -> None:
    alone = Workers(LISTED, least=0.5, processes=1)
    others = Workers(LISTED, least=0.5, processes=2)
    try:
        list(others.rows((*BATCHES[0], *BATCHES[1])))
        for worker in multiprocessing.active_children():
            worker.kill()
            worker.join()
        for batch in BATCHES:
            assert list(others.rows(batch)) == list(alone.rows(batch))
    finally:
        alone.close()
        others.close()
