"""Knows the adjectives and the names of peoples that one language makes of states."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.packs.folding import fold, words
from vitne.packs.tables import COUNTRIES, read_rows, read_territories

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


_FORMS = ("adjectives", "demonyms")


class Number(StrEnum):
    """How many a noun tells of."""

    SINGULAR = "singular"
    PLURAL = "plural"


class People(msgspec.Struct, frozen=True):
    """A people: of one state, or of a region or several states ("kurdisk", "tsjetsjener").

    `id` is the ISO 3166 alpha-3 code of the state, else the id of the row; `states` are the states
    it lives in, the likeliest first; `region` is the id of its region, if it has one.
    """

    id: str
    name: str
    states: tuple[str, ...]
    region: str | None = None

    @property
    def state(self) -> str | None:
        """The one state the people stands for, or None where it is no state's people."""
        return self.id if self.states == (self.id,) else None


class Demonym(msgspec.Struct, frozen=True):
    """A noun for people of a nation: "ukrainerne" is plural and definite."""

    people: People
    number: Number
    definite: bool


class Nations:
    """Words for nations: "aserbajdsjanske", "ukrainerne", "Moskva" for Russia's government.

    - adjectives: folded form -> People
    - demonyms: folded form -> Demonym
    - capitals: folded name -> ISO 3166 alpha-3, for the government that sits there
    - names: folded name of a state -> ISO 3166 alpha-3
    """

    __slots__ = (
        "adjectives",
        "all_capitals",
        "capitalised",
        "capitals",
        "demonyms",
        "names",
        "peoples",
    )

    def __init__(self) -> None:
        self.peoples: dict[str, People] = {}
        self.adjectives: dict[str, People] = {}
        self.demonyms: dict[str, Demonym] = {}
        self.capitals: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.capitalised: set[str] = set()  # folded words that are written with a capital
        self.all_capitals: set[str] = set()  # of those, initials: "US" is not "us"

    def state_of(self, adjective: str) -> str | None:
        """The state that an adjective or a demonym tells of, or None: "russisk" is RUS."""
        people = self.adjectives.get(fold(adjective))
        if people is None and (demonym := self.demonyms.get(fold(adjective))):
            people = demonym.people
        return people.state if people else None


def read_nations(data: Path, language: str) -> Nations:
    """Read `nations.csv` and `peoples.csv` of one language; `data` is the folder of all packs."""
    nations = Nations()
    territories = read_territories(data / "places")
    states = read_rows(data / "places" / "countries.csv", COUNTRIES)
    english = {row["iso3"]: row for row in states}
    for iso3, row in english.items():
        nations.peoples[iso3] = People(iso3, row["name"], (iso3,))
        _add_keys(nations.capitals, row["capitals"], iso3)
        _add_keys(nations.names, row["name"], iso3)
    for name, iso3 in territories.names.get(language, {}).items():
        if iso3 in english:
            _add_keys(nations.names, name, iso3)
    folder = data / "languages" / language
    if (folder / "nations.csv").exists():
        _add_nations(nations, folder / "nations.csv")
    if (folder / "peoples.csv").exists():
        _add_peoples(nations, folder / "peoples.csv")
    return nations


def _add_nations(nations: Nations, path: Path) -> None:
    for row in read_rows(path, ("iso3", *_FORMS, "names", "capitals")):
        people = nations.peoples.get(row["iso3"])
        if people is None:
            raise PackError(f"{path}: there is no state {row['iso3']!r}")
        _add_forms(nations, people, row, path)
        _add_keys(nations.capitals, row["capitals"], people.id)
        _add_keys(nations.names, row["names"], people.id)


def _add_peoples(nations: Nations, path: Path) -> None:
    for row in read_rows(path, ("id", "name", "states", "region", *_FORMS)):
        people = People(
            row["id"], row["name"], tuple(row["states"].split("|")), row["region"] or None
        )
        nations.peoples[people.id] = people
        _add_forms(nations, people, row, path)


def _add_forms(nations: Nations, people: People, row: Mapping[str, str], path: Path) -> None:
    for form in filter(None, (*row["adjectives"].split("|"), *row["demonyms"].split("|"))):
        if not form.islower():
            nations.capitalised.add(fold(form))
        if form.isupper():
            nations.all_capitals.add(fold(form))
    for form in filter(None, row["adjectives"].split("|")):
        nations.adjectives.setdefault(fold(form), people)
    demonyms = [fold(form) for form in filter(None, row["demonyms"].split("|"))]
    if len(demonyms) % 4:
        raise PackError(f"{path}: {people.id}: a demonym has four forms, {demonyms} has not")
    for at, form in enumerate(demonyms):
        number = Number.SINGULAR if at % 4 < 2 else Number.PLURAL
        nations.demonyms.setdefault(form, Demonym(people, number, bool(at % 2)))


def _add_keys(table: dict[str, str], names: str, iso3: str) -> None:
    for name in filter(None, names.split("|")):
        table[" ".join(words(name))] = iso3
