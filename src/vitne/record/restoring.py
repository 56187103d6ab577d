"""Makes a record of a backup again, after it was proved whole; what stood there is kept aside."""

from __future__ import annotations

import itertools
import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import RecordError
from vitne.record import archive, backup, copying
from vitne.record.addresses import is_server
from vitne.record.backup import FILES
from vitne.record.database import Record
from vitne.record.faults import reason_of_sqlite
from vitne.record.migrations import REVISIONS
from vitne.record.partials import explained, keep, partial

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from vitne.record.backup import Tell

_ASIDE = ".before"
_PATIENCE = 5.0  # seconds to wait for whoever has the record that is to be put aside


class Restored(msgspec.Struct, frozen=True):
    """What was restored, and where that is kept which stood there; None where nothing did.

    `name` is that of the record, without any password.
    """

    name: str
    manifest: archive.Manifest
    aside: Path | None = None


def check(path: Path, *, tell: Tell) -> archive.Manifest:
    """Prove that a backup is whole, without restoring it.

    Raises:
        RecordError: It is damaged, or no backup.
    """
    with explained(path), path.open("rb") as file:
        return _unpacked(path, file, None, tell)


def restore(path: Path, target: str, *, force: bool = False, tell: Tell) -> Restored:
    """Make a record of a backup.

    Args:
        path: The backup.
        target: The path of an SQLite file, or the address of an empty PostgreSQL database.
        force: Whether to put aside the file that stands there.
        tell: Is told how far it has come.

    Raises:
        RecordError: The backup is damaged or none, or something is in its place; that is as it was.
    """
    if is_server(target):
        return _into_server(path, target, tell)
    place = Path(target)
    with explained(place):
        _check(place, force=force)
    with _opened(path) as file, partial(place) as (beside, out):
        manifest = _unpacked(path, file, out, tell)
        out.flush()
        _compare(beside, path, manifest, tell)
        with _aside(place, force=force) as aside:
            keep(out, beside, place)
    return Restored(target, manifest, aside)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with explained(path):
        file = path.open("rb")
    with file:
        yield file


def _check(place: Path, *, force: bool) -> None:
    if place.is_dir():
        raise RecordError(f"{place}: a folder; name a file for the record")
    if place.exists() and not force:
        raise RecordError(
            f"{place}: is there already; --force puts the backup in its place, and keeps this aside"
        )


def _unpacked(path: Path, file: BinaryIO, out: BinaryIO | None, tell: Tell) -> archive.Manifest:
    """Unpack a backup and prove it by its SHA-256."""
    manifest = archive.manifest(file, str(path))
    if manifest.schema not in REVISIONS:
        raise RecordError(
            f"{path}: made by a newer vitne (schema {manifest.schema}); install that one"
        )
    archive.unpack(file, out, manifest, name=str(path), tell=lambda n, of: tell("unpacking", n, of))
    return manifest


def _compare(copy: Path, path: Path, told: archive.Manifest, tell: Tell) -> None:
    """Prove that a record holds what the manifest says."""
    found = backup.look(copy, str(path), tell)
    if (found.rows, found.custody, found.head) != (told.rows, told.custody, told.head):
        raise archive.damaged(str(path))


@contextmanager
def _aside(place: Path, *, force: bool) -> Iterator[Path | None]:
    """Put aside what stands in a place, while nobody has it open; back again if the rest fails."""
    there = [ending for ending in FILES if Path(f"{place}{ending}").exists()]
    if not there:
        yield None
        return
    with _alone(place):
        _check(place, force=force)
        aside = _free(place)
        moved = [e for e in FILES if Path(f"{place}{e}").exists()]  # what is left of the log
        for ending in moved:
            Path(f"{place}{ending}").rename(f"{aside}{ending}")
        try:
            yield aside
        except BaseException:
            for ending in moved:
                Path(f"{aside}{ending}").rename(f"{place}{ending}")
            raise


def _free(place: Path) -> Path:
    """A name beside a place under which nothing is kept."""
    names = (f"{place}{_ASIDE}{n or ''}" for n in itertools.count())
    return next(Path(name) for name in names if not any(Path(f"{name}{e}").exists() for e in FILES))


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Have a database to oneself, all of it in one file; a damaged one is let be as it is."""
    try:
        connection = sqlite3.connect(
            f"{place.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None,
            timeout=_PATIENCE,
        )  # fmt: skip
    except sqlite3.OperationalError:  # it cannot be opened, so nobody has it open
        yield
        return
    with closing(connection):
        try:
            connection.execute("PRAGMA journal_mode = DELETE")  # brings the log into the file
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise RecordError(f"{place}: {reason_of_sqlite(error)}") from error
        yield


def _into_server(path: Path, target: str, tell: Tell) -> Restored:
    """Unpack a backup in a temporary folder, and copy it into an empty database."""
    with _opened(path) as file, tempfile.TemporaryDirectory(prefix="vitne-") as folder:
        copy = Path(folder) / "record.db"
        with explained(copy), copy.open("wb") as out:
            manifest = _unpacked(path, file, out, tell)
        _compare(copy, path, manifest, tell)
        with (
            Record.open(os.fspath(copy)) as source,
            Record.open(target, create=True) as record,
            source.reading() as given,
            record.writing() as taken,
        ):
            copying.copy(given, taken, name=record.name, tell=tell)
    return Restored(record.name, manifest)
