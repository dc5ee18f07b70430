"""Entry lines as typed: `NUMBER:key=value;key=value`, each under the orders it names or the case's.

>>> mine = (LineOrder(order_id="u", track="U"),)
>>> lines = typed_lines(["1:goods=shirts", "2:order=wro-x@W"], mine)
>>> [(line.line_id, line.goods, line.tracks) for line in lines]
[('1', 'shirts', ('U',)), ('2', '', ('W',))]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.base import InputError
from withhold.cases import EntryLine, LineOrder, LineParty
from withhold.trade.lines import PARTY_COLUMNS, ROLES, role_and_column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from withhold.register import Register

TRACKS = ("W", "F", "U")
_CELLS = ("goods", "material", "hts", "country_of_origin", "row_id")
#: Parties of the importer's side, which are no part of a line: they lie in the vault.
IMPORTERS_SIDE = frozenset(
    {"importer_of_record", "consignee", "ultimate_consignee", "buyer", "notify_party", "broker"}
)
LINE_ROLES = tuple(role for role in ROLES if role not in IMPORTERS_SIDE)
_NAMES = {"origin": "country_of_origin", **{name: name for name in _CELLS}}
_INSTRUMENTS = {"WRO": "W", "FINDING": "F", "UFLPA": "U", "CAATSA": "U"}


def typed_lines(texts: Iterable[str], orders: tuple[LineOrder, ...]) -> tuple[EntryLine, ...]:
    """The lines; one line `1` where none is typed.

    Args:
        texts: as typed.
        orders: of the lines that name none.

    Raises:
        InputError: a line that cannot be read.
    """
    return tuple(_line(text, orders) for text in texts) or (EntryLine(line_id="1", orders=orders),)


def typed_orders(
    ids: Iterable[str], tracks: Iterable[str], register: Register | None
) -> tuple[LineOrder, ...]:
    """The orders of a case: `ID`, `ID@TRACK`, or a bare track where no order is named.

    Raises:
        UnknownName: the register has no such order, and no track is typed with it.
        InputError: no such track.
    """
    found = tuple(_order(text, register) for text in ids)
    bare = [track for track in tracks if track not in {o.track for o in found}]
    return (*found, *(LineOrder(order_id="", track=_track(track)) for track in bare))


def _line(text: str, orders: tuple[LineOrder, ...]) -> EntryLine:
    """One line."""
    number, _, rest = text.partition(":")
    cells: dict[str, str] = {}
    own: list[LineOrder] = []
    parties: dict[str, dict[str, str]] = {}
    for pair in filter(None, (part.strip() for part in rest.split(";"))):
        key, equals, value = (part.strip() for part in pair.partition("="))
        if key == "order" and equals:
            own.append(_order(value, None))
        elif key == "track" and equals:
            own.append(LineOrder(order_id="", track=_track(value)))
        elif key in _NAMES and equals:
            cells[_NAMES[key]] = value
        elif (place := party_cell(key)) is not None and equals:
            parties.setdefault(place[0], {})[place[1]] = value
        else:
            raise InputError(
                "not read",
                column="--line",
                value=pair,
                way_out="write a line as `2:goods=cotton shirts;hts=6109.10;manufacturer=NAME;"
                f"track=W`; keys: order, track, {', '.join(_NAMES)}; a role "
                f"({', '.join(LINE_ROLES)}), alone or with _{', _'.join(PARTY_COLUMNS[1:8])}",
            )
    if not number.strip():
        raise InputError("a line needs a number", column="--line", value=text)
    return EntryLine(
        line_id=number.strip(),
        orders=tuple(own) or orders,
        parties=tuple(LineParty(role=role, cells=found) for role, found in parties.items()),
        **cells,
    )


def party_cell(key: str) -> tuple[str, str] | None:
    """The role and party column of a key of a line; None: it is none.

    >>> party_cell("manufacturer"), party_cell("shipper_city"), party_cell("consignee_name")
    (('manufacturer', 'name'), ('shipper', 'city'), None)
    """
    role, column = (key, "name") if key in LINE_ROLES else role_and_column(key)
    return (role, column) if role in LINE_ROLES else None


def _order(text: str, register: Register | None) -> LineOrder:
    """An order with its track."""
    order_id, at, track = text.rpartition("@")
    if at:
        return LineOrder(order_id=order_id, track=_track(track))
    if register is None:
        raise InputError(
            "the track is missing", column="--line", value=text, way_out=f"write {text}@W"
        )
    found = register.order(text)
    return LineOrder(order_id=text, track=_INSTRUMENTS.get(str(found.instrument.value), "U"))


def _track(text: str) -> str:
    """A track.

    Raises:
        InputError: none such.
    """
    if text.upper() not in TRACKS:
        raise InputError(
            "no such track",
            column="--track",
            value=text,
            way_out="W (Withhold Release Order), F (Finding), U (UFLPA, CAATSA)",
        )
    return text.upper()
