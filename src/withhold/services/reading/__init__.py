"""Reading files: each to its canonical text and its facts; what cannot be read is told, not lost.

>>> answer = read_text("CBP issued a WRO on palm oil from Malaysia.", name="note")
>>> [(fact.type, fact.value) for fact in answer]
[('authority', 'US-CBP'), ('action', 'issued'), ('instrument', 'WRO'), ('goods', 'palm_oil'), \
('place', 'MY')]
"""

from withhold.services.reading.read import (
    Beside,
    Reading,
    facts_of,
    known_parties,
    read,
    read_paths,
    read_text,
)

__all__ = [
    "Beside",
    "Reading",
    "facts_of",
    "known_parties",
    "read",
    "read_paths",
    "read_text",
]
