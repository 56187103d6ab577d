"""What comes in: files, folders, patterns, streams, and everything that is no report."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne.captures import CaptureFailure, Limits, capture
from vitne.captures.encodings import decode
from vitne.model import Capture, Metadata

NEWS = "Minst tolv sivile ble drept i Douma lørdag, melder NTB. Også én åring såret.\n"


def one(path: Path | str, **options: object) -> Capture:
    (found,) = capture([str(path)], **options)  # type: ignore[arg-type]
    assert isinstance(found, Capture), found
    return found


def failure(path: Path | str, **options: object) -> CaptureFailure:
    (found,) = capture([str(path)], **options)  # type: ignore[arg-type]
    assert isinstance(found, CaptureFailure), found
    return found


def test_text_file_keeps_bytes_hash_address_and_time(tmp_path: Path) -> None:
    path = tmp_path / "sak.txt"
    path.write_bytes(NEWS.encode())
    found = one(path, now="2020-10-04T12:00:00Z")
    assert found.data == NEWS.encode()
    assert found.sha256 == hashlib.sha256(NEWS.encode()).hexdigest()
    assert (found.file, found.media_type) == (str(path), "text/plain")
    assert found.captured_at == "2020-10-04T12:00:00Z"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\xef\xbb\xbf" + NEWS.encode(), "text/plain"),
        (NEWS.encode("utf-16"), "text/plain; charset=utf-16-le"),
        (b"\xfe\xff" + NEWS.encode("utf-16-be"), "text/plain; charset=utf-16-be"),
        (NEWS.encode("windows-1252"), "text/plain; charset=cp1252"),
        (f"<html><p>{NEWS}".encode(), "text/html"),
        (b"<!-- x -->\n<!DOCTYPE html><p>tekst", "text/html"),
        (
            f"<html><meta charset=iso-8859-1><p>{NEWS}".encode("latin-1"),
            "text/html; charset=cp1252",
        ),
        ('<html><meta charset="koi8-r"><p>Война'.encode("koi8-r"), "text/html; charset=koi8-r"),
        (b"<html><meta charset=utf-16><p>bombet", "text/html"),
    ],
)
def test_encoding_and_kind_are_told(tmp_path: Path, data: bytes, media_type: str) -> None:
    path = tmp_path / "sak"
    path.write_bytes(data)
    assert one(path).media_type == media_type


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty but for white space"),
        (gzip.compress(b"0" * 10_000, mtime=0), "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (bytes(range(1, 32)) * 9, "neither"),
        ("Война продолжается, есть погибшие".encode("koi8-r"), "neither"),
        ("Minst ti såret på øya, også små barn".encode("cp865"), "neither"),
        ("Minst ti såret på øya, også små barn".encode("mac-roman"), "neither"),
        (b"\xff\xfe\x00", "broken UTF-16-LE"),
        (b"Minst \x81\x8d\x8f drept", "neither"),
    ],
)
def test_what_is_no_text_fails_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "sak.txt"
    path.write_bytes(data)
    found = failure(path)
    assert found.file == str(path)
    assert reason in found.reason


def test_a_failure_does_not_stop_the_batch(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x00")
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "c.txt").symlink_to(tmp_path / "gone.txt")
    found = list(capture([str(tmp_path), str(tmp_path / "nothing.txt"), str(tmp_path / "b.txt")]))
    assert [isinstance(f, Capture) for f in found] == [False, True, False, False, True]
    assert "link to nothing" in found[2].reason  # type: ignore[union-attr]
    assert "no such file" in found[3].reason  # type: ignore[union-attr]


def test_limit(tmp_path: Path) -> None:
    path = tmp_path / "sak.txt"
    path.write_text("x" * 101, encoding="utf-8")
    assert "limit of 100 bytes" in failure(path, limits=Limits(article=100)).reason
    assert one(path, limits=Limits(article=101)).data == b"x" * 101
    assert "limit" in failure("-", limits=Limits(article=100), stdin=io.BytesIO(b"y" * 101)).reason


def test_device_without_end_is_refused() -> None:
    assert "limit" in failure("/dev/zero", limits=Limits(article=1000)).reason


def test_folder_is_walked_in_order_without_links_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html", "a.txt", ".hidden.txt", "b/x.png", "c.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Tekst om krig", encoding="utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    found = list(capture([str(tmp_path)]))
    assert [Path(f.file).name for f in found] == ["a.txt", "1.html", "2.txt", "loop"]
    assert found[3] == CaptureFailure(str(tmp_path / "b/loop"), "a link to a folder; not followed")


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(200):
        folder /= "d"
        folder.mkdir()
    (folder / "sak.txt").write_text(NEWS, encoding="utf-8")
    assert one(tmp_path).file.endswith("sak.txt")


def test_empty_folder_fails(tmp_path: Path) -> None:
    assert "no text" in failure(tmp_path).reason


def test_glob(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.html"):
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    found = list(capture([str(tmp_path / "*.txt")]))
    assert [Path(f.file).name for f in found] == ["a.txt", "b.txt"]
    assert "matches" in failure(tmp_path / "*.xyz").reason


def test_name_with_brackets_is_a_name_before_it_is_a_pattern(tmp_path: Path) -> None:
    path = tmp_path / "sak[1].txt"
    path.write_text(NEWS, encoding="utf-8")
    assert one(path).file == str(path)


def test_file_that_cannot_be_read_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sak.txt", "saker.jsonl"):
        (tmp_path / name).write_text(NEWS, encoding="utf-8")

    def refuse(path: Path, mode: str) -> None:  # root may read everything, so the file refuses
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    found = list(capture([str(tmp_path)]))
    assert [f.reason for f in found if isinstance(f, CaptureFailure)] == ["permission denied"] * 2


def test_name_that_is_no_utf8_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/s\xe5ret.txt"
    Path(os.fsdecode(path)).write_text(NEWS, encoding="utf-8")
    assert one(tmp_path).file == str(tmp_path / "s\ufffdret.txt")


def test_impossible_name_fails() -> None:
    assert "name" in failure("a\x00b").reason
    assert failure("x" * 5000).file == "x" * 5000


def test_metadata_beside_a_text(tmp_path: Path) -> None:
    (tmp_path / "sak.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "sak.meta.json").write_text(
        json.dumps({"publisher": "Nordposten", "published": "2020-10", "x": 1}), encoding="utf-8"
    )
    found = one(tmp_path, metadata=Metadata(published="2020-10-04"))
    assert found.metadata == Metadata(published="2020-10-04", publisher="Nordposten")
    assert list(capture([str(tmp_path / "sak.meta.json")])) == []


@pytest.mark.parametrize("content", ["{", "[]", '{"published": 2020}', '{"title": "\\ud800"}'])
def test_wrong_metadata_fails_and_names_its_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "sak.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "sak.meta.json").write_text(content, encoding="utf-8")
    assert failure(tmp_path / "sak.txt").reason.startswith("sak.meta.json: ")


def test_jsonl_is_one_report_a_line(tmp_path: Path) -> None:
    path = tmp_path / "saker.jsonl"
    lines = [
        {"text": NEWS, "url": "https://example.org/1", "published": "2020-10-04", "extra": [1]},
        {"html": "<p>Tre drept"},
        {"title": "uten tekst"},
    ]
    body = "\ufeff" + "\n".join(json.dumps(line) for line in lines) + '\n\n{"text": \nnull\n'
    path.write_text(body, encoding="utf-8")
    found = list(capture([str(path)], metadata=Metadata(publisher="Nordposten")))
    assert [f.file for f in found] == [f"{path}#{n}" for n in (1, 2, 3, 5, 6)]
    assert isinstance(found[0], Capture)
    assert found[0].data.decode() == NEWS
    assert found[0].metadata == Metadata("https://example.org/1", "2020-10-04", "Nordposten")
    assert isinstance(found[1], Capture)
    assert found[1].media_type == "text/html"
    assert all(isinstance(f, CaptureFailure) for f in found[2:])


def test_jsonl_line_above_the_limit_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "saker.jsonl"
    path.write_text(f'{{"text": "{"x" * 500}"}}\n{{"text": "kort"}}\n', encoding="utf-8")
    long, short = capture([str(path)], limits=Limits(article=100))
    assert isinstance(long, CaptureFailure)
    assert isinstance(short, Capture)
    assert short.file == f"{path}#2"


def test_deeply_nested_json_fails() -> None:
    stream = io.BytesIO(b'{"text": "a"}\n{"x": ' + b"[" * 100_000 + b"\n")
    good, bad = capture(["-"], stdin=stream)
    assert isinstance(good, Capture)
    assert isinstance(bad, CaptureFailure)


def test_standard_input_is_text_html_or_jsonl() -> None:
    assert one("-", stdin=io.BytesIO(NEWS.encode())).file == "-"
    assert one("-", stdin=io.BytesIO(b"<p>Tre drept")).media_type == "text/html"
    assert one("-", stdin=io.BytesIO(b'{"text": "Tre drept"}')).file == "-#1"
    assert one("-", stdin=io.BytesIO(b"{Tre drept}")).data == b"{Tre drept}"
    assert failure("-", stdin=io.BytesIO(b"")).reason == "empty"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reason(data: bytes) -> None:
    found = decode(data)
    assert isinstance(found, str) or "\x00" not in found.text


# A mark of UTF-16 with NUL after it is that of UTF-32.
@given(
    st.text(max_size=200).filter(lambda text: text[:1] != "\x00"),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_unicode_text_comes_back(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    found = decode(data)
    if not isinstance(found, str) and found.encoding.startswith("utf"):
        assert found.text == data.decode({"utf-8": "utf-8-sig"}.get(encoding, encoding))
