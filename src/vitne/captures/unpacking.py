"""Unpacks what servers pack on the way: gzip, deflate, brotli, chunks; never beyond a limit."""

from __future__ import annotations

import re
import zlib
from typing import Protocol

from vitne.captures.making import too_long

ENCODINGS = "gzip, deflate, br"  # what a server is asked for
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r\n")
_MOST_STREAMS = 1000  # gzip streams one after another; each costs as much as 18 bytes can


class UnpackingError(Exception):
    """Bytes that are broken, cut off, or too many once unpacked; the message says which."""


class Unpacker(Protocol):
    """Takes packed bytes piece by piece."""

    def feed(self, piece: bytes) -> bytes:
        """Unpack a piece; UnpackingError where it is broken or the limit is passed."""

    def finish(self) -> None:
        """Tell that this was all; UnpackingError where it is not."""


def unpacker(encoding: str, limit: int) -> Unpacker:
    """An unpacker of a Content-Encoding ("gzip", "" for none), for at most `limit` bytes.

    Raises:
        UnpackingError: It is none that was asked for.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain(limit)
        case "gzip" | "x-gzip" | "deflate":
            return _Zlib(limit)
        case "br":
            return _Brotli(limit)
        case other:
            raise UnpackingError(f"packed as {other[:100]!r}, which was not asked for")


def unpack(data: bytes, encoding: str, limit: int) -> bytes:
    """Unpack all at once.

    Raises:
        UnpackingError: They are broken, cut off or too many.
    """
    found = unpacker(encoding, limit)
    unpacked = found.feed(data)
    found.finish()
    return unpacked


def join_chunks(data: bytes) -> bytes:
    """Take the chunks of a Transfer-Encoding together; bytes that are in no chunks are let be.

    Raises:
        UnpackingError: They are cut off.
    """
    found: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(data, at):
        length = int(size.group(1), 16)
        if length == 0:
            return b"".join(found)
        found.append(data[size.end() : size.end() + length])
        at = size.end() + length + 2
    if not found:
        return data
    raise UnpackingError("cut off")


class _Plain:
    def __init__(self, limit: int) -> None:
        self._limit = self._left = limit

    def feed(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise UnpackingError(too_long(self._limit))
        return piece

    def finish(self) -> None:
        pass


class _Zlib(_Plain):
    """gzip, and deflate with or without the header of zlib: servers send both."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._stream: zlib._Decompress | None = None
        self._streams = 0

    def feed(self, piece: bytes) -> bytes:
        found = []
        while piece:
            stream = self._current(piece[0])
            try:
                found.append(super().feed(stream.decompress(piece, self._left + 1)))
            except zlib.error as error:
                raise UnpackingError("packed bytes that are broken") from error
            piece = stream.unused_data
        return b"".join(found)

    def finish(self) -> None:
        if self._stream is None or not self._stream.eof:
            raise UnpackingError("cut off")

    def _current(self, first: int) -> zlib._Decompress:
        """The stream under way, or the next one, which begins with a byte."""
        if self._stream is not None and not self._stream.eof:
            return self._stream
        self._streams += 1
        if self._streams > _MOST_STREAMS:
            raise UnpackingError("packed bytes that are broken")
        has_header = first == 0x1F or first & 0x0F == zlib.DEFLATED
        self._stream = zlib.decompressobj(32 + zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        return self._stream


class _Brotli(_Plain):
    def __init__(self, limit: int) -> None:
        import brotli  # noqa: PLC0415 - only where a server packs by it

        super().__init__(limit)
        self._error = brotli.error
        self._stream = brotli.Decompressor()

    def feed(self, piece: bytes) -> bytes:
        try:
            found = self._stream.process(piece, output_buffer_limit=self._left + 1)
        except self._error as error:
            raise UnpackingError("packed bytes that are broken") from error
        return super().feed(found)

    def finish(self) -> None:
        if not self._stream.is_finished():
            raise UnpackingError("cut off")
