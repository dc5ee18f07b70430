"""The settings of a run, read once by a door and handed down.

>>> read_settings({"WITHHOLD_DATABASE": "sqlite:///x.sqlite"}).database
'sqlite:///x.sqlite'
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Every setting: environment variable, what it is. The reference page is made from this table.
SETTINGS = {
    "WITHHOLD_DATABASE": "database URL (SQLAlchemy form); default: a SQLite file in the user's "
    "data folder",
    "WITHHOLD_USER": "who acts, written into every import and event; default: the login name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run was set to.

    Attributes:
        database: a SQLAlchemy URL.
        database_is_default: nobody named one.
        user: who acts.
    """

    database: str
    database_is_default: bool
    user: str

    @property
    def nothing_stored(self) -> bool:
        """True where the database is a SQLite file that was never written: reading makes none."""
        path = self.database.removeprefix("sqlite:///")
        return path not in {"", self.database} and not Path(path).exists()


def read_settings(
    environment: Mapping[str, str], *, database: str | None = None, user: str | None = None
) -> Settings:
    """The settings: an argument wins over the environment, that over the default."""
    named = database or environment.get("WITHHOLD_DATABASE", "")
    acting = user or environment.get("WITHHOLD_USER", "")
    return Settings(
        database=named or _default_database(),
        database_is_default=not named,
        user=acting or environment.get("USER", "") or environment.get("LOGNAME", "") or "local",
    )


def _default_database() -> str:
    """A SQLite file in the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no database is named

    return f"sqlite:///{user_data_path('withhold', appauthor=False) / 'withhold.sqlite'}"
