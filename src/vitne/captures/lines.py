"""Files with one report a line: JSONL, plain or packed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from vitne.captures import items, paths
from vitne.captures.limits import CaptureFailure
from vitne.captures.making import make_item, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from vitne.captures.making import Settings
    from vitne.model import Capture

_MARK = b"\xef\xbb\xbf"


def read_file(path: Path, settings: Settings) -> Iterator[Capture | CaptureFailure]:
    """Read the reports of a JSONL file; "saker.jsonl#3" is the third line."""
    name = paths.name_of(path)
    try:
        with _opened(path, settings) as stream:
            yield from read_stream(name, stream, settings)
    except OSError as error:
        reason = "a link to nothing" if path.is_symlink() else paths.reason_of(error)
        yield CaptureFailure(name, reason)


def read_stream(
    file: str, stream: BinaryIO, settings: Settings, first: bytes = b"", *, before: int = 0
) -> Iterator[Capture | CaptureFailure]:
    """Read the reports of a stream, of which the first line may have been read already.

    `before` is how many lines of the file are in front of the stream.
    """
    number = before
    empty = True
    try:
        for number, line in enumerate(_lines(stream, settings.limits.article, first), before + 1):
            name = f"{file}#{number}"
            if line is None:
                yield CaptureFailure(name, too_long(settings.limits.article))
            elif stripped := line.removeprefix(_MARK).strip():
                yield _line(name, stripped, settings)
            else:
                continue
            empty = False
    except OSError as error:
        yield CaptureFailure(f"{file}#{number + 1}", paths.reason_of(error))
        return
    if empty:
        yield CaptureFailure(file, "empty")


def begins_with_report(line: bytes) -> bool:
    """Whether a first line is a report in JSON, so that others may follow."""
    bare = line.strip(_MARK + b" \r\n")
    return bare.startswith(b"{") and not isinstance(items.read_item(bare), str)


def _opened(path: Path, settings: Settings) -> AbstractContextManager[BinaryIO]:
    if path.name.lower().endswith(paths.PACKED):
        from vitne.captures import packed  # noqa: PLC0415 - only where something is packed

        return packed.opened(path, settings.limits)
    return path.open("rb")


def _lines(stream: BinaryIO, limit: int, first: bytes) -> Iterator[bytes | None]:
    """The lines of a stream; None for one above the limit, which is passed over unread."""
    for line in chain([first] if first else [], iter(lambda: stream.readline(limit + 1), b"")):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


def _line(name: str, line: bytes, settings: Settings) -> Capture | CaptureFailure:
    item = items.read_item(line)
    return CaptureFailure(name, item) if isinstance(item, str) else make_item(name, item, settings)
