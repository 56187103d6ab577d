"""Cuts files into pieces that several machines read, as if one had read the whole file.

A file of lines is cut between lines, a Parquet file between row groups; all others stay whole.
"""

from __future__ import annotations

import hashlib
import io
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from vitne.captures import lines, paths
from vitne.captures.capture import capture
from vitne.captures.limits import CaptureFailure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from vitne.captures.making import Settings
    from vitne.model import Capture

_BLOCK = 1024 * 1024
_BUFFER = 256 * 1024


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a file that is read by itself; the whole file where `end` is None.

    `start` and `end` are bytes of a file of lines, and numbers of row groups of a Parquet file.
    `path` is absolute, in the bytes of the file system; `name` is how a person named the file.
    """

    path: bytes
    name: str
    size: int  # bytes, about
    start: int = 0
    end: int | None = None
    before: int = 0  # lines in front of it


class Examined(msgspec.Struct, frozen=True):
    """A file as it was when it was cut: size in bytes, time of its last change, SHA-256."""

    path: bytes
    name: str
    size: int
    changed: int  # nanoseconds since 1970
    sha256: str
    pieces: tuple[Piece, ...]


def stamp(path: bytes) -> tuple[int, int]:
    """The size of a file with what is beside it, and when it was last changed.

    Raises:
        OSError: It cannot be looked at.
    """
    found = [Path(os.fsdecode(one)).stat() for one in _with_beside(path)]
    return sum(one.st_size for one in found), max(one.st_mtime_ns for one in found)


def examine(path: bytes, name: str, most: int) -> Examined:
    """Look through a file, and cut it into pieces of about `most` bytes.

    Raises:
        OSError: It cannot be read.
    """
    size, changed = stamp(path)
    seen = _Seen(path, most)
    for one in _with_beside(path):
        seen.read(one)
    whole = Piece(path, name, size)
    found = _tables(whole, most) if _is_table(path) else _lines(whole, seen)
    return Examined(path, name, size, changed, seen.digest.hexdigest(), tuple(found))


def read(piece: Piece, settings: Settings) -> Iterator[Capture | CaptureFailure]:
    """The reports of a piece, named as if the whole file were read under its name."""
    path = Path(os.fsdecode(piece.path))
    long = paths.name_of(path)
    for item in _read(piece, path, settings):
        if piece.end is not None and item == CaptureFailure(long, "empty"):
            continue  # blank lines only; others of the file are not
        yield msgspec.structs.replace(item, file=piece.name + item.file.removeprefix(long))


def _read(piece: Piece, path: Path, settings: Settings) -> Iterator[Capture | CaptureFailure]:
    name = paths.name_of(path)
    if piece.end is None:
        yield from capture(
            [str(path)], metadata=settings.metadata, limits=settings.limits, now=settings.now
        )
    elif _is_table(piece.path):
        from vitne.captures import parquet  # noqa: PLC0415 - pyarrow only where it is needed

        yield from parquet.read_file(path, settings, groups=range(piece.start, piece.end))
    else:
        try:
            with path.open("rb") as stream:
                stream.seek(piece.start)
                stretch = io.BufferedReader(_Stretch(stream, piece.end - piece.start), _BUFFER)
                part = cast("BinaryIO", stretch)
                yield from lines.read_stream(name, part, settings, before=piece.before)
        except OSError as error:
            yield CaptureFailure(name, paths.reason_of(error))


class _Stretch(io.RawIOBase):
    """The next bytes of a file, and then its end."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size

    def readable(self) -> bool:
        """That it can be read, which streams are asked for."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give the next bytes, none at the end."""
        found = self._stream.read(min(len(buffer), self._left))
        buffer[: len(found)] = found
        self._left -= len(found)
        return len(found)


class _Seen:
    """The bytes of a file as they go by: their hash, and places between lines to cut at."""

    def __init__(self, path: bytes, most: int) -> None:
        self.digest = hashlib.sha256()
        self.cuts = [(0, 0)]  # byte, lines in front of it
        self.blank = True
        self._most = most
        self._wanted = os.fsdecode(path).lower().endswith(paths.LINES) and not _is_packed(path)
        self._at = 0
        self._lines = 0

    def read(self, path: bytes) -> None:
        """Let the bytes of a file go by."""
        with Path(os.fsdecode(path)).open("rb") as file:
            for block in iter(lambda: file.read(_BLOCK), b""):
                self.digest.update(block)
                if self._wanted:
                    self._cut(block)

    def _cut(self, block: bytes) -> None:
        self.blank = self.blank and not block.strip()
        begun = 0
        while (due := self.cuts[-1][0] + self._most - self._at) < len(block):
            end = block.find(b"\n", max(due, begun)) + 1
            if not end:
                break
            self._lines += block.count(b"\n", begun, end)
            self.cuts.append((self._at + end, self._lines))
            begun = end
        self._lines += block.count(b"\n", begun)
        self._at += len(block)


def _lines(whole: Piece, seen: _Seen) -> list[Piece]:
    ends = [*seen.cuts, (whole.size, 0)] if seen.cuts[-1][0] < whole.size else seen.cuts
    if seen.blank or len(ends) <= 2:
        return [whole]
    return [
        msgspec.structs.replace(whole, size=end - start, start=start, end=end, before=before)
        for (start, before), (end, _) in pairwise(ends)
    ]


def _tables(whole: Piece, most: int) -> list[Piece]:
    from vitne.captures import parquet  # noqa: PLC0415 - pyarrow only where it is needed

    sizes = parquet.group_sizes(Path(os.fsdecode(whole.path)))
    found: list[Piece] = []
    start = held = 0
    for number, size in enumerate(sizes, 1):
        held += size
        if held >= most or number == len(sizes):
            found.append(msgspec.structs.replace(whole, size=held, start=start, end=number))
            start, held = number, 0
    return found if len(found) > 1 else [whole]


def _with_beside(path: bytes) -> list[bytes]:
    """A file, and NAME.meta.json beside it."""
    beside = os.path.splitext(path)[0] + os.fsencode(paths.META)  # noqa: PTH122 - bytes
    return [path, beside] if os.path.isfile(beside) else [path]  # noqa: PTH113 - bytes


def _is_table(path: bytes) -> bool:
    return os.fsdecode(path).lower().endswith(paths.TABLES)


def _is_packed(path: bytes) -> bool:
    return os.fsdecode(path).lower().endswith(paths.PACKED)
