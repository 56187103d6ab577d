"""Web archives: the responses with a report in a WARC file, plain or packed by gzip."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecordType

from vitne.captures import dates, items, paths, unpacking
from vitne.captures.limits import CaptureFailure
from vitne.captures.making import make_sent, too_long, type_of
from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from fastwarc.warc import HeaderMap, WarcRecord

    from vitne.captures.making import Settings
    from vitne.model import Capture

_BEGINNINGS = (b"WARC/", b"\x1f\x8b")
_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_SUCCESS = 200


def read_file(path: Path, settings: Settings) -> Iterator[Capture | CaptureFailure]:
    """Read the reports of a web archive; "arkiv.warc.gz#4711" is the record at that byte.

    Only responses with status 200 that are HTML or plain text are taken, since an archive is full
    of pictures and scripts. Address and time are those of the record. Where the archive is broken
    or cut off, what came before is captured, and the failure names the byte.
    """
    name = paths.name_of(path)
    try:
        with path.open("rb") as stream:
            reason = _unreadable(stream)
            if reason is not None:
                yield CaptureFailure(name, reason)
                return
            yield from _read(name, stream, settings)
    except OSError as error:
        yield CaptureFailure(name, paths.reason_of(error))


def _unreadable(stream: BinaryIO) -> str | None:
    if not stream.seekable():
        return "a pipe; save the archive to a file first"
    beginning = stream.read(5)
    stream.seek(0)
    if not beginning:
        return "empty"
    return None if beginning.startswith(_BEGINNINGS) else "not a WARC file"


def _read(name: str, stream: BinaryIO, settings: Settings) -> Iterator[Capture | CaptureFailure]:
    records = ArchiveIterator(stream, WarcRecordType.response, parse_http=False)
    after = 0
    empty = True
    while True:
        try:
            record = next(records, None)
        except (OSError, ValueError) as error:
            yield CaptureFailure(f"{name}#{after}", f"broken after the record here: {error}")
            return
        if record is None:
            break
        after = record.stream_pos
        found = _report(f"{name}#{after}", record, settings)
        if found is not None:
            empty = False
            yield found
    if empty:
        yield CaptureFailure(name, "no response with a report is in this archive")


def _report(name: str, record: WarcRecord, settings: Settings) -> Capture | CaptureFailure | None:
    """The report of a record; None where it holds none, or a failure where it cannot be read."""
    limit = settings.limits.article
    try:
        record.parse_http()
        sent: HeaderMap | None = record.http_headers
        headers = _headers(sent.items()) if sent is not None else {}
        address = _address(record)
        if sent is None or sent.status_code != _SUCCESS or not _is_report(address, headers):
            return None
        length = record.content_length
        data = record.reader.read(limit + 1)
    except (OSError, ValueError) as error:
        return CaptureFailure(name, f"a broken record: {error}")
    if len(data) > limit:
        return CaptureFailure(name, too_long(limit))
    if len(data) < length:
        return CaptureFailure(name, "cut off")
    try:
        body = _unpacked(data, headers, limit)
    except unpacking.UnpackingError as error:
        return CaptureFailure(name, str(error))
    return make_sent(name, body, _known(record, address, settings), headers)


def _headers(sent: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in sent:
        name = key.strip().lower()
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _address(record: WarcRecord) -> str:
    address = record.headers.get("WARC-Target-URI") or ""
    return address.strip().removeprefix("<").removesuffix(">")  # as some tools write it


def _is_report(address: str, headers: dict[str, str]) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or parts.path == "/robots.txt":
        return False
    return type_of(headers) in _TYPES


def _unpacked(data: bytes, headers: dict[str, str], limit: int) -> bytes:
    """The body as the page was; archives may have unpacked it already, and kept the headers."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        data = unpacking.join_chunks(data)
    encoding = headers.get("content-encoding", "")
    if not encoding or data.lstrip()[:1] == b"<":
        return data
    return unpacking.unpack(data, encoding, limit)


def _known(record: WarcRecord, address: str, settings: Settings) -> Settings:
    known = items.merge(settings.metadata, Metadata(url=address))
    when = dates.stamp(dates.moment(record.headers.get("WARC-Date")))
    return msgspec.structs.replace(settings, metadata=known, now=when or settings.now)
