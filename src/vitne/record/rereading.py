"""Reads the kept bytes of a record again, with the reader of today."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.model import Capture, Metadata, Reading
from vitne.record import custody
from vitne.record.readings import put
from vitne.record.removal import remove_unheld
from vitne.record.schema import blobs, captures
from vitne.record.store import timed, unpack
from vitne.record.superseding import mark
from vitne.record.texts import key, storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vitne.record.database import Record
    from vitne.record.rows import Row

_LOADED = 20  # captures loaded at once
_BATCH = 200  # captures a transaction
_BATCH_BYTES = 16 * 1024 * 1024


Outcome = tuple[Reading | None, str | None]  # a reading, or the reason why there is none


class Reread(msgspec.Struct):
    """What reading again changed: ids of claims that appeared, vanished or have other values.

    `articles` counts those that tell something else now; they are to be linked again. What cannot
    be read any more keeps its old reading, and counts as unread.
    """

    captures: int = 0
    unread: int = 0
    articles: int = 0
    appeared: list[str] = []
    vanished: list[str] = []
    changed: list[str] = []


class _Stored(msgspec.Struct, frozen=True):
    row: Row
    capture: Capture


def reread(
    record: Record,
    read: Callable[[Iterable[Capture]], Iterator[Outcome]],
    *,
    at: str,
    operator: str,
    tell: Callable[[Capture], None] | None = None,
) -> Reread:
    """Read all captures of a record again, and replace what is read otherwise now.

    Claims keep their ids by their evidence. Each batch is one transaction; broken off, it is
    started again from the beginning, and ends the same.

    Args:
        record: An open record.
        read: Reads captures, in order, into as many outcomes.
        at: Now, UTC, ISO 8601.
        operator: Who does it.
        tell: Is told of each capture when it was read.

    Raises:
        RecordError: The record cannot be read or written.
    """
    work = _Work(record, at, operator)
    waiting: deque[_Stored] = deque()

    def handed() -> Iterator[Capture]:
        for one in _stored(record):
            waiting.append(one)
            yield one.capture

    for outcome in read(handed()):
        one = waiting.popleft()
        work.add(one, outcome)
        if tell is not None:
            tell(one.capture)
    work.finish()
    return work.total


def _stored(record: Record) -> Iterator[_Stored]:
    """The captures of a record with their bytes, in the order in which they were kept."""
    question = sa.select(captures, blobs.c.packed).join(blobs).order_by(captures.c.id)
    last = 0
    while True:
        with record.reading() as connection:
            rows = connection.execute(question.where(captures.c.id > last).limit(_LOADED)).all()
        if not rows:
            return
        for row in rows:
            yield _Stored(dict(row._mapping), _capture(row))
        last = rows[-1].id


def _capture(row: Any) -> Capture:
    metadata = msgspec.json.decode(row.metadata_json, type=Metadata)
    data = unpack(row.packed)
    return Capture(row.file, data, row.sha256, row.media_type, metadata, row.captured_at)


class _Work:
    """Puts what was read again into the record, batch by batch."""

    def __init__(self, record: Record, at: str, operator: str) -> None:
        self.total = Reread()
        self._record, self._at, self._operator = record, at, operator
        self._batch: list[tuple[_Stored, Outcome]] = []
        self._bytes = 0
        self._seen: set[bytes] = set()  # articles whose stored reading was replaced

    def add(self, one: _Stored, outcome: Outcome) -> None:
        """Take what came of one capture."""
        self._batch.append((one, outcome))
        self._bytes += len(one.capture.data)
        if len(self._batch) >= _BATCH or self._bytes >= _BATCH_BYTES:
            self._keep()

    def finish(self) -> None:
        """Keep the rest, and take away the articles that no capture is read as any more."""
        self._keep()
        with self._record.writing() as connection:
            gone, vanished = remove_unheld(connection)
            self.total.vanished += vanished
            if gone:
                note = f"{len(gone)} articles that no capture is read as any more"
                self._log(connection, "remove", gone[0], note)

    def _keep(self) -> None:
        if not self._batch:
            return
        with self._record.writing() as connection:
            self._put(connection)
        self.total.captures += len(self._batch)
        self.total.unread += sum(reading is None for _, (reading, _) in self._batch)
        self._batch, self._bytes = [], 0

    def _put(self, connection: sa.Connection) -> None:
        told = [timed(o[0], one.capture, self._at) for one, o in self._batch if o[0]]
        names = {reading.article.id for reading in told}
        anew = {name for name in names if bytes.fromhex(name) not in self._seen}
        result = put(connection, told, anew=anew)
        self._seen |= {bytes.fromhex(name) for name in anew}
        fresh = set(result.new)
        appeared = [c.id for r in told if r.article.id in fresh for c in r.claims]
        self.total.articles += len(result.new) + len(result.replaced)
        self.total.appeared += [*dict.fromkeys(appeared), *result.appeared]
        self.total.vanished += result.vanished
        self.total.changed += result.changed
        moved = self._move(connection)
        if moved or result.new or result.replaced:
            claims = f"{len(appeared) + len(result.appeared)} claims appeared, "
            claims += f"{len(result.vanished)} vanished, {len(result.changed)} changed"
            note = f"{len(result.new) + len(result.replaced)} articles read otherwise: {claims}"
            first, last = self._batch[0][0].row["id"], self._batch[-1][0].row["id"]
            self._log(connection, "reread", f"captures {first} to {last}", note)

    def _move(self, connection: sa.Connection) -> int:
        """Have captures point at the articles they are read as now. Gives how many changed."""
        before, after = [], []
        for one, outcome in self._batch:
            row = {**one.row, **_pointers(one, outcome)}
            if row != one.row:
                before.append(one.row)
                after.append(row)
        if after:
            connection.execute(
                sa.update(captures)
                .where(captures.c.id == sa.bindparam("which"))
                .values({name: sa.bindparam(f"to_{name}") for name in _POINTERS}),
                [
                    {"which": row["id"], **{f"to_{name}": row[name] for name in _POINTERS}}
                    for row in after
                ],
            )
            mark(connection, [*before, *after])
        return len(after)

    def _log(self, connection: sa.Connection, action: str, subject: str, note: str) -> None:
        entry = custody.Entry(action, subject, note=note)
        custody.append(connection, [entry], at=self._at, operator=self._operator)


_POINTERS = ("article", "failure", "address")


def _pointers(one: _Stored, outcome: Outcome) -> Row:
    """What a capture is read as; one that cannot be read any more keeps what it was read as."""
    reading, failure = outcome
    if reading is None:
        return {"failure": storable(failure)} if one.row["article"] is None else {}
    article = reading.article
    address = key(one.capture.metadata.url) or key(article.url)
    return {"article": article.id, "failure": None, "address": address}
