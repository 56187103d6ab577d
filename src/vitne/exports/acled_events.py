"""Codes an incident as an event of ACLED, by the rules of its codebook."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from vitne.exports import days, notes
from vitne.exports.happening import Act, Happening, happening
from vitne.exports.places import admin1_of
from vitne.exports.sides import (
    ARMED,
    OF_STATES,
    Kind,
    Side,
    civilians,
    interaction,
    protesters,
    rioters,
)
from vitne.exports.states import State, states
from vitne.model import Level, Location, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vitne.exports.rows import Row
    from vitne.model import Estimate

_BATTLES, _PROTESTS, _RIOTS = "Battles", "Protests", "Riots"
_ON_CIVILIANS = "Violence against civilians"
_AGREEMENT = "Agreement"
_STRATEGIC = "Strategic developments"
_FORCE = "Excessive force against protesters"
_NO_POINT = frozenset({Level.COUNTRY})  # ACLED records nothing at the precision of a whole country
_DIGITS = 12  # of the id: 48 bits, 15 digits in decimal, which spreadsheets do not round
_MANY = 10
_DECIMALS = 4


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event as ACLED codes it; the fields stand for its columns (see `vitne.exports.acled`)."""

    id: str
    country: str
    place: Location
    act: Act | None
    day: dt.date | None
    time_precision: int | None
    actor1: Side | None
    actor2: Side | None
    assoc1: str
    assoc2: str
    civilians: bool
    geo_precision: int
    fatalities: int
    outlets: str
    notes: str
    tags: str
    timestamp: int | None

    @property
    def state(self) -> State | None:
        """The state it happened in."""
        return states().get(self.country)

    @property
    def interaction(self) -> str:
        """The kinds of both actors."""
        return interaction(self.actor1, self.actor2)

    @property
    def admin1(self) -> str | None:
        """The name of the first-order division."""
        return admin1_of(self.place)

    @property
    def admin2(self) -> str | None:
        """The name of the second-order division, where the place is one."""
        return self.place.name if self.place.level == Level.ADM2 else None

    @property
    def latitude(self) -> float | None:
        """Four decimals."""
        return None if self.place.lat is None else round(self.place.lat, _DECIMALS)

    @property
    def longitude(self) -> float | None:
        """Four decimals."""
        return None if self.place.lon is None else round(self.place.lon, _DECIMALS)


def event(row: Row) -> Event | None:
    """The event that a row is; None where ACLED has none for it."""
    what = happening(row)
    place = row.incident.place
    if what is None or place is None or place.level in _NO_POINT:
        return None
    dead = fatalities(row)
    if what.act is None and not dead:
        return None
    actors = _actors(what)
    coded = days.acled(row)
    if coded is None and days.span(row) is not None and not days.is_carried(row):
        return None  # somewhere in more than a month: what ACLED does not include
    return Event(
        id=f"{what.country}{int(row.incident.id[:_DIGITS], 16)}",
        country=what.country,
        place=place,
        act=what.act,
        day=coded.day if coded else None,
        time_precision=coded.precision if coded else None,
        actor1=actors.one,
        actor2=actors.other,
        assoc1=_joined(actors.with_one),
        assoc2=_joined(actors.with_other),
        civilians=_targeted(what, actors),
        geo_precision=_precision(place),
        fatalities=dead,
        outlets=_outlets(row),
        notes=notes.written(what, coded, actors.one, actors.other, dead),
        tags="; ".join(f"review: {one}" for one in _reviews(what, actors, coded)),
        timestamp=_captured(row),
    )


def fatalities(row: Row) -> int:
    """The one figure of ACLED: the lowest; 10 and not 3 where many people were harmed."""
    dead = row.incident.estimates.get("killed")
    if dead is None:
        return 0
    if "R12-choice" in dead.rules and dead.high is not None and _wounded(row) >= _MANY:
        return dead.high
    return next((n for n in (dead.best, dead.low) if n is not None), 0)


class _Actors(msgspec.Struct, frozen=True):
    one: Side | None
    other: Side | None
    with_one: tuple[Side, ...] = ()
    with_other: tuple[Side, ...] = ()


def _actors(what: Happening) -> _Actors:
    """Who stands as actor1 and actor2, and who beside them."""
    match what.act.event if what.act else None:
        case "Protests" | "Riots":
            return _on_the_street(what)
        case "Battles":
            return _fighting(what)
        case _:
            return _one_sided(what)


def _on_the_street(what: Happening) -> _Actors:
    crowd = (protesters if what.act and what.act.event == _PROTESTS else rioters)(what.country)
    forces = [one.side for one in (*what.doers, *what.targets) if one.side.kind in OF_STATES]
    met = next(iter(forces), None)
    if what.act and what.act.sub_event == _FORCE:
        return _Actors(met, crowd)
    return _Actors(crowd, met)


def _fighting(what: Happening) -> _Actors:
    """Two armed bodies; civilians are never party to a battle."""
    doers = _once(one.side for one in what.doers if one.side.kind in ARMED)
    targets = [
        one for one in _once(t.side for t in what.armed_targets) if not _same_side(one, doers[:1])
    ]
    if not doers:
        return _Actors(next(iter(targets), None), None, tuple(targets[1:]))
    if targets:
        others = tuple(one for one in doers[1:] if one not in targets)
        return _Actors(doers[0], targets[0], others, tuple(targets[1:]))
    rest = [one for one in doers[1:] if not _same_side(one, doers[:1])]
    return _Actors(doers[0], next(iter(rest), None), (), tuple(rest[1:]))


def _one_sided(what: Happening) -> _Actors:
    act = what.act
    if act is not None and act.sub_event == _AGREEMENT:
        return _agreed(what)
    strategic = act is not None and act.event == _STRATEGIC
    doers = _once(one.side for one in what.doers if strategic or one.side.kind in ARMED)
    one, beside = next(iter(doers), None), () if what.disputed else tuple(doers[1:])
    armed = [one for one in _once(t.side for t in what.armed_targets) if not _same_side(one, doers)]
    if (act is not None and act.event == _ON_CIVILIANS) or (not armed and what.civilians):
        return _Actors(one, civilians(what.country), beside, tuple(armed))
    return _Actors(one, next(iter(armed), None), beside, tuple(armed[1:]))


def _agreed(what: Happening) -> _Actors:
    """Two parties of an agreement; the others stand beside the second."""
    parties = _once(one.side for one in (*what.doers, *what.targets))
    rest = [one for one in parties[1:] if not _same_side(one, parties[:1])]
    return _Actors(next(iter(parties), None), next(iter(rest), None), (), tuple(rest[1:]))


def _once(sides: Iterable[Side]) -> list[Side]:
    """Sides in order, each name once; who stands under two names by rank stands under the first."""
    return list({one.acled: one for one in reversed(list(sides))}.values())[::-1]


def _same_side(one: Side, others: Sequence[Side]) -> bool:
    return any(one.acled == other.acled or (one.state and one.state == other.state) for other in others)  # fmt: skip


def _targeted(what: Happening, actors: _Actors) -> bool:
    """Whether civilians are the main or only target, and not only an opponent says so."""
    if what.act is not None and what.act.event == _STRATEGIC:
        return False
    if what.act is not None and what.act.sub_event == _FORCE:
        return True
    return actors.other is not None and actors.other.kind in (Kind.CIVILIANS, Kind.PEOPLE)


def _precision(place: Location) -> int:
    if place.level == Level.TOWN:
        return 2 if place.precision == "near" else 1
    return 3


def _outlets(row: Row) -> str:
    """Who published; of articles without a publisher the agency that is credited."""
    names = (one.outlet for one in row.statements)
    found = dict.fromkeys(name for name in names if name)
    return "; ".join(found or dict.fromkeys(one.agency for one in row.statements if one.agency))


def _reviews(what: Happening, actors: _Actors, coded: days.Coded | None) -> Iterator[str]:
    """What of it a person should look at."""
    row, act = what.row, what.act
    if act is None:
        yield "event type"
    if actors.one is None:
        yield "actor1"
    elif what.disputed:
        yield "actor1 disputed"
    elif any(one.alleged and one.side == actors.one for one in what.doers):
        yield "actor1 alleged"
    if what.civilians_alleged:
        yield "civilian targeting alleged"
    if coded is None:
        yield "date"
    if all(one.role is Role.CAPTION for one in what.told):
        yield "caption only"
    dead: Estimate | None = what.killed
    if dead is not None and "R12-choice" in dead.rules:
        yield "fatalities"
    if row.incident.place is not None and row.incident.place.lat is None:
        yield "place"


def _wounded(row: Row) -> int:
    found = row.full.estimates.get("wounded")
    return (found and found.low) or 0


def _captured(row: Row) -> int | None:
    times = [one.captured_at for one in row.claims]
    if not times:
        return None
    return int(dt.datetime.fromisoformat(max(times)).timestamp())


def _joined(sides: Iterable[Side]) -> str:
    return "; ".join(dict.fromkeys(one.acled for one in sides))
