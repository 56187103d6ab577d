"""Opens a record: an SQLite file or a PostgreSQL database, at the newest schema."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.record.addresses import is_server, reach
from vitne.record.faults import reason_of, undecodable
from vitne.record.migrations import REVISIONS, VERSION_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator


_PATIENCE = 60.0  # seconds that a writer waits for another
_LOCK = 0x7669746E65  # "vitne": the advisory lock of writers, who take turns as in SQLite
_MAGIC = b"SQLite format 3\x00"
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    # With WAL a killed process loses nothing at NORMAL either; FULL keeps what is committed through
    # a power cut too, and costs one sync of the disk a batch.
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",  # KiB
    "PRAGMA temp_store = MEMORY",
)


class Record:
    """A record of captures, claims, incidents and judgements, opened for reading and writing.

    A context manager that closes it. `name` is what the person called it, without any password.
    """

    def __init__(
        self, engine: sa.Engine, name: str, *, patience: float = _PATIENCE, lock: int = _LOCK
    ) -> None:
        self.engine = engine
        self.name = name
        self._patience = patience
        self._lock = lock

    @classmethod
    def open(cls, target: str, *, create: bool = False, patience: float = _PATIENCE) -> Record:
        """Open a record, and bring it to the newest schema.

        Args:
            target: The path of an SQLite file, or a postgresql:// address.
            create: Whether to make a record where there is nothing yet.
            patience: Seconds to wait for another process that is writing.

        Raises:
            RecordError: There is no record, it is something else, or it cannot be used.
        """
        record = cls.connect(target, create=create, patience=patience)
        try:
            record._prepare(create=create)
        except BaseException:
            record.close()
            raise
        return record

    @classmethod
    def connect(cls, target: str, *, create: bool = False, patience: float = _PATIENCE) -> Record:
        """A database as it is, whatever it holds; what keeps more than a record makes its own tables.

        Raises:
            RecordError: There is no database, or what is there is none.
        """
        if is_server(target):
            return cls(*reach(target), patience=patience)
        return cls(_sqlite(target, create=create, patience=patience), target, patience=patience)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One transaction that sees the record at one moment.

        Raises:
            RecordError: The record cannot be read.
        """
        with self._explaining(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction that alone may write; all of it is kept, or nothing.

        Raises:
            RecordError: The record cannot be written to, or another process wrote for too long.
        """
        with self._explaining(), self.engine.connect() as connection:
            connection = connection.execution_options(vitne_writing=True)
            with connection.begin():
                if not self.is_sqlite:
                    wait = int(self._patience * 1000)
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({self._lock})")
                yield connection

    def schema(self, connection: sa.Connection) -> str:
        """The schema that it stands at.

        Raises:
            RecordError: It is no record, or one of a newer vitne.
        """
        found = self._revision(connection)
        if found is None:
            raise RecordError(f"{self.name}: an empty database, not a record yet")
        return found

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            reason = reason_of(error)
            if reason is None:
                raise
            raise RecordError(f"{self.name}: {reason}") from error
        except msgspec.DecodeError as error:
            raise RecordError(f"{self.name}: {undecodable(error)}") from error

    def _prepare(self, *, create: bool) -> None:
        """See what is there, and make a record of it or bring it up to date where need be."""
        with self.reading() as connection:
            revision = self._revision(connection)
        if revision == REVISIONS[-1]:
            return
        if revision is None and not create:
            raise RecordError(f"{self.name}: an empty database, not a record yet")
        if revision is None and self.is_sqlite:
            self._write_ahead()
        with self.writing() as connection:
            self._migrate(connection)

    def _revision(self, connection: sa.Connection) -> str | None:
        """The schema it stands at; None for an empty database."""
        tables = sa.inspect(connection).get_table_names()
        if VERSION_TABLE not in tables:
            if tables:
                some = ", ".join(sorted(tables)[:3])
                raise RecordError(f"{self.name}: a database, but not a record: it holds {some}")
            return None
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
        if found is not None and found not in REVISIONS:
            raise RecordError(
                f"{self.name}: made by a newer vitne (schema {found}); install that one"
            )
        return found

    def _write_ahead(self) -> None:
        """Let readers go on while one writes; SQLite keeps that in the file."""
        with self._explaining(), self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            driver.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]

    def _migrate(self, connection: sa.Connection) -> None:
        """Take the steps that are missing, all in one transaction."""
        if self._revision(connection) == REVISIONS[-1]:
            return  # another process was faster
        if not self.is_sqlite:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
            if encoding != "UTF8":
                raise RecordError(f"{self.name}: a database in {encoding}; a record needs UTF8")
        migrate(connection)


def migrate(connection: sa.Connection, revision: str = REVISIONS[-1]) -> None:
    """Bring the database of a connection to a schema, inside its transaction."""
    from alembic import command  # noqa: PLC0415 - only where a schema is made or changed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "vitne:record/migrations/scripts")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _sqlite(target: str, *, create: bool, patience: float) -> sa.Engine:
    path = _checked(target, create=create)
    mode = "rwc" if create else "rw"

    def connect() -> sqlite3.Connection:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        try:
            return _connect(uri, patience)
        except sqlite3.OperationalError:
            # A record in WAL on a medium or in a folder that cannot be written to.
            if os.access(path.absolute().parent, os.W_OK) or not path.is_file():
                raise
            _check_log(path)
            return _connect(f"{path.absolute().as_uri()}?immutable=1", patience)

    # What is put into statements are words of reports and of people: no traceback shows them.
    engine = sa.create_engine(
        "sqlite://", creator=connect, poolclass=sa.QueuePool, hide_parameters=True
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _check_log(path: Path) -> None:
    """Whether all of a record is in its file, so that it can be read without the log beside it."""
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size:
        raise RecordError(
            f"{path}: read-only, and what was written last is in {log}; "
            "copy both into a folder that may be written to"
        )


def _connect(uri: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get("vitne_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _checked(target: str, *, create: bool) -> Path:
    """The path of a record, once it is clear that it can be one."""
    try:
        mode = Path(target).stat().st_mode if target and "\x00" not in target else 0
    except FileNotFoundError:
        if create:
            return Path(target)
        raise RecordError(f"{target}: there is no such record; `vitne capture` makes one") from None
    except OSError as error:
        raise RecordError(f"{target}: {(error.strerror or 'cannot be opened').lower()}") from error
    if stat.S_ISDIR(mode):
        raise RecordError(f"{target}: a folder, not a record")
    if not stat.S_ISREG(mode):
        raise RecordError(f"{target!r}: not a file, so no record")
    try:
        with Path(target).open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise RecordError(f"{target}: {(error.strerror or 'cannot be opened').lower()}") from error
    if head not in (b"", _MAGIC):
        raise RecordError(f"{target}: a file, but not a record: it is no SQLite database")
    return Path(target)
