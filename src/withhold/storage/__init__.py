"""The database: tables, migrations, and the versions of the register kept in it."""

from withhold.storage.case_rows import (
    CaseFilter,
    CaseRow,
    PeriodRow,
    case_count,
    case_ids,
    get_case,
    list_cases,
    put_case,
)
from withhold.storage.database import (
    HEAD,
    bare_engine,
    open_database,
    opened,
    revision,
    shown_url,
    writing,
)
from withhold.storage.decisions import add_decisions, kept_decisions
from withhold.storage.key_file import record_keys
from withhold.storage.register_versions import (
    NewVersion,
    StoredRow,
    VersionInfo,
    stored_digests,
    versions,
    with_versions,
    write_version,
    write_version_in,
)
from withhold.storage.screening_runs import keep_run, kept_runs
from withhold.storage.source_files import keep_file, kept_file
from withhold.storage.streams import (
    append,
    append_in,
    append_last,
    faults,
    key_id,
    read_stream,
    record_key_id,
    streams,
    streams_naming,
    version_of,
)
from withhold.storage.user_rows import all_users, enabled_count, get_user, put_user
from withhold.storage.vault import people, read_person, sweep

__all__ = [
    "HEAD",
    "CaseFilter",
    "CaseRow",
    "NewVersion",
    "PeriodRow",
    "StoredRow",
    "VersionInfo",
    "add_decisions",
    "all_users",
    "append",
    "append_in",
    "append_last",
    "bare_engine",
    "case_count",
    "case_ids",
    "enabled_count",
    "faults",
    "get_case",
    "get_user",
    "keep_file",
    "keep_run",
    "kept_decisions",
    "kept_file",
    "kept_runs",
    "key_id",
    "list_cases",
    "open_database",
    "opened",
    "people",
    "put_case",
    "put_user",
    "read_person",
    "read_stream",
    "record_key_id",
    "record_keys",
    "revision",
    "shown_url",
    "stored_digests",
    "streams",
    "streams_naming",
    "sweep",
    "version_of",
    "versions",
    "with_versions",
    "write_version",
    "write_version_in",
    "writing",
]
