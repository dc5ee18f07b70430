"""The detention of a shipment: what happened, where it stands, what is due and what is possible."""

from withhold.cases.choices import Choice, choices, export_allowed
from withhold.cases.clock_picture import (
    alerted,
    clock_of,
    clocks_of,
    deadline_shown,
    deemed_exclusion_binds,
    running,
    state_of,
)
from withhold.cases.fold import advanced, known_at, opened, standing
from withhold.cases.model import (
    Allowed,
    Case,
    CaseEvent,
    Opening,
    Outcome,
    Protest,
    Standing,
    Step,
    Told,
)
from withhold.cases.opening import act_facts, case_of_history, case_with_history, open_case
from withhold.cases.predicates import two_persons
from withhold.cases.steps import allowed_now, notes
from withhold.cases.take import on_the_day, take

__all__ = [
    "Allowed",
    "Case",
    "CaseEvent",
    "Choice",
    "Opening",
    "Outcome",
    "Protest",
    "Standing",
    "Step",
    "Told",
    "act_facts",
    "advanced",
    "alerted",
    "allowed_now",
    "case_of_history",
    "case_with_history",
    "choices",
    "clock_of",
    "clocks_of",
    "deadline_shown",
    "deemed_exclusion_binds",
    "export_allowed",
    "known_at",
    "notes",
    "on_the_day",
    "open_case",
    "opened",
    "running",
    "standing",
    "state_of",
    "take",
    "two_persons",
]
