"""What synthetic reports are made of: the words of the packs, and patterns they are put into."""

from __future__ import annotations

import csv
import json
import random
import tomllib
from pathlib import Path
from typing import Any

import msgspec
from benchtexts import _CODAS, _NUCLEI, _ONSETS

from vitne.packs.gazetteer import Columns, Gazetteer, open_gazetteer

PATTERNS = Path(__file__).with_name("synthetic")
DATA = Path(__file__).resolve().parents[1] / "src" / "vitne" / "data"
LANGUAGES = {"nb": 30, "nn": 10, "da": 20, "sv": 20, "en": 20}  # code: share of the reports
SCANDINAVIA = {"nb": "NOR", "nn": "NOR", "da": "DNK", "sv": "SWE", "en": "GBR"}
_IN_WORDS = 12  # figures above
_SPARED = {"GBR", "FRA", "ESP", "CAF", "XKX", "MKD", "BIH", "PSE", "ISR", "ESH", "HTI"}
_SMALLEST, _MOST, _LEAST = 15_000, 30, 12  # inhabitants; towns of a war
_APART = 0.25  # degrees between the towns of a war


class Town(msgspec.Struct, frozen=True):
    """A town that the gazetteer knows by this name, and no bigger one by the same."""

    name: str
    geonameid: int
    lat: float
    lon: float
    population: int


class War(msgspec.Struct, frozen=True):
    """A country at war with an armed group; the names of both by language."""

    country: str  # ISO 3166 alpha-3
    towns: tuple[Town, ...]
    names: dict[str, str]
    nations: dict[str, str]  # adjectives
    groups: dict[str, str]
    since: int  # the year it broke out


class Act(msgspec.Struct, frozen=True):
    """The ways a language has to tell an act."""

    noun: str
    the: str
    by: str
    clause: tuple[str, ...]


class Combined(msgspec.Struct, frozen=True):
    """Sentences that are put together from two halves."""

    who: tuple[str, ...]
    what: tuple[str, ...]
    single: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The patterns of a language with its words for numbers, days and months."""

    code: str
    nation: int
    date: str
    date_then: str
    today: tuple[str, ...]
    yesterday: tuple[str, ...]
    earlier: tuple[str, ...] = ("{weekday}",)
    counts: dict[str, str]
    people: dict[str, str]
    agencies: tuple[str, ...]
    credit: tuple[str, ...]
    dateline: str
    header: str
    outlets: tuple[str, ...]
    voices: tuple[str, ...]
    headline: tuple[str, ...]
    lead: tuple[str, ...]
    toll: tuple[str, ...]
    update: tuple[str, ...]
    part: tuple[str, ...]
    witness: tuple[str, ...]
    behind: tuple[str, ...]
    blame: tuple[str, ...]
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    passing: tuple[str, ...]
    war: tuple[str, ...]
    acts: dict[str, Act]
    background: Combined
    peace: dict[str, Combined]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    numbers: tuple[str, ...]
    towns: tuple[str, ...]  # at home

    def number(self, value: int) -> str:
        """A number as a report writes it."""
        return self.numbers[value] if value <= _IN_WORDS else str(value)


def all_words() -> dict[str, Words]:
    """The words of every language, by its code."""
    columns = Columns(DATA / "places" / "gazetteer.columns")
    return {code: _words(code, _towns_of(columns, SCANDINAVIA[code])) for code in LANGUAGES}


def _words(code: str, towns: tuple[str, ...]) -> Words:
    folder = DATA / "languages" / code
    times = tomllib.loads((folder / "times.toml").read_text("utf-8"))
    numerals = tomllib.loads((folder / "numerals.toml").read_text("utf-8"))
    patterns = tomllib.loads((PATTERNS / f"{code}.toml").read_text("utf-8"))
    style = str.title if code == "en" else str
    known: dict[str, Any] = {
        "code": code, "towns": towns, **patterns,
        "weekdays": [style(row["words"][0]) for row in times["weekdays"]],
        "months": [style(row["words"][0]) for row in times["months"]],
        "numbers": [_first(numerals["cardinals"], value) for value in range(_IN_WORDS + 1)],
    }  # fmt: skip
    return msgspec.convert(known, Words)


def _first(rows: list[dict[str, Any]], value: int) -> str:
    return str(next(row["words"][0] for row in rows if row["value"] == value))


def _towns_of(columns: Columns, country: str) -> tuple[str, ...]:
    places = map(columns.place, range(len(columns)))
    return tuple(p.name for p in places if p.country == country and p.population >= _SMALLEST)


def all_wars() -> list[War]:
    """The wars between the states and armed groups of the packs, in order of country and group."""
    gazetteer = open_gazetteer(DATA / "places")
    columns = Columns(DATA / "places" / "gazetteer.columns")
    towns: dict[str, list[Town]] = {}
    for number in range(len(columns)):
        place = columns.place(number)
        if place.country and place.population >= _SMALLEST and _is_plain(place.name, gazetteer):
            found = Town(place.name, place.geonameid or 0, place.lat, place.lon, place.population)
            towns.setdefault(place.country, []).append(found)
    groups = tomllib.loads((DATA / "actors" / "groups.toml").read_text("utf-8"))["actors"]
    nations = {code: _nations(code) for code in LANGUAGES}
    wars, taken = [], set()
    for group in sorted(groups, key=lambda g: (g.get("states", [""])[0], g["id"])):
        country = group.get("states", [""])[0]
        if country in taken or country in _SPARED or not group.get("party"):
            continue
        own = _spread(towns.get(country, []))
        if len(own) >= _LEAST and all(country in rows for rows in nations.values()):
            taken.add(country)
            wars.append(_war(country, own, group, nations))
    return wars


def _war(
    country: str, towns: tuple[Town, ...], group: dict[str, Any], nations: dict[str, Any]
) -> War:
    return War(
        country=country, towns=towns,
        names={code: rows[country][0] for code, rows in nations.items()},
        nations={code: rows[country][1] for code, rows in nations.items()},
        groups={code: _called(group, code) for code in nations},
        since=random.Random(country).randrange(2004, 2014),  # noqa: S311 - no secret
    )  # fmt: skip


def _called(group: dict[str, Any], code: str) -> str:
    names = group["names"]
    rows = [n for n in names.get(code, ()) if not n.endswith("'s")] + names.get("any", [])
    return str(rows[0] if rows else group["name"])


def _nations(code: str) -> dict[str, tuple[str, str]]:
    """The name of each country and its adjective."""
    form = tomllib.loads((PATTERNS / f"{code}.toml").read_text("utf-8"))["nation"]
    known = json.loads((DATA / "places" / "gazetteer.countries.json").read_bytes())["names"][code]
    names: dict[str, str] = {}
    for name, country in known.items():
        names.setdefault(country, name)
    with (DATA / "places" / "countries.csv").open(encoding="utf-8", newline="") as file:
        articles = {row["iso3"]: row["article"] for row in csv.DictReader(file)}
    found = {}
    with (DATA / "languages" / code / "nations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            country, adjectives = row["iso3"], row["adjectives"].split("|")
            name = names.get(country, "") or row["names"].split("|")[0]
            if " - " in name:  # "Congo - Kinshasa", as nobody writes it
                name = row["names"].split("|")[0]
            elif code == "en" and articles.get(country):
                name = f"{articles[country]} {name}"
            if name and len(adjectives) > form:
                found[country] = (name, adjectives[form])
    return found


def _is_plain(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is one that a report can use without saying more."""
    if not name.isascii() or not name.isalpha() or len(name) < 5:
        return False
    first, *others = gazetteer.exact(name)
    return first.name == name and all(p.population * 10 < first.population for p in others)


def _spread(towns: list[Town]) -> tuple[Town, ...]:
    """The biggest towns of a country that do not lie close together."""
    kept: list[Town] = []
    for town in sorted(towns, key=lambda t: (-t.population, t.geonameid)):
        if all(max(abs(town.lat - t.lat), abs(town.lon - t.lon)) > _APART for t in kept):
            kept.append(town)
    return tuple(kept[:_MOST])


def person(rng: random.Random) -> str:
    """A name that nobody bears."""
    first, last = (rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS) for _ in range(2))
    return f"{first} {last}"
