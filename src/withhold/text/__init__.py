"""Text made comparable: folding, tokens, scripts."""

from withhold.text.fold import LOOK_ALIKES, fold, has_han, tokens
from withhold.text.letters import folded_letter, letter_flags
from withhold.text.simplified import simplified

__all__ = [
    "LOOK_ALIKES",
    "fold",
    "folded_letter",
    "has_han",
    "letter_flags",
    "simplified",
    "tokens",
]
