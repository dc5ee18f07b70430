"""spaCy suggests, and nothing more; without it the message says what to install."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from withhold.base import InputError
from withhold.reading import Document
from withhold.services.reading import facts_of
from withhold.services.registers import load_register
from withhold.services.suggesting import MODELS, suggesting

TEXT = "CBP acted on gloves from Malaysia. Nimbus Traders and Ana Roe were in Lumut."


@dataclass
class Name:
    text: str
    label_: str

    @property
    def start_char(self) -> int:
        return TEXT.index(self.text)

    @property
    def end_char(self) -> int:
        return self.start_char + len(self.text)


def fake(*names: Name, installed: str = "en_core_web_sm") -> ModuleType:
    def load(model: str, **_parts: object) -> Any:
        if model != installed:
            raise OSError(model)
        return lambda _text: SimpleNamespace(ents=names)

    module = ModuleType("spacy")
    module.load = load  # type: ignore[attr-defined]
    return module


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Name("Nimbus Traders", "ORG"), Name("Malaysia", "GPE"), Name("Lumut", "DATE"))
    monkeypatch.setitem(sys.modules, "spacy", fake(*found))


@pytest.mark.usefixtures("names")
def test_only_names_that_no_rule_tells_are_suggested() -> None:
    document = Document(name="d", text=TEXT)
    told = facts_of(document, load_register())
    found, note = suggesting("spacy").facts(document, told)
    assert [(f.type, f.value, f.confidence) for f in found] == [
        ("suggestion", "organization: Nimbus Traders", "low")
    ]
    assert TEXT[found[0].start : found[0].end] == "Nimbus Traders"
    assert not note


def test_without_spacy_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(InputError, match=r"withhold\[nlp\]"):
        suggesting("spacy")


def test_without_a_model_the_message_names_those_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", fake(installed="another"))
    with pytest.raises(InputError, match="en_core_web_sm"):
        suggesting("spacy")


def test_a_model_of_ones_own_is_taken_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", fake(installed="es_core_news_sm"))
    assert suggesting("spacy:es_core_news_sm").name == "es_core_news_sm"
    with pytest.raises(InputError, match=r"no model of spaCy is installed \(xx\)"):
        suggesting("spacy:xx")


def test_a_real_model_suggests_names_where_it_is_installed() -> None:
    spacy = pytest.importorskip("spacy")
    if not any(spacy.util.is_package(model) for model in MODELS):
        pytest.skip("no model of spaCy is installed")
    text = "CBP acted on gloves. Nimbus Traders Group and Anna Miller met in Jakarta on Monday."
    document = Document(name="d", text=f"{'Nothing. ' * 20_000}\n\n{text}")
    found, _ = suggesting("spacy").facts(document, ())
    assert {f.value for f in found} >= {"person: Anna Miller", "place: Jakarta"}
    assert all(document.cut(f.start, f.end) == f.text for f in found)


def test_another_helper_is_refused() -> None:
    with pytest.raises(InputError, match="write spacy"):
        suggesting("stanza")
