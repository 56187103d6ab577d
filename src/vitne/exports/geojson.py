"""GeoJSON (RFC 7946): one feature an incident, its point no finer than the words."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO

from vitne.exports.format import CAUTION, Column, Context, Format
from vitne.exports.lines import record_of, write_document
from vitne.incidents.rows import radius
from vitne.packs.linking import read_families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.exports.rows import Row
    from vitne.model import Estimate, Location
    from vitne.packs.linking import Families

_KM = 1000  # metres
_KNOWN = ("given", "none", "unknown", "undisclosed", "unreported")


def uncertainty(place: Location | None) -> int | None:
    """How far from its point, in metres, what happened in a place may lie; None without a point."""
    if point(place) is None or place is None:
        return None
    if place.spot is not None:
        return round(place.spot.within_km * _KM)
    return round(radius(place, _families()) * _KM)


def point(place: Location | None) -> list[float] | None:
    """Longitude and latitude in degrees, WGS 84; None where no gazetteer knows the place.

    Where words lead away from the place ("100 km nord for X"), the point they lead to.
    """
    if place is None:
        return None
    lat, lon = (place.lat, place.lon) if place.spot is None else (place.spot.lat, place.spot.lon)
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    return None if abs(lat) > 90 or abs(lon) > 180 else [lon, lat]


def feature(row: Row) -> dict[str, Any]:
    """The feature of an incident; its geometry is null where it has no point."""
    where = point(row.incident.place)
    return {
        "type": "Feature",
        "id": row.incident.id,
        "geometry": {"type": "Point", "coordinates": where} if where else None,
        "properties": record_of(COLUMNS, row),
    }


@cache
def _families() -> Families:
    return read_families()


def _write(rows: Iterator[Row], out: BinaryIO, context: Context) -> int:
    head = {
        "type": "FeatureCollection",
        "name": "vitne",
        "description": CAUTION,
        "profile": context.profile,
        "generated_at": context.generated_at,
        "generator": f"vitne {context.version}",
    }
    return write_document(out, head, "features", _features(rows, context))


def _features(rows: Iterator[Row], context: Context) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield feature(row)
        context.trace(row, row.incident.id)


def _place(row: Row, field: str) -> Any:
    return getattr(row.incident.place, field, None)


def _figure(row: Row, measure: str, field: str) -> Any:
    found: Estimate | None = row.incident.estimates.get(measure)
    return None if found is None else getattr(found, field)


def _figures(measure: str) -> tuple[Column, ...]:
    """The columns of one measure."""
    return (
        Column(
            f"{measure}_low", "integer", f"People {measure}: the least; null is open, not zero.",
            lambda row: _figure(row, measure, "low"), unit="people",
        ),
        Column(
            f"{measure}_best", "integer", f"People {measure}: the best figure; null where none is.",
            lambda row: _figure(row, measure, "best"), unit="people",
        ),
        Column(
            f"{measure}_high", "integer", f"People {measure}: the most; null is open, not zero.",
            lambda row: _figure(row, measure, "high"), unit="people",
        ),
        Column(
            f"{measure}_known", "string",
            "Whether a figure is given, none (a stated zero), unknown, undisclosed or unreported; "
            "null where the profile does not know the measure.",
            lambda row: _figure(row, measure, "known"), values=_KNOWN,
        ),
    )  # fmt: skip


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Id of the incident; also the id of the feature.",
           lambda row: row.incident.id, required=True),
    Column("label", "string", "What it is, where and when, in a line.",
           lambda row: row.incident.label, required=True),
    Column("scope", "string", "One happening, or a stretch of time with the tolls told of it.",
           lambda row: str(row.incident.scope), values=("incident", "period"), required=True),
    Column("event_type", "string", "Type of act (PLOVER).", lambda row: row.incident.event_type),
    Column("sub_event", "string", "Sub-event type (ACLED).", lambda row: row.incident.sub_event),
    Column("earliest", "date", "First day on which it may have happened.",
           lambda row: row.incident.time and row.incident.time.earliest),
    Column("latest", "date", "Last day on which it may have happened.",
           lambda row: row.incident.time and row.incident.time.latest),
    Column("edtf", "string", "The same as an EDTF date (ISO 8601-2).",
           lambda row: row.incident.time and row.incident.time.edtf),
    Column("place", "string", "Name of the place, as fine as the words.",
           lambda row: _place(row, "name")),
    Column("country", "string", "Internationally recognised state (ISO 3166 alpha-3).",
           lambda row: _place(row, "country")),
    Column("control", "string", "Who in fact holds the place, where that is another.",
           lambda row: _place(row, "control")),
    Column("level", "string", "How much ground the name covers.", lambda row: _place(row, "level")),
    Column("precision", "string",
           "exact: in the place; near: near it; area: somewhere in a region; country: no more than "
           "the country is known.",
           lambda row: _place(row, "precision"), values=("exact", "near", "area", "country")),
    Column("uncertainty_radius_m", "integer",
           "How far from the point it may lie. The point stands for the place, or for where words "
           "lead from it; it was never moved.",
           lambda row: uncertainty(row.incident.place), unit="m",
           ours="Radius by the level of the place; at least 25 km where it is near a place; as the "
                "words have it where they tell a distance."),
    Column("coarsened_to", "string", "Level to which the place was made coarser to do no harm.",
           lambda row: row.coarsened),
    Column("agents", "array", "Who is said to have acted.", lambda row: list(row.incident.agents)),
    Column("targets", "array", "Who or what is said to have been acted on.",
           lambda row: list(row.incident.targets)),
    *_figures("killed"),
    *_figures("wounded"),
    Column("articles", "integer", "Articles that tell of it.",
           lambda row: len(row.incident.articles)),
    Column("voices", "array", "Those who vouch for what they say of it, in the order first heard.",
           lambda row: [voice.name for voice in row.incident.voices]),
    Column("contradictions", "integer", "Pairs of claims that cannot both be true.",
           lambda row: len(row.incident.contradictions)),
    Column("grade", "string", "Grade (Airwars), where one was given.",
           lambda row: row.incident.grade),
    Column("review", "string", "What people decided of its claims.", lambda row: row.review),
    Column("profile", "string", "Method of the figures.", lambda row: row.profile, required=True),
    Column("claims", "array", "Ids of the claims it rests on.",
           lambda row: list(row.incident.claims)),
    Column("caution", "string", "What must be known to use it.", lambda _row: CAUTION,
           required=True),
)  # fmt: skip

FORMAT = Format(
    name="geojson",
    title="GeoJSON (RFC 7946)",
    about="one feature an incident, with how far from its point it may lie",
    media_type="application/geo+json",
    suffix=".geojson",
    columns=COLUMNS,
    write=_write,
    notes=(
        "Coordinates are longitude, latitude in WGS 84. The columns are the properties of a feature.",
        "An incident without a known point is a feature with null geometry: it is never left out "
        "and never given a point it does not have.",
        "The point is that of the place in the gazetteer, or the one that words lead to from it "
        '("100 km north of X"). It is not jittered; draw the circle of '
        "`uncertainty_radius_m`, or nothing but the country where `precision` is country.",
    ),
)
