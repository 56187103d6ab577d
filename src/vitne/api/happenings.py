"""Reads the incidents of a record into the columns of a panorama."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import sqlalchemy as sa

from vitne.api import days
from vitne.api.axes import Axis, coded
from vitne.api.choice import LEFT_OPEN
from vitne.api.columns import Heard, Incidents, Places
from vitne.exports.geojson import point, uncertainty
from vitne.incidents.voices import independent
from vitne.model import Contradiction, IncidentVoice, Location  # noqa: TC001 - msgspec needs them
from vitne.record.schema import incidents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.api.axes import Numbers
    from vitne.record.reviews import Reviews

_GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
_MOST_YEARS = 100  # of a period that is counted in each of its years
_COUNTRY = "country"
_KM = 1000  # metres


class _Told(msgspec.Struct):
    """What is needed here of an incident."""

    place: Location | None = None
    voices: tuple[IncidentVoice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    grade: str | None = None


_TOLD = msgspec.json.Decoder(_Told)


def read(connection: sa.Connection, reviews: Reviews) -> Incidents:
    """All incidents in the order of their list."""
    names = ("id", "scope", "event_type", "sub_event", "place", "country", "earliest", "latest")
    query = sa.select(*(incidents.c[name] for name in names), incidents.c.incident_json)
    rows: list[Any] = []
    told: list[_Told] = []
    heard = _Hearing()
    for row in connection.execute(query, execution_options={"yield_per": 2_000}):
        rows.append(row[:-1])
        told.append(_TOLD.decode(row[-1]))
    order = sorted(range(len(rows)), key=lambda at: rows[at][0])
    order.sort(key=lambda at: rows[at][6] or "", reverse=True)
    rows, told = [rows[at] for at in order], [told[at] for at in order]
    for place, one in enumerate(told):
        heard.add(place, one)
        one.voices = one.contradictions = ()
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
    return _made(
        {name: columns.get(name, ()) for name in names}, told, heard, (connection, reviews)
    )


def _made(
    columns: dict[str, Sequence[Any]],
    told: Sequence[_Told],
    heard: _Hearing,
    judged: tuple[sa.Connection, Reviews],
) -> Incidents:
    size, ids = len(told), list(columns["id"])
    earliest = days.numbers(columns["earliest"], size, missing=days.NEVER)
    latest = days.numbers(columns["latest"], size, missing=days.EVER)
    axes = {
        name: Axis(*coded(columns[name], size), size)
        for name in ("scope", "event_type", "sub_event", "country", "place")
    }
    axes["method_grade"] = Axis(*coded((one.grade for one in told), size), size)
    axes["grade"] = _graded(*judged, ids)
    axes["year"] = _years(earliest, latest)
    places = _places([one.place for one in told])
    told_of = np.array([one.place is not None for one in told], dtype=bool)
    axes["left_open"] = _left_open(places, told_of, earliest)
    rows = heard.rows()
    axes["voice"] = Axis(heard.names, rows.voice, size, owners=rows.incident)
    return Incidents(
        ids=ids,
        earliest=earliest,
        latest=latest,
        period=np.array([scope == "period" for scope in columns["scope"]], dtype=bool),
        axes=axes,
        places=places,
        heard=rows,
    )


class _Hearing:
    """Gathers what each voice said of each incident."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._roles: list[str] = []
        self._rows: list[tuple[int, int, int, bool, bool, bool, bool]] = []

    @property
    def names(self) -> list[str]:
        """The names of the voices, by their numbers."""
        return list(self._known)

    def add(self, incident: int, told: _Told) -> None:
        """Take in the voices of an incident."""
        vouching = independent(told.voices)
        against = {key for one in told.contradictions for key in (*one.one, *one.other)}
        seen: set[int] = set()
        for voice in told.voices:
            code = self._known.setdefault(voice.name, len(self._known))
            if code == len(self._roles):
                self._roles.append(voice.role)
            contradicted = not against.isdisjoint(voice.claims)
            alone = vouching == (voice,)
            replaced, first = bool(voice.superseded), code not in seen
            self._rows.append(
                (incident, code, len(voice.claims), alone, contradicted, replaced, first)
            )
            seen.add(code)

    def rows(self) -> Heard:
        """All that was taken in, as columns."""
        columns = np.array(self._rows, dtype=np.int32).reshape(-1, 7).T
        return Heard(
            incident=columns[0],
            voice=columns[1],
            claims=columns[2],
            alone=columns[3].astype(bool),
            contradicted=columns[4].astype(bool),
            superseded=columns[5].astype(bool),
            first=columns[6].astype(bool),
            roles=self._roles,
        )


def _graded(connection: sa.Connection, reviews: Reviews, ids: Sequence[str]) -> Axis:
    """The grade that people gave each incident."""
    place = {key: row for row, key in enumerate(ids)}
    codes = np.full(len(ids), -1, dtype=np.int8)
    for code, grade in enumerate(_GRADES):
        for key in reviews.graded(connection, grade):
            if key in place:
                codes[place[key]] = code
    return Axis(_GRADES, codes, len(ids))


def _left_open(places: Places, placed: Numbers, earliest: Numbers) -> Axis:
    """What is not known of each incident: a place, its point, one finer than a country, a day."""
    nowhere = (places.spot < 0) & ~places.vague
    unknown = (nowhere & ~placed, nowhere & placed, places.vague, earliest == days.NEVER)
    owners = [np.flatnonzero(rows) for rows in unknown]
    codes = np.repeat(np.arange(len(owners), dtype=np.int8), [len(rows) for rows in owners])
    return Axis(LEFT_OPEN, codes, len(earliest), owners=np.concatenate(owners))


def _years(earliest: Numbers, latest: Numbers) -> Axis:
    """The years in which each incident may have happened; of the widest periods none."""
    owners, years = [], []
    for row, (first, last) in enumerate(zip(earliest.tolist(), latest.tolist(), strict=True)):
        if first != days.NEVER and last >= first:
            start, end = int(days.iso(first)[:4]), int(days.iso(last)[:4])
            for year in range(start, end + 1) if end - start < _MOST_YEARS else ():
                owners.append(row)
                years.append(f"{year:04}")
    names, codes = coded(years, len(years))
    return Axis(names, codes, len(earliest), owners=np.array(owners, dtype=np.int32))


def _places(told: Iterable[Location | None]) -> Places:
    """The spots of incidents: one for each place and each precision of it."""
    known: dict[tuple[Any, ...], int] = {}
    spot: list[int] = []
    vague: list[bool] = []
    for place in told:
        country = place is not None and _COUNTRY in (place.precision, place.level)
        vague.append(country)
        where, metres = point(place), uncertainty(place)
        if place is None or country or where is None or metres is None:
            spot.append(-1)
            continue
        lon, lat = where
        key = (lat, lon, place.name, place.country, place.precision, metres / _KM)
        spot.append(known.setdefault(key, len(known)))
    return Places(
        spot=np.array(spot, dtype=np.int32),
        vague=np.array(vague, dtype=bool),
        lat=np.array([key[0] for key in known], dtype=float),
        lon=np.array([key[1] for key in known], dtype=float),
        names=[key[2] for key in known],
        countries=[key[3] for key in known],
        precisions=[key[4] for key in known],
        radius=np.array([key[5] for key in known], dtype=float),
    )
