"""Takes a measure: rounds of work between rounds of a loop that is always the same."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOPS = 60_000
_SETTLING = 1  # rounds that are not counted: what is compiled and remembered once


class Measure(msgspec.Struct, frozen=True):
    """Something that is measured.

    `work` does it once and returns what it took: seconds of CPU, or megabytes. `told` makes the
    figure for people of it, in `unit`. `plain` is what no machine's speed changes: memory.
    """

    name: str
    unit: str
    work: Callable[[], float]
    told: Callable[[float], float]
    rounds: int = 7
    plain: bool = False


class Figure(msgspec.Struct, frozen=True):
    """What came of a measure: for people, and in loops, by which runs are compared (less is better)."""

    name: str
    unit: str
    figure: float
    ratio: float


def taken(measure: Measure) -> Figure:
    """Take a measure: the best round, in units of the best loop between the rounds."""
    for _ in range(0 if measure.plain else _SETTLING):
        measure.work()
    loops, works = [], []
    for _ in range(measure.rounds):
        loops.append(calibrated())
        works.append(measure.work())
    loops.append(calibrated())
    best = min(works)
    ratio = best if measure.plain else best / min(loops)
    return Figure(measure.name, measure.unit, round(measure.told(best), 4), round(ratio, 5))


def cpu(act: Callable[[], object]) -> float:
    """The seconds of CPU that this process spends on something, in all its threads."""
    gc.collect()
    began = time.process_time()
    act()
    return time.process_time() - began


def calibrated() -> float:
    """The seconds of CPU for a fixed piece of what vitne does: words, dictionaries, small objects."""
    return cpu(_loop)


def _loop() -> int:
    seen: dict[str, int] = {}
    words = [
        "minst",
        "fjorten",
        "sivile",
        "ble",
        "drept",
        "da",
        "raketter",
        "slo",
        "ned",
        "i",
        "byen",
        "onsdag",
    ]
    total = 0
    for number in range(_LOOPS):
        word = words[number % 12 - 1].casefold()
        key = f"{word[:3]}{number % 997}"
        seen[key] = seen.get(key, 0) + len(word)
        total += sum(1 for part in (word, key) if part.isalpha()) + number * number % 7
    return total + len(sorted(seen))
