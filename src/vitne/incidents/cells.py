"""Where and when an account may have happened, as cells: only accounts that meet in one are weighed.

A cell is a square of one degree, or a country, for four days. Accounts that know only a country, or
an area as large as one, meet those that are finer in its cells of another kind, so that two fine
accounts far apart in one country do not meet.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vitne.incidents.rows import day
from vitne.model import Scope

if TYPE_CHECKING:
    from vitne.model import Account

_DAYS = 4
_MOST = 16  # stretches of days: what may have happened in more than two months meets nothing by day
_NEAR = 25.0  # km that the points of one place differ between gazetteers and reports
_DEGREE = 111.2  # km
_VAGUE = 500.0  # km: from this radius on an account knows no more than a country


def cells(account: Account) -> tuple[str, ...]:
    """The cells an account lies in: "G:40:47:184340", "F:AZE:184340", "V:AZE:184340".

    Tolls of a period meet where it begins and ends in the same months: "P:UKR:2014-04:2017-12".
    """
    if account.earliest is None or account.latest is None:
        return ()
    if account.scope is Scope.PERIOD:
        where = account.country or account.place
        stretch = f"{account.earliest[:7]}:{account.latest[:7]}"
        return (f"P:{where}:{stretch}",) if where else ()
    times = _times(account.earliest, account.latest)
    if account.radius is not None and account.radius >= _VAGUE:
        return tuple(f"V:{account.country or account.place}:{time}" for time in times)
    found = [f"G:{square}:{time}" for square in _squares(account) for time in times]
    if account.country:
        found += [f"F:{account.country}:{time}" for time in times]
    return tuple(found)


def meets(cell: str) -> tuple[str, ...]:
    """The cells whose accounts may be about the same as those of this one."""
    kind, _, rest = cell.partition(":")
    if kind == "V":
        return cell, f"F:{rest}"
    return (f"V:{rest}",) if kind == "F" else (cell,)


def _times(earliest: str, latest: str) -> list[str]:
    first, last = day(earliest), day(latest)
    if first is None or last is None:
        return []
    stretches = range(first // _DAYS, last // _DAYS + 1)
    if len(stretches) > _MOST:
        return [f"since {earliest}"]  # long campaigns meet by the day they began
    return [str(number) for number in stretches]


def _squares(account: Account) -> list[str]:
    if account.lat is None or account.lon is None:
        return [account.place] if account.place else []
    reach = (account.radius or 0.0) + _NEAR
    north = reach / _DEGREE
    east = north / max(0.1, math.cos(math.radians(account.lat)))
    rows = range(math.floor(account.lat - north), math.floor(account.lat + north) + 1)
    columns = range(math.floor(account.lon - east), math.floor(account.lon + east) + 1)
    # Squares on both sides of the date line are one.
    return [f"{row}:{(column + 180) % 360 - 180}" for row in rows for column in columns]
