"""Writers that are killed: forks children that record events without end and kills each of them.

Run as `python -m tests.services.killed_writers URL COUNT SEED`; prints one JSON object a kill:
how many events the child had been told were written, and how many there are.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from sqlalchemy import text
from tests.offices import TODAY, happened, office_on, opened_case

from withhold.services.cases.keeping import load_case
from withhold.storage import get_case, opened

LONGEST_S = 0.25


def write_without_end(url: str, case_id: str, told: int) -> None:
    """Record events until somebody puts an end to it, saying after each that it is written."""
    with opened(url) as engine:
        desk = office_on(engine)
        os.write(told, b"r")
        while True:
            happened(desk, case_id, "note_added", TODAY, facts={"text": "note " * 20})
            os.write(told, b".")


def kill_one(url: str, case_id: str, wait_s: float) -> int:
    """How many events a child had been told were written before it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        write_without_end(url, case_id, write)
    os.close(write)
    os.read(read, 1)
    time.sleep(wait_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = b""
    while part := os.read(read, 1 << 16):
        told += part
    os.close(read)
    return len(told)


def main(url: str, count: int, seed: int) -> None:
    """Kill `count` writers one after the other."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    with opened(url) as engine:
        case_id = opened_case(office_on(engine)).file.case_id
    before = 1
    for _ in range(count):
        told = kill_one(url, case_id, chance.uniform(0, LONGEST_S))
        with opened(url) as engine:
            events = load_case(office_on(engine), case_id).events
            with engine.connect() as connection:
                listed = get_case(connection, case_id)
                rows = connection.execute(text("select count(*) from event")).scalar()
        shown = listed[0].version if listed else 0
        answer = {"told": told, "written": len(events) - before, "rows": rows, "shown": shown}
        sys.stdout.write(json.dumps(answer | {"events": len(events)}) + "\n")
        before = len(events)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
