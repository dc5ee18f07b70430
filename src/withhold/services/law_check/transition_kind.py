"""Kind `transition`: a case built in a state, then one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from withhold.base import UnknownName
from withhold.law import Config, shipment_event, shipment_states
from withhold.services.cases import CaseQuestion, act_on_case, outcome_row
from withhold.services.clocks import TRACKS, with_local_days
from withhold.services.law_check.reading import UnknownKey, typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from withhold.services.law_check.reading import LawCase

#: The keys that build the question; all others are facts of the case or of the act.
_FRAME = frozenset({"track", "from", "event", "at"})


def answer_transition(case: LawCase) -> Mapping[str, Any]:
    """What becomes of the event, under the keys of the vocabulary.

    Raises:
        UnknownKey: an event or a state no shipment knows.
    """
    inputs = with_local_days(case.inputs)
    state = inputs.get("from") or "EXPECTED"
    track = inputs.get("track") or "U"
    for word, known in ((state, shipment_states()), (track, TRACKS)):
        if word not in known:
            raise UnknownKey(word)
    try:
        shipment_event(inputs["event"])
    except UnknownName as error:
        raise UnknownKey(error.name) from error
    asked = CaseQuestion(
        track=track,
        state=state,
        event=inputs["event"],
        on=inputs["at"],
        facts={k: _fact(v) for k, v in inputs.items() if k not in _FRAME},
        config=Config.of(case.config),
    )
    return outcome_row(act_on_case(asked), asked.on)


def _fact(value: Any) -> Any:  # noqa: ANN401 - a fact is a day, a word, a list or a map
    """A fact with the days of its documents read."""
    if isinstance(value, list):
        return tuple(_fact(item) for item in value)
    if isinstance(value, dict):
        return {k: _submitted(v) if k == "submitted" else _fact(v) for k, v in value.items()}
    return value


def _submitted(value: object) -> date | None:
    """The day a document was submitted."""
    found: date | None = typed("submitted", value, "date")
    return found
