"""Measures the record of cases: lists of many cases, opening of a long one, writing.

    python benchmarks/cases.py [CASES] [URL]

The cases (100,000 unless told) are invented: of each track, presented on different days of a year,
some with an act after the opening. They are written with their chains and what lists show of them.
Times are of the clock, and of the process alone (`cpu`), which other work on the machine does not
stretch; the limits hold for that: a list under 0.2 s, a case of 1,000 events under 0.05 s.
"""

from __future__ import annotations

import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert

import withhold
from withhold.cases import EntryLine, LineOrder, case_file, standings
from withhold.record import Draft, RecordKeys, Stream, end_of, event_of, rows_of, seal
from withhold.services.cases.act_in_file import ActRequest, act_in_case
from withhold.services.cases.file_page import file_page
from withhold.services.cases.keeping import case_row, load_case, period_rows, write_case
from withhold.services.cases.listing import case_list
from withhold.services.cases.open_file import OpenRequest, open_case_file
from withhold.services.record import Actor, Office
from withhold.storage import CaseFilter, CaseRow, PeriodRow, opened, writing
from withhold.storage import record_tables as t

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

HERE = Path(__file__).parent
SEED = 20201009
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
KEYS = RecordKeys.of(b"b" * 32)
REPEATS = 9
LIST_S, OPEN_S = 0.2, 0.05


def desk_on(engine: Engine) -> Office:
    """An office of one person."""
    return Office(engine=engine, keys=KEYS, actor=Actor(user="bench"), today=TODAY, now=NOW)


def a_line(number: int, track: str) -> EntryLine:
    """An entry line under an invented order."""
    return EntryLine(
        line_id=str(number), orders=(LineOrder(order_id=f"order-{track}-{number}", track=track),)
    )


def patterns(desk: Office) -> list[tuple[Draft, CaseRow, tuple[PeriodRow, ...]]]:
    """Cases of each track and of every third day of a year: draft, row and periods of each."""
    found = []
    for track in ("W", "F", "U"):
        for back in range(1, 365, 3):
            day = TODAY - timedelta(days=back)
            payload = {
                "facts": {"presented": day, "imported": day - timedelta(days=2)},
                "lines": [
                    {"line_id": "1", "orders": [{"order_id": f"order-{track}", "track": track}]}
                ],
            }
            draft = desk.draft("case_opened", day, payload)
            stream = Stream(kind="case", id="C-PATTERN")
            rows = rows_of([draft], end_of(stream, ()), recorded_at=NOW, key=KEYS.seal)
            file = case_file([event_of(rows[0])])
            found.append((draft, case_row(file), period_rows(file)))
    return found


def fill(engine: Engine, count: int) -> float:
    """Write `count` cases; how many seconds it took."""
    desk, rng = desk_on(engine), random.Random(SEED)  # noqa: S311 - the same cases each time
    made, started = patterns(desk), time.perf_counter()
    size = 2000
    for first in range(0, count, size):
        tables: dict[str, list[dict[str, object]]] = {n: [] for n in ("s", "e", "c", "p")}
        for number in range(first, min(first + size, count)):
            case_id = f"B-{number:06d}"
            draft, row, periods = made[rng.randrange(len(made))]
            stream = Stream(kind="case", id=case_id)
            (event,) = rows_of([draft], end_of(stream, ()), recorded_at=NOW, key=KEYS.seal)
            head = f"case/{case_id}/1/{event['digest']}"
            tables["s"].append(
                {"kind": "case", "id": case_id, "version": 1, "head": event["digest"]}
                | {"seal": seal(head, KEYS.seal)}
            )
            tables["e"].append(event)
            client = f"client-{rng.randrange(200)}"
            tables["c"].append(asdict(replace(row, case_id=case_id, client=client)))
            tables["p"] += [asdict(replace(p, case_id=case_id)) for p in periods]
        with writing(engine).begin() as connection:
            named = {"s": t.stream, "e": t.event, "c": t.case_row, "p": t.case_period}
            for name, rows in tables.items():
                connection.execute(insert(named[name]), rows)
    return time.perf_counter() - started


def timed(work: Callable[[], object], repeats: int = REPEATS) -> dict[str, float]:
    """Seconds of several runs: the least and the median on the clock, the least of this process."""
    taken, busy = [], []
    for _ in range(repeats):
        started, began = time.perf_counter(), time.process_time()
        work()
        taken.append(time.perf_counter() - started)
        busy.append(time.process_time() - began)
    median = statistics.median(taken)
    return {"least": round(min(taken), 4), "median": round(median, 4), "cpu": round(min(busy), 4)}


def lists(desk: Office) -> dict[str, dict[str, float]]:
    """Lists as people ask for them."""
    soon = (TODAY + timedelta(days=14)).isoformat()
    asked = {
        "first 50 due": CaseFilter(),
        "due in 14 days": CaseFilter(due_by=soon),
        "of one client": CaseFilter(clients=("client-7",)),
        "excluded": CaseFilter(state="DEEMED_EXCLUDED"),
        "with those that ended": CaseFilter(ended=True),
    }
    return {name: timed(partial(case_list, desk, TODAY, wanted)) for name, wanted in asked.items()}


def long_case(desk: Office, events: int = 1000) -> str:
    """The id of a case with so many events."""
    request = OpenRequest(
        lines=(a_line(1, "U"),),
        facts={"presented": date(2026, 3, 2), "detained_on": date(2026, 3, 3)},
    )
    kept = open_case_file(desk, request)
    drafts = [
        desk.draft(
            "rfi",
            date(2026, 3, 5) + timedelta(days=number // 60),
            {"facts": {"due": date(2026, 4, 1) + timedelta(days=number % 30)}, "strands": ["1/U"]},
        )
        for number in range(events - 1)
    ]
    return write_case(desk, kept.file.case_id, kept.events, drafts).file.case_id


def opening(desk: Office, case_id: str) -> dict[str, dict[str, float]]:
    """A long case read back and folded; the same with its whole page."""

    def opened_and_folded() -> None:
        standings(load_case(desk, case_id).file, on=TODAY)

    def shown() -> None:
        file_page(load_case(desk, case_id), today=TODAY)

    return {"open and fold": timed(opened_and_folded), "open and page": timed(shown)}


def written(desk: Office) -> dict[str, float]:
    """An event recorded in a short case, with the law asked and the lists kept."""
    kept = open_case_file(
        desk, OpenRequest(lines=(a_line(1, "U"),), facts={"presented": date(2026, 10, 2)})
    )
    days = iter(range(60))

    def record() -> None:
        on = date(2026, 9, 1) + timedelta(days=next(days))
        facts = {"text": f"note of {on}"}
        act_in_case(
            desk, ActRequest(case_id=kept.file.case_id, event="note_added", on=on, facts=facts)
        )

    return timed(record, 30)


def command(url: str) -> dict[str, float]:
    """The command itself, interpreter and imports included."""
    words = ["case", "list", "--database", url, "--quiet", "--json"]
    line = [sys.executable, "-m", "withhold", *words]
    return timed(lambda: subprocess.run(line, capture_output=True, check=True), 5)


def over(found: dict[str, dict[str, float]], limit_s: float) -> list[str]:
    """What took longer than it may."""
    return [name for name, seconds in found.items() if seconds["cpu"] > limit_s]


def main(count: int, url: str) -> None:
    """Measure, print, and keep the figures."""
    with opened(url) as engine:
        desk = desk_on(engine)
        case_id, fill_s = long_case(desk), fill(engine, count)
        listed, long = lists(desk), opening(desk, case_id)
        found = {
            "at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
            "version": withhold.__version__,
            "python": platform.python_version(),
            "machine": f"{platform.machine()}, {platform.system()}",
            "database": engine.dialect.name,
            "seed": SEED,
            "cases": count,
            "fill_s": round(fill_s, 1),
            "lists_s": listed,
            "case_of_1000_events_s": long,
            "event_recorded_s": written(desk),
            "command_case_list_s": command(url),
        }
    print(json.dumps(found, indent=2))
    with (HERE / "results" / "cases.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(found) + "\n")
    slow = [*over(listed, LIST_S), *over(long, OPEN_S)]
    print(f"over the limit: {', '.join(slow) or 'nothing'}")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        named = sys.argv[2] if len(sys.argv) > 2 else f"sqlite:///{folder}/bench.sqlite"  # noqa: PLR2004 - its place
        main(number, named)
