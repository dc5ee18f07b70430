"""Tiers as a graph of supplied-by edges with evidence; ways from a line to what is upstream."""

from withhold.supply_chain.edge_rows import edge_column, read_edge_rows
from withhold.supply_chain.epcis import EpcisAnswer, read_epcis
from withhold.supply_chain.graph import SupplyGraph
from withhold.supply_chain.model import Edge, EdgeFault, Way
from withhold.supply_chain.ownership import (
    OwnerEdge,
    Ownership,
    Relation,
    owner_column,
    read_owner_rows,
)
from withhold.supply_chain.quantities import quantity_gaps, throughput_gaps, unusable_steps
from withhold.supply_chain.units import Unit, unit_of

__all__ = [
    "Edge",
    "EdgeFault",
    "EpcisAnswer",
    "OwnerEdge",
    "Ownership",
    "Relation",
    "SupplyGraph",
    "Unit",
    "Way",
    "edge_column",
    "owner_column",
    "quantity_gaps",
    "read_edge_rows",
    "read_epcis",
    "read_owner_rows",
    "throughput_gaps",
    "unit_of",
    "unusable_steps",
]
