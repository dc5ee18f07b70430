"""What is said of who supplies whom: edges with their evidence, and the ways along them.

An edge says that something called `from_id` went into something called `to_id`: rows of a file,
lots, batches. None means that nobody said it.

>>> Edge(from_id="LINT-2", to_id="YARN-7", lot="L1").step
('YARN-7', 'L1')
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One supplied-by edge.

    Attributes:
        lot: lot of the output it went into, or empty.
        input_qty, output_qty: how much went in and came out, in `uom`.
        max_yield: the most output a unit of input gives.
        on: day of the supply or of the making.
        process: the event that made it, where several edges are one act of production.
        document: what the edge rests on (a file, an event id), or empty.
    """

    from_id: str
    to_id: str
    lot: str = ""
    input_qty: Decimal | None = None
    output_qty: Decimal | None = None
    uom: str = ""
    max_yield: Decimal | None = None
    on: date | None = None
    process: str = ""
    document: str = ""

    @property
    def step(self) -> tuple[str, str]:
        """The act of production it belongs to: the event, or the output with its lot."""
        return (self.process, "") if self.process else (self.to_id, self.lot)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeFault:
    """A cell or row of an edges file that cannot be used.

    Attributes:
        dropped: the edge is not used at all; False: only the cell is not.
    """

    row: int
    column: str
    value: str
    code: str
    message: str
    dropped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How something upstream reaches something downstream.

    Attributes:
        nodes: from what is reached up to what it comes from.
        edges: the edges between them, in the same order.
        forward: the days along it run forward; False: something left before it came.
        arrived: the latest day along the way; None: no day is known.
        others: how many other ways there are, at the most a million.
    """

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    forward: bool
    arrived: date | None
    others: int = 0

    @property
    def tier(self) -> int:
        """How many steps upstream; 1 is a direct supplier."""
        return len(self.edges)
