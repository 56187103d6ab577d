"""Works out the days of feasts that move from year to year."""

from __future__ import annotations

import datetime as dt

_MOONS = 19  # years after which the moons fall on the same days


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches, from 1583 on: 21 April in 2019.

    The anonymous Gregorian reckoning (Nature, 20 April 1876).
    """
    golden, (century, rest) = year % _MOONS, divmod(year, 100)
    leaps = century - century // 4
    moon = (19 * golden + leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    early = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * early + 114, 31)
    return dt.date(year, month, day + 1)
