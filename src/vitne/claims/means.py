"""Tells by what something was bombed or hit, from what the rest of the article tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model.events import EventType

_ABOVE = frozenset({"airstrike", "drone-strike"})
_GROUND = frozenset({"shelling", "missile-strike", "grenade", "fire-upon"})
_FORCE, _ATTACK = "excessive-force", "Attack"
_SHOTS = frozenset({"shooting", "gunfire", "killing"})


def settle_means(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], types: Mapping[str, EventType]
) -> None:
    """Read bombing without a means as an air strike in an article that tells of aircraft.

    "Markedet ble bombet", where "flyene" is said elsewhere. What was merely hit is one only where
    the article tells of air strikes and of no fire from the ground.
    """
    air = types.get("airstrike")
    open_ = [d for d in drafts if d.event is not None and d.event.id in ("bombing", "hit")]
    open_ = [d for d in open_ if d.event is not None and d.sub_event == d.event.acled]
    if air is None or not open_:
        return
    told = {d.event.id for d in drafts if d.event is not None}
    above = bool(told & _ABOVE)
    only = above and not told & _GROUND
    from_above = above or _aircraft(sentences)
    for draft in open_:
        bombed = draft.event is not None and draft.event.id == "bombing"
        if only or (bombed and from_above):
            draft.sub_event = air.acled


def _aircraft(sentences: Sequence[Sentence]) -> bool:
    """Whether an article names aircraft at all."""
    return any(
        sentence.grammar.ends(low, "aircraft_endings")
        for sentence in sentences for low in sentence.low
    )  # fmt: skip


def settle_force(drafts: Sequence[Draft], types: Mapping[str, EventType]) -> None:
    """Read shots as force against protesters in an article that tells of such force.

    "Soldatene åpnet ild mot demonstrantene. … De skjøt rett mot oss." What armed people suffered,
    and what a known armed group did, is none of it.
    """
    force = types.get(_FORCE)
    if force is None or not any(d.event is not None and d.event.id == _FORCE for d in drafts):
        return
    for draft in drafts:
        shot = draft.event is not None and draft.event.id in _SHOTS and not draft.armed_target
        if shot and draft.sub_event == _ATTACK:
            draft.sub_event = force.acled
