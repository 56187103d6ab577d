"""Chooses among places of one name, and says how sure the choice is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from vitne.mentions.setting import VILLAGE
from vitne.mentions.signs import KNOWN_EVERYWHERE
from vitne.model import Level, Place
from vitne.packs.namesakes import FEATURES, read_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vitne.mentions.setting import Setting
    from vitne.model import Passage
    from vitne.packs.pack import Pack

_OUTWEIGHED = 10  # a town this many times as big as another is meant before it
_FAR = 4.0  # degrees from all regions named: hardly the place meant
_CLOSE = 2.0  # degrees from a town that the report names
_MOST_TOWNS = 12  # named towns that are worth comparing with
_MOST_PEOPLE = 7.5  # the logarithm of the people of the largest towns
_AREA = 6.0  # that a state or region counts for
_MOST_OTHERS = 40  # places told of that a place is compared with
_SCALE = 1.0  # degrees over which the pull of a place told of fades
_MOST_NAMESAKES = 40  # a name that more places bear tells nothing of where an article is set
_DOUBT = 10  # places of one name, over which its pull is halved
_DOUBTED = 0.5  # the weight of a state that only the name in question tells of
_LOCAL = frozenset({Level.TOWN, Level.ADM1, Level.ADM2})


class Weighed(NamedTuple):
    """A place that a name may stand for, how likely it is meant, from 0 to 1, and what says so."""

    place: Place
    confidence: float
    signs: Mapping[str, float]


class Beside(NamedTuple):
    """What stands beside a name: the state (ISO 3166 alpha-3), the part of it, the rank."""

    state: str | None
    ground: Place | None
    level: Level | None
    word: str = ""  # the first of the name itself


class _Other(NamedTuple):
    """The places that another name of an article may stand for, where they lie, and the doubt."""

    places: Sequence[Place]
    points: Sequence[tuple[float, float]]
    doubt: float


class Namesakes:
    """The choice among places of one name, by where one article is set."""

    __slots__ = ("_alone", "_homes", "_pack", "_passages", "_setting")

    def __init__(self, passages: Sequence[Passage], pack: Pack, setting: Setting) -> None:
        """Weigh by what an article names; whose ground its actors are from is asked when needed."""
        self._passages = passages
        self._pack = pack
        self._setting = setting
        self._homes: frozenset[str] | None = None
        self._alone: list[_Other] | None = None

    def weigh(self, places: Sequence[Place], beside: Beside) -> tuple[Weighed, ...]:
        """The places by their likelihood."""
        if not places:
            return ()
        weights = read_weights()
        most = max(map(_size, places))
        signs = [self._signs(place, places, most, beside) for place in places]
        odds = [
            math.exp(sum(weights.places.get(n, 0.0) * v for n, v in one.items())) for one in signs
        ]
        total = sum(odds) + math.exp(weights.no_match)
        rows = [
            Weighed(p, odd / total, one) for p, odd, one in zip(places, odds, signs, strict=True)
        ]
        return tuple(sorted(rows, key=lambda row: -row.confidence))

    def _signs(
        self, place: Place, places: Sequence[Place], most: float, beside: Beside
    ) -> Mapping[str, float]:
        """What speaks for a place among those of its name, each from 0 to 1.

        `most` is the size of the largest of them.
        """
        states, size = self._setting.states, _size(place)
        # What may be another place tells of its state with less weight.
        doubt = self._setting.is_told_by(place.country, beside.word) and not _same_state(places)
        told = _DOUBTED if doubt else 1.0
        pull, crowd = self._nearness(place, places)
        values = (
            size / _MOST_PEOPLE,
            (size - most) / _MOST_PEOPLE,
            place.level is not Level.TOWN,
            place is places[0],
            told * (bool(states) and place.country == states[0]),
            told * (place.country is None or place.country in states),
            any(_in_region(place, region) for region in self._setting.regions),
            pull,
            crowd,
            beside.state is not None and place.country == beside.state,
            beside.ground is not None and _in_region(place, beside.ground),
            beside.level is not None and place.level is beside.level,
            place.country in self._homes_of_actors(),
            math.log(len(places)) / 5,
            place.population >= KNOWN_EVERYWHERE,
        )
        return dict(zip(FEATURES, map(float, values), strict=True))

    def _nearness(self, place: Place, name: Sequence[Place]) -> tuple[float, float]:
        """How near the nearest other place lies that the article names, 1 at its side.

        And how many of them lie near, from 0 to 1. What bears the same name tells nothing.
        """
        lat, lon = place.lat, place.lon
        if lat is None or lon is None:
            return 0.0, 0.0
        ground = place.level is not Level.TOWN
        near = []
        for rows, points, doubt in self._others():
            if name[0] in rows:
                continue
            apart = min([abs(lat - y) + abs(lon - x) for y, x in points])
            if ground and any(_contains(place, row) for row in rows):
                apart = 0.0
            near.append(math.exp(-apart / _SCALE) / doubt)  # the less, the more bear the name
        total = sum(near)
        return max(near, default=0.0), total / (total + 1)

    def _others(self) -> list[_Other]:
        """The names of the article, each with the places that it may stand for."""
        if self._alone is None:
            self._alone = []
            for places in list(self._find_names())[:_MOST_OTHERS]:
                rows = [p for p in places if p.lat is not None and p.level is not Level.COUNTRY]
                if rows and len(rows) < _MOST_NAMESAKES:
                    points = [(p.lat or 0.0, p.lon or 0.0) for p in rows]
                    self._alone.append(_Other(rows, points, 1 + (len(rows) - 1) / _DOUBT))
        return self._alone

    def _find_names(self) -> dict[tuple[Place, ...], None]:
        alone = [*self._setting.towns, *self._setting.regions]
        found: dict[tuple[Place, ...], None] = {(place,): None for place in alone}
        groundless, seen = self._pack.groundless, set[str]()
        for passage in self._passages:
            end = 0
            for at, token in enumerate(passage.tokens):
                if at < end or token.text == token.low or token.low in groundless:
                    continue
                if token.text[0].isupper() and not self._pack.lexicon.word(token.low):
                    count, places = self._setting.matched(passage.tokens, at)
                    if not count:
                        continue
                    end = at + count
                    written = " ".join([t.low for t in passage.tokens[at:end]])
                    if written not in seen and places[0].level in _LOCAL:
                        seen.add(written)
                        found[self._pack.namesakes(written)] = None
        return found

    def _homes_of_actors(self) -> frozenset[str]:
        """The states that the actors of the article are from."""
        if self._homes is None:
            self._homes = frozenset(self._find_homes())
        return self._homes

    def _find_homes(self) -> set[str]:
        actors, homes = self._pack.actors, set[str]()
        for passage in self._passages:
            for at, token in enumerate(passage.tokens):
                if token.low in actors.starts:
                    part = passage.tokens[at : at + actors.longest_words]
                    written = [t.text for t in part]
                    _, actor = actors.match([t.low for t in part], 0, written=written)
                    homes.update(actor.states if actor is not None else ())
        return homes

    def nearest(self, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Of towns or counties of one name, the one in or nearest to the regions the report names.

        A village far from all of them, or one of several alike, keeps its name and state but no
        point: which one is meant is not told.
        """
        level = places[0].level
        towns = [p for p in places if p.level is level and p.lat is not None]
        own = [p for p in towns if p.country in self._setting.states] or towns
        if not own:
            return places
        home = self._setting.states[0] if self._setting.states else None
        most = max(p.population for p in own)
        best = min(
            own,
            key=lambda p: (
                round(self._off(p, home)), self._is_remote(p),
                p.country != home or p.population < min(VILLAGE, most / _OUTWEIGHED),
                p.population * _OUTWEIGHED < most, p.country != home,
            ),
        )  # fmt: skip
        unsaid = level is Level.ADM2 and not self._setting.regions
        if best.population < VILLAGE and (unsaid or self._away(best) > _FAR):
            best = Place(best.name, best.country, level)
        return (best, *(p for p in places if p is not best))

    def _away(self, place: Place) -> float:
        """How far a place lies from the nearest region that the report names."""
        if any(_in_region(place, region) for region in self._setting.regions):
            return 0.0
        return min((_degrees(place, r) for r in self._setting.regions), default=0.0)

    def _off(self, place: Place, home: str | None) -> float:
        """How far a place lies from the nearest region that is named, or town of the main state.

        To lie in a region tells more than to lie beside a town.
        """
        away = self._away(place)
        if away == 0.0 or place.country != home:
            return away
        return min(away, max(1.0, self._beside(place)))

    def _is_remote(self, place: Place) -> bool:
        """Whether a place lies far from all towns of its state that the report names."""
        return _CLOSE < self._beside(place) < math.inf

    def _beside(self, place: Place) -> float:
        """How far a place lies from the nearest town of its state that the report names."""
        rows = [town for town in self._setting.towns if town.country == place.country][:_MOST_TOWNS]
        return min((_degrees(place, town) for town in rows), default=math.inf)


def _size(place: Place) -> float:
    """How much a place counts for: a town by the logarithm of its people, a region alike."""
    return math.log10(place.population + 1) if place.level is Level.TOWN else _AREA


def _in_region(place: Place, region: Place) -> bool:
    same = place.country == region.country and region.admin1 is not None
    return same and place.admin1 == region.admin1


def _same_state(places: Sequence[Place]) -> bool:
    return all(place.country == places[0].country for place in places)


def _contains(ground: Place, place: Place) -> bool:
    """Whether a place lies in a state or a first-order part of one."""
    if ground.level is Level.COUNTRY:
        return place.country == ground.country
    return ground.level is Level.ADM1 and _in_region(place, ground)


def _degrees(a: Place, b: Place) -> float:
    """How far two places lie apart, roughly, in degrees: enough to tell which is nearer."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 360.0
    return abs(a.lat - b.lat) + abs(a.lon - b.lon)
