"""The register of a record: who may use it, who is signed in, and what they did.

It stands beside the record and not in it, for a record is copied, published and taken along:
`war.db.people` beside `war.db`, for its owner alone to read; in PostgreSQL the schema `vitne_people`
of the same database, with rights of its own (docs/decisions/0009-people.md).
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.record import custody
from vitne.record.database import Record
from vitne.record.schema import custody as log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = "vitne_people"  # in PostgreSQL
ENDING = ".people"  # of the file beside an SQLite file
_VERSION = 1
_LOCK = 0x7669746E66  # the advisory lock of those who write to the register
_PATIENCE = 20.0  # seconds that a writer waits for another

METADATA = sa.MetaData()

version = sa.Table("register", METADATA, sa.Column("version", sa.Integer, nullable=False))

people = sa.Table(
    "people",
    METADATA,
    sa.Column("id", sa.String(8), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),  # SHA-256 of the token
    sa.Column("made", sa.String(20), nullable=False),
    sa.Column("used", sa.String(20)),
    sa.Column("expires", sa.String(20), nullable=False),
    sa.Column("revoked", sa.String(20)),
)

sessions = sa.Table(
    "sessions",
    METADATA,
    sa.Column("digest", sa.String(64), primary_key=True),  # SHA-256 of what the cookie holds
    sa.Column("token", sa.String(64), nullable=False),  # SHA-256 of the token that was shown
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("made", sa.BigInteger, nullable=False),  # seconds since 1970
    sa.Column("seen", sa.BigInteger, nullable=False),
)

tries = sa.Table(
    "tries",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("address", sa.Text, nullable=False, index=True),
    sa.Column("at", sa.Float, nullable=False, index=True),  # seconds since 1970
)


class Register:
    """The register beside a record, opened."""

    def __init__(self, database: Record, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self.clock = clock

    @classmethod
    def beside(
        cls, record: Record, *, create: bool = False, clock: Callable[[], float] = time.time
    ) -> Register | None:
        """The register of a record; None where it has none and none is to be made.

        Raises:
            RecordError: It cannot be opened or made, or was made by a newer vitne.
        """
        database = _in_file(record, create=create) if record.is_sqlite else _in_schema(record)
        if database is None:
            return None
        try:
            there = _prepare(database, create=create)
        except BaseException:
            database.close()
            raise
        return cls(database, clock) if there else None

    @property
    def name(self) -> str:
        """Where it is, as a person calls it."""
        return self._database.name

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One transaction that sees the register at one moment."""
        with self._database.reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction that alone may write."""
        with self._database.writing() as connection:
            yield connection

    def now(self) -> str:
        """The time now, UTC, ISO 8601, to the second."""
        return moment(self.clock())

    def note(self, connection: sa.Connection, entry: custody.Entry, *, operator: str) -> None:
        """Write into the log what is done in a transaction."""
        custody.append(connection, [entry], at=self.now(), operator=operator)

    def log(self, last: int | None = None) -> list[custody.Logged]:
        """What was done, oldest first: all of it, or so many entries at the end."""
        query = sa.select(log).order_by(log.c.id.desc()).limit(last)
        with self.reading() as connection:
            return [custody.Logged(*row) for row in connection.execute(query)][::-1]

    def broken(self) -> list[str]:
        """What is wrong with the log; nothing where every entry follows from the one before."""
        with self.reading() as connection:
            found = custody.broken(custody.log(connection))
            return [f"{self.name}: {fault.replace('custody', 'audit', 1)}" for fault in found]

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def moment(seconds: float) -> str:
    """Seconds since 1970 as UTC, ISO 8601, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _in_file(record: Record, *, create: bool) -> Record | None:
    path = Path(record.name + ENDING)
    if not path.exists():
        if not create:
            return None
        try:  # for nobody else to read, from its first byte on
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            told = (error.strerror or "cannot be made").lower()
            raise RecordError(f"{path}: {told}; sign-ins are kept there") from error
    return Record.connect(str(path), patience=_PATIENCE)


def _in_schema(record: Record) -> Record:
    engine = record.engine.execution_options(schema_translate_map={None: SCHEMA})
    return Record(engine, f"{record.name} ({SCHEMA})", patience=_PATIENCE, lock=_LOCK)


def _prepare(database: Record, *, create: bool) -> bool:
    """Whether there is a register now; it is made where that is wanted."""
    found = _version(database)
    if found is None and create:
        _make(database)
        found = _VERSION
    if found is not None and found > _VERSION:
        raise RecordError(f"{database.name}: made by a newer vitne; install that one")
    return found is not None


def _version(database: Record) -> int | None:
    where = None if database.is_sqlite else SCHEMA
    with database.reading() as connection:
        if not sa.inspect(connection).has_table(version.name, schema=where):
            return None
        return connection.execute(sa.select(version.c.version)).scalar()


def _make(database: Record) -> None:
    if database.is_sqlite:  # so that readers go on while one writes
        raw = database.engine.raw_connection()
        raw.cursor().execute("PRAGMA journal_mode = WAL")
        raw.close()
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.execute(sa.schema.CreateSchema(SCHEMA, if_not_exists=True))
        METADATA.create_all(connection)
        log.create(connection, checkfirst=True)
        if connection.execute(sa.select(version.c.version)).scalar() is None:
            connection.execute(version.insert(), {"version": _VERSION})
