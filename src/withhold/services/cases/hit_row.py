"""What the screened row of a hit says of the line a case is opened for: a proposal with its source.

A row says nothing of a detention; its dates, goods and parties are taken as they stand, and what a
person types comes before them. Of the importer nothing is kept outside the vault.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from withhold.base import InputError
from withhold.cases import EntryLine, LineParty
from withhold.names import MID_NAME
from withhold.places import parse_schedule_d
from withhold.record.personal import personal_data_in
from withhold.services.cases.typed_lines import LINE_ROLES
from withhold.services.screening.opening import open_input
from withhold.services.screening.tables import Row, open_table
from withhold.trade import parse_importer_number
from withhold.trade.shaping import LINE, PARTY, plan_rows, shape_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOTHING: Mapping[str, Any] = MappingProxyType({})
#: Column of a screened file -> fact of a case (DAT-16). A day of release is none: what was released
#: is not detained, and a demand for redelivery is told by a person.
_DAYS = {"import_date": "imported", "entry_date": "entered", "presentation_date": "presented"}
#: Column of a screened file -> what an entry line has.
_GOODS = {"goods_description": "goods", "material": "material", "hts": "hts"} | {
    "country_of_origin": "country_of_origin"
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProposal:
    """What a row proposes.

    Attributes:
        file, row, sha256: where it stands: the file as screened, its 1-based data row.
        line_id: the line of the entry; empty: the row names none.
        cells: what an entry line has, by field; parties: of the foreign side.
        facts: days, under the names of the case vocabulary.
        importer: for the vault.
        notes: what of the row could not be used, and why.
    """

    file: str
    row: int
    sha256: str
    line_id: str = ""
    cells: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    parties: tuple[LineParty, ...] = ()
    facts: Mapping[str, date] = field(default_factory=lambda: _NOTHING)
    port: str = ""
    reference: str = ""
    importer: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    notes: tuple[str, ...] = ()

    def described(self, line: EntryLine) -> EntryLine:
        """A line with what the row says, where the line itself says nothing."""
        cells: dict[str, Any] = {n: text for n, text in self.cells.items() if not getattr(line, n)}
        return replace(line, **cells, parties=line.parties or self.parties)

    def taken(self, line: EntryLine, typed: Iterable[str]) -> dict[str, Any]:
        """What a case takes from the row, and where it stands.

        Args:
            line: as typed: what it says is not taken.
            typed: names of facts, and of `port`, `reference` and what is of the importer, that a
                person said.
        """
        known: dict[str, Any] = {
            **{name: text for name, text in self.cells.items() if not getattr(line, name)},
            **self.facts,
            **{n: text for n, text in (("port", self.port), ("reference", self.reference)) if text},
        }
        if self.parties and not line.parties:
            known["parties"] = [party.role for party in self.parties]
        if self.importer:
            known["importer"] = sorted(self.importer)
        said = frozenset(typed)
        return {
            "file": self.file,
            "row": self.row,
            "sha256": self.sha256,
            "taken": {name: value for name, value in known.items() if name not in said},
            "notes": list(self.notes),
        }


def read_hit_row(manifest: Mapping[str, Any], hit: Mapping[str, Any]) -> RowProposal | None:
    """What the row of a hit proposes; None: its file is gone or has changed since the run.

    Args:
        manifest: of the run.
        hit: a row of its answer.
    """
    name, number = str(hit["input_file"]), int(hit["input_row"])
    said = next((i for i in manifest["inputs"] if i["file"] == name), None)
    path = Path(said["path"]) if said else None
    if said is None or path is None or not path.is_file():
        return None
    try:
        file = open_input(path, name)
        if file.digest != said["sha256"]:
            return None
        table = open_table(file)
        plan = plan_rows(table.header, file=name, mapping=manifest["parameters"]["mapping"])
        row = next((r for r in table.rows if r.number == number), None)
        if not isinstance(row, Row):
            return None
        shaped = shape_row(plan, row.cells, file=name, row=number)
    except InputError:
        return None
    heads = [head.strip() for head in table.header]
    cells = {
        column: row.cells[heads.index(head)].strip()
        for head, column in plan.mapped.items()
        if heads.index(head) < len(row.cells)
    }
    line = dict(zip(LINE, shaped.line, strict=True))
    return _proposal(cells, line, shaped.parties, (name, number, file.digest))


def _proposal(
    cells: Mapping[str, str],
    line: Mapping[str, str],
    parties: Sequence[tuple[str, ...]],
    place: tuple[str, int, str],
) -> RowProposal:
    """What the cells of a row propose, whatever holds data of a person left out."""
    notes: list[str] = []
    port = parse_schedule_d(cells["port"]) if cells.get("port") else None
    if port is not None and not port.valid:
        notes.append(f"port {cells['port']!r}: {port.reason}")
    goods = {name: line[column] for column, name in _GOODS.items() if line[column]}
    reference = cells.get("entry_number", "")
    for name, text in (*goods.items(), ("entry_number", reference)):
        if personal_data_in(text):
            notes.append(f"{name}: looks like data of a person, not taken")
    file, row, sha256 = place
    return RowProposal(
        file=file,
        row=row,
        sha256=sha256,
        line_id=cells.get("entry_line", ""),
        cells={name: text for name, text in goods.items() if not personal_data_in(text)},
        parties=_parties(parties, notes),
        facts={n: date.fromisoformat(line[c]) for c, n in _DAYS.items() if line[c]},
        port=port.stored if port is not None and port.valid else "",
        reference="" if personal_data_in(reference) else reference,
        importer=_importer(cells, parties),
        notes=tuple(notes),
    )


def _parties(parties: Sequence[tuple[str, ...]], notes: list[str]) -> tuple[LineParty, ...]:
    """The parties of the foreign side, as far as they hold no data of a person."""
    found = []
    for role, *told in parties:
        known = {c: text for c, text in zip(PARTY, told, strict=True) if text}
        if known.get("name", "").startswith(
            MID_NAME
        ):  # stands for a name where only a MID is given
            del known["name"]
        cells = {c: text for c, text in known.items() if not personal_data_in(text)}
        if role in LINE_ROLES:
            notes += [
                f"{role}_{c}: looks like data of a person, not taken"
                for c in known
                if c not in cells
            ]
            found.append(LineParty(role=role, cells=cells))
    return tuple(found)


def _importer(cells: Mapping[str, str], parties: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """What the row says of the importer: for the vault, and nowhere else."""
    names = [told[PARTY.index("name")] for role, *told in parties if role == "importer_of_record"]
    number = cells.get("importer_number", "")
    known = {
        "importer_name": next(iter(names), ""),
        "importer_number": number if parse_importer_number(number).valid else "",
    }
    return {name: text for name, text in known.items() if text}
