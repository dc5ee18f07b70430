"""Who the witnesses are, from the vault: for masking what comes in, never for showing.

Every text that a person types or a file brings passes here before anything keeps it: names and
numbers of witnesses become the witness id; e-mail addresses and the like become dots, sign by sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import WithholdError
from withhold.investigation import mask
from withhold.record.personal import personal_data_in
from withhold.services.investigation.keeping import INVESTIGATION, all_ids, load_ledger
from withhold.storage import read_person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from withhold.investigation import Ledger
    from withhold.services.record import Office

#: What parts several names in one field of the vault.
BETWEEN = "\n"
#: What the vault holds of a witness by which the person could be known.
IDENTIFYING = ("name", "also", "contact")
_HIDDEN = "\u2022"


def identities(office: Office, ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The identifying words and numbers of each witness, by witness id; for masking alone.

    Raises:
        StorageError: the vault was changed, or the key is another.
    """
    found: dict[str, tuple[str, ...]] = {}
    with office.engine.connect() as connection:
        for witness in ledger.witnesses.values():
            known = read_person(connection, office.keys, witness.person) if witness.person else {}
            words = [w for field in IDENTIFYING for w in known.get(field, "").split(BETWEEN)]
            found[witness.witness_id] = tuple(w for w in words if w.strip())
    return found


def masked(values: Any, known: Mapping[str, tuple[str, ...]], *, parts: bool = True) -> Any:  # noqa: ANN401 - of the kind given
    """Text, or lists and maps of texts, in which no witness can be known.

    Args:
        values: what is to be kept.
        known: from `identities`.
        parts: parts of a name count as well; not for texts that anybody can read already.
    """
    if isinstance(values, str):
        return _dotted(mask(values, known, parts=parts))
    if isinstance(values, (list, tuple)):
        return type(values)(masked(item, known, parts=parts) for item in values)
    if isinstance(values, dict):
        return {key: masked(item, known, parts=parts) for key, item in values.items()}
    return values


def told_masked(office: Office, fault: WithholdError) -> WithholdError:
    """What is told instead of `fault`: no witness of any investigation can be known from it.

    A message repeats what was typed, and a terminal, a log or a job's record may keep it.
    """
    text = str(fault)
    for investigation_id in all_ids(office, INVESTIGATION):
        ledger = load_ledger(office, investigation_id).ledger
        if ledger.witnesses:
            text = masked(text, identities(office, ledger))
    return fault if text == str(fault) else WithholdError(text, code=fault.code)


def _dotted(text: str) -> str:
    """`text` with e-mail addresses and numbers of persons as dots of the same length."""
    while found := personal_data_in(text):
        text = text.replace(found, _HIDDEN * len(found))
    return text
