"""A scale of numbers of people, with round ticks: where a figure lies on a line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEFT, _RIGHT = 2.0, 88.0  # per cent: what lies further right is room for bounds left open
_WIDE = 150  # times the least figure, beyond which a straight scale would hide it
_STEPS = (1, 2, 5)
_TICKS = 4


class Tick(msgspec.Struct, frozen=True):
    """A round number on the line, at so many per cent of its width."""

    x: float
    number: int


class Scale(msgspec.Struct, frozen=True):
    """Numbers from zero to `top` on a line; where `is_log` is true each tick is ten times the last."""

    top: int
    is_log: bool
    ticks: tuple[Tick, ...]

    def x(self, number: int) -> float:
        """Where a number lies, in per cent of the width."""
        return _x(number, self.top, is_log=self.is_log)


def scale(numbers: Iterable[int]) -> Scale:
    """The scale on which all of some numbers can be seen; it begins at zero."""
    found = [max(0, one) for one in numbers]
    top = max(found, default=0)
    least = min((one for one in found if one), default=1)
    if top > least * _WIDE:
        ticks = [10**power for power in range(len(str(top)) + 1)]
        ticks = ticks[: next(n for n, tick in enumerate(ticks) if tick >= top) + 1]
        return _made([0, *_thinned(ticks)], is_log=True)
    step = _step(max(top, 1))
    return _made(list(range(0, max(top, 1) + step, step)), is_log=False)


def _made(ticks: list[int], *, is_log: bool) -> Scale:
    top = ticks[-1]
    return Scale(top, is_log, tuple(Tick(_x(one, top, is_log=is_log), one) for one in ticks))


def _x(number: int, top: int, *, is_log: bool) -> float:
    """Whole numbers are divided as such: none is too large for that."""
    number = min(max(0, number), top)
    share = (
        math.log10(number + 1) / math.log10(top + 1) if is_log else number * 10**6 // top / 10**6
    )
    return round(_LEFT + share * (_RIGHT - _LEFT), 2)


def _step(top: int) -> int:
    """The round number of which a few lead up to the top: 5 for 21, 100 for 350."""
    power: int = 10 ** max(0, len(str(top)) - 2)
    while True:
        for one in _STEPS:
            if one * power * _TICKS >= top or one * power * (_TICKS + 1) >= top:
                return one * power
        power *= 10


def _thinned(ticks: list[int]) -> list[int]:
    """No more ticks than can be read, the last one kept."""
    every = math.ceil(len(ticks) / (_TICKS + 2))
    return ticks[::-1][::every][::-1]
