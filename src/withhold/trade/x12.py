"""X12 interchanges cut into segments, by the delimiters their ISA names; envelopes checked.

>>> text = ("ISA*00*          *00*          *ZZ*A              *ZZ*B              *240101*0100*U"
...     "*00401*000000001*0*T*>~GS*SO*A*B*20240101*0100*1*X*004010~ST*309*0001~SE*2*0001~"
...     "GE*1*1~IEA*1*000000001~")
>>> [piece.tag for piece in segments([text])]
['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA']
>>> envelope = Envelope()
>>> [fault.code for piece in segments([text]) for fault in envelope.take(piece)]
[]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ISA_ELEMENTS = 16
_LONGEST_ISA = 200
_TAG = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_LONGEST_SEGMENT = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A segment: its number in the file (from 1), its tag, its elements.

    Attributes:
        whole: it ends with a terminator; False: the file ends within it.
    """

    number: int
    tag: str
    elements: tuple[str, ...]
    whole: bool = True

    def element(self, position: int) -> str:
        """The element at a position (from 1); empty where there is none."""
        found = self.elements[position - 1] if position <= len(self.elements) else ""
        return found.strip()

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"segment {self.number} ({self.tag})"


@dataclass(frozen=True, slots=True, kw_only=True)
class X12Fault:
    """Something wrong with an interchange: where, which element, what it says, why."""

    segment: Segment
    element: str
    value: str
    code: str
    message: str


def looks_like_x12(beginning: str) -> bool:
    """True where a file begins with an ISA whose delimiters can be read."""
    return _delimiters(beginning.lstrip("\ufeff \r\n\t")) is not None


def segments(chunks: Iterable[str]) -> Iterator[Segment]:
    """The segments of one or more interchanges; each ISA names its own delimiters.

    Text that no ISA explains is one segment whose tag is what it begins with.
    """
    waiting = iter(chunks)
    rest = ""
    number = 0
    found: tuple[str, str] | None = None
    ended = False
    while True:
        rest = rest.lstrip("\r\n\t \ufeff") if number == 0 or found is None else rest
        if (found is None or rest.lstrip("\r\n").startswith("ISA")) and len(rest) < _LONGEST_ISA:
            more = next(waiting, None)
            if more is not None:
                rest += more
                continue
            ended = True
        if found is None or rest.lstrip("\r\n").startswith("ISA"):
            rest = rest.lstrip("\r\n")
            found = _delimiters(rest) or found
        separator, terminator = found or ("*", "~")
        raw, cut, left = rest.partition(terminator)
        if not cut:
            more = None if ended else next(waiting, None)
            if more is not None and len(rest) < _LONGEST_SEGMENT:
                rest += more
                continue
            if rest.strip():
                number += 1
                yield _segment(number, rest, separator, whole=False)
            return
        rest = left
        if raw.strip():
            number += 1
            yield _segment(number, raw, separator, whole=True)
        if raw.lstrip("\r\n").startswith("IEA"):
            rest = rest.lstrip("\r\n\t ")


def _segment(number: int, raw: str, separator: str, *, whole: bool) -> Segment:
    """A segment from its text."""
    tag, *elements = raw.strip("\r\n").split(separator)
    return Segment(number=number, tag=tag.strip()[:20], elements=tuple(elements), whole=whole)


def _delimiters(text: str) -> tuple[str, str] | None:
    """The separator of elements and the terminator that an ISA names; None: it is none."""
    if not text.startswith("ISA") or len(text) < _ISA_ELEMENTS:
        return None
    separator = text[3]
    parts = text[:_LONGEST_ISA].split(separator, _ISA_ELEMENTS)
    if separator.isalnum() or len(parts) <= _ISA_ELEMENTS or len(parts[-1]) < 2:  # noqa: PLR2004 - the last element and the terminator
        return None
    terminator = parts[-1][1]
    return None if terminator.isalnum() or terminator == separator else (separator, terminator)


class Envelope:
    """What has been opened and not closed yet: interchange, group, message; with their counts."""

    def __init__(self) -> None:
        self._isa: Segment | None = None
        self._gs: Segment | None = None
        self.message: Segment | None = None
        self._groups = 0
        self._messages = 0
        self._segments = 0
        self.kind = ""

    def take(self, segment: Segment) -> Iterator[X12Fault]:
        """Take a segment; yields what is wrong with it."""
        if not _TAG.fullmatch(segment.tag):
            yield _fault(segment, "", segment.tag, "x12_segment", "no segment has such a tag")
        if not segment.whole:
            told = "the file ends within it: no terminator"
            yield _fault(segment, "", segment.tag, "x12_truncated", told)
        self._segments += 1
        opening = {"ISA": self._open_interchange, "GS": self._open_group, "ST": self._open_message}
        closing = {"SE": self._close_message, "GE": self._close_group, "IEA": self._close_all}
        act = opening.get(segment.tag) or closing.get(segment.tag)
        if act is not None:
            yield from act(segment)

    def end(self, last: Segment) -> Iterator[X12Fault]:
        """What is missing at the end of the file."""
        for opened, closing in ((self.message, "SE"), (self._gs, "GE"), (self._isa, "IEA")):
            if opened is not None:
                told = f"the file ends without the {closing} that closes {opened.place}"
                yield _fault(last, "", "", "x12_truncated", told)

    def _open_interchange(self, segment: Segment) -> Iterator[X12Fault]:
        if self._isa is not None:
            told = f"a new interchange before the IEA of {self._isa.place}"
            yield _fault(segment, "", "", "x12_envelope", told)
        self._isa, self._gs, self.message = segment, None, None
        self._groups = 0

    def _open_group(self, segment: Segment) -> Iterator[X12Fault]:
        if self._isa is None:
            yield _fault(segment, "", "", "x12_envelope", "a group outside an interchange")
        if self._gs is not None:
            told = f"a new group before the GE of {self._gs.place}"
            yield _fault(segment, "", "", "x12_envelope", told)
        self._gs, self.message = segment, None
        self._groups += 1
        self._messages = 0

    def _open_message(self, segment: Segment) -> Iterator[X12Fault]:
        if self._gs is None:
            yield _fault(segment, "", "", "x12_envelope", "a message outside a group")
        if self.message is not None:
            told = f"a new message before the SE of {self.message.place}"
            yield _fault(segment, "", "", "x12_envelope", told)
        self.message = segment
        self.kind = segment.element(1)
        self._messages += 1
        self._segments = 1

    def _close_message(self, segment: Segment) -> Iterator[X12Fault]:
        opened, self.message = self.message, None
        if opened is None:
            yield _fault(segment, "", "", "x12_envelope", "it closes no message")
            return
        yield from _counted(segment, self._segments, "segments")
        yield from _controlled(segment, opened, 2)

    def _close_group(self, segment: Segment) -> Iterator[X12Fault]:
        opened, self._gs = self._gs, None
        if opened is None:
            yield _fault(segment, "", "", "x12_envelope", "it closes no group")
            return
        yield from _counted(segment, self._messages, "messages")
        yield from _controlled(segment, opened, 6)

    def _close_all(self, segment: Segment) -> Iterator[X12Fault]:
        opened, self._isa = self._isa, None
        if opened is None:
            yield _fault(segment, "", "", "x12_envelope", "it closes no interchange")
            return
        yield from _counted(segment, self._groups, "groups")
        yield from _controlled(segment, opened, 13)


def _counted(segment: Segment, found: int, what: str) -> Iterator[X12Fault]:
    """A fault where a trailer counts another number than was found."""
    said = segment.element(1)
    if said != str(found) and said.lstrip("0") != str(found):
        told = f"it counts {said or 'no'} {what}, {found} were found: something may be missing"
        yield _fault(segment, "01", said, "x12_count", told)


def _controlled(segment: Segment, opened: Segment, position: int) -> Iterator[X12Fault]:
    """A fault where a trailer has another control number than its header."""
    said, wanted = segment.element(2), opened.element(position)
    if said.lstrip("0") != wanted.lstrip("0"):
        told = f"its control number is {said or 'empty'}, that of {opened.place} is {wanted}"
        yield _fault(segment, "02", said, "x12_control", told)


def _fault(segment: Segment, element: str, value: str, code: str, message: str) -> X12Fault:
    """A fault at a segment, its place in the message."""
    return X12Fault(
        segment=segment,
        element=f"{segment.tag}{element}" if element else segment.tag,
        value=value[:80],
        code=code,
        message=f"{segment.place}: {message}",
    )
