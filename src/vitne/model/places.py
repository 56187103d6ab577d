"""Places on the map, as fine as the words and no finer."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How much ground a place name covers (gold/GUIDELINES.md)."""

    TOWN = "town"
    ADM2 = "adm2"
    ADM1 = "adm1"
    AREA = "area"
    COUNTRY = "country"
    SEA = "sea"


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place a name may stand for. `country` is the internationally recognised state, ISO 3166
    alpha-3; `control` names the de facto authority where that differs. Coordinates in degrees,
    WGS 84, or None where no gazetteer knows the place.
    """

    name: str  # canonical English
    country: str | None
    level: Level
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    admin1: str | None = None
    population: int = 0
    control: str | None = None
    article: str = ""  # before the name inside a sentence: "the" Philippines
    army: str | None = None  # the state whose army "the army" is there, where it has none itself

    @property
    def inside(self) -> str:
        """The name as it stands inside another: "Police of the Philippines"."""
        return f"{self.article} {self.name}".lstrip()
