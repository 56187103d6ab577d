"""Lays incidents out over time, in stretches that fit on a screen."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from vitne.api import days
from vitne.api.answers import Bin, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.api.axes import Mask, Numbers

_UNITS = (("day", 1), ("week", 7), ("month", 30.5), ("year", 365.25), ("decade", 3652.5))
_LAST_UNIT = "century"
_YEARS = MappingProxyType({"year": 1, "decade": 10, "century": 100})
_MOST = 130  # stretches, where a larger unit gives fewer


def lay_out(
    earliest: Numbers, latest: Numbers, shown: Mask, *, within: tuple[int, int] | None = None
) -> Timeline:
    """The timeline of some incidents.

    Args:
        earliest: The first day of each incident, `days.NEVER` for none.
        latest: The last day of each.
        shown: Which are laid out.
        within: The days it is to span; from the first to the last that is known if None.
    """
    dated = shown & (earliest != days.NEVER) & (latest >= earliest)
    undated = int(np.count_nonzero(shown) - np.count_nonzero(dated))
    first, last = earliest[dated], latest[dated]
    span = within or _span(first, last)
    if span is None:
        return Timeline(unit="day", bins=(), undated=undated, wide=0)
    unit = _unit(span)
    edges = np.array(list(_edges(unit, *span)), dtype=np.int64)
    some = (last >= edges[0]) & (first < edges[-1])
    at = np.searchsorted(edges, first[some], side="right") - 1
    to = np.searchsorted(edges, last[some], side="right") - 1
    inside = (at == to) & (at >= 0) & (to < len(edges) - 1)
    return Timeline(
        unit=unit,
        bins=_bins(edges, at, to, inside),
        undated=undated,
        wide=int(np.count_nonzero(~inside)),
    )


def _span(first: Numbers, last: Numbers) -> tuple[int, int] | None:
    """From the first to the last day on which anything happened that is known to a month.

    Where nothing is known so well, it spans all there is.
    """
    if not len(first):
        return None
    fine = last - first <= 31
    if fine.any():
        first, last = first[fine], last[fine]
    return int(first.min()), int(last.max())


def _unit(span: tuple[int, int]) -> str:
    length = span[1] - span[0] + 1
    for unit, size in _UNITS:
        if length / size <= _MOST:
            return unit
    return _LAST_UNIT


def _edges(unit: str, first: int, last: int) -> Iterator[int]:
    """The first day of each stretch, and the day after the last."""
    step = _start(unit, first)
    while step <= last:
        yield step
        step = _next(unit, step)
    yield step


def _start(unit: str, day: int) -> int:
    """The first day of the stretch that a day lies in; weeks begin on Mondays (ISO 8601)."""
    date = dt.date.fromordinal(day)
    match unit:
        case "day":
            return day
        case "week":
            return max(day - date.weekday(), 1)
        case "month":
            return date.replace(day=1).toordinal()
        case _:
            years = _YEARS[unit]
            return dt.date(max(date.year // years * years, 1), 1, 1).toordinal()


def _next(unit: str, day: int) -> int:
    """The first day of the next stretch; one past the last day of the calendar at its end."""
    if unit in ("day", "week"):
        return min(day + (1 if unit == "day" else 7), days.LAST + 1)
    date = dt.date.fromordinal(day)
    if unit == "month":
        year, month = date.year + date.month // 12, date.month % 12 + 1
    else:
        years = _YEARS[unit]
        year, month = (date.year // years + 1) * years, 1
    return dt.date(year, month, 1).toordinal() if year <= dt.MAXYEAR else days.LAST + 1


def _bins(edges: Numbers, at: Numbers, to: Numbers, inside: Mask) -> tuple[Bin, ...]:
    size = len(edges) - 1
    certain = np.bincount(at[inside], minlength=size)
    begins = np.bincount(np.maximum(at[~inside], 0), minlength=size + 1)
    ends = np.bincount(np.minimum(to[~inside], size - 1) + 1, minlength=size + 1)
    possible = np.cumsum(begins - ends)
    return tuple(
        Bin(days.iso(int(start)), days.iso(int(end) - 1), int(count), int(more))
        for (start, end), count, more in zip(
            pairwise(edges), certain.tolist(), possible.tolist()[:size], strict=True
        )
    )
