"""What takes long to gather out of a record, kept until the record changes."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar

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
        self._kept: dict[str, tuple[Moment, Any]] = {}

    def get(self, connection: sa.Connection, name: str, gather: Callable[[], T]) -> T:
        """A thing as the record stands now: kept, or gathered if that is none or of another moment.

        Args:
            connection: To the record; what is gathered is gathered of what it sees.
            name: What tells the thing from others; the things asked for last are kept.
            gather: Gathers it.
        """
        now = moment_of(connection)
        kept = self._kept.pop(name, None)
        if kept is not None and kept[0] == now:
            made: T = kept[1]
        else:
            made = gather()
        self._kept[name] = (now, made)
        for old in list(self._kept)[:-_THINGS]:
            self._kept.pop(old, None)
        return made


@functools.lru_cache(maxsize=_RECORDS)
def memory(record: Record) -> Memory:
    """The memory of a record: one for each that is open."""
    del record
    return Memory()
