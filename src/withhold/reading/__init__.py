"""Reading: an article, a release or a notice to facts with offsets."""

from withhold.reading.model import Document, Fact, KnownParty
from withhold.reading.read import read_facts

__all__ = ["Document", "Fact", "KnownParty", "read_facts"]
