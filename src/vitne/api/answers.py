"""What a panorama answers."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, gc=False):
    """One value of a facet, how many incidents have it, and whether it is chosen."""

    value: str
    count: int
    chosen: bool = False


class Facet(msgspec.Struct, frozen=True):
    """One thing by which incidents can be chosen, with its most frequent values.

    The counts leave out of account what is chosen of this facet itself, so that they say what
    choosing another value would give. `values` has the chosen ones first, then the most frequent;
    `distinct` is how many values there are, `without` how many incidents have none.
    """

    name: str
    values: tuple[Value, ...]
    distinct: int
    without: int


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A place on the map with the incidents told of it; one for each precision of the place.

    Coordinates are those of the record, never moved. `precision` is exact, near or area;
    `radius_km` says how far from the point they may lie. `incidents` are the newest few by id.
    """

    lat: float
    lon: float
    name: str
    country: str | None
    precision: str
    radius_km: float
    count: int
    incidents: tuple[str, ...]


class Bin(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the timeline; days are ISO, both included.

    `count` are the incidents that happened within it for certain; `possible` are those that may
    have, but of which no article says so exactly: their period reaches beyond the stretch.
    """

    start: str
    end: str
    count: int
    possible: int


class Timeline(msgspec.Struct, frozen=True):
    """Incidents over time, in stretches of a `unit`: day, week, month, year, decade or century.

    `undated` have no day at all; `wide` have a period that reaches over more than one stretch: they
    are counted as possible in each stretch they touch, and for certain in none.
    """

    unit: str
    bins: tuple[Bin, ...]
    undated: int
    wide: int


class Page(msgspec.Struct, frozen=True):
    """A page of a list by ids, the latest first.

    `total` counts the whole list. Of incidents, `unplaced` have no place, or one of
    which no point is known, and `country_only` no finer one than a country. `next` is the cursor of the page that follows.
    """

    ids: tuple[str, ...]
    total: int
    unplaced: int = 0
    country_only: int = 0
    next: str | None = None
