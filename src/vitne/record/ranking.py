"""Ranks the voices of a record, and tells page by page what each said of which incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents.standing import Standing
from vitne.model import Scope
from vitne.record.names import among, distinct, plain
from vitne.record.schema import articles, claims, incident_voices, incidents
from vitne.record.speaking import Said, said_in
from vitne.record.texts import key

if TYPE_CHECKING:
    from vitne.record.filters import Condition


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """One voice in figures: on how many incidents and periods it was heard, and in which way.

    `alone`, `agreed`, `contradicted` and `revised` count incidents and periods, as `Standing` tells
    them of each; `own` and `enemy` those on which it speaks of its own side, or of its enemy.
    """

    name: str
    role: str
    incidents: int
    periods: int
    claims: int
    alone: int
    agreed: int
    contradicted: int
    revised: int
    own: int
    enemy: int


class Heard(msgspec.Struct, frozen=True):
    """What a voice said of one incident, with how it stood to the others there."""

    said: tuple[Said, ...]
    standing: Standing
    place: str | None
    earliest: str | None
    latest: str | None


class Apart(msgspec.Struct, frozen=True):
    """What is there of a name that is no voice of any incident.

    `articles` counts those it printed, what they say being said by others; `claims` are the ids of
    claims that it vouches for and that are in no incident, such as demands.
    """

    name: str
    articles: int
    claims: tuple[str, ...]


ORDERS = ("heard", "alone", "agreed", "contradicted", "revised", "name")
_MOST_NAMES = 50  # that are found by a part of a name


def rank(
    connection: sa.Connection,
    *,
    text: str | None = None,
    order: str = "heard",
    limit: int,
    offset: int = 0,
) -> tuple[tuple[Ranked, ...], int]:
    """The voices of a record in figures, and how many there are; no incident is read for it.

    Args:
        connection: To the record.
        text: What stands in their names; case and accents do not count.
        order: One of `ORDERS`.
        limit: The most that are wanted.
        offset: How many are passed over.
    """
    name = incident_voices.c.voice
    query, every = _figures(), sa.select(sa.func.count(sa.distinct(name)))
    if text:
        asked = plain(key(text))
        names = [one for one in distinct(connection, name) if asked in plain(one)][:_MOST_NAMES]
        query, every = (one.where(among(connection, name, names)) for one in (query, every))
    by: list[sa.ColumnElement[Any]] = (
        [] if order == "name" else [sa.desc("heard" if order not in ORDERS else order)]
    )
    rows = connection.execute(query.order_by(*by, name).limit(limit).offset(offset))
    found = tuple(_ranked(row) for row in rows)
    return found, connection.execute(every).scalar() or 0


def ranked(connection: sa.Connection, name: str) -> Ranked | None:
    """One voice in figures, by its name as it stands in the record; None where none has it."""
    query = _figures().where(incident_voices.c.voice == key(name))
    row = connection.execute(query).one_or_none()
    return None if row is None else _ranked(row)


def apart(connection: sa.Connection, name: str, *, limit: int) -> Apart | None:
    """What is there of a name that no incident has as a voice; None where there is nothing.

    Args:
        connection: To the record.
        name: The name, as it stands in the record.
        limit: The most claims that are wanted.
    """
    printed = sa.select(sa.func.count()).where(articles.c.outlet == key(name))
    said = sa.select(claims.c.id).where(claims.c.voice == key(name))
    vouched = tuple(connection.execute(said.order_by(claims.c.id).limit(limit)).scalars())
    number = connection.execute(printed).scalar() or 0
    return Apart(key(name), number, vouched) if number or vouched else None


def heard_on(
    connection: sa.Connection, name: str, *, how: str | None = None, limit: int, offset: int = 0
) -> tuple[Heard, ...]:
    """What a voice said, incident by incident, the latest first.

    Args:
        connection: To the record.
        name: Its name as it stands in the record.
        how: Only where it is alone, agreed, contradicted or revised; or speaks of own or enemy.
        limit: The most incidents that are wanted.
        offset: How many are passed over.
    """
    table = incident_voices.c
    query = (
        sa.select(incidents.c.incident_json, incidents.c.place, incidents.c.earliest)
        .add_columns(incidents.c.latest, *(table[one] for one in _STANDING))
        .select_from(incident_voices)
        .join(incidents, incidents.c.id == table.incident)
        .where(table.voice == key(name), *_how(how))
        .order_by(incidents.c.earliest.desc().nulls_last(), incidents.c.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(_heard(row, name) for row in connection.execute(query))


_STANDING = (
    "role", "claims", "vouches", "stake", "alone", "agreed", "contradicted", "revised",
)  # fmt: skip


def _heard(row: Any, name: str) -> Heard:
    figures = {one: getattr(row, one) for one in _STANDING}
    return Heard(
        said=said_in(row.incident_json, name),
        standing=Standing(name=name, **figures),
        place=row.place,
        earliest=row.earliest,
        latest=row.latest,
    )


def _how(how: str | None) -> list[Condition]:
    table = incident_voices.c
    if how in ("own", "enemy"):
        return [table.stake == how]
    if how == "revised":
        return [table.revised > 0]
    return [table[how].is_(True)] if how in ("alone", "agreed", "contradicted") else []


def _figures() -> sa.Select[Any]:
    """Each voice with how often it was heard, and in which way."""
    table = incident_voices.c

    def often(holds: Condition) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((holds, 1), else_=0))

    return sa.select(
        table.voice,
        sa.func.max(table.role).label("role"),
        sa.func.count().label("heard"),
        often(table.scope == Scope.PERIOD.value).label("periods"),
        sa.func.sum(table.claims).label("claims"),
        often(table.alone.is_(True)).label("alone"),
        often(table.agreed.is_(True)).label("agreed"),
        often(table.contradicted.is_(True)).label("contradicted"),
        often(table.revised > 0).label("revised"),
        often(table.stake == "own").label("own"),
        often(table.stake == "enemy").label("enemy"),
    ).group_by(table.voice)


def _ranked(row: Any) -> Ranked:
    return Ranked(
        name=row.voice,
        role=row.role,
        incidents=row.heard - row.periods,
        periods=row.periods,
        claims=row.claims,
        alone=row.alone,
        agreed=row.agreed,
        contradicted=row.contradicted,
        revised=row.revised,
        own=row.own,
        enemy=row.enemy,
    )
