"""Tells the places that an act is not at: homes, seats, points on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import what_of
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_REACH = 4  # tokens back from a place name to what it only measures or is the seat of


def only_finds(sentence: Sentence, before: int) -> bool:
    """Whether a place is a point on a map or a home: "ligger ved X", "30 km fra X", "basert i X"."""
    return measured(sentence, before) or is_home(sentence, before) or lies(sentence, before)


def is_home(sentence: Sentence, before: int) -> bool:
    """Whether somebody only lives or sits there: "som holder til i X", "med hovedkontor i X"."""
    if not sentence.is_any(before, "in", "near"):
        return False
    reach = range(max(before - _REACH, 0), before - 1)
    if sentence.is_a(before - 1, "based"):
        return True
    if sentence.has_a(reach.start, before, "based") and not any(map(sentence.is_stop, reach)):
        return True  # "based in the hills around X"
    if sentence.is_a(before - 1, "to"):
        return sentence.is_a(before - 2, "dwelling")
    if not sentence.is_a(before - 1, "seats"):
        return False
    at = next((i for i in reversed(reach) if sentence.is_any(i, "having", "from")), None)
    # "har base i X"; not "har | angrepet | en base i X"
    return at is not None and not sentence.holds(at, before, Kind.TRIGGER, Kind.HARM)


def lies(sentence: Sentence, at: int) -> bool:
    """Whether the clause only says where another place lies: "Byen ligger 30 km nord for X"."""
    if not sentence.has("lying"):
        return False
    last = sentence.clause(at)[1]
    for i in range(at, max(at - 12, -1), -1):
        if sentence.is_stop(i):
            break
        if sentence.is_a(i, "lying"):
            return True
    return sentence.has_a(at, min(last, at + 12), "lying")


def measured(sentence: Sentence, before: int) -> bool:
    """Whether the name only belongs to what a distance is measured from: "30 km fra fronten i X"."""
    if not (sentence.has("directions") or sentence.has("unna") or sentence.of(Kind.UNIT)):
        return False
    for at in range(before - 1, max(before - _REACH, 0), -1):
        if sentence.is_stop(at) or sentence.covering(at, Kind.PLACE):
            return False
        if sentence.is_a(at, "for") or sentence.is_a(at, "from"):
            away = sentence.is_a(at - 1, "directions") or sentence.is_a(at - 1, "unna")
            if away or _is_distance(sentence, at - 1):
                return True
    return False


def from_distance(sentence: Sentence, before: int) -> bool:
    """Whether a distance is counted from the name: "ti kilometer fra X"."""
    if not sentence.is_a(before, "from"):
        return False
    if sentence.is_a(before - 1, "far"):
        return sentence.is_a(before - 2, "not")  # "ikke langt fra X"
    return _is_distance(sentence, before - 1) or sentence.is_a(before - 1, "unna")


def _is_distance(sentence: Sentence, at: int) -> bool:
    return what_of(sentence.covering(at, Kind.UNIT)) == "distance"
