"""Tables of Arrow and pandas have the types that are declared, and nothing missing becomes a number."""

from __future__ import annotations

import builtins
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pyarrow as pa
import pytest

from vitne.errors import VitneError
from vitne.notebooks import columns, tables
from vitne.notebooks.columns import TYPES, Column
from vitne.notebooks.rows import ArticleRow

if TYPE_CHECKING:
    from vitne.notebooks.opening import Record

ROOT = Path(__file__).resolve().parents[2]
EVERY = {
    "claims": columns.CLAIMS, "incidents": columns.INCIDENTS, "estimates": columns.ESTIMATES,
    "voices": columns.VOICES, "articles": columns.ARTICLES,
}  # fmt: skip


@pytest.mark.parametrize("name", EVERY)
def test_every_table_has_its_columns_in_arrow_and_in_pandas(record: Record, name: str) -> None:
    listing = getattr(record, name)()
    table, frame = listing.to_arrow(), listing.to_pandas()
    assert table.column_names == list(frame.columns) == [one.name for one in EVERY[name]]
    assert table.num_rows == len(frame) == len(listing) > 0
    for one in EVERY[name]:
        assert table.schema.field(one.name).metadata[b"description"].decode() == one.about
        assert str(frame[one.name].dtype) == TYPES[one.type].partition(" (")[0], one.name


@pytest.mark.parametrize("name", EVERY)
def test_a_table_without_rows_has_the_same_types(record: Record, name: str) -> None:
    full = getattr(record, name)()
    empty = getattr(record, name)(limit=0)
    assert empty.to_arrow().schema == full.to_arrow().schema
    assert list(empty.to_pandas().dtypes) == list(full.to_pandas().dtypes)


def test_an_open_bound_is_missing_and_no_number(record: Record) -> None:
    frame = record.claims(measure="killed", place="Kharkiv").to_pandas()
    police = frame[frame["file"] == "kharkiv.txt"]
    governor = frame[frame["file"] == "en.txt"].iloc[-1]
    assert set(police["low"]) == {5}
    assert all(high is pd.NA for high in police["high"])
    assert frame["low"].sum() == 24  # headlines too; whole numbers stay whole
    assert isinstance(governor["voices"], list)
    assert governor["published"] == pd.Timestamp("2024-03-06")


def test_unknown_none_and_not_reported_are_told_apart(record: Record) -> None:
    rows = {
        (row["measure"], row["status"]): row["known"]
        for row in record.claims(file="losses.txt", kind="toll").to_arrow().to_pylist()
    }
    assert rows["wounded", "unknown"] == "unknown"
    assert rows["killed", "civilian"] == "none"
    incidents = record.incidents(place="Kharkiv", measure="killed").to_arrow().to_pylist()
    assert incidents[0]["missing_known"] == "unreported"
    assert incidents[0]["missing_low"] is None


def test_days_are_days_and_times_are_times(record: Record) -> None:
    table = record.articles().to_arrow()
    assert table.schema.field("published_earliest").type == pa.date32()
    assert table["published_earliest"].to_pylist()[0] == dt.date(2024, 3, 6)
    assert table["published_earliest"].to_pylist()[-1] is None
    assert table["captured_at"].to_pylist()[0] == dt.datetime(2024, 3, 10, 8, tzinfo=dt.UTC)


def test_a_table_is_what_a_file_of_parquet_keeps(record: Record, tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only here

    table = record.incidents().to_arrow()
    pq.write_table(table, tmp_path / "incidents.parquet")
    assert pq.read_table(tmp_path / "incidents.parquet").equals(table)


def test_what_no_table_can_hold_is_missing_and_breaks_nothing() -> None:
    row = ArticleRow(
        id="a\x00\ud800", file="f", address=None, title=None, outlet=None, agency=None,
        language="nb", published_earliest="0000-00-00", published_latest="10000-01-01",
        captured_at="soon", superseded_by=None, reprint_of=None, claims=2**63,
    )  # fmt: skip
    found = tables.arrow(columns.ARTICLES, [row]).to_pylist()[0]
    assert found["id"] == "a\ufffd\ufffd"
    assert [found[name] for name in ("published_earliest", "published_latest", "captured_at")] == [
        None, None, None,
    ]  # fmt: skip
    assert found["claims"] is None
    assert tables.arrow(columns.ARTICLES, [msgspec.structs.replace(row, claims=-(2**63) + 1)])


def test_rows_beyond_one_lot_are_all_there() -> None:
    numbers: tuple[Column[int], ...] = (Column("n", "int", "A number.", lambda one: one),)
    table = tables.arrow(numbers, iter(range(12_345)))
    assert table["n"].to_pylist() == list(range(12_345))


def test_without_pandas_the_error_names_what_to_install(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name="pandas")
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(VitneError, match="pip install pandas"):
        record.claims().to_pandas()


def test_the_page_on_notebooks_has_the_columns_as_they_are_declared() -> None:
    sys.path.insert(0, str(ROOT / "evaluation"))
    try:
        import notebooks  # noqa: PLC0415 - a script of evaluation/, which is no package
    finally:
        sys.path.pop(0)
    page = notebooks.PAGE.read_text(encoding="utf-8")
    assert page == notebooks.written(page), "run evaluation/notebooks.py"
    assert all(f"\n| {name} | " in page for name in TYPES)
