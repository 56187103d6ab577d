"""The log of custody: who did what to a record, when and with which tool.

Each entry carries a digest over itself and the digest before, so that an entry that is changed,
taken out or put in between breaks the chain (Berkeley Protocol: chain of custody). Who can write
to the database can write a whole new chain: keep the last digest elsewhere to prove against that.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.packs import versions
from vitne.record.schema import custody
from vitne.record.texts import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_START = "0" * 64  # stands before the first entry
_PAGE = 1000


class Entry(msgspec.Struct, frozen=True):
    """Something done to a record: "capture" of "urix/2020-10-04.txt", with the hash of its bytes."""

    action: str
    subject: str
    sha256: str | None = None
    note: str = ""


class Logged(msgspec.Struct, frozen=True):
    """An entry as it stands in the log; `at` is UTC, ISO 8601."""

    id: int
    at: str
    action: str
    subject: str
    sha256: str | None
    tool: str
    operator: str
    note: str
    digest: str


def tool() -> str:
    """This tool with its version and that of its packs: "vitne 0.1.0+packs.3f2a91bc6d10"."""
    return versions.software()


def append(connection: sa.Connection, entries: Iterable[Entry], *, at: str, operator: str) -> None:
    """Add entries to the log, in the transaction of what they tell of."""
    last, before = _last(connection)
    rows = []
    for number, entry in enumerate(entries, last + 1):
        logged = Logged(
            number, at, entry.action, storable(entry.subject), entry.sha256, tool(),
            storable(operator), storable(entry.note), before,
        )  # fmt: skip
        before = digest_of(logged, before)
        rows.append(msgspec.structs.asdict(msgspec.structs.replace(logged, digest=before)))
    if rows:
        connection.execute(custody.insert(), rows)


def digest_of(entry: Logged, before: str) -> str:
    """SHA-256 of the digest before, a newline, and the entry as a compact JSON array in UTF-8.

    The array is [id, at, action, subject, sha256, tool, operator, note].
    """
    told = msgspec.json.encode(msgspec.structs.astuple(entry)[:-1])
    return hashlib.sha256(before.encode() + b"\n" + told).hexdigest()


def log(connection: sa.Connection) -> Iterator[Logged]:
    """The whole log, oldest first."""
    last = 0
    while page := _page(connection, last):
        yield from page
        last = page[-1].id


def broken(found: Iterable[Logged]) -> Iterator[str]:
    """What is wrong with a log; nothing where each digest follows from the one before."""
    before, last = _START, 0
    for entry in found:
        if entry.id != last + 1:
            yield f"custody: entries {last + 1} to {entry.id - 1} are missing"
        if digest_of(entry, before) != entry.digest:
            yield f"custody: entry {entry.id} ({entry.action} {entry.subject}) was changed"
        before, last = entry.digest or "", entry.id  # none where the page was zeroed


def export(connection: sa.Connection) -> Iterator[bytes]:
    """The whole log as JSON, one entry a line, oldest first."""
    for entry in log(connection):
        yield msgspec.json.encode(entry) + b"\n"


def _last(connection: sa.Connection) -> tuple[int, str]:
    found = connection.execute(
        sa.select(custody.c.id, custody.c.digest).order_by(custody.c.id.desc()).limit(1)
    ).first()
    return (found.id, found.digest) if found else (0, _START)


def _page(connection: sa.Connection, last: int) -> Sequence[Logged]:
    rows = connection.execute(
        sa.select(custody).where(custody.c.id > last).order_by(custody.c.id).limit(_PAGE)
    )
    return [Logged(*row) for row in rows]
