"""Trade against the register: explained rows, by columnar stages and a table of verdicts."""

from withhold.screening.hits import HIT_COLUMNS, LIST_COLUMNS, Hit, hit_row
from withhold.screening.judge import UPSTREAM_UNKNOWN, RunFacts, answer, no_match
from withhold.screening.pipeline import (
    ANSWER_COLUMNS,
    ANSWER_ROWS,
    CANDIDATE_ROWS,
    ENTITY_ORDER,
    EXCLUDED,
    LIMITED_ORDER,
    LINE,
    LISTED_NUMBER,
    PARTY,
    REGION_ORDER,
    screening_stages,
)
from withhold.screening.risk_rows import risk_rows
from withhold.screening.rulebook import RuleBook
from withhold.screening.verdict import VERDICTS, pair_threshold, policy, thresholds, verdict_of

__all__ = [
    "ANSWER_COLUMNS",
    "ANSWER_ROWS",
    "CANDIDATE_ROWS",
    "ENTITY_ORDER",
    "EXCLUDED",
    "HIT_COLUMNS",
    "LIMITED_ORDER",
    "LINE",
    "LISTED_NUMBER",
    "LIST_COLUMNS",
    "PARTY",
    "REGION_ORDER",
    "UPSTREAM_UNKNOWN",
    "VERDICTS",
    "Hit",
    "RuleBook",
    "RunFacts",
    "answer",
    "hit_row",
    "no_match",
    "pair_threshold",
    "policy",
    "risk_rows",
    "screening_stages",
    "thresholds",
    "verdict_of",
]
