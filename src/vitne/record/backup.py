"""Makes a backup of a record while it is in use: one file, as it was at one moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import RecordError
from vitne.record import archive, copying, custody
from vitne.record.database import Record
from vitne.record.faults import reason_of_sqlite
from vitne.record.partials import explained, keep, partial
from vitne.record.schema import METADATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import sqlalchemy as sa

    Tell = Callable[[str, int, int], None]  # what is done, how far, of how much

_PAGES = 2048  # copied at once; between them Ctrl-C is heard
_COPY = ".db"  # ends the name of the copy that is packed
FILES = ("", "-wal", "-shm", "-journal")  # the endings of what SQLite keeps of a database


class Wish(msgspec.Struct, frozen=True):
    """Where a backup is to be, and when it is made (UTC, ISO 8601)."""

    path: Path
    at: str
    force: bool = False  # whether it may take the place of another file


def backup(record: Record, wish: Wish, *, tell: Tell) -> archive.Manifest:
    """Make a backup of a record; others may read it and write to it meanwhile.

    The copy is looked through before it is packed, so that no damaged record takes the place of a
    good backup. Beside the backup there must be room for the whole record while it is made.

    Args:
        record: As `Record.connect` opened it, at whatever schema.
        wish: Where to.
        tell: Is told how far it has come.

    Raises:
        RecordError: It is no record, or a damaged one; or there is a file in that place, or no room.
    """
    _check(record, wish)
    with partial(wish.path) as (beside, out):
        copy = beside.with_name(beside.name + _COPY)
        try:
            schema = _copy(record, copy, tell)
            told = look(copy, record.name, tell)
            with copy.open("rb") as database:
                size = copy.stat().st_size
                done = archive.pack(
                    database, out, size=size, tell=lambda n, of: tell("packing", n, of)
                )
            name = Path(record.name).name if record.is_sqlite else record.name
            manifest = archive.made(
                done, record=name, made_at=wish.at, tool=custody.tool(), schema=schema,
                rows=told.rows, custody=told.custody, head=told.head,
            )  # fmt: skip
            archive.seal(out, manifest)
            _free(wish)  # somebody may have put a file there meanwhile
            keep(out, beside, wish.path)
        finally:
            _remove(copy)
    return manifest


class Looked(msgspec.Struct, frozen=True):
    """What a copy of a record holds: rows by table, entries of the log, the digest of the last."""

    rows: dict[str, int]
    custody: int
    head: str


def look(path: Path, name: str, tell: Tell) -> Looked:
    """Look through a copy of a record that nobody else has: its pages, its log of custody.

    Raises:
        RecordError: It is damaged.
    """
    try:
        with closing(_still(path)) as connection:
            tell("looking through", 0, 1)
            for (said,) in connection.execute("PRAGMA quick_check(1)"):
                if said != "ok":
                    raise sqlite3.DatabaseError(" ".join(said.split()))
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
            rows = {
                table.name: connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608 - a name of ours
                for table in METADATA.sorted_tables
                if table.name in tables
            }
            broken, entries, head = _chain(connection)
    except sqlite3.DatabaseError as error:
        said = reason_of_sqlite(error) or f"damaged: {error}"
        raise RecordError(f"{name}: {said}; no backup was made") from error
    if broken:
        raise RecordError(f"{name}: {broken}; no backup was made (`vitne verify` tells more)")
    return Looked(rows, entries, head)


def _still(path: Path) -> sqlite3.Connection:
    """A database that nobody writes to, so that nothing is put beside it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)


def _chain(connection: sqlite3.Connection) -> tuple[str | None, int, str]:
    """The first fault of the log of custody, its number of entries, the digest of the last."""
    last = custody.Logged(0, "", "", "", None, "", "", "", "")

    def noted() -> Iterator[custody.Logged]:
        nonlocal last
        names = ", ".join(custody.Logged.__struct_fields__)
        for row in connection.execute(f"SELECT {names} FROM custody ORDER BY id"):  # noqa: S608 - names of ours
            last = custody.Logged(*row)
            yield last

    broken = next(custody.broken(noted()), None)
    return broken, last.id, last.digest


def _check(record: Record, wish: Wish) -> None:
    """Whether a backup may be made there."""
    with explained(wish.path):
        if wish.path.is_dir():
            raise RecordError(f"{wish.path}: a folder; name a file for the backup")
        if wish.path.exists() and record.is_sqlite and wish.path.samefile(record.name):
            raise RecordError(f"{wish.path}: the record itself; name another file for the backup")
    _free(wish)


def _free(wish: Wish) -> None:
    if wish.path.exists() and not wish.force:
        raise RecordError(f"{wish.path}: is there already; --force puts the backup in its place")


def _copy(record: Record, path: Path, tell: Tell) -> str:
    """Copy a record as it is at one moment into a file, and give its schema."""
    _remove(path)  # what a killed process left
    with record.reading() as source:
        schema = record.schema(source)
        if record.is_sqlite:
            _copy_pages(source, path, tell)
            return schema
        with Record.open(str(path), create=True) as target, target.writing() as connection:
            copying.copy(source, connection, name=target.name, tell=tell)
    return schema


def _remove(path: Path) -> None:
    for ending in FILES:
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _copy_pages(source: sa.Connection, path: Path, tell: Tell) -> None:
    """Copy page by page. The transaction of the source keeps the moment, whoever writes on."""
    driver = source.connection.driver_connection
    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")  # it is gone in the end
        try:
            driver.backup(  # type: ignore[union-attr]
                target,
                pages=_PAGES,
                progress=lambda _, left, of: tell("copying", of - left, of),
            )
        except sqlite3.Error as error:  # mostly that of the copy: the source is only read
            reason = reason_of_sqlite(error)
            if reason is None:
                raise
            raise RecordError(f"{path}: {reason}") from error
