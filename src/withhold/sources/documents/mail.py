r"""An e-mail as a document: subject and body; who sent it and when.

>>> mail = b"From: Jo <jo@example.org>\nSubject: Mill\nDate: Mon, 2 Mar 2026 10:00 +0000\n\nText.\n"
>>> found = open_mail(mail, "m.eml")
>>> found.text, found.publisher, found.published
('Mill\n\nText.\n', 'Jo', datetime.date(2026, 3, 2))
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.reading import Document
from withhold.sources.documents.article import text_of_html
from withhold.sources.documents.encoding import decode_text

if TYPE_CHECKING:
    from datetime import date
    from email.message import EmailMessage


def open_mail(data: bytes, file: str) -> Document:
    """The document of an e-mail; its attachments are named in the notes, not read.

    Raises:
        InputError: there is no text in it.
    """
    message: EmailMessage = message_from_bytes(data, policy=policy.default)
    body, form = _body(message, file)
    if not body.strip():
        raise InputError("an e-mail without text", file=file, way_out="save its attachments")
    subject = " ".join(str(message.get("subject") or "").split())
    name, address = parseaddr(str(message.get("from") or ""))
    return Document(
        name=PurePath(file).stem,
        text=f"{subject}\n\n{body}" if subject else body,
        title=subject,
        publisher=name or address,
        published=_day(message),
        form="mail",
        notes=(*_attachments(message), *((f"the body is {form}",) if form != "plain" else ())),
    )


def _body(message: EmailMessage, file: str) -> tuple[str, str]:
    """The text of the body, and what it was: `plain` or `html`."""
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        content = part.get_payload(decode=True) if part is not None else None
        if part is not None and isinstance(content, bytes) and content.strip():
            declared = str(part.get_content_charset() or "")
            if kind == "html":
                return text_of_html(content, file, declared=declared).text, kind
            return decode_text(content, file, declared=declared).text.replace("\r\n", "\n"), kind
    return "", "plain"


def _day(message: EmailMessage) -> date | None:
    """The day on which it was sent; None where it does not say."""
    try:
        return parsedate_to_datetime(str(message.get("date"))).date()
    except (TypeError, ValueError):
        return None


def _attached(part: EmailMessage) -> str:
    """An attachment by its name; an e-mail inside an e-mail by its subject."""
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        subject = next((str(m.get("subject") or "") for m in part.walk() if m is not part), "")
        return f"the e-mail “{subject or 'without a subject'}”"
    return part.get_filename() or "without a name"


def _attachments(message: EmailMessage) -> tuple[str, ...]:
    """What is told of attachments."""
    names = [_attached(part) for part in message.iter_attachments()]
    if not names:
        return ()
    return (f"attachments, not read: {', '.join(names)}; save them and give them as files",)
