"""Who does what to whom in words, and what is claimed to be done by and to each actor.

"Armenia beskylder Aserbajdsjan for …" is one accusation, of Armenia, of Azerbaijan. What is counted
are claims, not facts: each as often as reports of their own make it. A reprint and an older version
of a report add nothing, and neither does what a person rejected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.record.names import among, distinct, plain
from vitne.record.queries import fetch_claims
from vitne.record.schema import articles, claim_actors, claims
from vitne.record.texts import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.record.queries import Found
    from vitne.record.reviews import Reviews

# What is done in words, in the order in which it is told; a denial is of what somebody else says.
SPEECH = ("accusation", "denial", "threat", "demand", "refusal", "offer", "support")
TERRITORY = (
    "Government regains territory", "Non-state actor overtakes territory",
    "Non-violent transfer of territory",
)  # fmt: skip
ROLES = ("agent", "target", "side")
_MOST_PAIRS = 2_000  # of who and whom that are told
_MOST_NAMES = 50  # that are found by a part of a name
_MOST_ACTS = 100
_MOST_CLAIMS = 100_000  # of one actor that are counted


class Tie(msgspec.Struct, frozen=True):
    """How often one actor does one thing in words to another; `target` is None where none is named."""

    kind: str
    agent: str
    target: str | None
    claims: int


class Act(msgspec.Struct, frozen=True):
    """How often an act of one type is claimed, and how it is meant: asserted, alleged …"""

    act: str | None  # a sub-event type of ACLED, else a type of PLOVER
    modality: str
    claims: int


class Known(msgspec.Struct, frozen=True):
    """An actor, and in how many claims it is an agent, a target, the side whose people were harmed."""

    name: str
    agent: int
    target: int
    side: int


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which sentences of an actor are wanted; None asks for nothing.

    `role` is its role in the claim, `other` who is on the other side of it, "" for nobody named.
    `act` is a type of act as in `Act`.
    """

    role: str | None = None
    kind: str | None = None
    act: str | None = None
    modality: str | None = None
    other: str | None = None


def ties(
    connection: sa.Connection, reviews: Reviews, *, actor: str | None = None
) -> tuple[Tie, ...]:
    """Who does what in words to whom, most often first; of one actor where one is asked for."""
    agents, targets = claim_actors.alias("agents"), claim_actors.alias("targets")
    mine = sa.and_(agents.c.claim == claims.c.id, agents.c.role == "agent")
    theirs = sa.and_(targets.c.claim == claims.c.id, targets.c.role == "target")
    count = sa.func.count()
    query = (
        sa.select(claims.c.kind, agents.c.actor, targets.c.actor, count)
        .select_from(claims)
        .join(articles, articles.c.id == claims.c.article)
        .join(agents, mine)
        .outerjoin(targets, theirs)
        .where(claims.c.kind.in_(SPEECH), *_counted(connection, reviews))
        .group_by(claims.c.kind, agents.c.actor, targets.c.actor)
        .order_by(count.desc(), agents.c.actor, targets.c.actor, claims.c.kind)
        .limit(_MOST_PAIRS)
    )
    if actor is not None:
        own = sa.select(claim_actors.c.claim).where(claim_actors.c.actor == key(actor))
        either = sa.or_(agents.c.actor == key(actor), targets.c.actor == key(actor))
        query = query.where(claims.c.id.in_(own), either)
    return tuple(Tie(*row) for row in connection.execute(query))


def actors(
    connection: sa.Connection, *, text: str | None = None, limit: int, offset: int = 0
) -> tuple[tuple[Known, ...], int]:
    """The actors of a record, those in most claims first, and how many there are.

    Args:
        connection: To the record.
        text: What stands in their names; case and accents do not count.
        limit: The most that are wanted.
        offset: How many are passed over.
    """
    column = claim_actors.c.actor
    ranked = sa.select(column).group_by(column).order_by(sa.func.count().desc(), column)
    every = sa.select(sa.func.count(sa.distinct(column)))
    if text:
        wanted = among(connection, column, _named(connection, column, text))
        ranked, every = ranked.where(wanted), every.where(wanted)
    names = list(connection.execute(ranked.limit(limit).offset(offset)).scalars())
    found = (actor(connection, name) for name in names)
    total = connection.execute(every).scalar() or 0
    return tuple(one for one in found if one is not None), total


def actor(connection: sa.Connection, name: str) -> Known | None:
    """One actor by its name as it stands in the record; None where no claim names it."""
    table = claim_actors.c
    counts = [sa.func.sum(sa.case((table.role == role, 1), else_=0)) for role in ROLES]
    query = sa.select(table.actor, *counts).where(table.actor == key(name)).group_by(table.actor)
    row = connection.execute(query).one_or_none()
    return None if row is None else Known(*row)


def acts(connection: sa.Connection, reviews: Reviews, name: str, *, role: str) -> tuple[Act, ...]:
    """What is claimed to be done by an actor, or to it, by type and by how it is meant."""
    told = sa.func.coalesce(claims.c.sub_event, claims.c.event_type)
    count = sa.func.count()
    query = (
        _of_actor(name, role)
        .with_only_columns(told, claims.c.modality, count)
        .where(_loose(connection, claims.c.kind) == "event", *_counted(connection, reviews))
        .group_by(told, claims.c.modality)
        .order_by(count.desc(), told, claims.c.modality)
        .limit(_MOST_ACTS)
    )
    return tuple(Act(*row) for row in connection.execute(query))


def sentences(
    connection: sa.Connection,
    reviews: Reviews,
    name: str,
    asked: Asked,
    *,
    limit: int,
    offset: int = 0,
) -> tuple[tuple[Found, ...], int]:
    """The claims of an actor that are asked for, of the newest articles first, and how many."""
    query = (
        _of_actor(name, asked.role)
        .with_only_columns(claims.c.id, articles.c.published_earliest)
        .where(*_counted(connection, reviews), *_asked(connection, asked))
        .limit(_MOST_CLAIMS)
    )
    # An actor may be agent and target of one claim; all are put in order here, which is one look.
    found = {row.id: row.published_earliest for row in connection.execute(query)}
    ids = sorted(found, key=lambda one: (found[one] is not None, found[one], one), reverse=True)
    shown = ids[offset : offset + limit]
    return tuple(fetch_claims(connection, shown, reviews)), len(ids)


def holdings(
    connection: sa.Connection, reviews: Reviews, *, name: str | None = None, limit: int
) -> tuple[Found, ...]:
    """The claims that a place was taken, regained or handed over, place by place and day by day."""
    query = (
        sa.select(claims.c.id)
        .select_from(claims)
        .join(articles, articles.c.id == claims.c.article)
        .where(claims.c.sub_event.in_(TERRITORY), *_counted(connection, reviews))
    )
    if name is not None:
        own = sa.select(claim_actors.c.claim).where(claim_actors.c.actor == key(name))
        query = query.where(claims.c.id.in_(own))
    day = claims.c.earliest
    query = query.order_by(claims.c.place.nulls_last(), day.nulls_last(), claims.c.id).limit(limit)
    return tuple(fetch_claims(connection, list(connection.execute(query).scalars()), reviews))


def _of_actor(name: str, role: str | None) -> sa.Select[Any]:
    held = [] if role is None else [claim_actors.c.role == role]
    return (
        sa.select(claims.c.id)
        .select_from(claim_actors)
        .join(claims, claims.c.id == claim_actors.c.claim)
        .join(articles, articles.c.id == claims.c.article)
        .where(claim_actors.c.actor == key(name), *held)
    )


def _loose(connection: sa.Connection, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """A column without its indices, for SQLite, which does not know that an actor's claims are fewer."""
    if connection.dialect.name != "sqlite":
        return column
    return sa.literal_column(f"+{column.table.name}.{column.name}", column.type)


def _asked(connection: sa.Connection, asked: Asked) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if asked.kind is not None:
        found.append(_loose(connection, claims.c.kind) == asked.kind)
    if asked.modality is not None:
        found.append(claims.c.modality == asked.modality)
    if asked.act is not None:
        told = sa.func.coalesce(_loose(connection, claims.c.sub_event), claims.c.event_type)
        found.append(told == asked.act if asked.act else told.is_(None))
    if asked.other is not None:
        found.append(_faces(asked.other, asked.role))
    return found


def _faces(other: str, role: str | None) -> sa.ColumnElement[bool]:
    """That another actor, or nobody, is on the other side of a claim."""
    facing = claim_actors.alias("facing")
    side = {"agent": "target", "target": "agent"}.get(role or "")
    there = [facing.c.claim == claims.c.id, *([facing.c.role == side] if side else [])]
    if not other:
        return sa.not_(sa.exists().where(*there))
    return sa.exists().where(*there, facing.c.actor == key(other))


def _counted(connection: sa.Connection, reviews: Reviews) -> list[sa.ColumnElement[bool]]:
    """That a claim counts: of the newest version of a text, printed first, and not rejected.

    Of texts that reprint each other the original counts; where a newer version took its place, one
    of those that are left.
    """
    other = articles.alias("other")
    before = sa.exists().where(
        other.c.origin == articles.c.origin,
        other.c.superseded_by.is_(None),
        sa.or_(other.c.id == articles.c.origin, other.c.id < articles.c.id),
    )
    original = articles.c.origin.is_(None) | (articles.c.origin == articles.c.id)
    rejected = reviews.in_state("rejected")
    held = [sa.not_(among(connection, claims.c.id, rejected))] if rejected else []
    return [articles.c.superseded_by.is_(None), sa.or_(original, sa.not_(before)), *held]


def _named(connection: sa.Connection, column: sa.Column[Any], text: str) -> Sequence[str]:
    """The names in which some words stand."""
    asked = plain(key(text))
    return [name for name in distinct(connection, column) if asked in plain(name)][:_MOST_NAMES]
