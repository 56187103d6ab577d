"""Grades an incident by who reports it, by the conditions that a profile declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.incidents.contradicting import doers
from vitne.incidents.voices import independent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.incidents.profiles import Grade
    from vitne.incidents.weighing import Weighed


def grade(grades: Iterable[Grade], weighed: Weighed) -> Grade | None:
    """The first grade whose conditions hold; None where none does, and a person has to look.

    A grade that rests on who is credible or guilty is given by a person only (`by_hand`).
    """
    told = len(independent(weighed.voices))
    agents = len(doers(weighed.heard))
    contested = any(one.about == "agent" for one in weighed.contradictions)
    return next(
        (one for one in grades if not one.by_hand and _holds(one, told, agents, contested)), None
    )


def _holds(one: Grade, voices: int, agents: int, contested: bool) -> bool:  # noqa: FBT001 - private
    most = one.most_voices is None or voices <= one.most_voices
    right = one.contested is None or one.contested is contested
    return one.least_voices <= voices and most and one.least_agents <= agents and right
