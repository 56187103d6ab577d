"""The incidents of a record as rows of a table, of JSON lines and of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli.fields import SHORT_ID
from vitne.cli.tables import Column, Listing, as_sheet
from vitne.cli.words import ENGLISH
from vitne.incidents.voices import independent
from vitne.notebooks import columns

if TYPE_CHECKING:
    from vitne.model import Incident

_SILENT = "unreported"


def listing(profile: str, as_of: str | None) -> Listing[Incident]:
    """How incidents are printed whose estimates are those of a method, as known on a day."""

    def told(one: Incident) -> dict[str, Any]:
        return data(one, profile=profile, as_of=as_of)

    key, *rest = as_sheet(columns.INCIDENTS)
    return Listing(
        "incidents",
        key=lambda one: one.id,
        data=told,
        sheet=(key, Column("profile", lambda _: profile), *rest),
        table=_TABLE,
    )


def data(one: Incident, *, profile: str, as_of: str | None) -> dict[str, Any]:
    """An incident with its independent voices under `voices`, and who else spoke beside.

    Who else spoke vouches for less than others do: for the act where others tell the toll, for a
    part of the toll, for an accusation.
    """
    vouching = independent(one.voices)
    told: dict[str, Any] = msgspec.to_builtins(one)
    told["voices"] = msgspec.to_builtins(vouching)
    told["other_voices"] = msgspec.to_builtins([v for v in one.voices if v not in vouching])
    return told | {"profile": profile, "as_of": as_of}


def how_many(one: Incident) -> str:
    """The range of each measure that somebody tells of, one a line: "killed 17–21"."""
    told = [
        f"{found.measure} {ENGLISH.estimate(found)}"
        for found in one.estimates.values()
        if found.known != _SILENT
    ]
    return "\n".join(told) or "no toll reported"


def told_by(one: Incident) -> str:
    """How many independent voices there are, in how many articles, and whether they agree."""
    voices = ENGLISH.count("voice", len(independent(one.voices)))
    odds = ", at odds" if one.contradictions else ""
    return f"{voices}, {ENGLISH.count('article', len(one.articles))}{odds}"


_TABLE: tuple[Column[Incident], ...] = (
    Column("incident", lambda one: one.id[:SHORT_ID], whole=True),
    Column("what, where, when", lambda one: one.label, share=7),
    Column("how many", how_many, share=4),
    Column("told by", told_by, share=3),
)
