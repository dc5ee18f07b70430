"""Text made comparable: folding, tokens, scripts."""

from withhold.text.fold import fold, has_han, tokens

__all__ = ["fold", "has_han", "tokens"]
