"""The incidents of a record as rows of a table, of JSON lines and of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli.fields import SHORT_ID
from vitne.cli.tables import Column, Listing
from vitne.cli.words import ENGLISH
from vitne.incidents.voices import independent
from vitne.model.entries import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vitne.model import Estimate, Incident, IncidentVoice

_SILENT = "unreported"
_ALWAYS = ("killed", "wounded")  # measures that are told of, if only that nothing is reported
_OTHERS = tuple(measure.value for measure in Measure if measure.value not in _ALWAYS)


def listing(profile: str, as_of: str | None) -> Listing[Incident]:
    """How incidents are printed whose estimates are those of a method, as known on a day."""

    def told(one: Incident) -> dict[str, Any]:
        return data(one, profile=profile, as_of=as_of)

    return Listing(
        "incidents",
        key=lambda one: one.id,
        data=told,
        sheet=(Column("id", lambda one: one.id), Column("profile", lambda _: profile), *_SHEET),
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


def _bound(measure: str, name: str) -> Column[Incident]:
    def value(one: Incident) -> Any:
        found: Estimate | None = one.estimates.get(measure)
        if found is None:
            return _SILENT if name == "known" else None
        return getattr(found, name)

    return Column(f"{measure}_{name}", value)


def _who(some: Iterable[IncidentVoice]) -> str:
    return "; ".join(voice.name for voice in some)


_SHEET: tuple[Column[Incident], ...] = (
    Column("scope", lambda one: one.scope.value),
    Column("label", lambda one: one.label),
    Column("event_type", lambda one: one.event_type),
    Column("sub_event", lambda one: one.sub_event),
    Column("agents", lambda one: "; ".join(one.agents)),
    Column("targets", lambda one: "; ".join(one.targets)),
    Column("place", lambda one: one.place.name if one.place else None),
    Column("country", lambda one: one.place.country if one.place else None),
    Column("level", lambda one: one.place.level if one.place else None),
    Column("place_precision", lambda one: one.place.precision if one.place else None),
    Column("lat", lambda one: one.place.lat if one.place else None),
    Column("lon", lambda one: one.place.lon if one.place else None),
    Column("earliest", lambda one: one.time.earliest if one.time else None),
    Column("latest", lambda one: one.time.latest if one.time else None),
    *(
        _bound(measure, name)
        for measure in (*_ALWAYS, *_OTHERS)
        for name in ("low", "best", "high", "known")
    ),
    Column("independent_voices", lambda one: len(independent(one.voices))),
    Column("voices", lambda one: _who(independent(one.voices))),
    Column("contradictions", lambda one: len(one.contradictions)),
    Column("articles", lambda one: len(one.articles)),
    Column("claims", lambda one: len(one.claims)),
    Column("files", lambda one: "; ".join(one.files)),
)

_TABLE: tuple[Column[Incident], ...] = (
    Column("incident", lambda one: one.id[:SHORT_ID], whole=True),
    Column("what, where, when", lambda one: one.label, share=7),
    Column("how many", how_many, share=4),
    Column("told by", told_by, share=3),
)
