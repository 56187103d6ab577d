"""JSONL files packed by gzip and zstd, and bombs among them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
import zstandard

from vitne.captures import CaptureFailure, Limits, capture
from vitne.model import Capture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


PACKERS = [("gz", gzip.compress), ("zst", zstd)]
packings = pytest.mark.parametrize(("suffix", "pack"), PACKERS)


def lines(count: int) -> bytes:
    reports = (json.dumps({"text": f"{number} drept i Kabul"}) for number in range(count))
    return "".join(f"{each}\n" for each in reports).encode()


def found(path: Path, **limits: int) -> list[Capture | CaptureFailure]:
    return list(capture([str(path)], limits=Limits(**limits)))


@packings
@pytest.mark.parametrize("name", ["saker.jsonl", "SAKER.NDJSON"])
def test_packed_lines_are_read_as_plain_ones(
    tmp_path: Path, name: str, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"{name}.{suffix}"
    path.write_bytes(pack(lines(1000)) + pack(lines(2)))  # packed files may be joined
    reports = found(tmp_path)  # a folder takes them as well
    assert [each.file for each in reports] == [f"{path}#{number}" for number in range(1, 1003)]
    assert isinstance(reports[-1], Capture)
    assert reports[-1].data == b"1 drept i Kabul"


@packings
def test_a_bomb_is_refused_and_what_came_before_is_kept(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(pack(lines(3) + b"0" * 100_000_000))
    (tmp_path / "b.jsonl").write_bytes(lines(1))
    assert path.stat().st_size < 200_000
    reports = found(tmp_path, unpacked=1_000_000, ratio=100)
    assert [isinstance(each, Capture) for each in reports] == [True] * 3 + [False, True]
    assert reports[3].file == f"{path}#4"
    assert "a bomb" in reports[3].reason  # type: ignore[union-attr]


@packings
def test_a_bomb_of_many_reports_gives_no_more_than_its_limit(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    line = b'{"text": "Tre drept"}\n'
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(pack(line * 500_000))
    reports = found(path, unpacked=10_000, ratio=2)
    assert len(reports) - 1 == sum(isinstance(each, Capture) for each in reports)
    assert 0 < len(reports) * len(line) < 200_000
    assert "a bomb" in reports[-1].reason  # type: ignore[union-attr]


def test_the_padding_of_a_tape_is_let_be(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines(2)) + bytes(5000))
    assert all(isinstance(each, Capture) for each in found(path))


@packings
def test_a_line_without_end_is_passed_over_up_to_the_limit(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(pack(b'{"text": "' + b"x" * 5_000_000 + b'"}\n' + lines(1)))
    long, short = found(path, article=1_000_000)
    assert "limit of 1,000,000 bytes" in long.reason  # type: ignore[union-attr]
    assert isinstance(short, Capture)


@packings
def test_a_file_that_is_cut_off_says_where(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(pack(lines(5)) + pack(lines(5000))[:-20])
    reports = found(path)
    assert isinstance(reports[0], Capture)
    assert reports[-1] == CaptureFailure(f"{path}#{len(reports)}", "cut off")


@packings
def test_broken_bytes_fail_after_what_came_before(
    tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(pack(lines(2)) + b"rubbish" * 500)
    reports = found(path)
    assert [isinstance(each, Capture) for each in reports] == [True, True, False]
    assert "broken" in reports[2].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_an_empty_file_is_empty(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl.{suffix}"
    path.write_bytes(b"")
    assert found(path) == [CaptureFailure(str(path), "empty")]


def test_zstd_that_wants_too_much_memory_is_refused(tmp_path: Path) -> None:
    wide = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(packer.compress(lines(10)) + packer.flush())
    (failure,) = found(path)
    assert "memory" in failure.reason  # type: ignore[union-attr]


def test_a_file_that_cannot_be_opened_fails(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").symlink_to(tmp_path / "gone")
    assert found(tmp_path) == [CaptureFailure(str(tmp_path / "a.jsonl.gz"), "a link to nothing")]
