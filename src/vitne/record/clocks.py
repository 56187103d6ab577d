"""A clock that never tells an earlier time than what was last written to a record."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.record.schema import custody

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.record.database import Record

_MOST = timedelta(days=1)


def steady(record: Record, clock: Callable[[], str]) -> Callable[[], str]:
    """A clock for what is captured: which version of a report is the newer hangs on it.

    Where the clock of the machine went back by less than a day, it stands still until that has
    caught up.

    Args:
        record: An open record.
        clock: Gives the time now, UTC, ISO 8601, to the second.

    Raises:
        RecordError: The clock is a day or more behind; nobody can tell then which of the two is right.
    """
    with record.reading() as connection:
        query = sa.select(custody.c.at).order_by(custody.c.id.desc()).limit(1)
        last = connection.execute(query).scalar() or ""
    now = clock()
    if last and datetime.fromisoformat(last) - datetime.fromisoformat(now) >= _MOST:
        raise RecordError(
            f"{record.name}: was last written to at {last}, and the clock of this machine says {now}; "
            "set the clock, or say when the reports were captured (--captured-at)"
        )

    def told() -> str:
        nonlocal last
        last = max(last, clock())
        return last

    return told
