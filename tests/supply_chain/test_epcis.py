"""EPCIS 2.0 documents: transformation events as edges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from withhold.supply_chain import EpcisAnswer, read_epcis


def event(**said: Any) -> dict[str, Any]:
    return {
        "type": "TransformationEvent",
        "eventTime": "2024-01-15T23:30:00Z",
        "eventTimeZoneOffset": "+08:00",
        "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:690.1.LINT1", "quantity": 500,
                               "uom": "KGM"}],
        "outputQuantityList": [{"epcClass": "https://id.gs1.org/01/0690/10/Y-17", "quantity": 450,
                                "uom": "KGM"}],
    } | said  # fmt: skip


def read(*events: Any) -> EpcisAnswer:
    document = {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "epcisBody": {"eventList": list(events)},
    }
    return read_epcis(document, document="e.jsonld")


def test_an_event_is_an_edge_with_its_quantities_lot_and_local_day() -> None:
    (edge,) = read(event()).edges
    assert edge.from_id.endswith("LINT1")
    assert edge.lot == "Y-17"
    assert edge.input_qty == Decimal(500)
    assert edge.output_qty == Decimal(450)
    assert edge.on == date(2024, 1, 16)
    assert edge.document == "e.jsonld, event 1"


def test_events_of_one_transformation_belong_together() -> None:
    found = read(
        event(transformationID="T1", outputQuantityList=[]),
        event(transformationID="T1", inputQuantityList=None),
    )
    assert [(e.from_id[-5:], e.lot) for e in found.edges] == [("LINT1", "Y-17")]
    assert found.faults == ()


def test_serial_numbers_flow_into_all_that_came_out() -> None:
    found = read(
        event(inputEPCList=["urn:a", "urn:b"], outputEPCList=["urn:x", "urn:y"],
              inputQuantityList=None, outputQuantityList=None)
    )  # fmt: skip
    assert len(found.edges) == 4


def test_other_events_are_counted_as_not_read() -> None:
    found = read(event(), {"type": "ObjectEvent", "epcList": []}, {"type": "ObjectEvent"})
    assert found.notes == ("2 ObjectEvent not read",)
    assert found.events == 3


def test_a_query_document_and_a_bare_list_are_read() -> None:
    body = {"queryResults": {"resultsBody": {"eventList": [event()]}}}
    assert len(read_epcis({"epcisBody": body}, document="q").edges) == 1
    assert len(read_epcis([event()], document="q").edges) == 1
    assert len(read_epcis(event(), document="q").edges) == 1


def test_what_cannot_be_used_is_said_and_the_rest_read() -> None:
    found = read(
        event(outputQuantityList=None),
        event(eventTime="yesterday"),
        event(inputQuantityList=[{"epcClass": "urn:a", "quantity": -3, "uom": "KGM"}]),
        event(inputQuantityList=[{"quantity": 3}, {"epcClass": "urn:b"}]),
        event(inputEPCList=[f"urn:{n}" for n in range(200)],
              outputEPCList=[f"urn:o{n}" for n in range(200)]),
    )  # fmt: skip
    assert [f.code for f in found.faults] == [
        "day",
        "quantity",
        "missing_id",
        "missing_id",
        "event_too_wide",
    ]
    assert len(found.edges) == 3


def test_nonsense_holds_no_event() -> None:
    assert read_epcis({"a": [1, None]}, document="n").events == 0
    assert read_epcis({"epcisBody": {"eventList": [1, "x"]}}, document="n").events == 0
