"""The calendar feed over real HTTP: a server started by the command, asked and stopped."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from withhold.base import InputError
from withhold.cli import run
from withhold.web import listening

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHHOLD = [sys.executable, "-m", "withhold"]


@dataclass
class Server:
    """A running server, its database, and an address on it."""

    process: subprocess.Popen[str]
    port: int
    path: str
    database: Path

    def ask(self, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        with closing(HTTPConnection("127.0.0.1", self.port)) as line:
            line.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = line.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

    def stopped(self) -> tuple[int, str]:
        """The exit code, and all that the server said after its first line."""
        self.process.send_signal(signal.SIGTERM)
        said = self.process.communicate()[1]
        return self.process.returncode, said


@pytest.fixture
def server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Server]:
    database = tmp_path / "w.sqlite"
    monkeypatch.setenv("WITHHOLD_DATABASE", f"sqlite:///{database}")
    days = ("--set", "imported=2020-09-28", "--set", "presented=2020-10-02")
    assert run(["case", "open", "--track", "W", *days, "--quiet"]) == 0
    capfd.readouterr()
    assert run(["case", "feed", "add", "--base", "http://here", "--quiet"]) == 0
    path = capfd.readouterr().out.strip().removeprefix("http://here")
    command = [*WITHHOLD, "case", "feed", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        where = process.stderr.readline()
        port = int(where.split("127.0.0.1:")[1].split("/")[0])
        yield Server(process=process, port=port, path=path, database=database)
        process.kill()


def test_a_calendar_program_reads_asks_again_and_is_told_that_nothing_changed(
    server: Server,
) -> None:
    status, headers, content = server.ask("GET", server.path)
    assert (status, headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert headers["cache-control"] == "private, no-cache"
    calendar = Calendar.from_ical(content)
    assert calendar["x-published-ttl"] == "PT1H"
    names = {str(entry["uid"]) for entry in calendar.walk("VEVENT")}
    assert {"C-00001.wro_proof@withhold", "C-00001.admissibility_30@withhold"} <= names
    status, head, nothing = server.ask("HEAD", server.path)
    assert (status, nothing, head["content-length"]) == (200, b"", str(len(content)))
    tag = headers["etag"]
    status, _, nothing = server.ask("GET", server.path, If_None_Match=f'"other", {tag}')
    assert (status, nothing) == (304, b"")
    sequence = {int(str(entry["sequence"])) for entry in calendar.walk("VEVENT")}
    event = ("case", "event", "C-00001", "notice_received", "--at", "2020-10-12", "--quiet")
    assert run([*event]) == 0
    status, _, content = server.ask("GET", server.path, If_None_Match=tag)
    assert status == 200
    moved = {int(str(entry["sequence"])) for entry in Calendar.from_ical(content).walk("VEVENT")}
    assert min(moved) > max(sequence)


def test_what_is_not_there_and_what_is_not_asked_for_is_refused(server: Server) -> None:
    strange = ("/", f"/{'A' * 43}.ics", f"{server.path}.ics", "/../w.sqlite", "/docs")
    assert [path for path in strange if server.ask("GET", path)[0] != 404] == []
    status, headers, _ = server.ask("POST", server.path)
    assert (status, set(headers["allow"].split(", "))) == (405, {"GET", "HEAD"})
    assert server.ask("DELETE", server.path)[0] == 405


def test_a_record_that_was_changed_outside_answers_no_dates(server: Server) -> None:
    with closing(sqlite3.connect(server.database)) as connection:
        connection.execute("update event set author = 'eve' where kind = 'case'")
        connection.commit()
    status, _, content = server.ask("GET", server.path)
    assert (status, content) == (503, b"the calendar cannot be read now\n")
    assert "broken_chain" in server.stopped()[1]


def test_the_server_stops_when_told_and_its_log_names_neither_address_nor_case(
    server: Server,
) -> None:
    server.ask("GET", server.path)
    server.ask("GET", "/nothing.ics")
    code, said = server.stopped()
    assert code == 0
    assert "200, 1 cases" in said
    assert said.endswith("stopped\n")
    assert server.path.strip("/").removesuffix(".ics") not in said
    assert "C-00001" not in said


def test_a_port_that_is_taken_is_refused_with_the_way_out(server: Server) -> None:
    with pytest.raises(InputError, match=f"127.0.0.1:{server.port}.*name another"):
        listening("127.0.0.1", server.port)
    with pytest.raises(InputError, match="not a port"):
        listening("127.0.0.1", 70000)
