"""What is learnt from keys for the step from claims to MUC-4's templates (muc4_train.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from muc4_logistic import Weights


class Learnt(msgspec.Struct):
    """A model for each question; where there is more than one answer, one for each.

    `asked`: whether an incident is asked for. `counted`, `struck`: whether the number of some
    people, and what befell them, is. `doer`: whether an organisation did it. `place`, `date`:
    whether it was there or then. `bounds` are the least probabilities of a yes.
    """

    asked: Weights = {}
    type: dict[str, Weights] = {}
    stage: dict[str, Weights] = {}
    counted: Weights = {}
    struck: Weights = {}
    effect: dict[str, Weights] = {}
    doer: Weights = {}
    confidence: dict[str, Weights] = {}
    place: Weights = {}
    date: Weights = {}
    bounds: Weights = {}
