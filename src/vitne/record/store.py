"""Keeps captures, and what was read of them, in a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa
import zstandard

from vitne.record import custody
from vitne.record.readings import put
from vitne.record.rows import capture_row, chunks, clean, identity_of, seal_of
from vitne.record.schema import articles, blobs, captures
from vitne.record.superseding import mark
from vitne.record.texts import key, storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from vitne.model import Capture, Reading
    from vitne.record.rows import Row

CAPTURE = "capture"  # the action of an entry in the log of custody
SEAL = "seal "  # begins its note


class Taken(msgspec.Struct, frozen=True):
    """A capture, and what came of reading it: a reading, or the reason why there is none.

    `headers` are those the server sent with it. Neither reading nor failure: not read yet.
    """

    capture: Capture
    headers: dict[str, str] | None = None
    reading: Reading | None = None
    failure: str | None = None


class Kept(msgspec.Struct, frozen=True):
    """What came of a batch: how many captures are new, known already, and could not be read.

    `new` and `replaced` are the ids of articles.
    """

    captured: int = 0
    known: int = 0
    unread: int = 0  # of those captured
    new: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


def known(connection: sa.Connection, found: Sequence[Capture]) -> list[bool]:
    """Which of some captures are in the record: the same file, bytes and metadata."""
    identities = [identity_of(clean(capture)) for capture in found]
    there = _there(connection, captures.c.identity, identities)
    return [identity in there for identity in identities]


def keep(connection: sa.Connection, taken: Sequence[Taken], *, at: str, operator: str) -> Kept:
    """Keep captures with what was read of them; what is there already is let be.

    Args:
        connection: A transaction that may write; the batch is kept with it, or lost with it.
        taken: In the order in which they were captured.
        at: Now, UTC, ISO 8601: of the log of custody, and of captures that tell no time.
        operator: Who does it.
    """
    fresh = _fresh(connection, taken)
    _keep_bytes(connection, [one.capture for one in fresh.values()])
    result = put(
        connection, [timed(one.reading, one.capture, at) for one in fresh.values() if one.reading]
    )
    last = connection.execute(sa.select(sa.func.max(captures.c.id))).scalar() or 0
    rows = [{"id": n, **_row(one, at)} for n, one in enumerate(fresh.values(), last + 1)]
    if rows:
        connection.execute(captures.insert(), rows)
        custody.append(connection, map(_entry, rows, fresh.values()), at=at, operator=operator)
        mark(connection, rows, there=set(result.new))
        _unlink(connection, {row["article"] for row in rows} - {None, *result.new})
    return Kept(
        captured=len(rows),
        known=len(taken) - len(rows),
        unread=sum(one.failure is not None for one in fresh.values()),
        new=result.new,
        replaced=result.replaced,
    )


def unpack(packed: bytes) -> bytes:
    """The bytes of a blob as they were captured."""
    return zstandard.ZstdDecompressor().decompress(packed)


def _fresh(connection: sa.Connection, taken: Iterable[Taken]) -> dict[str, Taken]:
    """The captures that are not in the record, by identity."""
    told: dict[str, Taken] = {}
    for one in taken:
        cleaned = msgspec.structs.replace(one, capture=clean(one.capture))
        told.setdefault(identity_of(cleaned.capture), cleaned)
    there = _there(connection, captures.c.identity, told)
    return {identity: one for identity, one in told.items() if identity not in there}


def _there(
    connection: sa.Connection, column: sa.Column[str], values: Iterable[str]
) -> Collection[str]:
    found: set[str] = set()
    for some in chunks(values):
        found.update(connection.execute(sa.select(column).where(column.in_(some))).scalars())
    return found


def _keep_bytes(connection: sa.Connection, found: Sequence[Capture]) -> None:
    """Keep each run of bytes once, by its hash."""
    contents = {capture.sha256: capture.data for capture in found}
    there = _there(connection, blobs.c.sha256, contents)
    packer = zstandard.ZstdCompressor()
    rows = [
        {"sha256": sha256, "size": len(data), "packed": packer.compress(data)}
        for sha256, data in contents.items()
        if sha256 not in there
    ]
    if rows:
        connection.execute(blobs.insert(), rows)


def _unlink(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Have articles linked again: one more file holds them."""
    for some in chunks(ids):
        connection.execute(sa.update(articles).where(articles.c.id.in_(some)).values(linked=False))


def timed(reading: Reading, capture: Capture, at: str) -> Reading:
    """A reading with a time of capturing: that of its capture, or else now."""
    if reading.article.captured_at is not None:
        return reading
    article = msgspec.structs.replace(reading.article, captured_at=capture.captured_at or at)
    return msgspec.structs.replace(reading, article=article)


def _row(one: Taken, at: str) -> Row:
    row = capture_row(one.capture, one.headers, at=at, tool=custody.tool())
    if one.reading is not None:
        row["article"] = one.reading.article.id
        row["address"] = row["address"] or key(one.reading.article.url)
    row["failure"] = storable(one.failure)
    return row


def _entry(row: Row, one: Taken) -> custody.Entry:
    read = f"article {row['article']}" if one.reading else f"not read: {one.failure}"
    note = f"{SEAL}{seal_of(row)}; {read}"
    return custody.Entry(CAPTURE, one.capture.file, one.capture.sha256, note)
