"""Kills in the middle of writes, and two writers at once: nothing is lost, nothing is half."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from tests.offices import KEYS, NOW, office_on, opened_case

from withhold.record import ConflictError, Draft, Stream
from withhold.services.record.proving import chain_checks
from withhold.storage import append, opened, read_stream

if TYPE_CHECKING:
    from sqlalchemy import Engine

ROOT = Path(__file__).parents[2]


def killed(url: str, count: int, seed: int) -> list[dict[str, int]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.services.killed_writers", url, str(count), str(seed)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_200_kills_lose_no_event_and_leave_none_half_written(database: str) -> None:
    answers = killed(database, 200, 20201009)
    assert len(answers) == 200
    lost = [a for a in answers if a["written"] < a["told"]]
    half = [a for a in answers if not a["events"] == a["rows"] == a["shown"]]
    assert (lost, half) == ([], [])
    assert max(a["written"] - a["told"] for a in answers) <= 1
    assert sum(a["told"] for a in answers) > 100
    with opened(database) as engine:
        assert all(row["holds"] for row in chain_checks(engine, KEYS.seal))


def raced(engine: Engine, stream: Stream, barrier: Barrier, author: str) -> str:
    draft = Draft(event="rfi", on=date(2026, 3, 9), known_at=NOW, author=author)
    barrier.wait()
    try:
        append(engine, stream, 1, [draft], recorded_at=NOW, key=KEYS.seal)
    except ConflictError as error:
        return f"told of {error.events[0].said.author}"
    return "won"


@pytest.mark.slow
def test_of_1000_races_of_two_writers_exactly_one_wins_each(engine: Engine) -> None:
    first = Draft(event="case_opened", on=date(2026, 3, 9), known_at=NOW, author="anna")
    wrong = []
    with ThreadPoolExecutor(2) as pool:
        for number in range(1000):
            stream = Stream(kind="case", id=f"C-{number}")
            append(engine, stream, 0, [first], recorded_at=NOW, key=KEYS.seal)
            barrier = Barrier(2)
            found = pool.map(lambda who: raced(engine, stream, barrier, who), ("ben", "bea"))  # noqa: B023 - used up in this round
            answers = dict(zip(("ben", "bea"), found, strict=True))
            winner = [who for who, answer in answers.items() if answer == "won"]
            told = [answer for answer in answers.values() if answer != "won"]
            if len(winner) != 1 or told != [f"told of {winner[0]}"]:
                wrong.append((number, answers))
            with engine.connect() as connection:
                held = [e.said.author for e in read_stream(connection, stream)]
            if held != ["anna", *winner]:
                wrong.append((number, {"held": str(held)}))
    assert wrong == []
    assert all(row["holds"] for row in chain_checks(engine, KEYS.seal))


def test_two_cases_opened_at_once_get_two_numbers(engine: Engine) -> None:
    desk = office_on(engine)
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda _: opened_case(desk).file.case_id, range(6))
        assert sorted(found) == [f"C-{n:05d}" for n in range(1, 7)]
