"""The file of a backup: a manifest, then a record as an SQLite database.

Both are frames of zstd (RFC 8878), the manifest one of those that other tools skip: also without
vitne, `zstd -d < war.backup > war.db` gives the record, and `head -2 war.backup` what is in it.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, BinaryIO

import msgspec
import zstandard

from vitne.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[[int, int], None]  # bytes so far, of how many

_FRAME = struct.Struct("<II")  # the magic number of a frame that is skipped, the bytes after it
_SKIPPED = 0x184D2A56
_ROOM = 16 * 1024  # bytes of the manifest; what is not needed is blank
_FORMAT = 1
_LEVEL = 3  # 9 takes three times as long for a twentieth less
_BLOCK = 1024 * 1024
_SQLITE = b"SQLite format 3\x00"


class Manifest(msgspec.Struct, frozen=True):
    """What is in a backup, so that restoring can prove that it is all there.

    `rows` counts the rows of each table. `head` is the digest of the last of the `custody` entries
    of the log. `size` and `sha256` are those of the database, unpacked.
    """

    vitne_backup: int  # of this format
    record: str
    made_at: str
    tool: str  # "vitne 0.1.0+packs.3f2a91bc6d10"
    schema: str
    rows: dict[str, int]
    custody: int
    head: str
    size: int
    sha256: str


class Packed(msgspec.Struct, frozen=True):
    """What was packed: bytes, and their SHA-256."""

    size: int
    sha256: str


def pack(database: BinaryIO, out: BinaryIO, *, size: int, tell: Tell) -> Packed:
    """Pack a database behind the room for its manifest."""
    out.write(_FRAME.pack(_SKIPPED, _ROOM) + b" " * _ROOM)
    digest, done = hashlib.sha256(), 0
    packer = zstandard.ZstdCompressor(_LEVEL, write_checksum=True)
    with packer.stream_writer(out, size=size, closefd=False) as packed:
        while block := database.read(_BLOCK):
            digest.update(block)
            packed.write(block)
            done += len(block)
            tell(done, size)
    return Packed(done, digest.hexdigest())


def seal(out: BinaryIO, made: Manifest) -> None:
    """Write the manifest into its room: a line of JSON, and a line with the SHA-256 of that."""
    told = msgspec.json.encode(made)
    lines = b"\n" + told + b"\n" + hashlib.sha256(told).hexdigest().encode() + b"\n"
    out.seek(_FRAME.size)
    out.write(lines.ljust(_ROOM))


def manifest(file: BinaryIO, name: str) -> Manifest:
    """What a backup says is in it; the file stands behind the manifest then.

    Raises:
        RecordError: It is no backup, a damaged one, or one of a newer vitne.
    """
    head = file.read(_FRAME.size)
    if head.startswith(_SQLITE[: _FRAME.size]):
        raise RecordError(f"{name}: an SQLite database, not a backup: name it with --record")
    if head != _FRAME.pack(_SKIPPED, _ROOM):
        raise RecordError(f"{name}: a file, but not a backup: `vitne backup` makes one")
    _, told, digest, *_ = (*file.read(_ROOM).split(b"\n"), b"", b"", b"")
    if hashlib.sha256(told).hexdigest().encode() != digest:
        raise damaged(name)
    form = msgspec.json.decode(told, type=dict)["vitne_backup"]
    if form != _FORMAT:
        raise RecordError(f"{name}: made by a newer vitne (form {form}); install that one")
    return msgspec.json.decode(told, type=Manifest)


def made(found: Packed, **known: object) -> Manifest:
    """The manifest of what was packed."""
    return msgspec.convert(
        {"vitne_backup": _FORMAT, **msgspec.structs.asdict(found), **known}, Manifest
    )


def unpack(file: BinaryIO, out: BinaryIO | None, told: Manifest, *, name: str, tell: Tell) -> None:
    """Unpack the database of a backup, and prove that it is the one that was packed.

    Args:
        file: Stands behind the manifest.
        out: Takes the database; None where it is only to be proved.
        told: The manifest.
        name: What a person calls the file.
        tell: Is told how far it has come.

    Raises:
        RecordError: It is another one, or ends too early.
    """
    digest, done = hashlib.sha256(), 0
    try:
        with zstandard.ZstdDecompressor().stream_reader(file, closefd=False) as stream:
            while done <= told.size and (block := stream.read(_BLOCK)):
                digest.update(block)
                if out is not None:
                    out.write(block)
                done += len(block)
                tell(done, told.size)
    except zstandard.ZstdError as error:
        raise damaged(name) from error
    if (done, digest.hexdigest()) != (told.size, told.sha256):
        raise damaged(name)


def damaged(name: str) -> RecordError:
    """What is said of a backup whose bytes are not those that were written."""
    return RecordError(f"{name}: a damaged backup, or a part of one; take an older one")
