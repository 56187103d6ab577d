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


class Tie(msgspec.Struct, frozen=True):
    """How often one actor does one thing in words to another; `target` is None where none is named."""

    kind: str
    agent: str
    target: str | None
    claims: int


class Known(msgspec.Struct, frozen=True):
    """An actor, and in how many claims it is an agent, a target, the side whose people were harmed."""

    name: str
    agent: int
    target: int
    side: int


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
        .where(claims.c.kind.in_(SPEECH), *counted(connection, reviews))
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


def holdings(connection: sa.Connection, reviews: Reviews, *, limit: int) -> tuple[Found, ...]:
    """The claims that a place was taken, regained or handed over, place by place and day by day."""
    day = claims.c.earliest
    query = (
        sa.select(claims.c.id)
        .select_from(claims)
        .join(articles, articles.c.id == claims.c.article)
        .where(claims.c.sub_event.in_(TERRITORY), *counted(connection, reviews))
        .order_by(claims.c.place.nulls_last(), day.nulls_last(), claims.c.id)
        .limit(limit)
    )
    return tuple(fetch_claims(connection, list(connection.execute(query).scalars()), reviews))


def counted(connection: sa.Connection, reviews: Reviews) -> list[sa.ColumnElement[bool]]:
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
