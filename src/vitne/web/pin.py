"""The point on the map that stands for a place, told no finer than the place is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.exports.geojson import point, uncertainty

if TYPE_CHECKING:
    from vitne.model import Location

_COARSE = 10_000  # metres: a place known no better is told to a tenth of a degree
_KM = 1000


class Pin(msgspec.Struct, frozen=True):
    """Degrees in WGS 84 as they are shown; what happened may lie `km` from there."""

    lat: str
    lon: str
    km: int

    @classmethod
    def of(cls, place: Location | None) -> Pin | None:
        """That of a place; None for a whole country, and where no gazetteer knows the place."""
        found, metres = point(place), uncertainty(place)
        if found is None or metres is None or place is None or place.precision == "country":
            return None
        decimals = 2 if metres < _COARSE else 1
        lon, lat = (f"{degrees:.{decimals}f}" for degrees in found)
        return cls(lat, lon, max(1, round(metres / _KM)))
