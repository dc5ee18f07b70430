"""Text made comparable: folding, tokens, scripts."""

from withhold.text.fold import fold, has_han, tokens
from withhold.text.simplified import simplified

__all__ = ["fold", "has_han", "simplified", "tokens"]
