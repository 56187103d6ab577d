"""Publication dates: the words of a header, a dateline or metadata as a period of days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

from vitne.model import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

# News has no dates outside these; what claims to be one is a slip or an attack.
_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_SHAPES = 5  # alternatives of `Conventions.date`
_PIVOT = 70  # "27.12.69" is 2069, "27.12.70" is 1970

# EDTF level 0, and of levels 1 and 2 the qualifiers and a decade ("199X"); a time of day may follow.
_EDTF = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
    r"(?P<mark>[?~%])?(?:[T ][0-9]{2}.{0,40})?"
)


def period(year: int, month: int | None = None, day: int | None = None) -> Period | None:
    """The days of a year, a month or a day; None if the calendar has no such day.

    >>> period(2020, 10).latest
    datetime.date(2020, 10, 31)
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if month is None:
        return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), f"{year:04d}")
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        edtf = f"{year:04d}-{month:02d}"
        return Period(dt.date(year, month, 1), dt.date(year, month, last), edtf)
    if not 1 <= day <= last:
        return None
    date = dt.date(year, month, day)
    return Period(date, date, date.isoformat())


def parse_edtf(text: str) -> Period | None:
    """Read an EDTF date or interval ("2020", "2020-10~", "2020-10-04T18:42Z", "2020-09/2020-10").

    Returns:
        The days it covers, or None if it is no date that news could have.
    """
    text = text.strip()
    first, slash, second = text.partition("/")
    start = _edtf_date(first)
    if not slash or start is None:
        return start
    end = _edtf_date(second)
    if end is None or end.latest < start.earliest:
        return None
    return Period(start.earliest, end.latest, f"{start.edtf}/{end.edtf}")


def _edtf_date(text: str) -> Period | None:
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if year.endswith("X"):
        return _decade(int(year[:3]) * 10) if month is None else None
    found = period(int(year), _number(month), _number(day))
    if found is None or mark is None:
        return found
    return Period(found.earliest, found.latest, found.edtf + mark)


def _decade(year: int) -> Period | None:
    first, last = period(year), period(year + 9)
    if first is None or last is None:
        return None
    return Period(first.earliest, last.latest, f"{year // 10}X")


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def period_of(match: re.Match[str], months: Mapping[str, int]) -> Period | None:
    """The days of a match of `Conventions.date`: "28. oktober 2020" is 2020-10-28."""
    groups = match.groupdict()
    for shape in range(1, _SHAPES + 1):
        year = groups[f"y{shape}"]
        if year is None:
            continue
        month, day = groups[f"m{shape}"], groups.get(f"d{shape}")
        number = int(month) if month and month.isdigit() else _month(month, months)
        if len(year) == 2:
            year = str(int(year) + (1900 if int(year) >= _PIVOT else 2000))
        return period(int(year), number, _number(day))
    return None


def _month(word: str | None, months: Mapping[str, int]) -> int | None:
    return None if word is None else months.get(word.lower(), 0)
