"""Orders, dates and bodies in Spanish and Chinese texts."""

from __future__ import annotations

import pytest

from withhold.reading import Document, read_facts


def told(text: str, kind: str) -> list[str]:
    return [f.value for f in read_facts(Document(name="d", text=text)) if f.type == kind]


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        (
            "action",
            "CBP modificó el 12 de abril de 2024 la orden de retención contra la empresa.",
            ["modified"],
        ),
        ("action", "La agencia revocó la orden de retención contra los guantes.", ["revoked"]),
        ("action", "La orden de retención contra la fábrica fue revocada en mayo.", ["revoked"]),
        ("action", "La agencia no revocó la orden de retención contra la fábrica.", []),
        ("action", "La agencia emitió un aviso que explica la orden de retención de la CBP.", []),
        (
            "effect",
            "La CBP ordenó detener en todos los puertos los productos de la empresa.",
            ["detain"],
        ),
        (
            "authority",
            "El Departamento de Trabajo de EE. UU. incluyó los tomates en su lista.",
            ["US-DOL"],
        ),
        ("goods", "La orden alcanza a los guantes de la fábrica.", ["gloves_rubber"]),
        ("date", "美國海關於二〇二一年六月二十四日發布暫扣令。", ["2021-06-24"]),
        ("date", "该命令二零二三年十二月三十一日生效。", ["2023-12-31"]),
        ("date", "该命令二〇二三年十三月一日生效。", []),
        ("date", "十月的天气很好。", []),
        ("authority", "美國海關發布暫扣令。", ["US-CBP"]),
        ("effect", "進口商可在三個月內出口貨物。", ["may_export"]),
        ("claim", "北山战略研究所的最新报告称，工人被没收护照。", ["北山战略研究所|asserts"]),
    ],
)
def test_what_is_told(kind: str, text: str, values: list[str]) -> None:
    assert told(text, kind) == values
