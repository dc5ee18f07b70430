"""Documents: bytes of a text, page, PDF or e-mail to the canonical text that facts point into."""

from withhold.sources.documents.opening import MOST_BYTES, open_document
from withhold.sources.documents.pdf import open_pdf

__all__ = ["MOST_BYTES", "open_document", "open_pdf"]
