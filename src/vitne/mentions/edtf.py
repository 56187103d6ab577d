"""Writes stretches of days as EDTF (ISO 8601-2, levels 0 to 2)."""

from __future__ import annotations

import datetime as dt
import re

from vitne.model import Period

_PLAIN = re.compile(r"[0-9]{2,4}X*(?:-[0-9]{2}){0,2}")


def add(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or the end of the calendar."""
    return dt.date.fromordinal(max(1, min(day.toordinal() + days, dt.date.max.toordinal())))


def month_of(year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a month; months before January and after December count on."""
    index = max(12, min(year * 12 + month - 1, 9999 * 12 + 11))
    start = dt.date(index // 12, index % 12 + 1, 1)
    return start, add(add(start, 32).replace(day=1), -1) if index < 9999 * 12 + 11 else dt.date.max


def one_of(earliest: dt.date, latest: dt.date) -> Period:
    """Some day, or some days, between two: a day, month, year, decade, century or a set.

    2016-06-01 to 2016-06-30 is "2016-06"; 2020-09-29 to 2020-10-29 is "[2020-09-29..2020-10-29]";
    the first four years of a decade are "[1990..1993]".
    """
    name = _name(earliest, latest)
    if name is None:
        first, last = earliest.isoformat(), latest.isoformat()
        if earliest.day == 1 and add(latest, 1).day == 1:
            size = 4 if (earliest.month, latest.month) == (1, 12) else 7
            first, last = first[:size], last[:size]
        name = f"[{first}..{last}]"
    return Period(earliest, latest, name)


def through(earliest: dt.date, latest: dt.date) -> Period:
    """The whole of the days between two, both included: "2016-07-02/2016-07-03"."""
    return Period(
        earliest, latest, _name(earliest, latest) or f"{earliest.isoformat()}/{latest.isoformat()}"
    )


def from_to(first: Period, last: Period) -> Period | None:
    """From one period into another: "1991/1994"; None if the second ends before the first."""
    if first.earliest > last.latest:
        return None
    start = first.edtf if _PLAIN.fullmatch(first.edtf) else f"{first.earliest}"
    end = last.edtf if _PLAIN.fullmatch(last.edtf) else f"{last.latest}"
    edtf = start if start == end else f"{start}/{end}"
    return Period(first.earliest, last.latest, edtf)


def clip(period: Period, latest: dt.date) -> Period:
    """The period without the days after one, if that lies within it."""
    return one_of(period.earliest, latest) if period.earliest <= latest < period.latest else period


def _name(earliest: dt.date, latest: dt.date) -> str | None:
    """The short form of a day or of a whole month, year, decade or century."""
    if earliest == latest:
        return earliest.isoformat()
    if earliest.day != 1 or add(latest, 1).day != 1:
        return None
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest:%Y-%m}"
    if (earliest.month, latest.month) != (1, 12):
        return None
    years = latest.year - earliest.year + 1
    if years == 1:
        return f"{earliest.year:04}"
    if years == 10 and earliest.year % 10 == 0:
        return f"{earliest.year // 10:03}X"
    return f"{earliest.year // 100:02}XX" if years == 100 and earliest.year % 100 == 0 else None
