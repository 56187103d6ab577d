"""Opens packed files, and stops what unpacks to more than anyone would have packed."""

from __future__ import annotations

import io
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vitne.captures.limits import Limits

_LARGEST_WINDOW = 128 * 1024 * 1024  # bytes that zstd may look back; `zstd --long` asks for it
_BUFFER = 256 * 1024
_PIECE = 1024  # packed bytes at once: 4 bytes of zstd can stand for 128 KiB


class _Frame(Protocol):
    """Unpacks one frame of zstd, or one member of gzip."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    """Open a file packed by gzip or zstd, as its name says, to be read as it was before.

    Reading raises OSError, with the reason, where it is broken, cut off or a bomb.
    """
    begin, error = _gzip() if path.name.lower().endswith(".gz") else _zstd()
    with path.open("rb") as raw:
        unpacked = _Unpacked(raw, begin, error, limits)
        yield cast("BinaryIO", io.BufferedReader(unpacked, _BUFFER))


def _gzip() -> tuple[Callable[[], _Frame], type[Exception]]:
    return lambda: zlib.decompressobj(16 + zlib.MAX_WBITS), zlib.error


def _zstd() -> tuple[Callable[[], _Frame], type[Exception]]:
    import zstandard  # noqa: PLC0415 - only where something is packed by it

    unpacker = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
    return unpacker.decompressobj, zstandard.ZstdError


class _Unpacked(io.RawIOBase):
    """The bytes of all frames, counted against the packed bytes that they came of.

    What could be unpacked is given before anything is said of what could not.
    """

    def __init__(
        self,
        raw: BinaryIO,
        begin: Callable[[], _Frame],
        error: type[Exception],
        limits: Limits,
    ) -> None:
        self._raw = raw
        self._begin = begin
        self._error = error
        self._limits = limits
        self._frame: _Frame | None = None
        self._ready = memoryview(b"")
        self._failure: OSError | None = None
        self._count = 0

    def readable(self) -> bool:
        """That it can be read, which streams are asked for."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give the next bytes, none at the end.

        Raises:
            OSError: What is packed is broken, cut off or a bomb.
        """
        while not self._ready:
            if self._failure is not None:
                raise self._failure
            piece = self._raw.read(_PIECE)
            if not piece:
                if self._frame is not None:
                    raise OSError(0, "cut off")
                return 0
            self._unpack(piece)
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _unpack(self, piece: bytes) -> None:
        found = []
        while piece := self._without_padding(piece):
            self._frame = self._frame or self._begin()
            try:
                found.append(self._frame.decompress(piece))
            except self._error as error:
                self._failure = OSError(0, f"packed bytes that are broken: {error}")
                break
            piece = self._frame.unused_data if self._frame.eof else b""
            self._frame = None if self._frame.eof else self._frame
        unpacked = b"".join(found)
        most = self._limits.unpacks_to(self._raw.tell())
        self._ready = memoryview(unpacked)[: most - self._count]
        self._count += len(unpacked)
        if self._count > most:
            self._failure = OSError(0, f"a bomb: it unpacks to more than {most:,} bytes")

    def _without_padding(self, piece: bytes) -> bytes:
        """Leave out the NUL with which tapes and disks fill up what follows the last frame."""
        return piece if self._frame is not None else piece.lstrip(b"\x00")
