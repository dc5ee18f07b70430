"""Prints the rows of a screening answer as a short table: python examples/summary.py hits.csv."""

import csv
import sys
from pathlib import Path

rows = list(csv.DictReader(Path(sys.argv[1]).open(encoding="utf-8")))
line = "{:<8} {:<22} {:<12} {:<44} {}"
print(line.format("verdict", "line", "instrument", "named", "order"))
for row in rows:
    named = row["input_name"] or "(country of origin)"
    print(
        line.format(
            row["verdict"], row["row_id"][:22], row["instrument"], named[:44], row["order_id"]
        )
    )
