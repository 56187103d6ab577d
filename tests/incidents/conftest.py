"""Claims and accounts made by hand."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest

from vitne.model import Account, Claim, Location, Party, Quote, Scope, Timing, Toll, Voice

if TYPE_CHECKING:
    from collections.abc import Callable

TOWNS = {
    "Barda": (40.37, 47.13, "AZE"),
    "Ganja": (40.68, 46.36, "AZE"),
    "Shusha": (39.76, 46.75, "AZE"),
    "Kharkiv": (49.98, 36.25, "UKR"),
}


def place(name: str) -> Location:
    """A place of `TOWNS`, or a country named by its ISO code."""
    if name not in TOWNS:
        return Location(name=name, country=name, level="country", lat=40.0, lon=47.0)
    lat, lon, country = TOWNS[name]
    return Location(name=name, country=country, level="town", lat=lat, lon=lon)


def days(first: str, last: str | None = None) -> Timing:
    """A stretch of days."""
    return Timing(earliest=first, latest=last or first, edtf=first)


@pytest.fixture
def claim() -> Callable[..., Claim]:
    """Makes a claim; `killed`, `wounded` or `captured` make it a toll."""

    def make(text: str, **fields: Any) -> Claim:
        measure = next((m for m in ("killed", "wounded", "captured") if m in fields), None)
        toll = None
        if measure is not None:
            low, high = fields.pop(measure)
            toll = Toll(measure, low, high, scope=fields.pop("scope", "incident"))
        where, when = fields.pop("where", None), fields.pop("when", None)
        made = {
            "id": hashlib.sha256(repr((text, fields, measure)).encode()).hexdigest()[:16],
            "kind": "toll" if toll else "event",
            "text": text,
            "start": 0,
            "end": len(text),
            "passage": 0,
            "trigger": Quote(text.split()[0], 0, len(text.split()[0])),
            "modality": "asserted",
            "polarity": "positive",
            "event_type": None if toll else "ASSAULT",
            "toll": toll,
            "place": place(where) if where else None,
            "time": days(*when) if when else None,
            "agents": tuple(Party(name) for name in fields.pop("agents", ())),
            "targets": tuple(Party(name) for name in fields.pop("targets", ())),
            "attribution": tuple(Voice(n, "claimant") for n in fields.pop("voices", ())),
        }
        return Claim(**(made | fields))

    return make


@pytest.fixture
def account() -> Callable[..., Account]:
    """Makes an account in a town of `TOWNS` on some days."""

    def make(key: str, **fields: Any) -> Account:
        where = fields.pop("where", "Barda")
        first, last = fields.pop("when", ("2020-10-28", "2020-10-28"))
        spot = place(where) if where else None
        made = {
            "id": key,
            "article": f"article of {key}",
            "scope": Scope.INCIDENT,
            "claims": (key,),
            "place": spot and spot.name,
            "country": spot and spot.country,
            "lat": spot and spot.lat,
            "lon": spot and spot.lon,
            "radius": spot and (600.0 if spot.level == "country" else 3.0),
            "earliest": first,
            "latest": last,
            "families": ("shelling",),
        }
        return Account(**(made | fields))

    return make
