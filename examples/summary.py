"""Prints the rows of a screening answer as a short table: python examples/summary.py hits.csv."""

import csv
import sys
from pathlib import Path

LINE = "{:<8} {:<22} {:<12} {:<44} {}"

with Path(sys.argv[1]).open(encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
sys.stdout.write(LINE.format("verdict", "line", "instrument", "named", "order") + "\n")
for row in rows:
    named = row["input_name"] or "(country of origin)"
    cells = (row["verdict"], row["row_id"][:22], row["instrument"], named[:44], row["order_id"])
    sys.stdout.write(LINE.format(*cells) + "\n")
