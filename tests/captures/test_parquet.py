"""Parquet files: one report a row."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vitne.captures import CaptureFailure, Limits, capture
from vitne.model import Capture, Metadata

if TYPE_CHECKING:
    from pathlib import Path

NEWS = "Minst tolv sivile ble drept i Douma lørdag, melder NTB."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "saker.parquet"


def found(
    path: Path, columns: dict[str, Any], rows: int = 2, **options: Any
) -> list[Capture | CaptureFailure]:
    pq.write_table(pa.table(columns), path, row_group_size=rows)
    return list(capture([str(path)], **options))


def test_each_row_is_a_report_with_what_is_known_of_it(path: Path) -> None:
    reports = found(
        path,
        {
            "text": [NEWS, None, NEWS],
            "html": [None, "<p>Tre drept", None],
            "url": ["https://a.example/1", None, None],
            "published": ["2020-10-04", None, "2020"],
            "publisher": pa.array(["Avis"] * 3).dictionary_encode(),
            "title": pa.array(["Tolv drept", None, ""], pa.large_string()),
            "language": [b"nb", None, None],
            "annet": [1, 2, 3],
        },
        metadata=Metadata(publisher="Nordposten"),
        now="2020-10-05T00:00:00Z",
    )
    assert [each.file for each in reports] == [f"{path}#{number}" for number in (1, 2, 3)]
    first, second, third = reports
    assert isinstance(first, Capture)
    assert first.data == NEWS.encode()
    assert first.metadata == Metadata(
        "https://a.example/1", "2020-10-04", "Nordposten", "Tolv drept", "nb"
    )
    assert first.captured_at == "2020-10-05T00:00:00Z"
    assert isinstance(second, Capture)
    assert (second.media_type, second.data) == ("text/html", b"<p>Tre drept")
    assert isinstance(third, Capture)


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        (dt.datetime(2020, 10, 4, 12, tzinfo=dt.UTC), "2020-10-04T12:00:00+00:00"),
        (dt.datetime(2020, 10, 4, 12), "2020-10-04T12:00:00"),  # noqa: DTZ001 - as many tables have
        (dt.date(2020, 10, 4), "2020-10-04"),
    ],
)
def test_days_and_times_may_be_columns_of_their_kind(
    path: Path, published: dt.date, meant: str
) -> None:
    (only,) = found(path, {"text": [NEWS], "published": [published]})
    assert isinstance(only, Capture)
    assert only.metadata.published == meant


def test_a_row_that_cannot_be_read_stops_no_other(path: Path) -> None:
    reports = found(path, {"text": [NEWS, None, " ", "x" * 200, NEWS]}, limits=Limits(article=100))
    assert [isinstance(each, Capture) for each in reports] == [True, False, False, False, True]
    assert "neither text nor html" in reports[1].reason  # type: ignore[union-attr]
    assert "limit of 100 bytes" in reports[3].reason  # type: ignore[union-attr]


def test_a_column_of_another_kind_is_named(path: Path) -> None:
    for column in (pa.array([7]), pa.array([[NEWS]]), pa.array([b"\xff\xfe"])):
        (only,) = found(path, {"text": [NEWS], "title": column})
        assert only == CaptureFailure(f"{path}#1", "its column title is no text")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"tekst": [NEWS]}, "has no column text or html"),
        ({"text": pa.array([], pa.string())}, "empty"),
    ],
)
def test_a_table_without_reports_fails(path: Path, columns: dict[str, Any], reason: str) -> None:
    assert found(path, columns) == [CaptureFailure(str(path), reason)]


@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"PAR1" * 9, b"\x00" * 999, b"PAR1\xff\xff\xff\x7fPAR1"]
)
def test_what_is_no_parquet_fails(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    (only,) = capture([str(path)])
    assert isinstance(only, CaptureFailure)
    assert "not a Parquet file" in only.reason


def test_a_broken_row_group_is_named_and_the_next_is_read(path: Path) -> None:
    texts = [f"{number} drept i Kabul i natt" for number in range(6)]
    found(path, {"text": texts})
    data = bytearray(path.read_bytes())
    start = pq.read_metadata(path).row_group(1).column(0).dictionary_page_offset
    data[start : start + 30] = b"\xff" * 30
    path.write_bytes(data)
    reports = list(capture([str(path)]))
    assert [each.file.rpartition("#")[2] for each in reports] == ["1", "2", "3", "5", "6"]
    assert "row group 1 is broken" in reports[2].reason  # type: ignore[union-attr]


def test_a_text_that_is_repeated_without_measure_is_a_bomb(path: Path) -> None:
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 5000, pa.int32()), [NEWS * 2000])
    reports = found(path, {"text": text}, 5000, limits=Limits(unpacked=1_000_000, ratio=2))
    assert path.stat().st_size < 300_000
    assert len(reports) < 20
    assert isinstance(reports[0], Capture)
    assert "a bomb" in reports[-1].reason  # type: ignore[union-attr]


def test_a_text_that_is_repeated_is_held_once(path: Path) -> None:
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 64, pa.int32()), ["x" * 1_000_000])
    pq.write_table(pa.table({"text": text}), path)
    before = pa.total_allocated_bytes()
    reports = capture([str(path)])
    assert isinstance(next(reports), Capture)
    assert pa.total_allocated_bytes() - before < 10_000_000


def test_a_folder_takes_tables(path: Path) -> None:
    found(path, {"text": [NEWS]})
    assert isinstance(next(capture([str(path.parent)])), Capture)


def test_a_link_to_nothing_fails(path: Path) -> None:
    path.symlink_to(path.parent / "gone")
    assert list(capture([str(path)])) == [CaptureFailure(str(path), "a link to nothing")]
