"""Days of a record as numbers that can be compared, whatever stands in the record."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.api.axes import Numbers

NEVER = 2**30  # an earliest day that is after every day
EVER = -1  # a latest day that is before every day
LAST = dt.date.max.toordinal()


def number(day: str) -> int:
    """The number of an ISO day, 1 for 0001-01-01; of a day no calendar has, the nearest bound."""
    try:
        return dt.date.fromisoformat(day).toordinal()
    except ValueError:
        return 1 if day < "0001" else LAST


def iso(day: int) -> str:
    """The ISO day of a number."""
    return dt.date.fromordinal(min(max(day, 1), LAST)).isoformat()


def numbers(days: Iterable[str | None], count: int, *, missing: int) -> Numbers:
    """The numbers of many days; there are few distinct ones."""
    known = _Known({None: missing})
    return np.fromiter(map(known.__getitem__, days), dtype=np.int32, count=count)


class _Known(dict[str | None, int]):
    """The numbers of days, each worked out once."""

    def __missing__(self, day: str | None) -> int:
        found = self[day] = number(day or "")
        return found
