"""Which words of an article carry which part of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model.claims import Claim, Location, Party, Timing, Voice

# Words may carry several parts; what stands later here is what a reader must see first.
ROLES = ("if", "voice", "against", "by", "place", "time", "trigger", "number")


def spans(claim: Claim) -> Iterator[tuple[str, int, int]]:
    """The stretches of the article (role, start, end) that a claim rests on; they may overlap."""
    yield "trigger", claim.trigger.start, claim.trigger.end
    if claim.toll is not None and claim.toll.number is not None:
        yield "number", claim.toll.number.start, claim.toll.number.end
    if claim.condition is not None:
        yield "if", claim.condition.start, claim.condition.end
    located: tuple[tuple[str, Party | Voice | Location | Timing | None], ...] = (
        *(("by", one) for one in claim.agents),
        *(("against", one) for one in claim.targets),
        *(("voice", one) for one in claim.attribution),
        ("place", claim.place),
        ("time", claim.time),
    )
    for role, one in located:
        if one is not None and one.start is not None and one.end is not None:
            yield role, one.start, one.end
