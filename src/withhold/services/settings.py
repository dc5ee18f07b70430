"""The settings of a run, read once by a door and handed down.

>>> read_settings({"WITHHOLD_DATABASE": "sqlite:///x.sqlite"}).database
'sqlite:///x.sqlite'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from withhold.base import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Every setting: environment variable, what it is. The reference page is made from this table.
SETTINGS = {
    "WITHHOLD_DATABASE": "database URL (SQLAlchemy form); default: a SQLite file in the user's "
    "data folder",
    "WITHHOLD_USER": "who acts, written into every import and event; default: the login name",
    "WITHHOLD_PERSONS": "`one`: one person works alone, and every event says "
    "`four_eyes: waived, single user`; `several`: four eyes where the law of roles asks for them; "
    "default: `one` until a user is added, then `several`",
    "WITHHOLD_KEYFILE": "file of the key that seals the record and opens the vault; default: "
    "`withhold.key` in the user's data folder, made at first use",
    "WITHHOLD_NAMES_KERNEL": "`python` looks names up without the compiled kernel; the answers are "
    "the same; default: the kernel where it was built",
    "WITHHOLD_MODEL_URL": "address of your own OpenAI-compatible endpoint (`https://HOST/v1`), "
    "asked by `withhold read --model` alone; default: none",
    "WITHHOLD_MODEL": "name of the model at that endpoint",
    "WITHHOLD_MODEL_KEY": "its key; never written anywhere; default: none is sent",
    "WITHHOLD_CACHE": "folder where the index of long lists is kept for the next start; `none` "
    "keeps none; default: the user's cache folder",
    "WITHHOLD_FONTS": "folder of further fonts for PDF files; default: those of the machine alone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run was set to.

    Attributes:
        database: a SQLAlchemy URL.
        database_is_default: nobody named one.
        user: who acts.
        persons: `one`, `several`, or empty: by whether the record has users.
        keyfile: the file of the master key of the record and the vault.
        fonts: folder of further fonts for PDF files; None: those of the machine alone.
        model_url, model, model_key: of the endpoint of a model; empty: none.
        cache: folder where the index of listed names is kept; None: nowhere.
    """

    database: str
    database_is_default: bool
    user: str
    persons: str = ""
    keyfile: Path = field(default_factory=lambda: _data_folder() / "withhold.key")
    fonts: Path | None = None
    model_url: str = ""
    model: str = ""
    model_key: str = field(default="", repr=False)
    cache: Path | None = None

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
        persons=_persons(environment.get("WITHHOLD_PERSONS", "")),
        keyfile=Path(environment.get("WITHHOLD_KEYFILE", "") or _data_folder() / "withhold.key"),
        fonts=_fonts(environment.get("WITHHOLD_FONTS", "")),
        model_url=environment.get("WITHHOLD_MODEL_URL", ""),
        model=environment.get("WITHHOLD_MODEL", ""),
        model_key=environment.get("WITHHOLD_MODEL_KEY", ""),
        cache=_cache(environment.get("WITHHOLD_CACHE", "")),
    )


def _cache(text: str) -> Path | None:
    """The folder of what is kept for the next start."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only where a place is not named

    if text == "none":
        return None
    return Path(text) if text else user_cache_path("withhold", appauthor=False)


def _fonts(text: str) -> Path | None:
    """The folder of further fonts.

    Raises:
        InputError: there is no such folder.
    """
    if text and not Path(text).is_dir():
        raise InputError("no such folder", column="WITHHOLD_FONTS", value=text)
    return Path(text) if text else None


def _persons(text: str) -> str:
    """The setting of persons.

    Raises:
        InputError: none of its words.
    """
    if text not in {"", "one", "several"}:
        raise InputError(
            "neither one nor several", column="WITHHOLD_PERSONS", value=text, way_out="write one"
        )
    return text


def _default_database() -> str:
    """A SQLite file in the user's data folder."""
    return f"sqlite:///{_data_folder() / 'withhold.sqlite'}"


def _data_folder() -> Path:
    """The user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where a place is not named

    return user_data_path("withhold", appauthor=False)
