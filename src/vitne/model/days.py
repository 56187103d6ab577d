"""Stretches of days as English writes them."""

from __future__ import annotations

import datetime as dt

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DECEMBER = 12


def written(earliest: dt.date, latest: dt.date) -> str:
    """Days as a person writes them: "5–6 Nov 2018", "Oct 2020", "28 Oct – 3 Nov 2018"."""
    if earliest == latest:
        return _day(earliest)
    if whole_months(earliest, latest):
        return _months(earliest, latest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{_day(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {_MONTHS[earliest.month - 1]} – {_day(latest)}"
    return f"{_day(earliest)} – {_day(latest)}"


def whole_months(earliest: dt.date, latest: dt.date) -> bool:
    """Whether they are all the days of some months."""
    return earliest.day == 1 and (latest == dt.date.max or (latest + dt.timedelta(days=1)).day == 1)


def whole_years(earliest: dt.date, latest: dt.date) -> bool:
    """Whether they are all the days of some years."""
    return whole_months(earliest, latest) and earliest.month == 1 and latest.month == _DECEMBER


def _day(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _months(earliest: dt.date, latest: dt.date) -> str:
    first, last = _MONTHS[earliest.month - 1], _MONTHS[latest.month - 1]
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{first} {latest.year}"
    if whole_years(earliest, latest):
        same = earliest.year == latest.year
        return str(latest.year) if same else f"{earliest.year}–{latest.year}"
    if earliest.year == latest.year:
        return f"{first}–{last} {latest.year}"
    return f"{first} {earliest.year} – {last} {latest.year}"
