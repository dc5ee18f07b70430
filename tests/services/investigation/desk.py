"""A desk with an empty database of its own, and an investigation in a few lines."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from withhold.investigation import Choice, Wording
from withhold.services.investigation.alleging import draft_allegation, file_allegation
from withhold.services.investigation.entering import (
    ClaimRequest,
    SourceRequest,
    add_claim,
    add_source,
    open_investigation,
)
from withhold.services.investigation.orders import act
from withhold.services.investigation.own_changes import ActRequest
from withhold.services.investigation.proposing import propose
from withhold.services.record import Actor, Office
from withhold.services.settings import Settings
from withhold.storage import get_user, opened, record_keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FIRM = "Lumut Jaya Gloves Sdn. Bhd."
REPORT = (
    f"Harbour Watch saw the wage slips of 61 workers and found withholding of wages at {FIRM} in "
    "Malaysia. The mill makes disposable gloves. A spokesman called the report untrue."
)
INTERVIEW = (
    f"I worked at {FIRM} for nine months. They kept my passport in a safe from the first day on, "
    "and nobody was allowed to leave the hostel after work."
)
RECORD = f"Shipper {FIRM}, disposable gloves: nine bills of lading, arrived at the port in March."


def settings(folder: Path) -> Settings:
    """Settings on a database in `folder`."""
    return Settings(
        database=f"sqlite:///{folder / 'desk.sqlite'}",
        database_is_default=False,
        user="anna",
        keyfile=folder / "desk.key",
    )


@contextmanager
def desk(folder: Path, user: str = "anna", *, waived: bool = True) -> Iterator[Office]:
    """The desk in `folder`, at which `user` acts on a fixed day."""
    chosen = replace(settings(folder), user=user, persons="" if waived else "several")
    with opened(chosen.database) as engine:
        with engine.connect() as connection:
            account = get_user(connection, user)
        yield Office(
            engine=engine,
            keys=record_keys(chosen.keyfile),
            actor=Actor(user=user, account=account, waived=waived),
            today=TODAY,
            now=NOW,
        )


def filled(at: Office, name: str = "gloves") -> None:
    """An investigation with two independent accounts of labour and a record of importation."""
    open_investigation(at, title="Gloves", name=name)
    texts = (
        ("report", REPORT, "Harbour Watch", "found withholding of wages"),
        ("interview", INTERVIEW, "Coast Paper", "They kept my passport in a safe"),
        ("record", RECORD, "Port", "nine bills of lading, arrived at the port"),
    )
    words = ("withholding of wages", "retention of identity documents")
    for number, (stem, text, publisher, quote) in enumerate(texts):
        add_source(
            at,
            name,
            SourceRequest(
                kind="report", name=stem, publisher=publisher, reliability="B", text=text
            ),
        )
        add_claim(
            at,
            name,
            ClaimRequest(
                source_id=f"S-{number + 1}",
                by=publisher,
                quote=quote,
                parties=(FIRM,),
                places=("MY",),
                goods=("disposable gloves",),
                known_by="documented",
                indicators=words[number : number + 1],
                credibility="2",
            ),
        )


def under_inquiry(at: Office, name: str = "gloves") -> str:
    """The id of an order file that was accepted, from a filled investigation."""
    filled(at, name)
    draft = draft_allegation(at, name, Wording(description="Nitrile gloves, powder free"))
    file_id = file_allegation(at, draft).file.file_id
    act(at, ActRequest(file_id=file_id, event="accepted"))
    return file_id


def proposed(at: Office, **choice: Any) -> str:
    """The id of an order file with a proposal."""
    file_id = under_inquiry(at)
    propose(at, file_id, choice=Choice(**choice), because="two independent accounts")
    return file_id
