"""The batches of a run: rows are shaped, laid into the engine, taken through the stages, judged."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from heapq import merge
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.engines import DuckEngine
from withhold.screening import (
    ANSWER_COLUMNS,
    ANSWER_ROWS,
    CANDIDATE_ROWS,
    ENTITY_ORDER,
    EXCLUDED,
    LIMITED_ORDER,
    LINE,
    LISTED_NUMBER,
    PARTY,
    REGION_ORDER,
    VERDICTS,
    Hit,
    RuleBook,
    RunFacts,
    answer,
    hit_row,
    no_match,
    risk_rows,
    screening_stages,
    thresholds,
)
from withhold.screening.affiliates import RELATED, Affiliates, only_best
from withhold.screening.identifier_notes import told_identifiers
from withhold.screening.judge import judge
from withhold.services.screening.decided import Decided
from withhold.services.screening.laying import (
    LaidBatch,
    OpenedFile,
    Reading,
    lay_ahead,
    lay_rows,
    worth_another,
)
from withhold.services.screening.tables import open_table
from withhold.services.screening.workers import Workers
from withhold.trade.lines import mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from withhold.services.screening.opening import InputFile
    from withhold.services.screening.request import ScreenRequest
    from withhold.services.screening.work import State, Workspace
    from withhold.supply_chain import Ownership


class Batches:
    """The batches of one run."""

    def __init__(
        self,
        *,
        book: RuleBook,
        facts: RunFacts,
        request: ScreenRequest,
        ownership: Ownership | None = None,
    ) -> None:
        self.book = book
        self.facts = facts
        self.every_line = request.every_line
        self.risk = request.risk and not request.lists
        self.batch = request.batch
        self.processes = request.processes
        self.decided = Decided(request, book.register, facts)
        self.mapping: dict[str, str] = {}
        self.spent: dict[str, float] = {}
        self.follows = request.edges is not None
        self._affiliates = Affiliates(ownership, book, facts) if ownership else None
        related = self._affiliates.names() if self._affiliates else ()
        self._workers = Workers(
            (*book.listed_names(), *related),
            least=thresholds()[1],
            processes=request.processes,
            folder=request.cache,
        )
        self._stages = screening_stages(self._workers.rows, book)

    def screen(
        self,
        files: Sequence[InputFile],
        mapping: Mapping[str, str] | None,
        work: Workspace,
        state: State,
        progress: Callable[[str], None],
    ) -> list[str]:
        """Screen every row of every file, batch by batch; returns what was assumed in reading."""
        notes: list[str] = []
        self.follows = self.follows or self._names_parents(files, mapping)
        with DuckEngine() as engine, TemporaryDirectory(prefix="withhold-rows-") as folder:
            self._prepare(engine)
            asked = Reading(
                files=tuple(files),
                mapping=mapping,
                batch=self.batch,
                rows_done=state.rows_done,
                lines_done=state.counts.get("screened", 0),
                batches=state.batches,
                folder=Path(folder),
            )
            ahead = worth_another(files, self.processes)
            with closing(lay_ahead(asked) if ahead else lay_rows(asked)) as parts:
                for part in parts:
                    if isinstance(part, OpenedFile):
                        notes += part.notes
                        self.mapping |= part.mapped
                        continue
                    self._batch(engine, part, work, state)
                    if part.full:
                        progress(f"{part.read} rows read, {_found(state)}")
            self.spent = {name: round(spent, 3) for name, spent in engine.spent.items()}
        if not state.rows_done:
            raise InputError(
                "no data row",
                file=", ".join(f.name for f in files),
                way_out="the files have a header and nothing below it: check the export",
            )
        return notes

    @staticmethod
    def _names_parents(files: Sequence[InputFile], mapping: Mapping[str, str] | None) -> bool:
        """True where a file says of its lines what they are inputs of."""
        own = mapping or {}
        headers = (open_table(f).header for f in files)
        return any(
            _PARENT in (own.get(head.strip()), mapped(head)) for names in headers for head in names
        )

    def close(self) -> None:
        """End what a run started."""
        self._workers.close()

    def _prepare(self, engine: DuckEngine) -> None:
        """Lay the register into the engine."""
        related = self._affiliates.entity_orders() if self._affiliates else ()
        owned = self._affiliates.numbers() if self._affiliates else ()
        engine.fill(ENTITY_ORDER, (*self.book.entity_orders(), *related))
        engine.fill(EXCLUDED, self.book.excluded())
        engine.fill(REGION_ORDER, self.book.region_orders())
        engine.fill(LISTED_NUMBER, (*self.book.listed_numbers(), *owned))
        engine.fill(LIMITED_ORDER, ((order_id,) for order_id in self.book.limited()))

    def _batch(self, engine: DuckEngine, part: LaidBatch, work: Workspace, state: State) -> None:
        """Take one batch through the stages and write its part; then the state says so."""
        for table, path in ((LINE, part.lines), (PARTY, part.parties)):
            engine.load(table, path)
            path.unlink()
        counts = engine.run(self._stages)
        found = work.write_batch(state.batches, self._rows(engine), part.bad)
        engine.execute(
            "copy (select hash(row_id) as id from line) to $path (format parquet)",
            {"path": str(work.ids(state.batches))},
        )
        if self.follows:
            self._keep(engine, work, state.batches)
        for name, count in (
            *found.items(),
            ("read", part.screened + len(part.bad) + part.joined),
            ("screened", part.screened),
            ("rejected", len(part.bad)),
            ("joined", part.joined),
        ):
            state.counts[name] = state.counts.get(name, 0) + count
        for name, count in counts.items():
            state.stages[name] = state.stages.get(name, 0) + count
        if state.counts["read"] != sum(state.counts[n] for n in ("screened", "rejected", "joined")):
            raise AssertionError("rows in are not rows out, rejected and joined")
        state.batches += 1
        state.rows_done = part.read
        work.save(state)

    @staticmethod
    def _keep(engine: DuckEngine, work: Workspace, number: int) -> None:
        """Keep lines and candidates of a batch, to follow the supply chain at the end."""
        for sql, path in (
            ("select * from line", work.lines(number)),
            (_CANDIDATES, work.candidates(number)),
        ):
            engine.execute(f"copy ({sql}) to $path (format parquet)", {"path": str(path)})

    def _rows(self, engine: DuckEngine) -> Iterator[dict[str, Any]]:
        """The rows of the answer of a batch, in the order of the lines."""
        hits = self._hits(engine)
        if not self.every_line and not self.risk:
            yield from (hit_row(hit) for _, hit in hits)
            return
        waiting = next(hits, None)
        for values in engine.rows(_EVERY_LINE):
            row = dict(zip(_LINE_NAMES, values, strict=True))
            matched = False
            while waiting is not None and waiting[0] == row["row_no"]:
                matched = True
                yield hit_row(waiting[1])
                waiting = next(hits, None)
            if not matched:
                yield from (hit_row(_told_numbers(hit)) for hit in self._unmatched(row))

    def _unmatched(self, row: Mapping[str, Any]) -> Iterator[Hit]:
        """The rows of a line that no order reaches: its risk factors, where asked for, or one."""
        found = False
        if self.risk:
            own = date.fromisoformat(row["import_date"]) if row["import_date"] else None
            day = own or self.book.as_of or self.facts.today
            for hit in risk_rows(row, day, self.facts):
                found = True
                yield hit
        if self.every_line and not found:
            yield no_match(row, self.facts)

    def finished(self, row: Mapping[str, Any]) -> Hit | None:
        """As `judged`, with what was compared and the decision on its pair."""
        hit = self.judged(row)
        return self.decided.on_pair(hit, row) if hit is not None else None

    def judged(self, row: Mapping[str, Any]) -> Hit | None:
        """The row of the answer for a candidate, a related firm in the place of a listed one."""
        if self._affiliates and str(row["entity_id"]).startswith(RELATED):
            return self._affiliates.judge(row)
        return judge(row, self.book, self.facts)

    def _hits(self, engine: DuckEngine) -> Iterator[tuple[int, Hit]]:
        """The rows of lines, of listed firms and of those related to them, with their lines."""
        if self._affiliates is None:
            return self._own_hits(engine)
        both = merge(self._own_hits(engine), self._related_hits(engine), key=itemgetter(0))
        return only_best(both, {word: place for place, word in enumerate(VERDICTS)})

    def _related_hits(self, engine: DuckEngine) -> Iterator[tuple[int, Hit]]:
        """The rows of firms that are related to listed ones."""
        sql = f"select * from ({_CANDIDATES}) where entity_id like '{RELATED}%' order by row_no"  # noqa: S608 - our own query
        names = [r[0] for r in engine.rows(f"select column_name from (describe {_CANDIDATES})")]  # noqa: S608 - as above
        for values in engine.rows(f"{sql}, order_id, party_role, entity_id"):
            row = dict(zip(names, values, strict=True))
            hit = self.judged(row)
            if hit is not None:
                yield row["row_no"], self.decided.finished(hit, row)

    def _own_hits(self, engine: DuckEngine) -> Iterator[tuple[int, Hit]]:
        """The rows that the policy makes, with the number of their line."""
        for values in engine.rows(_ANSWERS):
            row = dict(zip(_ANSWER_NAMES, values, strict=True))
            yield row["row_no"], self.decided.finished(answer(row, self.book, self.facts), row)


_PARENT = "parent_row_id"
_LINE_NAMES = (
    "row_no",
    "row_id",
    "input_file",
    "input_row",
    "hts",
    "goods_description",
    "tier",
    "notes",
    "has_address",
    "import_date",
    "made_in",
)
_EVERY_LINE = """
select l.row_no, l.row_id, l.input_file, l.input_row, l.hts, l.goods_description, l.tier, l.notes,
       exists (select 1 from line_party p where p.row_no = l.row_no
               and (p.address || p.city || p.province || p.postal_code) <> '') as has_address,
       l.import_date,
       coalesce((select min(p.country) from line_party p where p.row_no = l.row_no
                 and p.party_role in ('manufacturer', 'producer') and p.country <> ''),
                l.country_of_origin) as made_in
from line l order by l.row_no
"""


def _told_numbers(hit: Hit) -> Hit:
    """A row of a line that no order reaches, with what is odd about its numbers."""
    return replace(hit, not_checked=told_identifiers(hit.not_checked, role="", name=""))


def _placed(sql: str) -> str:
    """A query of candidates with the place of their party, which decisions compare."""
    return f"""
with found as ({sql}),
place_of as (
    select p.row_no, p.party_role,
           min(concat_ws(', ', nullif(p.address, ''), nullif(p.city, ''), nullif(p.province, ''),
                         nullif(p.postal_code, ''))) as party_address,
           min(p.country) as place_country
    from line_party p where p.row_no in (select row_no from found) group by all
)
select f.*, coalesce(p.party_address, '') as party_address,
       coalesce(p.place_country, '') as place_country
from found f left join place_of p using (row_no, party_role)
order by f.row_no, f.order_id, f.party_role, f.entity_id
"""  # noqa: S608 - our own queries


_CANDIDATES = _placed(CANDIDATE_ROWS)
_ANSWERS = _placed(ANSWER_ROWS)
_ANSWER_NAMES = (*ANSWER_COLUMNS, "party_address", "place_country")


def _found(state: State) -> str:
    """The rows found so far, by verdict."""
    return ", ".join(f"{v} {state.counts.get(v, 0)}" for v in VERDICTS[:-1])
