"""The licence is whole, and NOTICE says where shipped data comes from."""

from __future__ import annotations

import re

from tests.architecture.house import PROJECT, ROOT, SOURCE

NOTICE = (ROOT / "NOTICE").read_text("utf-8")


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["project"]["license"] == "Apache-2.0"


def test_the_notice_names_the_data_that_ships_and_no_other() -> None:
    shipped = {
        str(folder.relative_to(ROOT)) for folder in SOURCE.rglob("data") if any(folder.iterdir())
    }
    assert set(re.findall(r"^(src/\S+/data)$", NOTICE, re.MULTILINE)) == shipped
