"""Whether a claim was reviewed by two people who agree: the rule of two, where a server asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.incidents.judged import VERDICTS
from vitne.model import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.model import Judgement

_ENOUGH = 2


def backing(held: Sequence[Judgement]) -> tuple[str, ...]:
    """Who stands behind the verdict on a claim as it is now, in the order in which they gave it.

    A claim is accepted, with its corrections, or rejected. Whoever accepted it before it was
    corrected by another accepted something else, and does not stand behind it.

    Args:
        held: What was decided of the claim, oldest first, as far as it stands.
    """
    behind: dict[str, None] = {}
    rejected: bool | None = None
    for one in held:
        if one.action not in VERDICTS:
            continue
        rejects = one.action is Action.REJECT
        if rejects is not rejected or one.action is Action.CORRECT:
            behind = {}
        rejected = rejects
        behind[one.author] = None
    return tuple(behind)


def is_pending(held: Sequence[Judgement]) -> bool:
    """Whether one person reviewed a claim, and a second one is still to."""
    return 0 < len(backing(held)) < _ENOUGH
