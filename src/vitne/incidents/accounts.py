"""The accounts of one article: which of its claims are about one happening."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from vitne.incidents import rows
from vitne.incidents.clusters import cluster
from vitne.model import Account, Claim, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from vitne.incidents.clusters import Pair
    from vitne.model import Location, Timing
    from vitne.packs.linking import Families

_WINDOW = 60  # claims of one article further apart than this are not compared
_TOLD = frozenset({"asserted", "reported", "alleged"})
_WORD = re.compile(r"\w+")
_SHORT = 3  # letters of a name


def happened(claim: Claim) -> bool:
    """Whether a claim tells of one happening, so that it belongs to an account of an incident.

    Acts and their tolls do. Threats, demands and other acts of speech, relations, tolls of a
    period, and what is denied, only threatened or imagined do not.
    """
    if claim.modality not in _TOLD:
        return False
    return claim.kind == "event" or (claim.toll is not None and not of_period(claim))


def of_period(claim: Claim) -> bool:
    """Whether a claim is a toll of a stretch of time: "siden krigen brøt ut"."""
    return (
        claim.kind == "toll"
        and claim.toll is not None
        and claim.toll.scope == "cumulative"
        and claim.modality in _TOLD
    )


def pairs(claims: Sequence[Claim]) -> Iterator[Pair]:
    """The pairs of claims of one article that are to be weighed by the model `within`."""
    told = [claim for claim in claims if happened(claim)]
    for number, claim in enumerate(told):
        for other in told[number + 1 : number + 1 + _WINDOW]:
            yield min(claim.id, other.id), max(claim.id, other.id)


def gather(
    claims: Sequence[Claim],
    weights: Mapping[Pair, float],
    *,
    threshold: float,
    apart: Collection[Pair] = (),
    together: Iterable[Pair] = (),
) -> list[tuple[Scope, list[Claim]]]:
    """Put those claims of one article together that are about one happening, or one period.

    Args:
        claims: The claims of one article, in text order.
        weights: Bits for the pairs that `pairs` gives.
        threshold: The least mean weight of an account, in bits.
        apart: Pairs of claims that a person split.
        together: Pairs of claims that a person merged.
    """
    by_id = {claim.id: claim for claim in claims}
    told = [claim.id for claim in claims if happened(claim)]
    days = {claim.id: span for claim in claims if (span := _day_of_act(claim))}
    found = cluster(told, weights, threshold=threshold, days=days, apart=apart, together=together)
    accounts = [(Scope.INCIDENT, [by_id[key] for key in one]) for one in found]
    periods: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if of_period(claim):
            periods.setdefault(_period(claim), []).append(claim)
    return accounts + [(Scope.PERIOD, one) for one in periods.values()]


def _day_of_act(claim: Claim) -> tuple[int, int] | None:
    """The day of a violent act, or the two of a night; None where the words are wider.

    Acts on two days are two happenings. Tolls may be told with the day they were counted.
    """
    if claim.event_type != "ASSAULT" or claim.time is None:
        return None
    first, last = rows.day(claim.time.earliest), rows.day(claim.time.latest)
    return (first, last) if first and last and last - first <= 1 else None


def account(scope: Scope, claims: Sequence[Claim], *, article: str, families: Families) -> Account:
    """Sum claims on one happening up to what linking compares."""
    place, time = _place(claims, families), _time(claims)
    killed, wounded = _bounds(claims, "killed"), _bounds(claims, "wounded")
    acts = {rows.family(claim, families) for claim in claims if claim.kind == "event"}
    return Account(
        id=claims[0].id,
        article=article,
        scope=scope,
        claims=tuple(claim.id for claim in claims),
        place=place.name if place else None,
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius=rows.radius(place, families) if place else None,
        earliest=time.earliest if time else None,
        latest=time.latest if time else None,
        families=tuple(sorted(acts)),
        agents=_names(party.name for claim in claims for party in claim.agents),
        targets=_names(party.name for claim in claims for party in claim.targets),
        killed_low=killed[0],
        killed_high=killed[1],
        wounded_low=wounded[0],
        wounded_high=wounded[1],
        words=_words(claims),
    )


def _period(claim: Claim) -> tuple[object, ...]:
    """What tolls of one period share: where, and since when."""
    place, time = claim.place, claim.time
    return (
        (place.country or place.name) if place else None,
        time.earliest if time else None,
    )


def _place(claims: Sequence[Claim], families: Families) -> Location | None:
    """The finest place of the claims.

    Of several, one that is stated with an act comes before one that is stated with a toll, and that
    before one carried over; then the one named most, then the first.
    """
    placed = [(claim.kind, claim.place) for claim in claims if claim.place is not None]
    if not placed:
        return None
    finest = min(rows.radius(place, families) for _, place in placed)
    fine = [(kind, place) for kind, place in placed if rows.radius(place, families) == finest]
    stated = [(kind, place) for kind, place in fine if place.basis == "stated"]
    acts = [(kind, place) for kind, place in stated if kind == "event"]
    chosen = [place for _, place in acts or stated or fine]
    name = Counter(place.name for place in chosen).most_common(1)[0][0]
    return next(place for place in chosen if place.name == name)


def _time(claims: Sequence[Claim]) -> Timing | None:
    """The days that most of the claims give; of several the narrowest, then the first."""
    times = [
        claim.time
        for claim in claims
        if claim.time and rows.day(claim.time.earliest) and rows.day(claim.time.latest)
    ]
    if not times:
        return None
    votes = Counter((time.earliest, time.latest) for time in times)
    return max(times, key=lambda time: (votes[time.earliest, time.latest], -_width(time)))


def _width(time: Timing) -> int:
    return (rows.day(time.latest) or 0) - (rows.day(time.earliest) or 0)


def _bounds(claims: Iterable[Claim], measure: str) -> tuple[int | None, int | None]:
    """The widest bounds of the whole tolls of a measure; None where open or not told."""
    tolls = [
        claim.toll
        for claim in claims
        if claim.toll and claim.toll.measure == measure and claim.toll.scope == "incident"
    ]
    lows = [toll.low for toll in tolls if toll.low is not None]
    highs = [toll.high for toll in tolls if toll.high is not None]
    return min(lows, default=None), max(highs) if highs and len(highs) == len(tolls) else None


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name.casefold() for name in names}))


def _words(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Names and numbers inside the claims; their first words are upper case for another reason."""
    found = set()
    for claim in claims:
        for match in _WORD.finditer(claim.text):
            word = match.group()
            if (word[0].isupper() and match.start() and len(word) >= _SHORT) or word.isdigit():
                found.add(word.casefold())
    return tuple(sorted(found))
