"""Knows states, regions and disputed ground, and what one language calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.model.places import Level, Place
from vitne.packs import tables
from vitne.packs.folding import fold, words
from vitne.packs.gazetteer import open_gazetteer, read_rewrites

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from vitne.packs.gazetteer import Gazetteer

HOMONYM_POPULATION = 15_000  # a smaller foreign town is not taken for the place meant
_SAME = 4  # letters that a province has from its town: "Sumy Oblast"
_JOINED = 5  # letters of a name that a level may be joined to without a hyphen
LONGEST_TOWN = 4  # words of a town's name in the gazetteer that are worth looking for


def read_places(data: Path, language: str) -> Places:
    """Read all places as one language names them. `data` is the folder of all packs."""
    folder = data / "languages" / language
    gazetteer = open_gazetteer(
        data / "places", rewrites=read_rewrites(folder / "transliteration.toml")
    )
    builder = _Builder(gazetteer)
    builder.add_countries(data / "places", language)
    if (folder / "nations.csv").exists():
        builder.add_country_names(folder / "nations.csv")
    builder.add_regions(data / "places" / "regions.csv")
    builder.add_divisions(data / "places" / "divisions.csv")
    if (folder / "places.csv").exists():
        builder.add_aliases(folder / "places.csv")
    return Places(builder)


def rank(
    candidates: Sequence[Place],
    context_countries: Sequence[str],
    *,
    trusted: frozenset[Place] = frozenset(),
) -> tuple[Place, ...]:
    """Order candidates: those in a country the report is about first, the one told of most before all.

    Returns nothing, which is to abstain, when the best is a province, or a town of fewer than 15,000
    people (or of unknown size), in a country that nothing in the report supports, unless it is `trusted`.
    """
    order = {country: at for at, country in enumerate(context_countries)}
    ordered = sorted(candidates, key=lambda place: place.country not in order)
    if not ordered:
        return ()
    if ordered[0].country in order:  # of those that bear the same name, in the state told of most
        same = (p for p in ordered if p.name == ordered[0].name and p.country in order)
        first = min(same, key=lambda place: order[place.country or ""])
        ordered.sort(key=lambda place: place is not first)
    best = ordered[0]
    supported = best.country in context_countries or best.level not in (Level.TOWN, Level.ADM1)
    if supported or best.population >= HOMONYM_POPULATION or best in trusted:
        return tuple(ordered)
    return ()


class Places:
    """All places as one language names them: "Sør-Ossetia", "Kyjiv", "Gazastripen", "Talysj"."""

    __slots__ = ("_alike", "_curated", "_divisions", "_gazetteer", "_levels", "_names", "_own", "_regions", "_tails", "countries",
                 "longest_words", "regions", "starts")  # fmt: skip

    def __init__(self, builder: _Builder) -> None:
        self._gazetteer = builder.gazetteer
        self._names = builder.names
        self._levels = builder.levels
        self._tails = tuple(sorted(builder.levels, key=len, reverse=True))
        self.countries: Mapping[str, Place] = builder.countries
        self._divisions = builder.divisions
        self.regions: Mapping[str, Place] = builder.regions
        keys = [name.split(" ") for name in (*builder.names, *builder.divisions)]
        self.longest_words = max([LONGEST_TOWN, *map(len, keys)])
        self.starts = frozenset(key[0] for key in keys if len(key) > 1)
        self._regions = frozenset(builder.regions.values())
        self._own = {
            region.geonameid: region
            for region in builder.regions.values()
            if region.level is Level.TOWN and region.geonameid
        }
        self._alike: dict[str, list[Place]] | None = None
        entries = builder.names.values()
        self._curated = frozenset(ref for e in entries for ref in e.refs if isinstance(ref, int))

    def find(self, name: str, *, level: Level | None = None) -> tuple[Place, ...]:
        """List what a name may stand for, best first; empty if it names no place.

        States, regions and curated names win over towns of the gazetteer: "Kosovo" is no
        village, "Gao" is in Mali. With a `level`, from a word such as "provinsen" beside the name
        or behind its hyphen, the candidates of that level come first.
        """
        places = self._found(words(name), name)
        if level is not None:
            return self._led_by(level, places)
        if places or "-" not in name:
            return places or self._joined(name)
        cut = self._cut(name)
        return self._led_by(cut[1], self._found(words(cut[0]), cut[0])) if cut else ()

    def _cut(self, name: str) -> tuple[str, Level] | None:
        """A name without the level that its last hyphen joins to it: "idlib-provinsen"."""
        head, _, tail = name.rpartition("-")
        level = self.level_of(tail) if head else None
        return (head, level) if level is not None else None

    def _joined(self, name: str) -> tuple[Place, ...]:
        """What a name stands for that is written as one word with its level: "Ituriprovinsen"."""
        if (tail := self._tail(name)) is None:
            return ()
        head = name[: -len(tail)]
        places = self._found((head,), head) if len(head) >= _JOINED else ()
        known = (
            p for p in places
            if p.level is Level.ADM1 or p in self._regions or p.population >= HOMONYM_POPULATION
        )  # fmt: skip
        return self._led_by(self._levels[tail], known)

    def _tail(self, name: str) -> str | None:
        """The level that a name is written as one word with; None for nearly all names."""
        if not name.endswith(self._tails):
            return None
        return next(tail for tail in self._tails if name.endswith(tail))

    def level_joined(self, word: str) -> Level | None:
        """The level in one word with a name that no gazetteer has: "Gararegionen" is a province."""
        tail = self._tail(word)
        return self._levels[tail] if tail is not None and len(word) > len(tail) + 1 else None

    def _led_by(self, level: Level, places: Iterable[Place]) -> tuple[Place, ...]:
        """Places as they stand, but those of a level first: "Sumy-regionen" is the province."""
        rows = sorted(places, key=lambda place: place.level != level)
        own = self._province_of(rows[0]) if rows and level is Level.ADM1 else None
        return (own, *rows) if own is not None else tuple(rows)

    def _province_of(self, town: Place) -> Place | None:
        """The province that is named after a town in it."""
        if town.level is not Level.TOWN or town.admin1 is None:
            return None
        for region in self.regions.values():
            if region.level is Level.ADM1 and region.admin1 == town.admin1:
                same = fold(region.name)[:_SAME] == fold(town.name)[:_SAME]
                if same and region.country == town.country:
                    return region
        return None

    def namesakes(self, name: str) -> tuple[Place, ...]:
        """List all that bear a name, also those that reading leaves out: Paris in Texas, Virginia.

        Best first as `find` has them, then regions, then towns by size.
        """
        if self._alike is None:  # few readings ask
            self._alike = {}
            for region in self.regions.values():
                self._alike.setdefault(fold(self._bare(region.name)), []).append(region)
        own = self._alike.get(fold(name), ())
        towns = self._towns(self._gazetteer.lookup(name))
        alone = towns and " ".join(words(name)) not in self._names  # all that `find` has of it
        return tuple(dict.fromkeys([*(towns if alone else self.find(name)), *own, *towns]))

    def _bare(self, name: str) -> str:
        """A name without what tells it from another: "Punjab, Pakistan", "New York State"."""
        name = name.partition(", ")[0].partition(" (")[0]
        head, _, tail = name.rpartition(" ")
        return head if head and self.level_of(tail) else name

    def level_of(self, word: str) -> Level | None:
        """The level that a common noun tells of: "provinsen" adm1, "landsbyen" town."""
        return self._levels.get(word.lower())

    def match(self, tokens: Sequence[str], at: int = 0) -> tuple[int, tuple[Place, ...]]:
        """Match the longest name that begins at a token; returns how many tokens, and the places.

        Tokens are folded words. A name of one token is matched like `find`.
        """
        for count in range(min(self._reach(tokens, at), len(tokens) - at), 1, -1):
            key = " ".join(tokens[at : at + count])
            if places := self._curated_or_town(key):
                return count, places
            if (cut := self._cut(key)) and (places := self._curated_or_town(cut[0])):
                return count, self._led_by(cut[1], places)  # "cabo delgado-provins"
        places = self.find(tokens[at])
        return (1 if places else 0), places

    def rank(
        self, candidates: Sequence[Place], context_countries: Sequence[str]
    ) -> tuple[Place, ...]:
        """Order candidates as the function `rank` does, trusting every curated place."""
        trusted = frozenset(
            place
            for place in candidates
            if place.geonameid in self._curated or place in self._regions
        )
        return rank(candidates, context_countries, trusted=trusted)

    def is_own(self, places: Sequence[Place]) -> bool:
        """Whether a name stands for places of one state alone, and our tables name the first."""
        one = len({place.country for place in places}) == 1
        return one and (places[0] in self._regions or places[0].geonameid in self._curated)

    def by_id(self, geonameid: int) -> Place | None:
        """The town with a GeoNames id, or None."""
        return self._place(geonameid)

    def may_go_on(self, low: str, following: str) -> bool:
        """Whether a name of several words may begin with these two."""
        return low in self.starts or self._gazetteer.begins(f"{low} {following}")

    def _reach(self, tokens: Sequence[str], at: int) -> int:
        if tokens[at] in self.starts:
            return self.longest_words
        if at + 1 < len(tokens) and self._gazetteer.begins(f"{tokens[at]} {tokens[at + 1]}"):
            return LONGEST_TOWN
        return 1

    def _curated_or_town(self, key: str) -> tuple[Place, ...]:
        if key in self._names:
            return self._found(tuple(key.split(" ")), key)
        return (*self._towns(self._gazetteer.exact(key)), *self._divisions.get(key, ()))

    def _found(self, parts: tuple[str, ...], name: str) -> tuple[Place, ...]:
        key = " ".join(parts)
        entry = self._names.get(key)
        if entry is None:
            return (*self._towns(self._gazetteer.lookup(name)), *self._divisions.get(key, ()))
        places = [place for ref in entry.refs if (place := self._place(ref)) is not None]
        if entry.after_towns:
            places += self._towns(self._gazetteer.lookup(name))
            places.sort(key=lambda place: (place.level is not Level.TOWN, -place.population))
        return tuple(dict.fromkeys(places))

    def _place(self, ref: Place | int) -> Place | None:
        if isinstance(ref, int):
            return self._own.get(ref) or self._gazetteer.by_id(ref)
        return ref

    def _towns(self, towns: Sequence[Place]) -> tuple[Place, ...]:
        """Put our own rows in the place of the gazetteer's, for names as news in English has them."""
        own = self._own
        return tuple([own.get(town.geonameid or 0, town) for town in towns])


class _Entry(msgspec.Struct):
    """What a curated name stands for. `after_towns`: the bare name means a town first."""

    refs: list[Place | int]
    after_towns: bool = False


class _Builder:
    """Gathers names while the files are read."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.names: dict[str, _Entry] = {}
        self.levels: dict[str, Level] = {}
        self.countries: dict[str, Place] = {}
        self.regions: dict[str, Place] = {}
        self.divisions: dict[str, list[Place]] = {}

    def add_countries(self, folder: Path, language: str) -> None:
        """Add the states, under their CLDR names in the language and in English."""
        territories = tables.read_territories(folder)
        path = folder / "countries.csv"
        for row in tables.read_rows(path, tables.COUNTRIES):
            state = territories.states.get(row["iso3"])
            self.countries[row["iso3"]] = tables.country_of(row, state, path)
        for names in (territories.names.get(language, {}), territories.names["en"]):
            for name, iso3 in names.items():
                self._add_country_name(name, iso3)
        for country in self.countries.values():
            self._name(country.name, country)

    def add_country_names(self, path: Path) -> None:
        """Add what a language calls the states beside their CLDR names: "Hviterussland"."""
        for row in tables.read_rows(path, ("iso3", "names")):
            for name in row["names"].split("|"):
                self._add_country_name(name, row["iso3"])

    def _add_country_name(self, name: str, iso3: str) -> None:
        if name and iso3 in self.countries:
            self._name(name, self.countries[iso3])

    def add_regions(self, path: Path) -> None:
        """Add the regions under their English names; the first is the canonical one."""
        for row in tables.read_rows(path, tables.REGIONS):
            region = tables.region_of(row, path)
            if region.geonameid and (town := self.gazetteer.by_id(region.geonameid)):
                region = msgspec.structs.replace(region, population=town.population)
            self.regions[row["id"]] = region
            for name in row["names"].split("|"):
                self._name(name, region, after_towns=row["bare"] == "town")

    def add_divisions(self, path: Path) -> None:
        """Add the provinces that nobody has looked at: each after the towns that bear its name."""
        for row in tables.read_rows(path, tables.DIVISIONS):
            division = tables.division_of(row, path)
            for name in row["names"].split("|"):
                self.divisions.setdefault(" ".join(words(name)), []).append(division)

    def add_aliases(self, path: Path) -> None:
        """Add what the language calls them; an alias replaces what the name stood for before."""
        own: set[str] = set()
        for row in tables.read_rows(path, ("alias", "ref", "kind")):
            alias, ref, kind = row["alias"], row["ref"], row["kind"]
            key = " ".join(words(alias))
            if kind == "level":
                self.levels[key] = self._level(ref, path)
            elif kind == "none":
                self.names[key] = _Entry([])
            else:
                self._alias(key, self._resolve(ref, kind, path), own)

    def _alias(self, key: str, ref: Place | int, own: set[str]) -> None:
        """Let a name stand for `ref`; a region that shares its name with a town comes second."""
        entry = self.names.get(key)
        if entry is None or not (entry.after_towns or key in own):
            self.names[key] = _Entry([ref])
        elif isinstance(ref, int):
            self.names[key] = _Entry([ref, *entry.refs])
        elif ref not in entry.refs:
            entry.refs.append(ref)
        own.add(key)

    def _level(self, ref: str, path: Path) -> Level:
        try:
            return Level(ref)
        except ValueError as error:
            raise PackError(f"{path}: {ref!r} is no level of a place") from error

    def _resolve(self, ref: str, kind: str, path: Path) -> Place | int:
        try:
            match kind:
                case "region":
                    return self.regions[ref]
                case "country":
                    return self.countries[ref]
                case "town":
                    return int(ref)
                case _:
                    raise PackError(f"{path}: {kind!r} is no kind of alias")
        except (KeyError, ValueError) as error:
            raise PackError(f"{path}: there is no {kind} {ref!r}") from error

    def _name(self, name: str, ref: Place, *, after_towns: bool = False) -> None:
        key = " ".join(words(name))
        entry = self.names.get(key)
        if entry is None:
            self.names[key] = _Entry([ref], after_towns)
        elif ref not in entry.refs:
            entry.refs.append(ref)
