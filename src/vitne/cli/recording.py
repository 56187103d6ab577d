"""Reads a stream of captures into a record, batch by batch; whoever captures uses it."""

from __future__ import annotations

import time
from collections import deque
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from vitne.captures import CaptureFailure
from vitne.cli.exits import Exit, say
from vitne.cli.reading import no_pack
from vitne.engine.workers import crashed, read_to_keep
from vitne.model import Capture, Reading
from vitne.record.rows import clean
from vitne.record.store import Taken, keep, known

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from vitne.record.database import Record

    Tell = Callable[["Tally", str], None]
    Readings = Generator[tuple[Reading | None, str | None], None, None]

# A Taken brings what the server sent with a capture, or the reason why it cannot be read.
Found = Capture | CaptureFailure | Taken

_READING = msgspec.json.Decoder(Reading)
_LOOKED_UP = 32  # captures asked for at once whether they are known
_BATCH = 200  # articles kept in one transaction
_BATCH_BYTES = 16 * 1024 * 1024  # above which a batch is kept though it is short
_BATCH_SECONDS = 10.0  # after which a batch is kept, so that slow servers leave little to lose


class Keeping(msgspec.Struct, frozen=True):
    """How captures are kept: by whom, in how many processes, and with which clock.

    `now` gives UTC, ISO 8601. `tell` is told how far it has come, and at which file it is. `read`
    gives what came of captures, in order, where that is known already.
    """

    operator: str
    now: Callable[[], str]
    jobs: int = 1
    tell: Tell | None = None
    read: Callable[[Iterable[Capture | CaptureFailure]], Readings] | None = None


class Tally(msgspec.Struct):
    """How many captures are new, known already, and could not be read; how many were read so far."""

    captured: int = 0
    known: int = 0
    unread: int = 0
    read: int = 0

    @property
    def exit(self) -> Exit:
        """How a command ends that captured so many."""
        return Exit.UNREAD if self.unread else Exit.DONE

    def __str__(self) -> str:
        """What a person is told at the end."""
        told = f"{self.captured} captured, {self.known} known already"
        return f"{told}, {self.unread} could not be read" if self.unread else told


def record_all(found: Iterable[Found], record: Record, keeping: Keeping) -> Tally:
    """Read captures and keep them, each batch in one transaction; what is known is not read again.

    What cannot be captured or read is said on standard error; its bytes are kept where there are
    any. Broken off at any time, what was kept stays, and the same captures handed in again are
    gone on with.

    Raises:
        RecordError: The record cannot be written to.
        PackError: A pack is broken; then no article can be read.
    """
    tally = Tally()
    batch = _Batch(record, keeping, tally)
    tell = keeping.tell or _silent
    with closing(_joined(_unknown(found, record, tally, tell), keeping)) as taken:
        for one in taken:
            tally.read += 1
            batch.add(one)
            tell(tally, one.capture.file)
    batch.keep()
    return tally


class _Batch:
    """What was read and is not kept yet."""

    def __init__(self, record: Record, keeping: Keeping, tally: Tally) -> None:
        self._record = record
        self._keeping = keeping
        self._tally = tally
        self._taken: list[Taken] = []
        self._bytes = 0
        self._since = time.monotonic()

    def add(self, one: Taken) -> None:
        """Add one, and keep them all where they are many or old."""
        if not self._taken:
            self._since = time.monotonic()
        self._taken.append(one)
        self._bytes += len(one.capture.data)
        waited = time.monotonic() - self._since
        full = len(self._taken) >= _BATCH or self._bytes >= _BATCH_BYTES
        if full or waited >= _BATCH_SECONDS:
            self.keep()

    def keep(self) -> None:
        """Keep them, in one transaction."""
        if not self._taken:
            return
        with self._record.writing() as connection:
            kept = keep(
                connection, self._taken, at=self._keeping.now(), operator=self._keeping.operator
            )
        self._tally.captured += kept.captured - kept.unread
        self._tally.known += kept.known
        self._tally.unread += kept.unread
        self._taken, self._bytes = [], 0


def _silent(_: Tally, __: str) -> None:
    pass


def _unknown(found: Iterable[Found], record: Record, tally: Tally, tell: Tell) -> Iterator[Taken]:
    """The captures that are not in the record; what could not be captured is said."""
    for some in _groups(_captured(found, tally)):
        with record.reading() as connection:
            there = known(connection, [one.capture for one in some])
        tally.known += sum(there)
        tell(tally, some[-1].capture.file)
        yield from (one for one, is_known in zip(some, there, strict=True) if not is_known)


def _captured(found: Iterable[Found], tally: Tally) -> Iterator[Taken]:
    for one in found:
        if isinstance(one, CaptureFailure):
            say(one.reason, file=one.file)
            tally.unread += 1
        else:
            taken = one if isinstance(one, Taken) else Taken(one, one.headers)
            yield msgspec.structs.replace(taken, capture=clean(taken.capture))


def _groups(found: Iterable[Taken]) -> Iterator[list[Taken]]:
    """Captures in groups that are not too large to be held."""
    group: list[Taken] = []
    size = 0
    for one in found:
        group.append(one)
        size += len(one.capture.data)
        if len(group) >= _LOOKED_UP or size >= _BATCH_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _joined(unknown: Iterator[Taken], keeping: Keeping) -> Generator[Taken, None, None]:
    """Read captures in order, and say which could not be read."""
    waiting: deque[Taken] = deque()

    def handed() -> Iterator[Capture | CaptureFailure]:
        for one in unknown:
            waiting.append(one)
            failed = one.failure is not None
            yield CaptureFailure(one.capture.file, one.failure or "") if failed else one.capture

    read = keeping.read or partial(readings, jobs=keeping.jobs)
    with closing(read(handed())) as told:
        for reading, failure in told:
            yield msgspec.structs.replace(waiting.popleft(), reading=reading, failure=failure)


def readings(found: Iterable[Capture | CaptureFailure], jobs: int) -> Readings:
    """Read captures, in order: a reading, or the reason why there is none, which is said too."""
    if jobs == 1:
        outcomes = (read_to_keep(item) for item in found)
    else:
        from vitne.engine.pool import ordered  # noqa: PLC0415 - multiprocessing only where it is used

        outcomes = ordered(found, read_to_keep, crashed, jobs=jobs)
    with closing(outcomes):
        for outcome in outcomes:
            if outcome.failure is not None:
                say(outcome.failure, file=outcome.file)
                yield None, outcome.failure
                continue
            if outcome.unread_language is not None:
                say(no_pack(outcome.unread_language), file=outcome.file)
            yield _READING.decode(outcome.reading), None
