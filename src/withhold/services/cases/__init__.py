"""What a user does with a case: an act and what follows from it, a history, who may do what."""

from withhold.services.cases.access import AccessAnswer, AccessRequest, ask_access
from withhold.services.cases.acts import CaseQuestion, act_on_case, outcome_row
from withhold.services.cases.desk import case_page, record_event
from withhold.services.cases.history import history_row
from withhold.services.cases.penalties import penalty_row

__all__ = [
    "AccessAnswer",
    "AccessRequest",
    "CaseQuestion",
    "act_on_case",
    "ask_access",
    "case_page",
    "history_row",
    "outcome_row",
    "penalty_row",
    "record_event",
]
