"""Parquet tables and the data package as pyarrow, DuckDB, pandas and Frictionless load them."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import TYPE_CHECKING

import duckdb
import frictionless
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exported import Wish, row, written
from frictionless import Package

from vitne.exports.documents import method
from vitne.exports.policy import Policy
from vitne.exports.sheets import SHEETS
from vitne.model import Level

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [sheet.name for sheet in SHEETS]


def unpacked(path: Path, name: str, folder: Path, wish: Wish | None = None) -> Path:
    with zipfile.ZipFile(io.BytesIO(written(path, name, wish))) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def parquet(barda: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(barda, "parquet", tmp_path_factory.mktemp("parquet"))


@pytest.fixture(scope="module")
def package(barda: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(barda, "package", tmp_path_factory.mktemp("package"))


def test_every_table_is_there_with_its_columns_and_types(parquet: Path) -> None:
    assert sorted(path.name for path in parquet.iterdir()) == sorted(f"{n}.parquet" for n in NAMES)
    for sheet in SHEETS:
        schema = pq.read_schema(parquet / f"{sheet.name}.parquet")
        assert schema.names == [column.name for column in sheet.columns]
        assert schema.metadata[b"caution"].startswith(b"Reported, not verified")
    incidents = pq.read_schema(parquet / "incidents.parquet")
    assert incidents.field("killed_low").type == pa.int64()
    assert incidents.field("earliest").type == pa.date32()
    assert incidents.field("agents").type == pa.list_(pa.string())


def test_a_table_is_read_straight_out_of_the_archive(barda: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(barda, "parquet")))
    assert pq.read_table(archive.open("voices.parquet")).num_rows > 3


def test_duckdb_asks_which_words_the_best_figure_rests_on(parquet: Path) -> None:
    found = duckdb.sql(
        f"""
        SELECT c.voice, c.text, e.low, e.best, e.high
        FROM '{parquet}/estimates.parquet' e
        JOIN '{parquet}/claims.parquet' c ON list_contains(e.best_claims, c.id)
        WHERE e.measure = 'killed' AND e.whole AND e.best = 17
        """  # noqa: S608 - a path of pytest
    ).fetchall()
    assert found == [("Hospital doctor", "17 bodies", 17, 17, 21)]


def test_pandas_tells_open_from_zero(parquet: Path) -> None:
    estimates = pd.read_parquet(parquet / "estimates.parquet", dtype_backend="pyarrow")
    wounded = estimates[(estimates.measure == "wounded") & (estimates.known == "given")].iloc[0]
    assert wounded.low == 41
    assert wounded.high is pd.NA
    claims = pd.read_parquet(parquet / "claims.parquet")
    assert claims.published.max() == dt.date(2020, 10, 29)


def test_claims_in_no_incident_are_in_it(parquet: Path) -> None:
    claims = pd.read_parquet(parquet / "claims.parquet")
    assert claims[claims.kind.isin(["threat", "denial"])].incident.isna().all()
    assert claims.incident.notna().any()


def test_frictionless_finds_nothing_wrong(package: Path) -> None:
    report = frictionless.validate(str(package / "datapackage.json"), type="package")
    assert report.valid, report.flatten(["title", "message"])
    assert [task.name for task in report.tasks] == NAMES
    assert report.stats["errors"] == 0


@pytest.mark.parametrize("harm", [("Barda", "Bardo"), ("incident,", "other,")])
def test_frictionless_finds_what_was_changed(
    package: Path, tmp_path: Path, harm: tuple[str, str]
) -> None:
    for path in package.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(package)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    file = tmp_path / "data" / "incidents.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(*harm), encoding="utf-8", newline="")
    assert not frictionless.validate(str(tmp_path / "datapackage.json"), type="package").valid


def test_lists_and_numbers_come_back_as_they_were(package: Path, parquet: Path) -> None:
    resource = Package(str(package / "datapackage.json")).get_resource("estimates")
    rows = {(r["incident"], r["measure"], r["whole"]): r for r in resource.read_rows()}
    frame = pd.read_parquet(parquet / "estimates.parquet", dtype_backend="pyarrow")
    assert len(rows) == len(frame)
    for one in frame.itertuples():
        told = rows[one.incident, one.measure, one.whole]
        assert told["low_claims"] == list(one.low_claims)
        assert told["high"] == (None if one.high is pd.NA else one.high)


def test_the_method_and_the_terms_go_with_it(package: Path) -> None:
    assert (package / "METHOD.md").read_text(encoding="utf-8") == method()
    assert "# How vitne decides" in method()
    assert "not verified" in (package / "DO_NO_HARM.md").read_text(encoding="utf-8")
    assert "CC BY 4.0" in (package / "TERMS.md").read_text(encoding="utf-8")


def test_the_descriptor_says_what_was_held_back(barda: Path, tmp_path: Path) -> None:
    wish = Wish(policy=Policy(ceiling=Level.ADM1, redact=True))
    folder = unpacked(barda, "package", tmp_path, wish)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["vitne"]["finest_place"] == "adm1"
    assert descriptor["vitne"]["names_removed"] is True
    assert descriptor["created"] == "2024-04-01T12:00:00Z"


def test_a_day_of_no_calendar_and_a_number_of_no_column_are_left_empty() -> None:
    made = row(days=("0000-13-45", "2020-10-04"))
    (incidents,) = (sheet for sheet in SHEETS if sheet.name == "incidents")
    cells = {column.name: column.value(made) for column in incidents.columns}
    assert (cells["earliest"], cells["latest"]) == (None, "2020-10-04")
