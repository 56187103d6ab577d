"""Reads how far and which way from a named place the words put an act: "30 km nord for X"."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from vitne.claims.sentence import what_of
from vitne.claims.surroundings import left_of
from vitne.model import Kind, Level, Spot

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence
    from vitne.model import Location, Mention

_KM = {"metres": 0.001, "kilometres": 1.0, "miles": 1.609, "sea_miles": 1.852, "mils": 10.0}
# Clockwise from north, by the adjectives that a pack gives its directions.
_BEARINGS = {
    "Northern": 0, "Northeastern": 45, "Eastern": 90, "Southeastern": 135,
    "Southern": 180, "Southwestern": 225, "Western": 270, "Northwestern": 315,
}  # fmt: skip
_SECTOR = math.sin(math.radians(22.5))  # "north" may be as much as half a sector off
_ABOUT = 0.2  # of a distance told as "about"
_LEAST = 2.0  # km: no distance told in words is finer
_NEAR = 30.0  # km: as far as the "ca. 25 km" around a known point of UCDP's where_prec 2 goes
_FARTHEST = 1500.0  # km: what is farther off does not tell where an act was
_DEGREE = 111.2  # km
_ASIDE = 6  # tokens of a distance in brackets: "30 km (19 miles) north of"


class _Way(NamedTuple):
    """What is told from a place on: how far, least and most in km, and which way in degrees."""

    low: float
    high: float
    bearing: int | None


def led_away(location: Location, sentence: Sentence, mention: Mention, before: int) -> Location:
    """The place of an act that the words put off a named one, or between two.

    `before` is the token before the name. The named place stays the point, as codebooks have it;
    the spot beside it tells where the words lead. What may lie farther off than "near" is an area.
    """
    if location.lat is None or location.lon is None or location.level == Level.COUNTRY:
        return location
    found = _between(sentence, mention, before) or _off(sentence, location, before)
    if found is None:
        return location
    spot, far = found
    if not far:
        return msgspec.structs.replace(location, spot=spot, precision="near")
    return msgspec.structs.replace(
        location, spot=spot, precision="area", level=Level.AREA.value, geonameid=None
    )


def _off(sentence: Sentence, location: Location, before: int) -> tuple[Spot, bool] | None:
    way = _way(sentence, before)
    if way is None or location.lat is None or location.lon is None:
        return None
    half = (way.high - way.low) / 2
    middle = way.low + half
    if way.bearing is None:
        return Spot(location.lat, location.lon, _rounded(way.high)), way.high > _NEAR
    lat, lon = _moved(location.lat, location.lon, middle, way.bearing)
    return Spot(lat, lon, _rounded(half + middle * _SECTOR)), middle > _NEAR


def _between(sentence: Sentence, mention: Mention, before: int) -> tuple[Spot, bool] | None:
    """Midway between two towns: "på veien mellom Goma og Sake"."""
    joined = sentence.is_a(before, "between") and sentence.is_a(mention.last, "and")
    if not joined or not mention.places:
        return None
    for other in sentence.of(Kind.PLACE):
        if other.places and other.first > mention.last == left_of(sentence, other):
            a, b = mention.places[0], other.places[0]
            if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
                return None
            km = kilometres((a.lat, a.lon), (b.lat, b.lon))
            if km > _FARTHEST or Level.COUNTRY in (a.level, b.level):
                return None
            lat, lon = round((a.lat + b.lat) / 2, 5), round((a.lon + b.lon) / 2, 5)
            return Spot(lat, lon, _rounded(km / 2)), km / 2 > _NEAR
    return None


def _way(sentence: Sentence, before: int) -> _Way | None:
    """The distance, and the direction if one is told, that ends at a token: "30 km nord | for"."""
    at, bearing = before, None
    if sentence.is_a(at, "for") or sentence.is_a(at, "from"):
        at -= 1
        if sentence.is_a(at, "directions"):
            bearing = _BEARINGS.get(sentence.grammar.directions.get(sentence.word(at), ""))
            at -= 1
        elif sentence.is_a(at, "unna"):
            at -= 1
        elif sentence.is_a(before, "for"):
            return None
    elif sentence.is_a(at, "near") and not sentence.is_a(at, "between"):
        at -= 1
    else:
        return None
    found = distance(sentence, at)
    if found is None or not 0 < found[1] <= _FARTHEST:
        return None
    return _Way(*found, bearing)


def distance(sentence: Sentence, at: int) -> tuple[float, float] | None:
    """The length told by the words that end at a token, least and most in km; None for none."""
    if sentence.word(at) == ")":
        opened = (i for i in range(at - 1, at - _ASIDE, -1) if sentence.word(i) == "(")
        at = next(opened, at) - 1
    unit = sentence.covering(at, Kind.UNIT)
    if unit is None or what_of(unit) != "distance":
        return None
    counted = sentence.covering(unit.first - 1, Kind.NUMBER)
    km = _length(sentence, unit)
    if counted is None or counted.number is None or km is None:
        return None
    low, high = counted.number.low, counted.number.high
    if low is None and high is None:
        return None
    least, most = (low or 0) * km, (high if high is not None else low or 0) * km
    slack = _ABOUT * most if counted.number.approx or None in (low, high) else 0.0
    return max(least - slack, 0.0), most + slack


def _length(sentence: Sentence, unit: Mention) -> float | None:
    """How many km a unit is; None for one that the pack does not tell: a Danish "mil"."""
    tokens = range(unit.first, unit.last)
    return next(
        (km for name, km in _KM.items() if any(sentence.is_a(i, name) for i in tokens)), None
    )


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """How far two points lie apart, in km, on a plain as small as a report tells of."""
    narrowed = math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(a[0] - b[0], (a[1] - b[1]) * narrowed) * _DEGREE


def _moved(lat: float, lon: float, km: float, bearing: int) -> tuple[float, float]:
    turned, narrowed = math.radians(bearing), max(math.cos(math.radians(lat)), 0.01)
    north = lat + km / _DEGREE * math.cos(turned)
    east = lon + km / _DEGREE * math.sin(turned) / narrowed
    return round(min(max(north, -90.0), 90.0), 5), round((east + 180) % 360 - 180, 5)


def _rounded(km: float) -> float:
    return round(max(km, _LEAST), 1)
