"""Opens packed files, and stops what unpacks to more than anyone would have packed."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vitne.captures.limits import Limits

_LARGEST_WINDOW = 128 * 1024 * 1024  # bytes that zstd may look back; `zstd --long` asks for it
_PIECE = 256 * 1024
_ZSTD_PIECE = 1024  # 4 bytes of zstd can stand for 128 KiB, so that few are unpacked at once


class _Unpacker(Protocol):
    def read(self, size: int, /) -> bytes:
        """At most so many of the next unpacked bytes; EOFError where they are cut off."""


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    """Open a file packed by gzip or zstd, as its name says, to be read as it was before.

    Reading raises OSError, with the reason, where it is broken, cut off or a bomb.
    """
    with path.open("rb") as raw:
        is_gzip = path.name.lower().endswith(".gz")
        unpacker: _Unpacker = gzip.GzipFile(fileobj=raw) if is_gzip else _Zstd(raw)
        yield cast("BinaryIO", io.BufferedReader(_Guarded(unpacker, raw, limits), _PIECE))


class _Guarded(io.RawIOBase):
    """Unpacked bytes, counted against the packed bytes that they came of."""

    def __init__(self, unpacker: _Unpacker, raw: BinaryIO, limits: Limits) -> None:
        self._unpacker = unpacker
        self._raw = raw
        self._limits = limits
        self._count = 0

    def readable(self) -> bool:
        """That it can be read, which streams are asked for."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack the next bytes.

        Raises:
            OSError: What is packed is broken, cut off or a bomb.
        """
        data = self._next(len(buffer))
        self._count += len(data)
        most = self._limits.unpacks_to(self._raw.tell())
        if self._count > most:
            raise OSError(0, f"a bomb: it unpacks to more than {most:,} bytes")
        buffer[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        try:
            return self._unpacker.read(size)
        except EOFError as error:
            raise OSError(0, "cut off") from error
        except (zlib.error, gzip.BadGzipFile) as error:
            raise OSError(0, f"broken gzip: {error}") from error


class _Zstd:
    """Unpacks the frames of a zstd file, and tells where the last one is cut off."""

    def __init__(self, raw: BinaryIO) -> None:
        import zstandard  # noqa: PLC0415 - only where something is packed by it

        self._error = zstandard.ZstdError
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._raw = raw
        self._ready = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        while not self._ready:
            piece = self._raw.read(_ZSTD_PIECE)
            if not piece:
                if self._frame is not None:
                    raise EOFError
                return b""
            self._ready = memoryview(self._unpacked(piece))
        taken, self._ready = self._ready[:size], self._ready[size:]
        return bytes(taken)

    def _unpacked(self, piece: bytes) -> bytes:
        found = []
        while piece:
            self._frame = self._frame or self._unpacker.decompressobj()
            try:
                found.append(self._frame.decompress(piece))
            except self._error as error:
                raise OSError(0, f"broken zstd: {error}") from error
            piece = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return b"".join(found)
