"""Which decisions a run applies: those kept in the database, those of a file, or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from withhold.services.decisions import has_pairs, kept, read_decisions
from withhold.services.screening.decided import read_hit_decisions

if TYPE_CHECKING:
    from datetime import datetime

    from withhold.register import Register
    from withhold.screening.decisions import Decision
    from withhold.services.settings import Settings


def chosen_decisions(
    settings: Settings, register: Register, choice: str, *, now: datetime
) -> tuple[dict[str, str], tuple[Decision, ...]]:
    """Decisions by `hit_id`, and decisions on pairs.

    Args:
        settings: the database, and who decided where a file names nobody.
        register: as for an import.
        choice: `database`, `none`, or a file.
        now: the instant of decisions that have none.

    Raises:
        InputError: no such file, or columns are missing.
        ManyFaults: one line for each faulty row.
    """
    if choice == "none":
        return {}, ()
    if choice == "database":
        return {}, kept(settings)
    path = Path(choice)
    if not path.is_file() or not has_pairs(path):
        return read_hit_decisions(path), ()
    return {}, read_decisions(path, register, user=settings.user, now=now)
