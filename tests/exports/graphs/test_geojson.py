"""GeoJSON as a map program loads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from exported import GANJA, dead, row, written
from msgspec.structs import replace
from shapely.geometry import shape

from vitne.exports.export import Wish
from vitne.exports.geojson import COLUMNS, feature, point, uncertainty
from vitne.exports.policy import Policy
from vitne.model import Level, Location, Spot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def collection(barda: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(barda, "geojson"))
    return found


def named(collection: dict[str, Any], beginning: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in collection["features"] if one["properties"]["label"].startswith(beginning)
    )
    return found


def test_it_is_a_collection_of_features_with_longitude_first(collection: dict[str, Any]) -> None:
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection  # RFC 7946: WGS 84, and no member for it
    strike = shape(named(collection, "Shelling")["geometry"])
    assert (strike.geom_type, round(strike.x), round(strike.y)) == ("Point", 47, 40)


def test_what_has_no_place_has_a_null_geometry_and_is_there(collection: dict[str, Any]) -> None:
    clash = named(collection, "Armed clash, place not known")
    assert clash["geometry"] is None
    assert clash["properties"]["uncertainty_radius_m"] is None
    assert clash["properties"]["killed_best"] == 3


def test_an_open_bound_is_null_and_silence_is_said(collection: dict[str, Any]) -> None:
    properties = named(collection, "Shelling")["properties"]
    assert [properties[f"killed_{name}"] for name in ("low", "best", "high")] == [17, 17, 21]
    assert (properties["wounded_low"], properties["wounded_high"]) == (41, None)
    assert named(collection, "Peaceful")["properties"]["killed_known"] == "unreported"


def test_a_feature_has_the_declared_properties_and_no_other(collection: dict[str, Any]) -> None:
    names = [column.name for column in COLUMNS]
    assert all(list(one["properties"]) == names for one in collection["features"])


def test_the_point_is_that_of_the_place_and_never_moved() -> None:
    one, other = feature(row(dead(3))), feature(row(dead(4)))
    assert one["geometry"] == other["geometry"]
    assert one["geometry"]["coordinates"] == [GANJA.lon, GANJA.lat]


def test_the_radius_grows_with_what_is_not_known() -> None:
    near = replace(GANJA, precision="near")
    region = replace(GANJA, level="adm1", precision="area")
    country = Location("Azerbaijan", "AZE", "country", 40.4, 47.5, precision="country")
    known = [uncertainty(place) or 0 for place in (GANJA, near, region, country)]
    assert known == sorted(known)
    assert known[0] < 10_000 < 25_000 <= known[1]


def test_words_that_lead_from_a_place_lead_to_the_point_they_tell() -> None:
    north = replace(GANJA, level="area", precision="area", spot=Spot(41.58, 46.36, 15.0))
    assert point(north) == [46.36, 41.58]
    assert uncertainty(north) == 15_000


@pytest.mark.parametrize(
    ("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (float("inf"), 1.0), (None, 2)]
)
def test_a_point_that_is_none_gives_no_geometry(lat: float | None, lon: float) -> None:
    assert point(replace(GANJA, lat=lat, lon=lon)) is None


def test_a_ceiling_makes_the_point_that_of_the_country(barda: Path) -> None:
    policy = Policy(ceiling=Level.COUNTRY)
    strike = named(json.loads(written(barda, "geojson", Wish(policy=policy))), "Shelling")
    assert strike["properties"]["coarsened_to"] == "country"
    assert strike["properties"]["place"] == "Azerbaijan"
    assert "Barda" not in json.dumps(strike)
