"""Small PDF files made for tests: pages of text, of pictures only, of right-to-left text."""

from __future__ import annotations


def pdf(*pages: str, letters: dict[str, str] | None = None) -> bytes:
    """A PDF with a line of text on each page; an empty page shows a box and no text.

    Args:
        pages: ASCII text, drawn from left to right.
        letters: what a letter drawn stands for, such as a letter of another script.
    """
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding"
        + (" /ToUnicode 4 0 R >>" if letters else " >>"),
        _stream(_cmap(letters or {})),
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {6 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        lines = page.split("\n")
        drawn = " T* ".join(f"({line}) Tj" for line in lines)
        objects.append(
            _stream(f"BT /F1 12 Tf 14 TL 50 700 Td {drawn} ET" if page else "10 10 90 90 re f")
        )
    return _file(objects)


def _stream(content: str) -> str:
    """A stream object."""
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _cmap(letters: dict[str, str]) -> str:
    """What drawn letters stand for, as a ToUnicode map."""
    rows = "\n".join(f"<{ord(k):02x}> <{ord(v):04x}>" for k, v in letters.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )


def _file(objects: list[str]) -> bytes:
    """The objects as a file with its table of addresses."""
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return body + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")
