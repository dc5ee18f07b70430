"""The fitted weights that turn features into a score from 0 to 1, and what weighed most."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from withhold.base import shipped_yaml

_LARGEST = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A logistic model: the score is 1 / (1 + exp(-(base + sum of weight x feature))).

    Attributes:
        base: the value of no feature at all.
        weights: by feature; a feature without a weight says nothing.
    """

    base: float
    weights: Mapping[str, float]

    def value(self, features: Mapping[str, float]) -> float:
        """The sum before it is brought to 0..1; it goes on rising where the score saturates."""
        weights = self.weights
        return self.base + sum(weights.get(name, 0.0) * x for name, x in features.items() if x)

    def score(self, features: Mapping[str, float]) -> float:
        """The score of features, 0..1."""
        return 1 / (1 + math.exp(-max(-_LARGEST, min(_LARGEST, self.value(features)))))


@cache
def model(name: str) -> Model:
    """The model for names in words (`words`), across scripts (`across`) or in Chinese (`han`)."""
    row = shipped_yaml("names", "score_model.yaml")["models"][name]
    return Model(base=float(row["base"]), weights=row["weights"])


@cache
def scoring_version() -> str:
    """The version of the fitted weights; it stands in every manifest."""
    return str(shipped_yaml("names", "score_model.yaml")["version"])
