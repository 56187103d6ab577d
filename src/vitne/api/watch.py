"""Keeps the panorama of a record, and has it made anew when the record has changed."""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING

from vitne.api.building import build
from vitne.api.meanwhile import Meanwhile
from vitne.api.panorama import Panorama
from vitne.api.versions import moment_of

if TYPE_CHECKING:
    from vitne.api.versions import Moment
    from vitne.record.database import Record

_RECORDS = 8  # of one process, of which panoramas are kept


@functools.lru_cache(maxsize=_RECORDS)
def watch(record: Record) -> Watch:
    """The watch over a record: one for each that is open."""
    return Watch(record)


class Watch:
    """The newest panorama of a record, and what makes the next one."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._making = threading.Lock()
        self._found: Panorama | None = None
        self._meanwhile = Meanwhile(self.renew, thread="vitne-panorama", what="the panorama")

    def now(self) -> Panorama:
        """The newest panorama that stands; the first one is waited for.

        Raises:
            RecordError: The record cannot be read.
        """
        return self.at(self._moment())

    def at(self, moment: Moment) -> Panorama:
        """The newest panorama that stands, where the record is at a moment now."""
        found = self._found
        if found is None:
            return self.renew()
        if found.moment != moment:
            self._meanwhile.start()
        return found

    def renew(self) -> Panorama:
        """The panorama of the record as it is now; it is made if need be, and waited for.

        Raises:
            RecordError: The record cannot be read.
        """
        with self._making:
            found = self._found
            if found is not None and found.moment == self._moment():
                return found
            with self._record.reading() as connection:
                columns = build(connection, found.columns if found is not None else None)
            self._found = made = Panorama(columns, self._record)
            return made

    def _moment(self) -> Moment:
        with self._record.reading() as connection:
            return moment_of(connection)
