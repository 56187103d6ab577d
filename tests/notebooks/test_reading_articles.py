"""`vitne.read` takes a text, bytes or a file, and gives its claims as rows of a table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import vitne
from vitne.errors import CaptureError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Raketter slo ned i Barda onsdag. Minst 14 ble drept og over 40 såret, opplyser politiet."


def test_a_text_is_read_into_tolls() -> None:
    read = vitne.read(TEXT, published="2020-10-29", publisher="Kystnytt", language="nb")
    assert read.article.publisher == "Kystnytt"
    tolls = {row.claim.toll.measure: row.claim.toll.low for row in read.tolls if row.claim.toll}
    assert tolls == {"killed": 14, "wounded": 41}
    assert all(read.article.text[one.start : one.end] == one.text for one in read)
    assert len(read) == len(read.claims) == len(read.data.claims) > len(read.tolls)
    assert repr(read).endswith("claims")


def test_the_table_of_a_reading_knows_open_bounds_days_and_lists() -> None:
    read = vitne.read(TEXT, published="2020-10-29")
    rows = read.tolls.to_arrow().to_pylist()
    assert [(row["measure"], row["low"], row["high"]) for row in rows] == [
        ("killed", 14, None), ("wounded", 41, None),
    ]  # fmt: skip
    assert rows[0]["earliest"].isoformat() == "2020-10-28"
    assert rows[0]["voices"] == [rows[0]["voice"]]
    assert read.to_arrow().num_rows == len(read.claims)
    assert list(read.to_pandas()["id"]) == [one.id for one in read]


def test_a_file_is_read_with_what_stands_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "barda.txt"
    file.write_text(TEXT, encoding="utf-8")
    (tmp_path / "barda.meta.json").write_text(json.dumps({"published": "2020-10-29"}))
    for given in (file, str(file)):
        read = vitne.read(given, publisher="Kystnytt")
        assert read.article.published is not None
        assert read.article.published.edtf == "2020-10-29"
        assert read.article.publisher == "Kystnytt"
        assert read.data.file == str(file)


def test_bytes_and_pages_are_read() -> None:
    page = (
        f"<!DOCTYPE html><html><body><article><h1>Barda</h1><p>{TEXT}</p></article></body></html>"
    )
    assert vitne.read(TEXT.encode(), published="2020-10-29").data.claims
    assert "<p>" not in vitne.read(page, published="2020-10-29").article.text


@pytest.mark.parametrize("text", ["Ingen ting skjedde.", "\x00", "x" * 3_000, "a\ud800b", "?*<>|"])
def test_a_text_that_tells_nothing_has_no_tolls(text: str) -> None:
    assert len(vitne.read(text, language="nb").tolls) == 0


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("", "empty"),
        (b" \n ", "empty"),
        ("no/such/barda.txt", r"barda\.txt"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_reason(given: str | bytes, reason: str) -> None:
    with pytest.raises(CaptureError, match=reason):
        vitne.read(given)


def test_a_day_of_publication_that_is_none_is_an_error() -> None:
    with pytest.raises(CaptureError, match="no EDTF date"):
        vitne.read(TEXT, published="last week")


def test_a_file_of_many_reports_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(json.dumps({"text": TEXT}) for _ in range(3)))
    with pytest.raises(CaptureError, match=r"holds 3 reports and not one.*vitne capture"):
        vitne.read(file)
