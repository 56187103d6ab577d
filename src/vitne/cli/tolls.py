"""Says how many in words: never one figure where there is a range, never zero where it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vitne.model import Bounds, Estimate, Toll

_WORDS = {
    "none": "none",
    "unknown": "unknown",
    "undisclosed": "not disclosed",
    "unreported": "not reported",
}
ALWAYS = ("killed", "wounded")  # measures that are told of, if only that nothing is reported


def bounds(low: int | None, high: int | None, *, approx: bool = False) -> str:
    """A range: "17–21", "12 or more", "up to 50", "about 35", "some"."""
    about = "about " if approx else ""
    if low is None and high is None:
        return "some"
    if low is None:
        return f"up to {about}{high}"
    if high is None:
        return f"{about}{low} or more"
    return f"{about}{low}" if low == high else f"{about}{low}–{high}"


def of_toll(toll: Toll) -> str:
    """What a claim says: "14 or more", "unknown", "none"."""
    return _WORDS.get(toll.known) or bounds(toll.low, toll.high, approx=toll.approx)


def of_estimate(one: Estimate) -> str:
    """What an estimate comes to, without the best figure."""
    return _WORDS.get(one.known) or bounds(one.low, one.high, approx=one.approx)


def in_full(one: Estimate) -> str:
    """What an estimate comes to: "17–21, best 21"; no best figure where it says no more."""
    said = of_estimate(one)
    if one.known in _WORDS or one.best is None or one.low == one.high == one.best:
        return said
    return f"{said}, best {one.best}"


def of_bounds(one: Bounds) -> str:
    """What a voice stands by."""
    return bounds(one.low, one.high)


def people(one: Estimate) -> str:
    """Whose people an estimate is of: "children (civilian), of Ukraine"; empty for all."""
    who = one.who or ""
    if one.status:
        who = f"{who} ({one.status})" if who else one.status
    return ", ".join(part for part in (who, f"of {one.side}" if one.side else "") if part)
