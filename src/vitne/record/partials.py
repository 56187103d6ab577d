"""Writes large files whole or not at all, in a file beside that one process at a time may write."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from vitne.errors import RecordError, said_by_system

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDING = ".part"


@contextmanager
def partial(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """An empty file beside a path, which nobody else writes, and its path; gone in the end
    unless it was kept.

    What a killed process left there is written over.

    Raises:
        RecordError: Another process is at it, or it cannot be written to.
    """
    beside = path.with_name(path.name + ENDING)
    with explained(path), _locked(beside) as file:
        try:
            file.truncate(0)
            yield beside, file
        finally:
            with suppress(FileNotFoundError):  # it has its name
                if beside.stat().st_ino == os.fstat(file.fileno()).st_ino:
                    beside.unlink()


def keep(file: BinaryIO, beside: Path, path: Path) -> None:
    """Have a file on the disk before it gets its name, and the name after that."""
    file.flush()
    os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def explained(path: Path | str) -> Iterator[None]:
    """Say what the system says in words that a person knows, with the name of the file.

    Raises:
        RecordError: The system said something.
    """
    try:
        yield
    except OSError as error:
        raise RecordError(f"{path}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full; nothing was changed"
        case errno.EFBIG:
            return "larger than a file may be here; nothing was changed"
        case errno.ENOENT:
            return "there is no such file or folder"
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return f"{(error.strerror or 'not allowed').lower()}: may its folder be written to?"
        case _:
            return said_by_system(error)


@contextmanager
def _locked(beside: Path) -> Iterator[BinaryIO]:
    """Open a file that only this process may write; it may hold what another one left."""
    while True:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT, 0o666), "r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RecordError(
                    f"{beside}: another process is writing it; try again when that is done"
                ) from None
            # Whoever had it may have given it its name since it was opened.
            with suppress(FileNotFoundError):
                if beside.stat().st_ino == os.fstat(file.fileno()).st_ino:
                    yield file
                    return
