"""In which order claims are reviewed: by how much hangs on each, and how doubtful it is.

The order is `impact × (1 + doubt)`, and nothing else:

impact  log2(1 + people by whom an estimate would move without the claim, the wounded counted a third)
        + half of log2(1 + the dead told of its incident), an eighth for what counts nobody;
        of it a quarter for tolls of a period, which move no incident.
doubt   the sum of the weights of what makes it doubtful (`DOUBTS`).

By how many people an estimate would move is told from what the other voices stand by. A bound that
several claims set moves by that number for none of them, so each has its share.
"""

from __future__ import annotations

from enum import IntFlag
from statistics import median_low
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.voices import independent
from vitne.model import Bounds, Contradiction, IncidentVoice  # noqa: TC001 - msgspec needs them
from vitne.wording import to_say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Doubt(IntFlag):
    """What makes a claim doubtful."""

    ODDS = 1
    HEARSAY = 2
    LINK = 4
    ALONE = 8
    STAKE = 16
    PLACE = 32
    TIME = 64


# What each weighs, and how it is told.
DOUBTS: Mapping[Doubt, tuple[float, str]] = MappingProxyType(
    {
        Doubt.ODDS: (1.0, to_say("another voice says otherwise")),
        Doubt.HEARSAY: (1.0, to_say("hearsay, alleged or conditional")),
        Doubt.LINK: (1.0, to_say("only a weak link holds its report to the others")),
        Doubt.ALONE: (0.5, to_say("a single voice tells of the incident")),
        Doubt.STAKE: (0.5, to_say("a party speaks of its enemy")),
        Doubt.PLACE: (0.5, to_say("the place was carried over or left open")),
        Doubt.TIME: (0.5, to_say("the day was carried over or left open")),
    }
)
WOUNDED = 1 / 3
ASIDE = 0.25  # of the dead, for claims that count nobody
PERIOD = 0.25  # of all that hangs on a toll of a period
WEAK = 4.0  # bits of the strongest link of a report, below which it is weak
_MEASURES = ("killed", "wounded")


class Figures(msgspec.Struct, gc=False):
    """What is needed here of an estimate."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    low_claims: tuple[str, ...] = ()
    best_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()


class Happening(msgspec.Struct, gc=False):
    """What is needed here of an incident."""

    claims: tuple[str, ...] = ()
    estimates: dict[str, Figures] = {}
    voices: tuple[IncidentVoice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


class Weight(msgspec.Struct, gc=False):
    """What hangs on a claim: people by whom estimates would move, and what is doubtful by its incident."""

    killed: float = 0.0
    wounded: float = 0.0
    doubt: int = 0


def weights(one: Happening) -> tuple[int, dict[str, Weight]]:
    """The dead told of an incident, and what hangs on each of its claims."""
    found = {claim: Weight() for claim in one.claims}
    for measure in _MEASURES:
        if (figures := one.estimates.get(measure)) is not None:
            for claim, people in _moves(figures, one.voices, measure):
                if (weight := found.get(claim)) is not None:
                    setattr(weight, measure, max(getattr(weight, measure), people))
    _doubt(one, found)
    killed = one.estimates.get("killed")
    bounds = (killed.best, killed.low, killed.high) if killed else ()
    return next((n for n in bounds if n is not None), 0), found


def _moves(
    figures: Figures, voices: Sequence[IncidentVoice], measure: str
) -> Iterator[tuple[str, float]]:
    """The claims behind an estimate, each with its share of what would move without it."""
    stands = [(set(v.claims), v.latest[measure]) for v in voices if measure in v.latest]
    for name in ("low", "best", "high"):
        value, claims = getattr(figures, name), getattr(figures, f"{name}_claims")
        if value is None or not claims:
            continue
        own = set(claims)
        rest = [bounds for said, bounds in stands if said.isdisjoint(own)]
        other = _without(name, rest)
        people = value if other is None else abs(value - other)
        for claim in claims:
            yield claim, people / len(claims)


def _without(name: str, rest: Sequence[Bounds]) -> int | None:
    """What a bound would be by the other voices."""
    lows = [one.low for one in rest if one.low is not None]
    highs = [one.high for one in rest if one.high is not None]
    if name == "low":
        return min(lows, default=None)
    if name == "high":
        return max(highs, default=None)
    return median_low(lows or highs) if lows or highs else None


def _doubt(one: Happening, found: dict[str, Weight]) -> None:
    vouching = independent(one.voices)
    alone = len(vouching) <= 1
    for weight in found.values() if alone else ():
        weight.doubt |= Doubt.ALONE
    for two in one.contradictions:
        for claim in (*two.one, *two.other):
            if claim in found:
                found[claim].doubt |= Doubt.ODDS
    for voice in one.voices:
        if voice.stake == "enemy":
            for claim in voice.claims:
                if claim in found:
                    found[claim].doubt |= Doubt.STAKE
