"""What is looked for in a record: filters that nobody would type, ids that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fuzz import records
from fuzz.checks import hold
from fuzz.mutating import HOSTILE, MARKS
from fuzz.target import Target
from vitne.errors import VitneError
from vitne.record.database import Record
from vitne.record.filters import Filters
from vitne.record.hints import unknown
from vitne.record.ids import claim_id, incident_id
from vitne.record.queries import list_claims, list_incidents
from vitne.record.reviews import Reviews
from vitne.record.speaking import list_speakers

if TYPE_CHECKING:
    import sqlalchemy as sa

_NAMES = tuple(name for name in Filters.__struct_fields__ if name != "incidents")
_FEW = 5


def target(_: str) -> Target:
    """The look-ups of a record of the samples."""
    record = Record.open(str(records.copy()))
    with record.reading() as connection:
        every = frozenset(one.claim.id for one in list_claims(connection, Filters(), Reviews([])))

    def run(data: bytes) -> None:
        asked = _asked(data)
        with record.reading() as connection:
            try:
                _look(connection, asked, every)
            except VitneError as error:
                hold(str(error).strip(), "an error says what is wrong")
                hold("Traceback" not in str(error), "an error is in plain words")

    seeds = tuple(f"{name}={value}".encode() for name in _NAMES for value in records.PEOPLE[:3])
    names = tuple(f"\n{name}=" for name in (*_NAMES, "after", "id"))
    return Target(run, seeds, (names, records.PEOPLE, records.VALUES, HOSTILE, MARKS), longest=600)


def _asked(data: bytes) -> dict[str, str]:
    """What an input asks, a line each: `name=value`."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    pairs = (line.partition("=") for line in lines)
    return {name: value for name, mark, value in pairs if mark}


def _look(connection: sa.Connection, asked: dict[str, str], every: frozenset[str]) -> None:
    told: dict[str, Any] = {name: asked[name] for name in _NAMES if name in asked}
    filters, reviews = Filters(**told), Reviews([])
    found = list(list_claims(connection, filters, reviews, after=asked.get("after")))
    hold({one.claim.id for one in found} <= every, "a filter adds nothing")
    for one in found:
        for name, value in (("kind", one.claim.kind), ("modality", one.claim.modality)):
            hold(
                name not in told or told[name].casefold() == value, "what is found is as asked for"
            )
    some = list(list_claims(connection, filters, reviews, limit=_FEW, after=asked.get("after")))
    hold(some == found[:_FEW], "the beginning of a list is the list's beginning")
    list(list_incidents(connection, filters, reviews, limit=_FEW))
    list(list_speakers(connection, filters, reviews))
    list(unknown(connection, filters))
    if "id" in asked:
        for find in (claim_id, incident_id):
            hold(find(connection, asked["id"]), "an id that is found is one")
