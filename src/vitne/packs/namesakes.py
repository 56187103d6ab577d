"""Reads how much each sign weighs that a name means one place and not another of that name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from vitne.errors import PackError

# What is looked at of each place that bears a name; evaluation/namesakes.py says what each is.
FEATURES = (
    "people", "people less than the largest", "state or region", "first in the gazetteer",
    "in the state most told of", "in a state told of", "in a region told of", "near a town told of", "near several told of",
    "in the state beside the name", "in the region beside the name",
    "of the level beside the name", "home of an actor",
    "how many bear the name", "known everywhere",
)  # fmt: skip


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The coefficients of the model, fitted by evaluation/namesakes.py; its card says on what."""

    version: int
    card: str
    no_match: float
    places: dict[str, float]


@cache
def read_weights() -> Weights:
    """The coefficients that vitne ships; a feature without one weighs nothing until it is fitted.

    Raises:
        PackError: The file is wrong, or has a feature that is not looked at.
    """
    path = files("vitne") / "data" / "places" / "namesakes.json"
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Weights)
    except msgspec.DecodeError as error:
        raise PackError(f"{path}: {error}") from error
    if unknown := found.places.keys() - set(FEATURES):
        raise PackError(f"{path}: there is no feature {min(unknown)!r}")
    return found
