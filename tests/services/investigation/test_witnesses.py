"""No log, report, index, database file or export leaks who a witness is; consent holds by day."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.services.investigation.desk import FIRM, TODAY, desk, filled, settings

from withhold.base import InputError, LawError
from withhold.investigation import Choice, Consent, Wording
from withhold.record import Stream
from withhold.reports.allegation_pdf import allegation_pdf
from withhold.services.investigation.alleging import (
    draft_allegation,
    file_allegation,
    write_allegation,
)
from withhold.services.investigation.answers import ledger_answer
from withhold.services.investigation.entering import (
    ClaimRequest,
    DenialRequest,
    SourceRequest,
    add_claim,
    add_source,
    deny,
)
from withhold.services.investigation.exporting import Naming, export
from withhold.services.investigation.from_reading import read_into
from withhold.services.investigation.keeping import READING, load_ledger, look
from withhold.services.investigation.orders import act
from withhold.services.investigation.own_changes import ActRequest
from withhold.services.investigation.patterns import wider_pattern, write_pattern
from withhold.services.investigation.proposing import propose
from withhold.services.investigation.proving import investigation_checks
from withhold.services.investigation.rating import judge, rate, withdraw
from withhold.services.investigation.witnesses import (
    WitnessRequest,
    add_witness,
    give_consent,
    read_identity,
    reading_rows,
    withdraw_consent,
    witness_rows,
)
from withhold.services.record.accounts import add_user
from withhold.services.record.people import erase_person
from withhold.services.registers import load_register
from withhold.storage import read_stream

if TYPE_CHECKING:
    from pathlib import Path

    from withhold.services.record import Office

NAME = "Zulaikha Quetzalbinti"
ALSO = "祖莱哈奎扎"
PHONE = "+60 19-876 5432"
MAIL = "zulaikha.q@lumut.example"
TRACES = ("zulaikha", "quetzalbinti", "祖莱哈", "876 5432", "8765432")
SAYS = f"I am {NAME} ({ALSO}, {PHONE}, {MAIL}). They kept my passport at {FIRM}."


def consent(*purposes: str, **more: Any) -> Consent:
    return Consent(**{"purposes": purposes, "given_on": TODAY, **more})


def with_witness(at: Office, *purposes: str, **more: Any) -> str:
    """The claim of a witness whose identity is in the vault."""
    filled(at)
    add_witness(
        at,
        "gloves",
        WitnessRequest(
            name=NAME,
            also=(ALSO,),
            contact=(PHONE, MAIL),
            role=f"packer, called {NAME}",
            consent=consent(*purposes, **more) if purposes else None,
        ),
    )
    _, source = add_source(
        at,
        "gloves",
        SourceRequest(
            kind="testimony",
            name=f"statement of {NAME}",
            title=f"Statement of {NAME}",
            publisher=NAME,
            address=f"https://lumut.example/{NAME}",
            reliability="B",
            witness_id="W-1",
            rests_on=(NAME,),
            text=SAYS,
        ),
    )
    _, claim = add_claim(
        at,
        "gloves",
        ClaimRequest(
            source_id=source.source_id,
            by=NAME,
            what=f"{NAME} says her passport was kept",
            quote="They kept my passport",
            parties=(FIRM,),
            goods=("disposable gloves",),
            rests_on=f"a photograph by {NAME}",
            known_by="own_experience",
            indicators=("retention of identity documents", f"fear of {NAME}"),
            credibility="2",
        ),
    )
    return claim.claim_id


def traces(text: str) -> list[str]:
    folded = text.casefold()
    return [trace for trace in TRACES if trace.casefold() in folded]


def bytes_of(folder: Path) -> str:
    """Every byte of every file under a folder, as text; keys and the vault are among them."""
    return "".join(
        p.read_bytes().decode("utf-8", "replace") for p in sorted(folder.rglob("*")) if p.is_file()
    )


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def whole_life(at: Office, out: Path) -> None:
    """Everything that can be done with an investigation, with the name typed wherever it can be."""
    claim_id = with_witness(at, "internal", "allegation", "authority")
    deny(
        at,
        "gloves",
        DenialRequest(
            claim_ids=(claim_id,),
            source_id="S-1",
            by=f"{NAME}'s foreman",
            quote="A spokesman called the report untrue",
            what=f"{NAME} never worked here",
        ),
    )
    rate(at, "gloves", "S-4", {"reliability": "B"}, because=f"{NAME} was right before")
    rate(at, "gloves", claim_id, {"credibility": "1", "rests_on": f"papers of {NAME}"})
    judge(
        at,
        "gloves",
        labor="probable_cause",
        importation="shown",
        because=f"{NAME} and the record, see {PHONE}",
    )
    withdraw(at, "gloves", "C-2", f"{NAME} was meant")
    give_consent(at, "gloves", "W-1", consent("court", how=f"signed {NAME}"))
    wording = Wording(
        reasons=f"{NAME} told us", description=f"Gloves packed by {NAME}", facts=f"call {PHONE}"
    )
    draft = draft_allegation(at, "gloves", wording)
    write_allegation(draft, out / "allegation.html")
    (out / "pdf.txt").write_text(pdf_text(allegation_pdf(draft)), "utf-8")
    file_id = file_allegation(at, draft).file.file_id
    act(at, ActRequest(file_id=file_id, event="accepted", reason=f"{NAME} is credible"))
    propose(at, file_id, choice=Choice(), because=f"{NAME} and two others")
    act(
        at,
        ActRequest(
            file_id=file_id,
            event="wro_issued",
            reason=f"after hearing {NAME}",
            facts={"note": f"from {NAME}"},
        ),
    )
    write_pattern(at, wider_pattern(at), out / "pattern.html")
    export(at, "gloves", out / "handed", purpose="authority")
    answer = ledger_answer(look(at, "gloves", "show").ledger)
    (out / "answer.json").write_text(json.dumps(answer, ensure_ascii=False), "utf-8")


def test_no_file_page_log_or_answer_leaks_who_a_witness_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    out = tmp_path / "out"
    out.mkdir()
    with desk(tmp_path) as at:
        whole_life(at, out)
    printed = capfd.readouterr()
    assert traces(bytes_of(tmp_path)) == []
    assert traces(caplog.text + printed.out + printed.err) == []
    assert "W-1" in (out / "handed" / "investigation.html").read_text("utf-8")


def test_what_was_masked_is_still_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with desk(tmp_path) as at:
        whole_life(at, out)
        assert [r for r in investigation_checks(at, "gloves") if not r["holds"]] == []
        found = read_identity(at, "gloves", "W-1", "to arrange an interview")
    assert found["name"] == NAME
    assert PHONE in found["contact"]


def test_a_public_text_that_names_a_witness_is_masked_and_read_anew(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    text = f"“{NAME} lost her passport at the mill,” said Ana Roe. Mail {MAIL} for more."
    article.write_text(text, "utf-8")
    with desk(tmp_path) as at:
        with_witness(at, "internal")
        read_into(at, "gloves", [article], register=load_register())
        claims = load_ledger(at, "gloves").ledger.claims.values()
        assert any("[W-1] lost her passport" in c.quotation.text for c in claims)
        assert [r for r in investigation_checks(at, "gloves") if not r["holds"]] == []
    article.unlink()
    assert traces(bytes_of(tmp_path)) == []


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(alphabet="xyz .,;:-_'\"()\n\u00e9", max_size=12), upper=st.booleans())
def test_a_name_does_not_come_through_whatever_stands_around_it(
    tmp_path_factory: pytest.TempPathFactory, words: str, *, upper: bool
) -> None:
    folder = tmp_path_factory.mktemp("leak")
    name = NAME.upper() if upper else NAME
    with desk(folder) as at:
        with_witness(at, "internal")
        withdraw(at, "gloves", "C-1", f"{words} {name} {words} because")
    assert traces(bytes_of(folder)) == []


def test_who_was_known_before_is_said_at_once(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        add_source(at, "gloves", SourceRequest(name="note", text=f"A visit at {NAME}'s home"))
        answer = add_witness(at, "gloves", WitnessRequest(name=NAME))
    assert answer.already == ("S-4",)


def test_every_reading_of_an_identity_is_logged_with_its_reason(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "internal")
        with pytest.raises(InputError, match="takes a reason"):
            read_identity(at, "gloves", "W-1", "  ")
        read_identity(at, "gloves", "W-1", "to arrange an interview")
        kept = load_ledger(at, "gloves")
        person = kept.ledger.witness("W-1").person
        with at.engine.connect() as connection:
            told = read_stream(connection, Stream(kind="person", id=person))
    assert [(e.said.event, e.said.reason) for e in kept.events if e.said.event == "identity_read"]
    assert [(e.said.event, e.said.author, e.said.reason) for e in told] == [
        ("person_read", "anna", "to arrange an interview")
    ]


def test_every_look_at_a_testimony_is_logged(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "internal", "authority")
        look(at, "gloves", "show")
        export(at, "gloves", tmp_path / "out", purpose="authority")
        with at.engine.connect() as connection:
            told = read_stream(connection, Stream(kind=READING, id="gloves"))
    assert [e.said.payload["what"] for e in told] == ["show", "export for authority"]


def test_a_look_where_nobody_testified_writes_nothing(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        look(at, "gloves", "show")
        with at.engine.connect() as connection:
            assert read_stream(connection, Stream(kind=READING, id="gloves")) == ()


@pytest.mark.parametrize(
    ("purposes", "days", "stands"),
    [
        (("authority",), {}, True),
        (("internal",), {}, False),
        (("authority",), {"expires_on": TODAY}, True),
        (
            ("authority",),
            {"given_on": date(2026, 1, 1), "expires_on": date(2026, 11, 24)},
            False,
        ),
        ((), {}, False),
    ],
)
def test_a_testimony_goes_out_only_as_its_witness_agreed(
    tmp_path: Path, purposes: tuple[str, ...], days: dict[str, Any], *, stands: bool
) -> None:
    with desk(tmp_path) as at:
        claim_id = with_witness(at, *purposes, **days)
        handed = export(at, "gloves", tmp_path / "out", purpose="authority")
    page = (tmp_path / "out" / "investigation.html").read_text("utf-8")
    assert ("says her passport was kept" in page) == stands
    assert (claim_id in handed.withheld) == (not stands)


def test_consent_taken_back_holds_from_that_day_on(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "authority")
        withdraw_consent(at, "gloves", "W-1")
        kept = load_ledger(at, "gloves")
        (row,) = witness_rows(kept, TODAY)
    assert row["agreed_today"] == []
    assert "C-4" not in [c.claim_id for c in kept.ledger.usable("authority", TODAY)]


def test_naming_a_witness_takes_consent_to_be_named(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "court")
        with pytest.raises(LawError, match="no witness agreed to be named"):
            export(at, "gloves", tmp_path / "out", purpose="court", naming=Naming(reason="x"))
        give_consent(at, "gloves", "W-1", consent("court", with_identity=True))
        export(at, "gloves", tmp_path / "out", purpose="court", naming=Naming(reason="summons"))
        last = load_ledger(at, "gloves").events[-1].said
    named = json.loads((tmp_path / "out" / "identities.json").read_text("utf-8"))
    assert named["W-1"]["name"] == NAME
    assert (last.payload["redacted"], last.payload["named"]) == (False, ("W-1",))
    assert last.four_eyes == "waived, single user"


def test_naming_a_witness_takes_two_persons(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "court")
        give_consent(at, "gloves", "W-1", consent("court", with_identity=True))
        for user in ("anna", "berta"):
            add_user(at, user, ("investigator",), {})
    with desk(tmp_path, "anna", waived=False) as at:
        for approver, says in (("", "two persons"), ("anna", "an act of his own")):
            naming = Naming(reason="summons", approver=approver)
            with pytest.raises(LawError, match=says):
                export(at, "gloves", tmp_path / "out", purpose="court", naming=naming)
        naming = Naming(reason="summons", approver="berta")
        export(at, "gloves", tmp_path / "out", purpose="court", naming=naming)
        last = load_ledger(at, "gloves").events[-1].said
    assert (last.author, last.approver, last.four_eyes) == ("anna", "berta", "two persons")


def test_an_importers_user_never_looks_into_an_investigation(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        filled(at)
        add_user(at, "anna", ("investigator",), {})
        add_user(at, "carl", ("compliance_lead",), {})
        add_user(at, "dora", ("auditor",), {})
    with desk(tmp_path, "carl", waived=False) as at, pytest.raises(LawError, match="ROL-05"):
        load_ledger(at, "gloves")
    with desk(tmp_path, "dora", waived=False) as at:
        load_ledger(at, "gloves")
        with pytest.raises(LawError, match="records nothing"):
            withdraw(at, "gloves", "C-1", "x")


def test_who_was_erased_is_nowhere_any_more_and_the_record_is_whole(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "internal")
        person = load_ledger(at, "gloves").ledger.witness("W-1").person
        erase_person(at, person, "asked for it", lambda _person: "")
        assert [r for r in investigation_checks(at, "gloves") if not r["holds"]] == []
        assert "name" not in read_identity(at, "gloves", "W-1", "to see")
    assert settings(tmp_path).database.startswith("sqlite")
    assert traces(bytes_of(tmp_path)) == []


def test_two_statements_of_one_witness_weigh_once(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "internal")
        asked = SourceRequest(kind="testimony", witness_id="W-1", reliability="B", text="More.")
        _, source = add_source(at, "gloves", asked)
        said = ClaimRequest(
            source_id=source.source_id,
            by="x",
            quote="More.",
            known_by="own_experience",
            indicators=("isolation",),
            credibility="2",
        )
        add_claim(at, "gloves", said)
        ledger = load_ledger(at, "gloves").ledger
    assert replace(ledger).claims["C-5"].by == "W-1"
    weighed = ledger_answer(ledger)["weighing"]["labor"]
    assert weighed["origins"] == 3


def test_the_readings_say_who_looked_at_what_and_why(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with_witness(at, "internal")
        look(at, "gloves", "show")
        read_identity(at, "gloves", "W-1", f"to meet {NAME}")
        rows = reading_rows(at, "gloves")
    assert [(r["who"], r["what"], r["witnesses"], r["reason"]) for r in rows] == [
        ("anna", "identity", ["W-1"], "to meet [W-1]"),
        ("anna", "show", ["W-1"], ""),
    ]
