"""What every room needs: periods, citations, ids, error roots, reading of shipped tables."""

from withhold.base.citation import Citation
from withhold.base.errors import (
    InputError,
    InvalidPeriod,
    LawError,
    ManyFaults,
    SourceError,
    StorageError,
    UnknownName,
    WithholdError,
    shown,
)
from withhold.base.identifier import Identifier
from withhold.base.ids import digest, digest_of, slug
from withhold.base.marks import few_marks
from withhold.base.period import Period
from withhold.base.plain import from_plain, to_plain
from withhold.base.tables import (
    load_yaml,
    read_csv_table,
    read_list,
    require_columns,
    shipped_bytes,
    shipped_csv,
    shipped_yaml,
    split_list,
)
from withhold.base.typed_numbers import plain_code, refused

__all__ = [
    "Citation",
    "Identifier",
    "InputError",
    "InvalidPeriod",
    "LawError",
    "ManyFaults",
    "Period",
    "SourceError",
    "StorageError",
    "UnknownName",
    "WithholdError",
    "digest",
    "digest_of",
    "few_marks",
    "from_plain",
    "load_yaml",
    "plain_code",
    "read_csv_table",
    "read_list",
    "refused",
    "require_columns",
    "shipped_bytes",
    "shipped_csv",
    "shipped_yaml",
    "shown",
    "slug",
    "split_list",
    "to_plain",
]
