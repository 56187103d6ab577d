"""States as ACLED and UCDP call and number them."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UCDP_REGIONS = (
    (1, 199, "Americas"),
    (200, 399, "Europe"),
    (400, 626, "Africa"),
    (630, 699, "Middle East"),
    (700, 999, "Asia"),
)


class State(msgspec.Struct, frozen=True):
    """A state or territory by its ISO 3166 alpha-3 code.

    `iso` is its ISO 3166 numeric code, `gw` its Gleditsch-Ward number or that of the state under
    which UCDP counts it. `article` stands before the name inside another: "the" Philippines.
    """

    iso3: str
    name: str
    article: str
    iso: int | None
    gw: int | None
    acled_region: str
    acled_name: str
    ged_name: str

    @property
    def ged_region(self) -> str | None:
        """The region of UCDP, which follows from the number."""
        for first, last, region in _UCDP_REGIONS:
            if self.gw is not None and first <= self.gw <= last:
                return region
        return None

    @property
    def inside(self) -> str:
        """Its name in ACLED as it stands inside another: "the Philippines"."""
        return f"{self.article} {self.acled_name}".lstrip()


class _Regime(msgspec.Struct, frozen=True):
    """The years of one government: `until` is None where it still governs."""

    since: int
    until: int | None

    def __str__(self) -> str:
        return f"({self.since}-{self.until or ''})"


@cache
def states() -> Mapping[str, State]:
    """All states and territories, by ISO 3166 alpha-3."""
    known = {row["iso3"]: row for row in _rows("places", "countries.csv")}
    found = {}
    for row in _rows("exports", "states.csv"):
        own = known.get(row["iso3"], {})
        name = row["name"] or own["name"]
        found[row["iso3"]] = State(
            iso3=row["iso3"],
            name=name,
            article=own.get("article", ""),
            iso=int(row["iso"]) if row["iso"] else None,
            gw=int(row["gw"]) if row["gw"] else None,
            acled_region=row["acled_region"],
            acled_name=row["acled_name"] or name,
            ged_name=row["ged_name"] or name,
        )
    return found


def regime(iso3: str, day: str | None) -> str:
    """The years of the government of a state on an ISO day: "(2003-)"; "" where they are not known."""
    if day is None:
        return ""
    year = int(day[:4])
    # In a year of change the new government is named: which day it took over is not in the table.
    fitting = [one for one in _regimes().get(iso3, ()) if one.since <= year <= (one.until or year)]
    return str(fitting[-1]) if fitting else ""


@cache
def group_names() -> Mapping[str, tuple[str, str]]:
    """What ACLED and UCDP call armed groups, by their names in vitne; "" where that is not known."""
    return {row["name"]: (row["acled"], row["ged"]) for row in _rows("exports", "groups.csv")}


@cache
def _regimes() -> Mapping[str, list[_Regime]]:
    found: dict[str, list[_Regime]] = {}
    for row in _rows("exports", "regimes.csv"):
        until = int(row["until"]) if row["until"] else None
        found.setdefault(row["iso3"], []).append(_Regime(int(row["since"]), until))
    return found


def _rows(folder: str, name: str) -> Iterator[dict[str, str]]:
    text = (files("vitne") / "data" / folder / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), strict=True)
