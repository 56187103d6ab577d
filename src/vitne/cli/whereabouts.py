"""Says where and when in as few words as a line of a list has room for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from vitne.cli import words

if TYPE_CHECKING:
    from vitne.model import Location, Timing

_FINE = {"near": "near", "area": "somewhere in", "country": "somewhere in"}


def where(place: Location | None) -> str:
    """A place no finer than it is known: "Barda (AZE)", "near Kyiv (UKR)", "somewhere in Mali"."""
    if place is None:
        return "place not told"
    lead = f"{_FINE[place.precision]} " if place.precision in _FINE else ""
    if place.level == "country" or not place.country:
        return f"{lead}{place.name}"
    return f"{lead}{place.name} ({place.country})"


def when(time: Timing | None) -> str:
    """The days within which something lies: "28 Oct 2020", "5–6 Nov 2018"."""
    return days(time.earliest, time.latest) if time else "day not told"


def days(earliest: str, latest: str) -> str:
    """Two ISO days in words; as they are written where the calendar has no such day."""
    try:
        return words.days(dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest))
    except ValueError:
        return earliest if earliest == latest else f"{earliest} – {latest}"


def precision(earliest: str, latest: str) -> str:
    """How precisely a time is known: "the day is known", "within 6 days"."""
    try:
        first, last = dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest)
    except ValueError:
        return "within these days"
    if first == last:
        return "the day is known"
    return f"within {(last - first).days + 1} days"


def minute(time: str) -> str:
    """A time in UTC to the minute: "2020-10-05 14:20"."""
    return time[:16].replace("T", " ")
