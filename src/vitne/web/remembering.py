"""What takes long to gather out of a record, kept until the record changes."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

from vitne.api.memory import Memory as Recent
from vitne.api.versions import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from vitne.api.versions import Moment
    from vitne.record.database import Record

T = TypeVar("T")

_RECORDS = 8  # of one process, of which things are kept
_THINGS = 64  # of one record


class Memory:
    """What was gathered of one record, each thing for the moment it was gathered at."""

    def __init__(self) -> None:
        self._kept: Recent[tuple[Moment, Any]] = Recent(_THINGS)

    def get(self, connection: sa.Connection, name: str, gather: Callable[[], T]) -> T:
        """A thing as the record stands now: kept, or gathered if that is none or of another moment.

        Args:
            connection: To the record; what is gathered is gathered of what it sees.
            name: What tells the thing from others; the things asked for last are kept.
            gather: Gathers it.
        """
        now = moment_of(connection)
        kept = self._kept.get(name)
        if kept is not None and kept[0] == now:
            found: T = kept[1]
            return found
        made = gather()
        self._kept.put(name, (now, made))
        return made


@functools.lru_cache(maxsize=_RECORDS)
def memory(record: Record) -> Memory:
    """The memory of a record: one for each that is open."""
    del record
    return Memory()
