"""Learns yes or no from signs, and tells by what was learnt how likely a yes is.

Logistic regression over signs that are there or not, with an L2 penalty, fitted by Nesterov's
accelerated gradient. Same rows, same weights. Training needs numpy; telling does not.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Row = tuple["Collection[str]", bool]
Choice = tuple["Collection[str]", str]
Weights = dict[str, float]

BIAS = ""  # the sign that is always there
PENALTY = 10.0
LEAST = 4  # rows that a sign is in
STEPS = 80
_POWER = 12  # steps to find how steep the slope can be
_SMALL = 0.04  # a weight below it is not kept


def probability(weights: Mapping[str, float], signs: Iterable[str]) -> float:
    """How likely a yes is where these signs are."""
    total = weights.get(BIAS, 0.0) + sum(weights.get(sign, 0.0) for sign in signs)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def chosen(models: Mapping[str, Mapping[str, float]], signs: Collection[str]) -> str:
    """The likeliest of some labels."""
    return max(sorted(models), key=lambda label: probability(models[label], signs))


def train(rows: Sequence[Row], *, penalty: float = PENALTY) -> Weights:
    """The weights of signs by rows of signs, each with whether it is a yes."""
    return _trained([signs for signs, _ in rows], [[yes for _, yes in rows]], penalty)[0]


def train_choice(rows: Sequence[Choice], *, penalty: float = PENALTY) -> dict[str, Weights]:
    """Weights for each label of some rows, each label against the others."""
    labels = sorted({label for _, label in rows})
    wanted = [[own == label for _, own in rows] for label in labels]
    found = _trained([signs for signs, _ in rows], wanted, penalty)
    return dict(zip(labels, found, strict=True))


def _trained(
    rows: Sequence[Collection[str]], wanted: Sequence[Sequence[bool]], penalty: float
) -> list[Weights]:
    """The weights for each of some questions on the same rows of signs."""
    import numpy as np  # noqa: PLC0415 - only to train

    seen = Counter(sign for signs in rows for sign in set(signs))
    names = [BIAS, *sorted(sign for sign, count in seen.items() if count >= LEAST)]
    column = {name: at for at, name in enumerate(names)}
    cells = [
        (at, column[sign])
        for at, signs in enumerate(rows)
        for sign in [BIAS, *sorted(set(signs))]
        if sign in column
    ]
    places = np.array(cells, dtype=np.int64).T
    fitted = [_fitted(places, np.array(yes, float), len(names), penalty) for yes in wanted]
    return [
        {
            name: round(float(w), 3)
            for name, w in zip(names, weights, strict=True)
            if abs(w) >= _SMALL
        }
        for weights in fitted
    ]


def _fitted(cells: Any, yes: Any, width: int, penalty: float) -> Any:
    """The weights of each column, where `cells` are the rows and columns that are 1."""
    import numpy as np  # noqa: PLC0415 - only to train

    rows, columns = cells
    decay = np.full(width, penalty)
    decay[0] = 0.01

    def totals(weights: Any) -> Any:
        return np.bincount(rows, weights=weights[columns], minlength=len(yes))

    def sums(errors: Any) -> Any:
        return np.bincount(columns, weights=errors[rows], minlength=width)

    steep, ahead = 1.0, np.ones(width) / math.sqrt(width)
    for _ in range(_POWER):
        ahead = sums(totals(ahead))
        steep = float(np.linalg.norm(ahead))
        ahead /= steep
    rate = 1 / (steep * 0.27 + penalty)
    weights, ahead, time = np.zeros(width), np.zeros(width), 1.0
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(totals(ahead), -30, 30)))
        moved = ahead - rate * (sums(likely - yes) + decay * ahead)
        later = (1 + math.sqrt(1 + 4 * time * time)) / 2
        ahead = moved + (time - 1) / later * (moved - weights)
        weights, time = moved, later
    return weights
