"""Codes an incident as an event of UCDP GED, by the rules of its codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.exports import articles, days
from vitne.exports.deaths import deaths
from vitne.exports.happening import Happening, Told, happening
from vitne.exports.places import admin1_of, cell_of, people_in
from vitne.exports.sides import ARMED, OF_STATES, Kind, Side, authorities, civilians, government
from vitne.exports.states import states
from vitne.incidents.voices import independent
from vitne.model import Level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from vitne.exports.rows import Row
    from vitne.model import Location

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
NOT_STATED = "(review: agent not stated)"
_NOT_NAMED = "(review: agent not named)"
_NO_TARGET = "(review: target not stated)"
_ON_PROTESTERS = "Excessive force against protesters"
_ON_CIVILIANS = "Violence against civilians"
_CITY = 50_000  # people
_DIGITS = 12
_PRECISION: dict[str, int] = {
    Level.TOWN: 1, Level.ADM2: 3, Level.ADM1: 4, Level.AREA: 5, Level.COUNTRY: 6, Level.SEA: 7,
}  # fmt: skip


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event as GED codes it; the fields stand for its columns (see `vitne.exports.ged`)."""

    id: int
    status: str
    type_of_violence: int
    side_a: str
    side_b: str
    gwno_a: int | None
    gwno_b: int | None
    articles: int
    source_article: str
    source_office: str
    source_date: str
    source_headline: str
    source_original: str
    where_prec: int
    where: str
    where_description: str | None
    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    country: str
    country_id: int | None
    region: str | None
    clarity: int
    date_prec: int
    first: dt.date
    last: dt.date
    dead_a: int
    dead_b: int
    dead_civilians: int
    dead_unknown: int
    high: int
    low: int

    @property
    def best(self) -> int:
        """Always the sum of the four categories."""
        return self.dead_a + self.dead_b + self.dead_civilians + self.dead_unknown

    @property
    def cell(self) -> int | None:
        """The PRIO-GRID cell of the point."""
        return cell_of(self.lat, self.lon)

    @property
    def wkt(self) -> str | None:
        """The point as well-known text."""
        return None if self.lat is None or self.lon is None else f"POINT ({self.lon} {self.lat})"


class Dyad(msgspec.Struct, frozen=True):
    """The two sides of an event, the type of violence between them, and what of it is a guess."""

    type: int
    a: Side | None
    b: Side | None
    missing_a: str = NOT_STATED
    missing_b: str = NOT_STATED
    checks: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, str]:
        """The sides as they are written."""
        return (self.a.ged if self.a else self.missing_a, self.b.ged if self.b else self.missing_b)


def event(row: Row) -> Event | None:
    """The event that a row is; None where GED has none for it."""
    what, place, span, precision = happening(row), row.incident.place, days.span(row), days.ged(row)
    if what is None or place is None or span is None or precision is None:
        return None
    pair = dyad(what)
    dead = deaths(row, pair.a, pair.b)
    if not dead.high:
        return None
    state = states().get(what.country)
    papers = articles.told_in(row)
    side_a, side_b = pair.names
    return Event(
        id=int(row.incident.id[:_DIGITS], 16),
        status=_status(what, pair, place),
        type_of_violence=pair.type,
        side_a=side_a,
        side_b=side_b,
        gwno_a=pair.a.gw if pair.a and pair.a.kind in OF_STATES else None,
        gwno_b=pair.b.gw if pair.b and pair.b.kind in OF_STATES else None,
        articles=len({one.origin for one in papers}),
        source_article=";".join(one.cited for one in papers),
        source_office=";".join(one.publisher for one in papers),
        source_date=";".join(one.date for one in papers),
        source_headline=";".join(one.headline for one in papers),
        source_original=_vouching(row),
        where_prec=_precision(place),
        where=_where(place),
        where_description=_described(row, place),
        adm1=admin1_of(place),
        adm2=place.name if place.level == Level.ADM2 else None,
        lat=place.lat,
        lon=place.lon,
        country=state.ged_name if state else what.country,
        country_id=state.gw if state else None,
        region=state.ged_region if state else None,
        clarity=2 if _of_many_days(row) else 1,
        date_prec=precision,
        first=span[0],
        last=span[1],
        dead_a=dead.a,
        dead_b=dead.b,
        dead_civilians=dead.civilians,
        dead_unknown=dead.unknown,
        high=dead.high,
        low=dead.low,
    )


def dyad(what: Happening) -> Dyad:
    """Who fights whom.

    Side A is a government where one is party; of one-sided violence it is who did it.
    """
    doers = [one.side for one in _most_sure(what.doers) if one.side.kind in ARMED]
    targets = [one.side for one in _most_sure(what.armed_targets)]
    if _is_one_sided(what, doers, targets):
        return _one_sided(what, doers)
    states_, groups = _split([*doers, *targets])
    if states_:
        other = next(iter([*groups, *states_[1:]]), None)
        if other is None and not doers:
            return Dyad(STATE_BASED, states_[0], None, checks=("side_b",))
        missing = _NOT_NAMED if _unnamed(doers) else _NO_TARGET if doers else NOT_STATED
        return Dyad(STATE_BASED, states_[0], other, missing_b=missing, checks=() if other else ("side_b",))  # fmt: skip
    if len(groups) > 1:
        return Dyad(NON_STATE, groups[0], groups[1])
    return _against_government(what, doers, groups)


def _against_government(what: Happening, doers: list[Side], groups: list[Side]) -> Dyad:
    """Where no government is named: that of the place is taken to be party, to be checked."""
    checks = ["type_of_violence", "side_a"]
    if not groups:
        checks.append("side_b")
    return Dyad(
        STATE_BASED,
        government(what.country),
        groups[0] if groups else None,
        missing_b=_NOT_NAMED if _unnamed(doers) else NOT_STATED,
        checks=tuple(checks),
    )


def _is_one_sided(what: Happening, doers: list[Side], targets: list[Side]) -> bool:
    if what.act is not None and what.act.sub_event == _ON_PROTESTERS:
        return True
    if targets or not (doers or what.act):
        return False
    if what.act is not None and what.act.event == _ON_CIVILIANS:
        return True
    return what.civilians and bool(doers) and not any(one.kind in OF_STATES for one in doers)


def _one_sided(what: Happening, doers: list[Side]) -> Dyad:
    named = next((one for one in doers if one.ged != "XXX"), None)
    checks = ("type_of_violence",) if named else ("type_of_violence", "side_a")
    missing = _NOT_NAMED if doers else NOT_STATED
    return Dyad(ONE_SIDED, named, civilians(what.country), missing_a=missing, checks=checks)


def _most_sure(told: Iterable[Told]) -> list[Told]:
    """What somebody else than an opponent says; what only an opponent says, if nobody else does."""
    every = list(told)
    return [one for one in every if not one.alleged] or every


def _split(sides: Iterable[Side]) -> tuple[list[Side], list[Side]]:
    """Governments and groups with a name, each once, in order."""
    once = {one.ged: one for one in reversed(list(sides)) if one.ged != "XXX"}
    every = list(once.values())[::-1]
    found = [one for one in every if one.kind in OF_STATES]
    return found, [one for one in every if one.kind not in OF_STATES]


def _unnamed(doers: Iterable[Side]) -> bool:
    return any(one.kind is Kind.UNNAMED for one in doers)


def _status(what: Happening, pair: Dyad, place: Location) -> str:
    checks = [*pair.checks]
    if what.doers and all(one.alleged for one in what.doers):
        checks.append("dyad_name (alleged)")
    if place.lat is None:
        checks.append("latitude")
    return f"Check {', '.join(dict.fromkeys(checks))}" if checks else "Clear"


def _vouching(row: Row) -> str:
    voices = independent(row.incident.voices) or row.incident.voices
    return ";".join(dict.fromkeys(authorities(one.name) for one in voices))


def _precision(place: Location) -> int:
    if place.precision == "near":
        return 2
    return _PRECISION.get(place.level, 5)


def _where(place: Location) -> str:
    if place.level != Level.TOWN:
        return place.name
    return f"{place.name} {'city' if people_in(place) >= _CITY else 'town'}"


def _described(row: Row, place: Location) -> str | None:
    words = dict.fromkeys(
        one.claim.place.text for one in row.statements if one.claim.place and one.claim.place.text
    )
    told = f"in the words of the reports: {', '.join(words)}" if words else ""
    control = f"controlled by: {place.control}" if place.control else ""
    return "; ".join(filter(None, (told, control))) or None


def _of_many_days(row: Row) -> bool:
    """Whether the figure that best rests on was told of more than one day."""
    dead = row.incident.estimates.get("killed")
    behind = set(dead.best_claims or dead.high_claims) if dead else set()
    scopes = {
        one.claim.toll.scope
        for one in row.statements
        if one.claim.id in behind and one.claim.toll is not None
    }
    return scopes == {"cumulative"}
