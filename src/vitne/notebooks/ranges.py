"""Draws ranges of people harmed: open bounds are drawn open."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vitne.notebooks import markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.model import Bounds, Estimate, Toll
    from vitne.wording import Wording

_WIDTH, _HEIGHT = 120, 14
_LEFT, _RIGHT = 6, 6  # room for the heads of arrows
_TAIL = 18  # room for the line of an open bound behind the largest number
_MIDDLE = _HEIGHT / 2
_SILENT = ("none", "unknown", "undisclosed", "unreported")


class Scale:
    """Where a number lies on the bars of one table: by its logarithm, so that 3 and 3,000 both show."""

    def __init__(self, numbers: Iterable[int | None]) -> None:
        self._top = math.log1p(max((one for one in numbers if one is not None), default=0) or 1)

    def at(self, number: int) -> float:
        """The place of a number, in pixels."""
        share = math.log1p(max(number, 0)) / self._top
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT - _TAIL), 1)

    def bar(self, low: int | None, high: int | None, best: int | None = None) -> str:
        """A range as a picture: a dot for a figure, a line for a range, an arrow for an open bound."""
        start = self.at(low if low is not None else 0)
        end = self.at(high) if high is not None else _WIDTH - _RIGHT
        parts = [f'<path class="vitne-axis" d="M{_LEFT} {_MIDDLE:g}H{_WIDTH - _RIGHT}"/>']
        if low is None or high is None or low != high:
            kind = "vitne-open" if low is None or high is None else "vitne-range"
            parts.append(f'<path class="{kind}" d="M{start:g} {_MIDDLE:g}H{end:g}"/>')
        parts += [_end(start, -1, closed=low is not None), _end(end, 1, closed=high is not None)]
        if best is not None:
            parts.append(
                f'<circle class="vitne-best" cx="{self.at(best):g}" cy="{_MIDDLE:g}" r="3.5"/>'
            )
        elif low is not None and low == high:
            parts.append(f'<circle class="vitne-best" cx="{start:g}" cy="{_MIDDLE:g}" r="3.5"/>')
        return (
            f'<svg class="vitne-bar" aria-hidden="true" width="{_WIDTH}" height="{_HEIGHT}" '
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}">{"".join(parts)}</svg>'
        )


def _end(place: float, way: int, *, closed: bool) -> str:
    """The end of a range: a stroke where it is closed, the head of an arrow where it is open."""
    if closed:
        return f'<path class="vitne-stop" d="M{place:g} {_MIDDLE - 4:g}V{_MIDDLE + 4:g}"/>'
    tip, back = place + way * 5, place
    return (
        f'<path class="vitne-arrow" d="M{back:g} {_MIDDLE - 4:g}L{tip:g} {_MIDDLE:g}'
        f'L{back:g} {_MIDDLE + 4:g}"/>'
    )


def estimate(one: Estimate, scale: Scale, words: Wording) -> str:
    """An estimate in words and as a bar; one of which nothing is known has no bar."""
    said = markup.span("figure", markup.shown(words.estimate(one)))
    if one.known in _SILENT:
        return markup.span("silent", markup.shown(words.estimate(one)))
    return f"{said}{scale.bar(one.low, one.high, one.best)}"


def toll(one: Toll, scale: Scale, words: Wording) -> str:
    """What a claim says, in words and as a bar."""
    if one.known in _SILENT:
        return markup.span("silent", markup.shown(words.toll(one)))
    return markup.span("figure", markup.shown(words.toll(one))) + scale.bar(one.low, one.high)


def latest(one: Bounds, scale: Scale, words: Wording) -> str:
    """What a voice stands by, in words and as a bar."""
    return markup.span("figure", markup.shown(words.latest(one))) + scale.bar(one.low, one.high)
