"""CBP's list of Withhold Release Orders and Findings: a CSV published with the press releases."""

from withhold.sources.cbp_orders.parse import read_cbp

__all__ = ["read_cbp"]
