"""Accounts and what their claims say, as one incident."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from vitne.incidents import rows
from vitne.model import Incident, Location, Scope, Timing
from vitne.model.days import written

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from vitne.incidents.reconcile import Reconciled
    from vitne.model import Account, Claim, Statement
    from vitne.packs.linking import Families

T = TypeVar("T", bound="Hashable")


def incident(
    accounts: Sequence[Account],
    statements: Sequence[Statement],
    made: Reconciled,
    *,
    files: Iterable[str],
    families: Families,
    grade: str | None = None,
) -> Incident:
    """Sum up what is told of one happening, or of one period.

    Args:
        accounts: Its accounts, the one published first in front: it gives the incident its id.
        statements: The claims of these accounts, where they stand.
        made: What reconciling them came to.
        files: The files of its articles.
        families: How far places reach.
        grade: The grade of Airwars.
    """
    claims = [one.claim for one in statements]
    events = [claim for claim in claims if claim.kind == "event"]
    place = _place([claim.place for claim in claims if claim.place is not None], families)
    time = _time(accounts, claims)
    act = _most((one.event_type, one.sub_event) for one in events)
    scope = accounts[0].scope
    return Incident(
        id=identity(accounts[0]),
        scope=scope,
        label=_label(scope, act, place, time),
        articles=tuple(dict.fromkeys(one.article for one in accounts)),
        files=tuple(sorted(set(files))),
        accounts=tuple(one.id for one in accounts),
        claims=tuple(claim.id for claim in claims),
        place=place,
        time=time,
        event_type=act[0] if act else None,
        sub_event=act[1] if act else None,
        agents=_parties(party.name for claim in claims for party in claim.agents),
        targets=_parties(party.name for claim in claims for party in claim.targets),
        estimates=made.estimates,
        parts=made.parts,
        voices=made.voices,
        contradictions=made.contradictions,
        grade=grade,
    )


def identity(first: Account) -> str:
    """The id of the incident whose first account this is."""
    return hashlib.sha256(f"incident:{first.id}".encode()).hexdigest()[:16]


def _most(values: Iterable[T]) -> T | None:
    """The value seen most often; of several the first."""
    found = Counter(values).most_common(1)
    return found[0][0] if found else None


def _parties(names: Iterable[str]) -> tuple[str, ...]:
    """Names, the one named most in front."""
    counted = Counter(names)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _place(places: Sequence[Location], families: Families) -> Location | None:
    """The finest place, of several the one named most; without the words of any one article."""
    if not places:
        return None
    finest = min(rows.radius(place, families) for place in places)
    fine = [place for place in places if rows.radius(place, families) == finest]
    name = _most((place.name, place.country) for place in fine)
    found = next(place for place in fine if (place.name, place.country) == name)
    return Location(
        name=found.name,
        country=found.country,
        level=found.level,
        lat=found.lat,
        lon=found.lon,
        geonameid=found.geonameid,
        admin1=found.admin1,
        control=found.control,
        precision=found.precision,
        spot=found.spot,
        confidence=found.confidence,
    )


def _time(accounts: Sequence[Account], claims: Sequence[Claim]) -> Timing | None:
    """The days that all accounts have in common; for a period, all the days it is told of."""
    known = [(one.earliest, one.latest) for one in accounts if one.earliest and one.latest]
    if not known:
        return None
    if accounts[0].scope is Scope.PERIOD:
        times = [claim.time for claim in claims if claim.time is not None]
        return _span(min(t.earliest for t in times), max(t.latest for t in times))
    first, last = max(one for one, _ in known), min(one for _, one in known)
    if first > last:  # joined by a person, or told with days that follow each other
        first, last = min(one for one, _ in known), max(one for _, one in known)
    return _span(first, last)


def _span(first: str, last: str) -> Timing:
    edtf = first if first == last else f"{first}/{last}"
    return Timing(earliest=first, latest=last, edtf=edtf, basis="reconciled")


def _label(
    scope: Scope,
    act: tuple[str | None, str | None] | None,
    place: Location | None,
    time: Timing | None,
) -> str:
    """What a person calls it: "Shelling/artillery/missile attack, Barda (AZE), 28 Oct 2020"."""
    if scope is Scope.PERIOD:
        what = "Tolls of a period"
    else:
        what = (act and (act[1] or (act[0] or "").capitalize())) or "People harmed"
    where = _where(place)
    return ", ".join(part for part in (what, where, _days(time)) if part)


def _where(place: Location | None) -> str:
    if place is None:
        return "place not known"
    return f"{place.name} ({place.country})" if place.country else place.name


def _days(time: Timing | None) -> str:
    if time is None:
        return "day not known"
    return written(dt.date.fromisoformat(time.earliest), dt.date.fromisoformat(time.latest))


def first_told(accounts: Iterable[Account], order: Mapping[str, Any]) -> list[Account]:
    """Accounts in the order in which their articles came out, then of telling."""
    return sorted(accounts, key=lambda one: (order[one.article], one.id))
