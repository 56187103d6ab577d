"""Web archives: those that FastWARC writes, those of others, and broken ones."""

from __future__ import annotations

import gzip
import io
import json
import os
from typing import TYPE_CHECKING

import brotli
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from vitne.captures import CaptureFailure, Limits, capture
from vitne.model import Capture, Metadata

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "<html><p>Minst tolv sivile ble drept i Douma lørdag, melder NTB."


def record(
    body: bytes | str = PAGE,
    address: str = "https://avis.example/sak/1",
    *,
    status: str = "200 OK",
    kind: WarcRecordType = WarcRecordType.response,
    date: str = "2020-10-04T12:00:00Z",
    **headers: str,
) -> bytes:
    """A record as FastWARC writes it."""
    headers = {"content_type": "text/html; charset=utf-8", **headers}
    head = [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    data = body.encode() if isinstance(body, str) else body
    made = WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Target-URI"] = address
    made.headers["WARC-Date"] = date
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content("\r\n".join([f"HTTP/1.1 {status}", *head, "", ""]).encode() + data)
    stream = io.BytesIO()
    made.write(stream)
    return stream.getvalue()


def found(path: Path, *records: bytes, **options: object) -> list[Capture | CaptureFailure]:
    packed = [gzip.compress(each) if path.suffix == ".gz" else each for each in records]
    path.write_bytes(b"".join(packed))
    return list(capture([str(path)], **options))  # type: ignore[arg-type]


def one(path: Path, *records: bytes, **options: object) -> Capture | CaptureFailure:
    (only,) = found(path, *records, **options)
    return only


@pytest.fixture(params=["arkiv.warc", "ARKIV.warc.gz"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / str(request.param)


def test_a_response_is_a_capture_with_address_time_and_headers(path: Path) -> None:
    only = one(path, record(etag='"a"'), now="2026-01-01T00:00:00Z")
    assert isinstance(only, Capture)
    assert only.file == f"{path}#0"
    assert only.data == PAGE.encode()
    assert only.media_type == "text/html"
    assert only.metadata.url == "https://avis.example/sak/1"
    assert only.captured_at == "2020-10-04T12:00:00Z"
    assert only.headers == {"content-type": "text/html; charset=utf-8", "etag": '"a"'}


def test_the_name_of_a_record_is_the_byte_where_it_begins(path: Path) -> None:
    first, second = record(address="https://a.example/1"), record(address="https://a.example/2")
    reports = found(path, first, second)
    data = path.read_bytes()
    assert [each.file for each in reports] == [
        f"{path}#{0}",
        f"{path}#{len(gzip.compress(first)) if path.suffix == '.gz' else len(first)}",
    ]
    at = int(reports[1].file.rpartition("#")[2])
    assert data[at:].startswith((b"WARC/1", b"\x1f\x8b"))


def test_a_folder_takes_archives(path: Path) -> None:
    found(path, record())
    assert isinstance(next(capture([str(path.parent)])), Capture)


def test_what_is_no_report_is_passed_over(path: Path) -> None:
    reports = found(
        path,
        record(kind=WarcRecordType.request),
        record(kind=WarcRecordType.revisit),
        record(content_type="image/png"),
        record(content_type="text/css"),
        record(status="404 Not Found"),
        record(status="301 Moved", location="/x"),
        record("User-agent: *", "https://avis.example/robots.txt", content_type="text/plain"),
        record(address="dns:avis.example"),
        record("Tre drept", content_type="text/plain"),
    )
    assert [each.data for each in reports if isinstance(each, Capture)] == [b"Tre drept"]
    assert len(reports) == 1


def test_an_archive_without_reports_says_so(path: Path) -> None:
    assert one(path, record(content_type="image/png")) == CaptureFailure(
        str(path), "no response with a report is in this archive"
    )


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE.encode(), mtime=0), {"content_encoding": "gzip"}),
        (brotli.compress(PAGE.encode()), {"content_encoding": "br"}),
        (b"8\r\n" + PAGE.encode()[:8] + b"\r\n39;x=1\r\n" + PAGE.encode()[8:] + b"\r\n0\r\n\r\n",
         {"transfer_encoding": "chunked"}),
        (PAGE.encode(), {"transfer_encoding": "chunked"}),  # undone already, as some tools do
        (PAGE.encode(), {"content_encoding": "gzip"}),
    ],
)  # fmt: skip
def test_what_a_server_packed_is_unpacked(path: Path, body: bytes, headers: dict[str, str]) -> None:
    only = one(path, record(body, **headers))
    assert isinstance(only, Capture)
    assert only.data == PAGE.encode()


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (
            gzip.compress(b"0" * 9_000_000, mtime=0),
            {"content_encoding": "gzip"},
            "limit of 1,000,000 bytes",
        ),
        (brotli.compress(b"0" * 9_000_000), {"content_encoding": "br"}, "limit of 1,000,000 bytes"),
        (b"0" * 1_000_001, {}, "limit of 1,000,000 bytes"),
        (gzip.compress(PAGE.encode(), mtime=0)[:-9], {"content_encoding": "gzip"}, "cut off"),
        (b"8\r\n<html>", {"transfer_encoding": "chunked"}, "cut off"),
        (b"x", {"content_encoding": "zstd"}, "not asked for"),
        (b"\x00\x01" * 99, {}, "binary"),
        (b"", {}, "empty"),
        (b"x", {"x": "y" * 99_000}, "a broken record"),
    ],
)
def test_a_record_that_cannot_be_read_stops_no_other(
    path: Path, body: bytes, headers: dict[str, str], reason: str
) -> None:
    reports = found(path, record(body, **headers), record(), limits=Limits(article=1_000_000))
    assert [type(each) for each in reports] == [CaptureFailure, Capture]
    assert reports[0].file == f"{path}#0"
    assert reason in reports[0].reason  # type: ignore[union-attr]


def test_a_wrong_encoding_is_told_by_the_bytes(path: Path) -> None:
    only = one(path, record(PAGE.encode("windows-1252")))
    assert isinstance(only, Capture)
    assert only.media_type == "text/html; charset=cp1252"
    only = one(path, record("<p>Война".encode("koi8-r"), content_type="text/html; charset=koi8-r"))
    assert isinstance(only, Capture)
    assert only.media_type == "text/html; charset=koi8-r"


@pytest.mark.parametrize("date", ["0000-01-01T00:00:00Z", "i går", "9" * 50])
def test_a_record_with_a_broken_date_is_captured_now(path: Path, date: str) -> None:
    only = one(path, record(date=date), now="2026-01-01T00:00:00Z")
    assert isinstance(only, Capture)
    assert only.captured_at == "2026-01-01T00:00:00Z"


def test_what_the_caller_knows_comes_first(path: Path) -> None:
    only = one(path, record(), metadata=Metadata(publisher="Avis", url="https://a.example/x"))
    assert isinstance(only, Capture)
    assert only.metadata == Metadata("https://a.example/x", publisher="Avis")


def test_an_address_in_angle_brackets_is_one(path: Path) -> None:
    only = one(path, record(address="<https://avis.example/sak/1>"))
    assert isinstance(only, Capture)
    assert only.metadata.url == "https://avis.example/sak/1"


def test_before_a_break_all_is_captured_and_the_byte_is_named(path: Path) -> None:
    good = [record(address=f"https://a.example/{number}") for number in range(3)]
    at = len(good[0]) if path.suffix == ".warc" else len(gzip.compress(good[0]))
    reports = found(path, good[0], b"rubbish\r\n\r\n" * 20, *good[1:])
    assert isinstance(reports[0], Capture)
    assert isinstance(reports[-1], CaptureFailure)
    assert reports[-1].file == f"{path}#0"
    assert "broken after the record here" in reports[-1].reason
    found(path, *good)
    data = bytearray(path.read_bytes())
    data[at : at + 40] = b"\xff" * 40
    path.write_bytes(data)
    first, *rest = capture([str(path)])
    assert isinstance(first, Capture)
    assert isinstance(rest[0], CaptureFailure)


def test_an_archive_that_is_cut_off_keeps_what_came_before(path: Path) -> None:
    found(path, record("<p>" + "En drept. " * 50), record(os.urandom(30_000).hex()))
    data = path.read_bytes()
    path.write_bytes(data[:-20_000])
    reports = list(capture([str(path)]))
    assert isinstance(reports[0], Capture)
    assert reports[1] == CaptureFailure(reports[1].file, "cut off")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html>", "not a WARC file"),
        (b"\x28\xb5\x2f\xfd" * 9, "not a WARC file"),
        (gzip.compress(b"<html>" * 99, mtime=0), "broken"),
        (b"\x1f\x8b", "no response|broken"),
        (b"WARC/1.0\r\n" + b"x" * 99_000, "broken"),
    ],
)
def test_what_is_no_archive_fails(path: Path, data: bytes, reason: str) -> None:
    path.write_bytes(data)
    (only,) = capture([str(path)])
    assert isinstance(only, CaptureFailure)
    assert any(each in only.reason for each in reason.split("|"))


def test_an_archive_in_a_pipe_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "arkiv.warc"
    os.mkfifo(pipe)
    holder = os.open(pipe, os.O_RDWR)  # so that opening it does not wait for a writer
    try:
        (only,) = capture([str(pipe)])
    finally:
        os.close(holder)
    assert "a pipe" in only.reason  # type: ignore[union-attr]


def test_reading_an_archive_prints_its_time_and_address(
    path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    from vitne.cli.options import Format, Wish  # noqa: PLC0415
    from vitne.cli.reading import read  # noqa: PLC0415

    found(path, record())
    read(Wish((str(path),), Metadata(), Format.JSONL))
    article = json.loads(capsysbinary.readouterr().out)["article"]
    assert article["captured_at"] == "2020-10-04T12:00:00Z"
    assert article["url"] == "https://avis.example/sak/1"
