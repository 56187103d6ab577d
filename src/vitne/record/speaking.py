"""What each voice of a record said of which incidents, and how it stood to the other voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.incidents.voices import independent
from vitne.model import Bounds, Contradiction, IncidentVoice, Scope
from vitne.record.filters import Conditions, Filters
from vitne.record.names import among, find
from vitne.record.rows import chunks
from vitne.record.schema import incident_voices, incidents
from vitne.record.texts import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vitne.record.filters import Condition
    from vitne.record.reviews import Reviews

_LOT = 200  # incidents read at once


class Said(msgspec.Struct, frozen=True):
    """What one voice said of one incident, or of one period.

    `latest` are the figures it stands by, `superseded` the claims that it replaced later. `alone`
    is true where no other voice vouches for the incident, `contradicted` where one says otherwise.
    """

    incident: str
    label: str
    scope: Scope
    claims: tuple[str, ...]
    latest: dict[str, Bounds]
    superseded: tuple[str, ...]
    stake: str | None
    alone: bool
    contradicted: bool


class Speaker(msgspec.Struct, frozen=True):
    """One voice, and on how many incidents and periods it was heard, in which way."""

    name: str
    role: str
    incidents: int
    periods: int
    claims: int
    alone: int
    contradicted: int
    superseded: int
    said: tuple[Said, ...]


class _Told(msgspec.Struct):
    """What is needed here of an incident."""

    id: str
    label: str
    scope: Scope
    voices: tuple[IncidentVoice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


_TOLD = msgspec.json.Decoder(_Told)


def list_speakers(
    connection: sa.Connection, filters: Filters, reviews: Reviews, *, limit: int | None = None
) -> Iterator[Speaker]:
    """The voices on the incidents that filters let through, those heard on most of them first.

    Args:
        connection: To the record; what is asked for later is asked in its transaction.
        filters: What the incidents must be like; `voice` picks among the voices.
        reviews: The judgements that stand.
        limit: The most voices that are wanted.
    """
    wanted = _wanted(connection, filters, reviews)
    heard = sa.func.count()
    ranked = (
        sa.select(incident_voices.c.voice)
        .join(incidents, incidents.c.id == incident_voices.c.incident)
        .where(*wanted)
        .group_by(incident_voices.c.voice)
        .order_by(heard.desc(), incident_voices.c.voice)
        .limit(limit)
    )
    for name in connection.execute(ranked).scalars().all():
        yield _speaker(name, tuple(_said(connection, name, wanted)))


def said_in(incident_json: str, name: str) -> tuple[Said, ...]:
    """What the voices of one name said of an incident, given as it stands in the record."""
    return tuple(said for _, said in _on(_TOLD.decode(incident_json), name))


def _wanted(connection: sa.Connection, filters: Filters, reviews: Reviews) -> list[Condition]:
    others = msgspec.structs.replace(filters, voice=None)
    found = Conditions(connection, others, reviews).of_incidents(whole=True)
    if filters.voice is not None:
        column = incident_voices.c.voice
        found.append(among(connection, column, find(connection, column, filters.voice)))
    return found


def _said(
    connection: sa.Connection, name: str, wanted: Sequence[Condition]
) -> Iterator[tuple[str, Said]]:
    """The role in which a voice was heard on each incident, and what it said of it."""
    query = (
        sa.select(incidents.c.id)
        .join(incident_voices, incidents.c.id == incident_voices.c.incident)
        .where(incident_voices.c.voice == name, *wanted)
        .order_by(incidents.c.earliest.desc().nulls_last(), incidents.c.id)
    )
    for some in chunks(connection.execute(query).scalars().all(), _LOT):
        rows = connection.execute(
            sa.select(incidents.c.id, incidents.c.incident_json).where(
                among(connection, incidents.c.id, some)
            )
        )
        told = {row.id: _TOLD.decode(row.incident_json) for row in rows}
        for incident in some:
            yield from _on(told[incident], name)


def _on(told: _Told, name: str) -> Iterator[tuple[str, Said]]:
    vouching, wanted = independent(told.voices), key(name)
    for voice in told.voices:
        if key(voice.name) == wanted:
            own = set(voice.claims)
            yield (
                voice.role,
                Said(
                    incident=told.id,
                    label=told.label,
                    scope=told.scope,
                    claims=voice.claims,
                    latest=voice.latest,
                    superseded=voice.superseded,
                    stake=voice.stake,
                    alone=vouching == (voice,),
                    contradicted=any(
                        not own.isdisjoint((*one.one, *one.other)) for one in told.contradictions
                    ),
                ),
            )


def _speaker(name: str, told: Sequence[tuple[str, Said]]) -> Speaker:
    said = tuple(one for _, one in told)
    scopes = [one.scope for one in {one.incident: one for one in said}.values()]
    return Speaker(
        name=name,
        role=told[0][0] if told else "",
        incidents=scopes.count(Scope.INCIDENT),
        periods=scopes.count(Scope.PERIOD),
        claims=sum(len(one.claims) for one in said),
        alone=sum(one.alone for one in said),
        contradicted=sum(one.contradicted for one in said),
        superseded=sum(bool(one.superseded) for one in said),
        said=said,
    )
