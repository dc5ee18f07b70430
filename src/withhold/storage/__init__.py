"""The database: tables, migrations, and the versions of the register kept in it."""

from withhold.storage.database import open_database, opened, revision, shown_url
from withhold.storage.register_versions import (
    NewVersion,
    StoredRow,
    VersionInfo,
    stored_digests,
    versions,
    with_versions,
    write_version,
)
from withhold.storage.screening_runs import keep_run, kept_runs

__all__ = [
    "NewVersion",
    "StoredRow",
    "VersionInfo",
    "keep_run",
    "kept_runs",
    "open_database",
    "opened",
    "revision",
    "shown_url",
    "stored_digests",
    "versions",
    "with_versions",
    "write_version",
]
