"""Draws the timeline of the overview: one bar a stretch of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vitne.api.answers import Bin, Timeline
    from vitne.api.choice import Choice

HEIGHT = 100.0  # of the drawing, in its own units; a stretch is 10 wide
_STEP = 10
_LABELS = 7  # days that are written below, at most


class Bar(msgspec.Struct, frozen=True):
    """One stretch: where it stands, how high, and whether it is within the days chosen.

    `certain` are the incidents that happened within it, `possible` those that may have: they are
    drawn above the others, in outline.
    """

    x: int
    start: str
    end: str
    count: int
    possible: int
    certain_y: float
    certain_height: float
    possible_y: float
    possible_height: float
    chosen: bool


class Label(msgspec.Struct, frozen=True):
    """A day below the drawing; `x` is in per cent of its width."""

    x: float
    day: str


class Bars(msgspec.Struct, frozen=True):
    """The drawing: its bars, its width in its own units, the days below, the highest stretch."""

    bars: tuple[Bar, ...]
    width: int
    labels: tuple[Label, ...]
    most: int


def bars(timeline: Timeline, choice: Choice) -> Bars:
    """Lay the stretches of a timeline out as bars.

    Heights go by the square root, so that single incidents stay visible beside a war.
    """
    most = max((one.count + one.possible for one in timeline.bins), default=0)
    made = tuple(_bar(place, one, most, choice) for place, one in enumerate(timeline.bins))
    step = max(1, -(-len(made) // _LABELS))
    labels = tuple(
        Label(100 * one.x / (_STEP * len(made)), one.start[: _shown(timeline.unit)])
        for one in made[::step]
    )
    return Bars(made, _STEP * len(made), labels, most)


def _bar(place: int, one: Bin, most: int, choice: Choice) -> Bar:
    whole, certain = _height(one.count + one.possible, most), _height(one.count, most)
    after = choice.earliest is None or one.end >= choice.earliest
    before = choice.latest is None or one.start <= choice.latest
    return Bar(
        x=place * _STEP,
        start=one.start,
        end=one.end,
        count=one.count,
        possible=one.possible,
        certain_y=round(HEIGHT - certain, 2),
        certain_height=round(certain, 2),
        possible_y=round(HEIGHT - whole, 2),
        possible_height=round(whole - certain, 2),
        chosen=after and before,
    )


def _height(count: int, most: int) -> float:
    return HEIGHT * (count / most) ** 0.5 if most else 0.0


def _shown(unit: str) -> int:
    """How much of an ISO day says where a stretch begins: year, month or day."""
    return {"day": 10, "week": 10, "month": 7}.get(unit, 4)
