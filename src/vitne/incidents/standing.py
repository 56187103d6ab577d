"""How each voice on an incident stands to the others: alone, agreed with, contradicted, revised."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.voices import independent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.model import Bounds, Contradiction, IncidentVoice

_WEIGHT = ("toll", "act", "part", "accusation", "denial", "other")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a voice stands on one incident; two unnamed voices of one name stand as one.

    `alone`: no other voice vouches for the incident. `agreed`: another independent voice vouches
    for the same (docs/method.md, "Who agrees with whom"). `contradicted`: another says what cannot
    be true beside it. `revised` counts its own claims that it replaced later.
    """

    name: str
    role: str
    claims: int
    vouches: str
    stake: str | None
    alone: bool
    agreed: bool
    contradicted: bool
    revised: int


def standings(
    voices: Sequence[IncidentVoice], contradictions: Iterable[Contradiction]
) -> tuple[Standing, ...]:
    """How the voices of an incident stand, in the order in which they were first heard."""
    vouching = independent(voices)
    disputed = {claim for one in contradictions for claim in (*one.one, *one.other)}
    by_name: dict[str, list[IncidentVoice]] = defaultdict(list)
    for voice in voices:
        by_name[voice.name].append(voice)
    return tuple(_standing(own, vouching, disputed) for own in by_name.values())


def agrees(one: IncidentVoice, other: IncidentVoice) -> bool:
    """Whether two independent voices vouch for the same.

    Where they give tolls, the ranges that both stand by overlap for at least one measure: "19" and
    "at least 14" do, "19" and "21" do not, and a figure left wholly open agrees with none.
    """
    if one.vouches != other.vouches:
        return False
    if one.vouches != "toll":
        return True
    return any(
        _overlap(one.latest[name], other.latest[name]) for name in {*one.latest} & {*other.latest}
    )


def _standing(
    own: Sequence[IncidentVoice], vouching: Sequence[IncidentVoice], disputed: set[str]
) -> Standing:
    heard = [voice for voice in vouching if voice in own]
    others = [voice for voice in vouching if voice not in own]
    return Standing(
        name=own[0].name,
        role=own[-1].role,
        claims=sum(len(voice.claims) for voice in own),
        vouches=min((voice.vouches for voice in own), key=_WEIGHT.index),
        stake=next((voice.stake for voice in own if voice.stake), None),
        alone=len(vouching) == 1 and bool(heard),
        agreed=any(agrees(voice, other) for voice in heard for other in others),
        contradicted=any(not disputed.isdisjoint(voice.claims) for voice in own),
        revised=sum(len(voice.superseded) for voice in own),
    )


def _overlap(one: Bounds, other: Bounds) -> bool:
    for bounds in (one, other):
        if bounds.low is None and bounds.high is None:
            return False
    lows = [low for low in (one.low, other.low) if low is not None]
    highs = [high for high in (one.high, other.high) if high is not None]
    return not lows or not highs or max(lows) <= min(highs)
