"""Times as servers, feeds and archives write them → UTC, and dates with the time of day they name."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

_LONGEST = 100  # characters; more is no date
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
# News has no dates outside these; what claims to be one is a slip or an attack.
_FIRST_YEAR, _LAST_YEAR = 1800, 2199


def moment(text: str | None) -> datetime | None:
    """A time with its zone: ISO 8601, or as e-mail and HTTP have it; one without a zone is UTC.

    >>> moment("Sun, 04 Oct 2020 00:30:00 +0200").isoformat()
    '2020-10-04T00:30:00+02:00'
    """
    found = _read((text or "").strip())
    return found if found is None or found.tzinfo is not None else found.replace(tzinfo=UTC)


def stamp(when: datetime | None) -> str | None:
    """A time in UTC to the second: 2020-10-03T22:30:00Z."""
    if when is None:
        return None
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def published(text: str | None, zone: tzinfo | None = None) -> str | None:
    """A date of publication in EDTF, no more exact than the words, by the clock of the outlet.

    A time in UTC is told in the zone of the outlet if that is known: what Oslo read at half past
    midnight on 4 October was not published on the third.
    """
    bare = (text or "").strip()
    if _DAY.fullmatch(bare):
        return bare if _iso(f"{bare}-01-01"[:10]) and _is_of_news(int(bare[:4])) else None
    when = _read(bare)
    if when is None:
        return None
    if ":" not in bare:
        return when.date().isoformat()
    if zone is not None and when.tzinfo is not None and not when.utcoffset():
        when = when.astimezone(zone)
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def _read(text: str) -> datetime | None:
    if not text or len(text) > _LONGEST:
        return None
    found = _iso(text) or _mail(text)
    return found if found is not None and _is_of_news(found.year) else None


def _is_of_news(year: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None  # what is no date is of every kind
    return found if str(found.year) in text else None  # year 0 is read as 2000
