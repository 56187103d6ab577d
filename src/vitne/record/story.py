"""Gathers the whole story of one incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.incidents import judged
from vitne.incidents.profiles import Grade, profiles
from vitne.incidents.reconcile import reconcile
from vitne.record.hindsight import known_on
from vitne.record.queries import Found, fetch_claims, fetch_incidents
from vitne.record.reviews import Reviews
from vitne.record.routes import Step, held_by
from vitne.record.statements import statements

if TYPE_CHECKING:
    import sqlalchemy as sa

    from vitne.model import Incident, Judgement


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """An incident with all that belongs to it.

    `links` are the strongest that together hold its accounts. `grade` is the one that the method
    makes, `given` the one that people gave. `as_of` is the day on which it is told as known.
    """

    incident: Incident
    profile: str
    as_of: str | None
    claims: tuple[Found, ...]
    judgements: tuple[Judgement, ...]
    links: tuple[Step, ...]
    grade: Grade | None
    given: judged.Grade | None


def story(
    connection: sa.Connection, key: str, *, profile: str, as_of: str | None = None
) -> Story | None:
    """The story of an incident; None where no article had told of it by the day asked for.

    Args:
        connection: To the record.
        key: The whole id of the incident.
        profile: The method of reconciling.
        as_of: ISO day; the incident is told as the articles that had come out by then tell it.
    """
    found = fetch_incidents(connection, [key], profile=profile)
    if as_of is not None:
        found = known_on(connection, found, day=as_of, profile=profile)
    if not found:
        return None
    one, reviews = found[0], Reviews.load(connection)
    held = reviews.on(one.claims)
    return Story(
        incident=one,
        profile=profile,
        as_of=as_of,
        claims=tuple(fetch_claims(connection, one.claims, reviews)),
        judgements=tuple(held),
        links=tuple(held_by(connection, one.accounts)),
        grade=_grade(connection, one, profile, as_of),
        given=judged.grade(held, one.claims),
    )


def _grade(
    connection: sa.Connection, one: Incident, profile: str, as_of: str | None
) -> Grade | None:
    """The grade that a method makes; it is not kept, for only people's grades are."""
    method = profiles()[profile]
    if not method.grades:
        return None
    told = statements(connection, one.claims, as_of=as_of)
    return reconcile(told, method, scope=one.scope).grade
