"""The weights learnt from the keys of dev for the step from claims to templates (muc4_train.py)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

Weights = dict[str, float]
FILE = Path(__file__).parent / "muc4_weights.json"


class Learnt(msgspec.Struct):
    """A model for each question; where there is more than one answer, one for each.

    `asked`: whether an incident is asked for. `counted`,
    `struck`: whether the number of some people, and what befell them, is. `doer`: whether an
    organisation did it. `place`, `date`: whether it was there or then. `bounds` are the least
    probabilities of a yes.
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


@cache
def shipped() -> Learnt:
    """The weights that are kept."""
    return msgspec.json.decode(FILE.read_bytes(), type=Learnt)
