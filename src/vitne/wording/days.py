"""Writes days as people of each language write them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from vitne.model import days as english
from vitne.wording.catalogue import ENGLISH

_MANY = 4096  # stretches of days that are remembered


@lru_cache(maxsize=_MANY)
def written(locale: str, earliest: dt.date, latest: dt.date) -> str:
    """Days in words: "5–6 Nov 2018", "28 Oct – 3 Nov 2018", "Oct 2020"; "5.–6. nov. 2018".

    Whole months and years are written without their days.
    """
    if locale == ENGLISH:
        return english.written(earliest, latest)
    # Babel takes 100 ms to load, which English does not need.
    from babel.dates import format_interval  # noqa: PLC0415

    return format_interval(earliest, latest, _skeleton(earliest, latest), locale=locale)


def _skeleton(earliest: dt.date, latest: dt.date) -> str:
    """What is told of them, in the letters of CLDR."""
    if earliest != latest and english.whole_years(earliest, latest):
        return "y"
    if earliest != latest and english.whole_months(earliest, latest):
        return "yMMM"
    return "yMMMd"


def minute(time: str) -> str:
    """A time in UTC to the minute, as lists have it: "2020-10-05 14:20"."""
    return time[:16].replace("T", " ")


def date(day: str) -> dt.date | None:
    """An ISO day; None where the calendar has no such day."""
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        return None
