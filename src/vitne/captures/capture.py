"""Paths → Captures: reads files and streams, keeps bytes, hash, address and time."""

from __future__ import annotations

import hashlib
import sys
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from vitne.captures import encodings, items, paths
from vitne.captures.limits import CaptureFailure, Limits
from vitne.model import Capture, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

STDIN = "-"
_HTML_NAMES = (".html", ".htm", ".xhtml")
_NOTHING_KNOWN = Metadata()
_LIMITS = Limits()


class _Settings(msgspec.Struct, frozen=True):
    metadata: Metadata
    limits: Limits
    now: str | None


def capture(
    names: Sequence[str],
    *,
    metadata: Metadata = _NOTHING_KNOWN,
    limits: Limits = _LIMITS,
    now: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Capture | CaptureFailure]:
    """Capture reports from paths, folders (with all below), glob patterns and standard input.

    Plain text, HTML, and JSONL with one report a line ("file.jsonl#3"). What is known of a report
    is taken from `metadata` first, then from its JSONL line or from NAME.meta.json beside it.
    "urix/2020-10-04.txt" with "urix/2020-10-04.meta.json" is one capture.

    Args:
        names: Paths; "-" is standard input.
        metadata: What the caller knows of all of them.
        limits: Above these sizes a report is refused.
        now: The time of capturing, UTC, ISO 8601; this stage has no clock of its own.
        stdin: What "-" reads; standard input if None.

    Yields:
        Each report in order, or a failure with file and reason; one failure stops no other.
    """
    settings = _Settings(metadata, limits, now)
    for name in names:
        if name == STDIN:
            yield from _stream(stdin or sys.stdin.buffer, settings)
            continue
        for found in paths.find(name):
            if isinstance(found, CaptureFailure):
                yield found
            elif found.name.lower().endswith(paths.LINES):
                yield from _jsonl_file(found, settings)
            else:
                yield _file(found, settings)


def _file(path: Path, settings: _Settings) -> Capture | CaptureFailure:
    data = _read(path, settings.limits.article)
    if isinstance(data, str):
        return CaptureFailure(paths.name_of(path), data)
    beside = path.with_name(path.stem + paths.META)
    known = settings.metadata
    if beside.is_file():
        raw = _read(beside, settings.limits.metadata)
        more = raw if isinstance(raw, str) else items.read_metadata(raw)
        if isinstance(more, str):
            return CaptureFailure(paths.name_of(path), f"{beside.name}: {more}")
        known = items.merge(known, more)
    return _capture(paths.name_of(path), data, msgspec.structs.replace(settings, metadata=known))


def _read(path: Path, limit: int) -> bytes | str:
    """The bytes of a file, or the reason why there are none."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        return "a link to nothing" if path.is_symlink() else paths.reason_of(error)
    return _too_long(limit) if len(data) > limit else data


def _capture(file: str, data: bytes, settings: _Settings) -> Capture | CaptureFailure:
    """Make a capture of bytes once it is clear that they are text."""
    if not data:
        return CaptureFailure(file, "empty")
    decoded = encodings.decode(data)
    if isinstance(decoded, str):
        return CaptureFailure(file, decoded)
    if not decoded.text.strip("\ufeff \t\r\n\xa0"):
        return CaptureFailure(file, "empty but for white space")
    html = file.lower().endswith(_HTML_NAMES) or encodings.is_html(decoded.text)
    kind = "text/html" if html else "text/plain"
    media_type = kind if decoded.encoding == "utf-8" else f"{kind}; charset={decoded.encoding}"
    digest = hashlib.sha256(data).hexdigest()
    return Capture(file, data, digest, media_type, settings.metadata, settings.now)


def _stream(stream: BinaryIO, settings: _Settings) -> Iterator[Capture | CaptureFailure]:
    """Standard input: JSONL if its first line is a report in JSON, else one report."""
    limit = settings.limits.article
    try:
        first = stream.readline(limit + 1)
        if first.lstrip(b"\xef\xbb\xbf ").startswith(b"{") and not isinstance(
            items.read_item(first.strip(b"\xef\xbb\xbf \r\n")), str
        ):
            yield from _jsonl(STDIN, _lines(stream, limit, first), settings)
            return
        data = first + stream.read(max(0, limit + 1 - len(first)))
    except OSError as error:
        yield CaptureFailure(STDIN, paths.reason_of(error))
        return
    if len(data) > limit:
        yield CaptureFailure(STDIN, _too_long(limit))
    else:
        yield _capture(STDIN, data, settings)


def _jsonl_file(path: Path, settings: _Settings) -> Iterator[Capture | CaptureFailure]:
    try:
        with path.open("rb") as stream:
            yield from _jsonl(
                paths.name_of(path), _lines(stream, settings.limits.article), settings
            )
    except OSError as error:
        reason = "a link to nothing" if path.is_symlink() else paths.reason_of(error)
        yield CaptureFailure(paths.name_of(path), reason)


def _lines(stream: BinaryIO, limit: int, first: bytes = b"") -> Iterator[bytes | None]:
    """The lines of a stream; None for one above the limit, which is passed over unread."""
    for line in chain([first] if first else [], iter(lambda: stream.readline(limit + 1), b"")):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


def _jsonl(
    file: str, lines: Iterable[bytes | None], settings: _Settings
) -> Iterator[Capture | CaptureFailure]:
    empty = True
    for number, line in enumerate(lines, 1):
        name = f"{file}#{number}"
        if line is None:
            yield CaptureFailure(name, _too_long(settings.limits.article))
        elif stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
            yield _line(name, stripped, settings)
        else:
            continue
        empty = False
    if empty:
        yield CaptureFailure(file, "empty")


def _line(name: str, line: bytes, settings: _Settings) -> Capture | CaptureFailure:
    """One report of a JSONL file. Its bytes are those of its text, or of its HTML if that is all."""
    item = items.read_item(line)
    if isinstance(item, str):
        return CaptureFailure(name, item)
    text, kind = (item.text, "text/plain") if item.text else (item.html, "text/html")
    if text is None or not text.strip():
        return CaptureFailure(name, "has neither text nor html")
    data = text.encode()
    known = items.merge(settings.metadata, item.metadata)
    return Capture(name, data, hashlib.sha256(data).hexdigest(), kind, known, settings.now)


def _too_long(limit: int) -> str:
    return f"longer than the limit of {limit:,} bytes"
