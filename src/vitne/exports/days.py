"""The days of an incident as codebooks code them."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from vitne.model import Role

if TYPE_CHECKING:
    from vitne.exports.rows import Row
    from vitne.model import Timing

_WEEK = 7
_LATE = 21  # the day from which a month is at its end
_EARLY = 10  # the day until which it is at its beginning
_MONTH = 31
_YEAR = 366
_TELLING = ("event", "toll")
_CARRIED = "publication date"


class Coded(msgspec.Struct, frozen=True):
    """One day that stands for a stretch of days, with the precision that its codebook gives it."""

    day: dt.date
    precision: int


def span(row: Row) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which it may have been; None where nobody tells.

    A caption tells what a picture shows, not when it was taken: where captions alone tell of an
    incident and give no day, the day of publication is not its day.
    """
    time = row.incident.time
    if time is None or _only_captioned(row):
        return None
    return _dates(time)


def acled(row: Row) -> Coded | None:
    """The `event_date` and `time_precision` of ACLED; None where there is less than a month.

    1 the day; 2 within a week, its middle; 3 the month or as long, its middle, but its first day
    for its beginning and its last for its end.
    """
    days = span(row)
    if days is None:
        return None
    first, last = days
    count = (last - first).days + 1
    if count > _MONTH:
        return None
    if count == 1:
        return Coded(first, 1)
    if count <= _WEEK:
        return Coded(_middle(first, last), 2)
    return Coded(_within_month(first, last), 3)


def ged(row: Row) -> int | None:
    """The `date_prec` of UCDP; None where there is no day, or less than a year."""
    days = span(row)
    if days is None:
        return None
    count = (days[1] - days[0]).days + 1
    for most, precision in ((1, 1), (_WEEK - 1, 2), (_WEEK, 3), (_MONTH, 4), (_YEAR, 5)):
        if count <= most:
            return precision
    return None


def _only_captioned(row: Row) -> bool:
    """Whether all that tells of the act are captions without a day of their own."""
    return is_carried(row) and all(
        one.role is Role.CAPTION for one in row.statements if one.claim.kind in _TELLING
    )


def is_carried(row: Row) -> bool:
    """Whether nothing tells of a day, so that it is as wide as the date of publication."""
    told = (one.claim.time for one in row.statements if one.claim.kind in _TELLING)
    bases = {time.basis for time in told if time is not None}
    return bases == {_CARRIED}


def _dates(time: Timing) -> tuple[dt.date, dt.date] | None:
    try:
        return dt.date.fromisoformat(time.earliest), dt.date.fromisoformat(time.latest)
    except ValueError:  # a day that no calendar has, from a hand-made correction
        return None


def _middle(first: dt.date, last: dt.date) -> dt.date:
    return first + dt.timedelta(days=(last - first).days // 2)


def _within_month(first: dt.date, last: dt.date) -> dt.date:
    if (first.year, first.month) == (last.year, last.month):
        end = calendar.monthrange(last.year, last.month)[1]
        if first.day == 1 and last.day <= _EARLY:
            return first
        if first.day >= _LATE and last.day == end:
            return last
    return _middle(first, last)
