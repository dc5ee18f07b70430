"""Validates FollowTheMoney JSON lines with the published package; runs in its own environment."""

import json
import sys
from pathlib import Path

from followthemoney import model
from followthemoney.proxy import EntityProxy

faults = []
ids = set()
entities = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
for data in entities:
    schema = model.get(data["schema"])
    ids.add(data["id"])
    for name, values in data["properties"].items():
        prop = schema.get(name)
        if prop is None:
            faults.append(f"{data['schema']} has no property {name}")
            continue
        faults += [f"{name}: {v!r}" for v in values if not prop.type.validate(v)]
    schema.validate(data)
    kept = EntityProxy.from_dict(data).to_dict()["properties"]
    for name, values in data["properties"].items():
        if sorted(kept.get(name, [])) != sorted(values):
            faults.append(f"{data['id']} {name} changed by the package: {values}")
for data in entities:
    faults += [f"lost: {i}" for i in data["properties"].get("entity", []) if i not in ids]
print(f"{len(entities)} entities, {len(faults)} faults")
print("\n".join(faults[:20]))
sys.exit(1 if faults else 0)
