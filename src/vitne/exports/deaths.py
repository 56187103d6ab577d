"""The dead of an incident in the categories of UCDP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.exports.sides import side

if TYPE_CHECKING:
    from vitne.exports.rows import Row
    from vitne.exports.sides import Side
    from vitne.model import Estimate

_CIVILIAN = "civilian"
_ARMED = frozenset({"combatant", "police"})


class Deaths(msgspec.Struct, frozen=True):
    """Dead by category, with bounds: low ≤ a + b + civilians + unknown ≤ high."""

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0
    low: int = 0
    high: int = 0


def deaths(row: Row, a: Side | None, b: Side | None) -> Deaths:
    """The dead of a row whose estimates are those of the profile `ged`.

    Of best the civilians and the armed dead of a side are told apart; all others are unknown. Where
    nobody gives a best figure it is 0, and what is said stands in high.
    """
    dead = row.incident.estimates.get("killed")
    if dead is None:
        return Deaths()
    best = max(dead.best or 0, 0)
    parts = {"a": 0, "b": 0, _CIVILIAN: 0}
    left = best
    for part in row.incident.parts:
        if (
            part.measure != "killed"
            or not part.best
            or (name := _category(part, row, a, b)) is None
        ):
            continue
        taken = min(part.best, left)
        parts[name] += taken
        left -= taken
    low, high = _bound(dead.low, best), _bound(dead.high, best)
    return Deaths(parts["a"], parts["b"], parts[_CIVILIAN], left, min(low, best), max(high, best))


def _category(part: Estimate, row: Row, a: Side | None, b: Side | None) -> str | None:
    """Which column a part of the dead belongs to; None for the unknown."""
    if part.status == _CIVILIAN and part.side is None:
        return _CIVILIAN
    if part.status not in _ARMED or part.side is None:
        return None
    place = row.incident.place
    whose = side(part.side, place.country if place else None, None)
    if whose is None:
        return None
    return next((name for name, one in (("a", a), ("b", b)) if one and one.ged == whose.ged), None)


def _bound(value: int | None, best: int) -> int:
    return best if value is None else max(value, 0)
