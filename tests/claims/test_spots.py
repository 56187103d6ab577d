"""Where words lead from a named place: a point and how far around it, in every language."""

from __future__ import annotations

import pytest
from cases import read_text

NORTH = {
    "nb": "Fire soldater ble drept 100 km nord for Stepanakert i Aserbajdsjan tirsdag.",
    "nn": "Fire soldatar vart drepne 100 km nord for Stepanakert i Aserbajdsjan tysdag.",
    "da": "Fire soldater blev dræbt 100 km nord for Stepanakert i Aserbajdsjan tirsdag.",
    "sv": "Fyra soldater dödades tio mil norr om Stepanakert i Azerbajdzjan på tisdagen.",
    "en": "Four soldiers were killed 100 km (62 miles) north of Stepanakert in Azerbaijan on Tuesday.",
}


def spot_of(text: str, language: str) -> tuple[float, float, float] | None:
    place = read_text(text, language=language).claims[0].place
    assert place is not None
    return (place.spot.lat, place.spot.lon, place.spot.within_km) if place.spot else None


@pytest.mark.parametrize("language", NORTH)
def test_the_point_lies_as_far_as_told_and_that_way(language: str) -> None:
    lat, lon, within = spot_of(NORTH[language], language) or (0, 0, 0)
    assert lat == pytest.approx(39.82 + 100 / 111.2, abs=0.02)
    assert lon == pytest.approx(46.75, abs=0.01)
    assert 30 < within < 50  # "north" is an eighth of the compass


def test_without_a_direction_all_around_is_meant() -> None:
    text = "Fire soldater ble drept fem mil fra Lashkar Gah i Afghanistan tirsdag."
    lat, lon, within = spot_of(text, "nb") or (0, 0, 0)
    assert (lat, lon) == pytest.approx((31.59, 64.37), abs=0.01)
    assert within == 50


def test_between_two_towns_the_point_is_midway() -> None:
    text = "Four soldiers were killed on the road between Goma and Sake in DR Congo on Tuesday."
    lat, lon, within = spot_of(text, "en") or (0, 0, 0)
    assert lat == pytest.approx(-1.63, abs=0.05)
    assert lon == pytest.approx(29.13, abs=0.05)
    assert within < 30


def test_near_a_town_tells_no_distance() -> None:
    assert spot_of("Fire soldater ble drept nær Kidal i Mali tirsdag.", "nb") is None


def test_a_danish_mile_is_of_no_length_that_is_sure() -> None:
    assert spot_of("Fire soldater blev dræbt fem mil fra Kidal i Mali tirsdag.", "da") is None
