"""`withhold investigation`: from sources and claims to a proposed order and its life."""

from withhold.cli.investigation import (  # noqa: F401 - each adds its commands
    drafting,
    ledger,
    life,
    pages,
    rating,
    sources,
    witness,
)
from withhold.cli.investigation.shared import investigation_app

__all__ = ["investigation_app"]
