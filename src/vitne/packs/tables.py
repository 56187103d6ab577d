"""Reads the flat tables: CSV files, and the list of states that the build hook makes."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.errors import PackError
from vitne.model.places import Level, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class StateRow(msgspec.Struct, frozen=True):
    """What GeoNames knows of a state."""

    iso2: str
    geonameid: int
    population: int


class Territories(msgspec.Struct, frozen=True):
    """The generated file `gazetteer.countries.json`: states, and CLDR names by language."""

    states: dict[str, StateRow]
    names: dict[str, dict[str, str]]


COUNTRIES = ("iso3", "name", "article", "lat", "lon", "capitals", "army")  # of countries.csv
REGIONS = (
    "id",
    "names",
    "country",
    "level",
    "lat",
    "lon",
    "geonameid",
    "admin1",
    "control",
    "bare",
)
DIVISIONS = ("geonameid", "names", "country", "admin1", "lat", "lon")  # of divisions.csv


def read_rows(path: Path, columns: Iterable[str] = ()) -> Iterator[dict[str, str]]:
    """Yield the rows of one CSV file, by column name; it must have the `columns`.

    Raises:
        PackError: The file is missing, lacks a column, or a row has too few or too many cells.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            lacking = [name for name in columns if name not in (rows.fieldnames or ())]
            if lacking:
                raise PackError(f"{path}:1: there is no column {', '.join(lacking)}")
            for number, row in enumerate(rows, start=2):
                if None in row or None in row.values():
                    raise PackError(f"{path}:{number}: wrong number of cells")
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise PackError(f"{path}: {error}") from error


def read_territories(folder: Path) -> Territories:
    """Read `gazetteer.countries.json` from data/places."""
    path = folder / "gazetteer.countries.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Territories)
    except (OSError, msgspec.DecodeError) as error:
        raise PackError(f"{path}: run `python hatch_build.py`: {error}") from error


def country_of(row: dict[str, str], state: StateRow | None, path: Path) -> Place:
    """Make a place of a row of countries.csv.

    Raises:
        PackError: A coordinate is none.
    """
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError as error:
        raise PackError(f"{path}: {row['iso3']}: {error}") from error
    return Place(
        name=row["name"],
        article=row["article"],
        country=row["iso3"],
        level=Level.COUNTRY,
        lat=lat,
        lon=lon,
        geonameid=state.geonameid if state else None,
        population=state.population if state else 0,
        army=row["army"] or None,
    )


def region_of(row: dict[str, str], path: Path) -> Place:
    """Make a place of a row of regions.csv.

    Raises:
        PackError: A coordinate or a level is none.
    """
    fields: dict[str, Any] = {
        "name": row["names"].split("|")[0],
        "country": row["country"] or None,
        "level": row["level"],
        "lat": row["lat"],
        "lon": row["lon"],
        "geonameid": row["geonameid"] or None,
        "admin1": row["admin1"] or None,
        "control": row["control"] or None,
    }
    return _place(fields, path, row["id"])


def division_of(row: dict[str, str], path: Path) -> Place:
    """Make a place of a row of divisions.csv.

    Raises:
        PackError: A coordinate or an id is none.
    """
    kept = {column: row[column] for column in DIVISIONS if column != "names"}
    fields = {"name": row["names"].split("|")[0], "level": Level.ADM1.value, **kept}
    return _place(fields, path, row["geonameid"])


def _place(fields: dict[str, Any], path: Path, row: str) -> Place:
    """Make a place of the cells of a row, which an error names."""
    try:
        return msgspec.convert(fields, Place, strict=False)
    except msgspec.ValidationError as error:
        raise PackError(f"{path}: {row}: {error}") from error
