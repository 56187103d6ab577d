"""Places as exports need them: names of divisions, cells of the PRIO-GRID, coarser places."""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import msgspec

from vitne.model import Level, Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.packs.gazetteer import Gazetteer

_CELL = 0.5  # degrees
_COLUMNS = 720
_ROWS = 360
_LEVELS = (Level.TOWN, Level.ADM2, Level.ADM1, Level.AREA, Level.COUNTRY)  # the finest first


def admin1_of(place: Location) -> str | None:
    """The name of the first-order division a place lies in, where the tables of vitne have it."""
    if place.level == Level.ADM1:
        return _alone(place.name, place.country)
    found = _divisions().get((place.country or "", place.admin1 or ""))
    return _alone(found.name, place.country) if found else None


def _alone(name: str, country: str | None) -> str:
    """A name without the country that tells it from others: "Punjab, Pakistan" is Punjab."""
    state = _countries().get(country or "")
    if state is None:
        return name
    return name.removesuffix(f", {state.name}").removesuffix(f" ({state.name})")


def cell_of(lat: float | None, lon: float | None) -> int | None:
    """The number of the PRIO-GRID cell of a point (0.5 degrees, counted from the south-west)."""
    if lat is None or lon is None:
        return None
    row = min(math.floor((lat + 90) / _CELL), _ROWS - 1)
    column = min(math.floor((lon + 180) / _CELL), _COLUMNS - 1)
    return row * _COLUMNS + column + 1


def coarser(place: Location, ceiling: Level) -> Location:
    """A place no finer than a ceiling: the division it lies in, or its country.

    A division that the tables of vitne do not know has no name and no point of its own: what is
    left is the country, with its code; so it is where words lead far from a place, for who knows
    into which division.
    """
    led = place.spot is not None
    level = Level.TOWN if led else place.level  # a spot is as fine as a town
    if level not in _LEVELS or _LEVELS.index(Level(level)) >= _LEVELS.index(ceiling):
        return place
    if place.level == Level.SEA:
        return msgspec.structs.replace(place, spot=None)
    wide = place.precision == "country" or place.level == Level.AREA
    if ceiling != Level.COUNTRY and wide and not led:
        return place
    division = _divisions().get((place.country or "", place.admin1 or "")) if not wide else None
    if ceiling != Level.COUNTRY and division is not None:
        return _at(place, division, Level.ADM1, "area")
    country = _countries().get(place.country or "")
    if country is None:
        return msgspec.structs.replace(
            place, name=place.country or "unknown", level=Level.COUNTRY, precision="country",
            lat=None, lon=None, geonameid=None, admin1=None, text=None, start=None, end=None,
            spot=None, confidence=None,
        )  # fmt: skip
    return _at(place, country, Level.COUNTRY, "country")


def is_town(name: str) -> bool:
    """Whether a town is called so."""
    return bool(gazetteer().exact(name))


def people_in(place: Location) -> int:
    """How many people live in a town; 0 where that is not known."""
    known = gazetteer().by_id(place.geonameid) if place.geonameid else None
    return known.population if known else 0


@cache
def gazetteer() -> Gazetteer:
    """The populated places that vitne knows, mapped from their file."""
    from vitne.packs.gazetteer import open_gazetteer  # noqa: PLC0415 - only where it is asked

    with as_file(files("vitne") / "data" / "places") as folder:
        return open_gazetteer(folder)


class _Point(msgspec.Struct, frozen=True):
    name: str
    lat: float | None
    lon: float | None
    geonameid: int | None = None
    admin1: str | None = None


def _at(place: Location, to: _Point, level: Level, precision: str) -> Location:
    return Location(
        name=to.name,
        country=place.country,
        level=level,
        lat=to.lat,
        lon=to.lon,
        geonameid=to.geonameid,
        admin1=to.admin1,
        control=place.control,
        precision=precision,
        basis=place.basis,
    )


@cache
def _divisions() -> Mapping[tuple[str, str], _Point]:
    """First-order divisions by country and code of GeoNames."""
    found: dict[tuple[str, str], _Point] = {}
    regions = [row for row in _rows("regions.csv") if row["level"] == Level.ADM1]
    for row in (*regions, *_rows("divisions.csv")):
        if row["country"] and row["admin1"]:
            name = row["names"].split("|")[0]
            gid = int(row["geonameid"]) if row["geonameid"] else None
            point = _Point(name, _degrees(row["lat"]), _degrees(row["lon"]), gid, row["admin1"])
            found.setdefault((row["country"], row["admin1"]), point)
    return found


@cache
def _countries() -> Mapping[str, _Point]:
    return {
        row["iso3"]: _Point(row["name"], _degrees(row["lat"]), _degrees(row["lon"]))
        for row in _rows("countries.csv")
    }


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("vitne") / "data" / "places" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), strict=True))
