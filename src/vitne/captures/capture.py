"""Names of sources → Captures: reads files, streams and addresses; keeps bytes, hash and time."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from vitne.captures import items, lines, paths
from vitne.captures.limits import CaptureFailure, Limits
from vitne.captures.making import Settings, make, too_long
from vitne.model import Capture, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from vitne.captures.fetching import Fetcher

STDIN = "-"
_ADDRESSES = ("http://", "https://")
_NOTHING_KNOWN = Metadata()
_LIMITS = Limits()


def capture(
    names: Sequence[str],
    *,
    metadata: Metadata = _NOTHING_KNOWN,
    limits: Limits = _LIMITS,
    now: str | None = None,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Capture | CaptureFailure]:
    """Capture reports from paths, folders (with all below), patterns, standard input, addresses.

    Plain text, HTML; JSONL with one report a line ("file.jsonl#3"), also packed by gzip or zstd;
    WARC, one report a response ("arkiv.warc.gz#4711", the byte); Parquet, one report a row. What is
    known of a report is taken from `metadata` first, then from its line or row, or from
    NAME.meta.json beside it. "urix/2020-10-04.txt" with "urix/2020-10-04.meta.json" is one capture.
    An address is that of a page, or of a feed or sitemap, whose pages are then captured.

    Args:
        names: Paths and addresses; "-" is standard input.
        metadata: What the caller knows of all of them.
        limits: Above these sizes a report is refused.
        now: The time of capturing, UTC, ISO 8601; this stage has no clock of its own. Pages are
            captured when they are fetched, and records of an archive when the archive was made.
        stdin: What "-" reads; standard input if None.
        fetcher: Fetches addresses (see `vitne.captures.fetcher`); if None, nothing is fetched.

    Yields:
        Each report in order, or a failure with file and reason; one failure stops no other.
    """
    settings = Settings(metadata, limits, now)
    for name in names:
        if name == STDIN:
            yield from _stream(stdin or sys.stdin.buffer, settings)
        elif is_address(name):
            yield from _address(name, fetcher, settings)
        else:
            for found in paths.find(name):
                if isinstance(found, CaptureFailure):
                    yield found
                else:
                    yield from _file(found, settings)


def is_address(name: str) -> bool:
    """Whether a source is an address, which only a fetcher can capture."""
    return name.lower().startswith(_ADDRESSES)


def _address(
    address: str, fetcher: Fetcher | None, settings: Settings
) -> Iterator[Capture | CaptureFailure]:
    if fetcher is None:
        reason = "an address; capture it with `vitne capture --record`"
        return iter([CaptureFailure(address, reason)])
    found: Iterator[Capture | CaptureFailure] = import_module(
        "vitne.captures.addresses"
    ).capture_address(address, fetcher, settings)
    return found


def _file(path: Path, settings: Settings) -> Iterator[Capture | CaptureFailure]:
    """The reports of a file, read by what its name says; libraries are loaded where needed."""
    name = path.name.lower()
    if name.endswith(paths.LINES):
        return lines.read_file(path, settings)
    kind = "warc" if name.endswith(paths.ARCHIVES) else ""
    kind = "parquet" if name.endswith(paths.TABLES) else kind
    if not kind:
        return iter([_report(path, settings)])
    reader = import_module(f"vitne.captures.{kind}")
    found: Iterator[Capture | CaptureFailure] = reader.read_file(path, settings)
    return found


def _report(path: Path, settings: Settings) -> Capture | CaptureFailure:
    """The one report of a text or a page."""
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
    return make(paths.name_of(path), data, msgspec.structs.replace(settings, metadata=known))


def _read(path: Path, limit: int) -> bytes | str:
    """The bytes of a file, or the reason why there are none."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        return "a link to nothing" if path.is_symlink() else paths.reason_of(error)
    return too_long(limit) if len(data) > limit else data


def _stream(stream: BinaryIO, settings: Settings) -> Iterator[Capture | CaptureFailure]:
    """Standard input: JSONL if its first line is a report in JSON, else one report."""
    limit = settings.limits.article
    try:
        first = stream.readline(limit + 1)
        if lines.begins_with_report(first):
            yield from lines.read_stream(STDIN, stream, settings, first)
            return
        data = first + stream.read(max(0, limit + 1 - len(first)))
    except OSError as error:
        yield CaptureFailure(STDIN, paths.reason_of(error))
        return
    yield (
        CaptureFailure(STDIN, too_long(limit)) if len(data) > limit else make(STDIN, data, settings)
    )
