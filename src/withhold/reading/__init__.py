"""Reading: an article, a release or a notice to facts with offsets."""

from withhold.reading.linking import links
from withhold.reading.model import Document, Fact, KnownParty
from withhold.reading.order_book import OrderBook, order_book
from withhold.reading.read import read_facts, read_portions
from withhold.reading.versions import Version, versions

__all__ = [
    "Document",
    "Fact",
    "KnownParty",
    "OrderBook",
    "Version",
    "links",
    "order_book",
    "read_facts",
    "read_portions",
    "versions",
]
