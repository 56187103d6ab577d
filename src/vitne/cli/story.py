"""Gathers the whole story of one incident, and prints it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec

from vitne.cli import claim_rows, incident_rows
from vitne.cli.exits import say
from vitne.cli.page import Page, stdout
from vitne.cli.seeking import Shape
from vitne.cli.telling import Teller
from vitne.incidents import judged
from vitne.incidents.profiles import Grade, profiles
from vitne.record.ids import incident_id
from vitne.record.queries import Found, fetch_claims, fetch_incidents
from vitne.record.reviews import Reviews
from vitne.record.routes import Step, held_by

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


def show(
    connection: sa.Connection, beginning: str, *, form: Shape, profile: str, as_of: str | None
) -> None:
    """Print the story of the incident whose id begins so, under a method, as known on a day.

    Raises:
        RecordError: There is no such incident, or there are several.
    """
    story = _story(connection, incident_id(connection, beginning), profile, as_of)
    if story is None:
        say(f"no article had told of it by {as_of}")
    elif form is Shape.JSONL:
        sys.stdout.buffer.write(msgspec.json.encode(_data(story)) + b"\n")
    else:
        Teller(Page(stdout()), story).tell()


def _story(connection: sa.Connection, key: str, profile: str, as_of: str | None) -> Story | None:
    found = fetch_incidents(connection, [key], profile=profile)
    if as_of is not None:
        from vitne.record.hindsight import known_on  # noqa: PLC0415 - only where it is asked for

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
    from vitne.incidents.reconcile import reconcile  # noqa: PLC0415 - only where it is done
    from vitne.record.statements import statements  # noqa: PLC0415

    told = statements(connection, one.claims, as_of=as_of)
    return reconcile(told, method, scope=one.scope).grade


def _data(story: Story) -> dict[str, Any]:
    """The story as data: the incident, its claims in full, and what links them."""
    told = incident_rows.data(story.incident, profile=story.profile, as_of=story.as_of)
    return told | {
        "claims": [claim_rows.data(row) for row in story.claims],
        "links": msgspec.to_builtins(story.links),
        "judgements": msgspec.to_builtins(story.judgements),
        "grade": story.grade and story.grade.id,
        "given_grade": msgspec.to_builtins(story.given),
    }
