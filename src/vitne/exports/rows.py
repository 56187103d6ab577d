"""Incidents on their way out: each with its claims, after what may not leave was taken away."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import msgspec

from vitne.exports.protecting import protected
from vitne.record.hindsight import known_on
from vitne.record.queries import FULL, Found, fetch_claims, fetch_incidents, list_incidents
from vitne.record.reviews import Reviews
from vitne.record.rows import chunks
from vitne.record.statements import came_out, statements

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence

    import sqlalchemy as sa

    from vitne.exports.policy import Policy
    from vitne.model import Incident, Statement
    from vitne.record.filters import Filters

_LOT = 100  # incidents held at once
_MOVEMENT = "MOBILIZE"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One incident, or one period with its tolls, as it may leave the record.

    `incident` has the estimates of `profile`, `full` is the same incident with those of the method
    `full`: every measure, every part, every bound as open as the words. `claims` are all of them, also those that people
    rejected (see `Found.review`); `statements` are those that count, where they stand: with
    outlet, agency, the article that each reprints, the role of the passage. `review` is
    unreviewed, partly reviewed or reviewed. `redacted` is true where names were taken out of quotes,
    which then are not what stands at their offsets. `coarsened` is the level to which the place was made
    coarser, None where it is as fine as the words.
    """

    incident: Incident
    full: Incident
    claims: tuple[Found, ...]
    statements: tuple[Statement, ...]
    profile: str
    review: str
    coarsened: str | None = None
    redacted: bool = False


def rows(
    connection: sa.Connection,
    filters: Filters,
    policy: Policy,
    *,
    profile: str,
    today: dt.date | None = None,
    as_of: str | None = None,
) -> Generator[Row, None, None]:
    """The incidents and periods that filters and a policy let through, the last to happen first.

    Only a few are held at once, however many there are.

    Args:
        connection: To the record; all is asked in its transaction.
        filters: What the incidents must be like.
        policy: What may leave the record.
        profile: The method whose estimates they are to have.
        today: Needed for an embargo.
        as_of: ISO day; they are told as the articles that had come out by then tell them.

    Raises:
        ExportError: There is an embargo, and nobody says which day it is.
    """
    reviews = Reviews.load(connection)
    newest = policy.newest(today)
    found = list_incidents(connection, filters, reviews)
    with closing(found):
        for some in chunks(found, _LOT):
            allowed = [one for one in some if _may_go(one, policy, newest)]
            if not allowed:
                continue
            under = _under(connection, allowed, profile, as_of)
            if as_of is not None:
                allowed = known_on(connection, allowed, day=as_of, profile=FULL)
            for row in _lot(connection, allowed, under, reviews, as_of):
                if newest is None or row.incident.time or _out(row) <= newest:
                    yield protected(row, policy)


def _may_go(one: Incident, policy: Policy, newest: str | None) -> bool:
    """Whether an incident may leave by what it is, and by the last day on which it may have been."""
    if one.event_type == _MOVEMENT and not policy.movements:
        return False
    return newest is None or one.time is None or one.time.latest <= newest


def _out(row: Row) -> str:
    """The ISO day on which the newest article that tells of it came out."""
    return max((came_out(one.published, one.captured_at) for one in row.claims), default="")


def _under(
    connection: sa.Connection, some: Sequence[Incident], profile: str, as_of: str | None
) -> dict[str, tuple[str, Incident]]:
    """The same incidents with the estimates of a method."""
    if as_of is not None:
        made: Sequence[Incident] = known_on(connection, some, day=as_of, profile=profile)
    elif profile == FULL:
        made = some
    else:
        made = fetch_incidents(connection, [one.id for one in some], profile=profile)
    return {one.id: (profile, one) for one in made}


def _lot(
    connection: sa.Connection,
    some: Sequence[Incident],
    under: Mapping[str, tuple[str, Incident]],
    reviews: Reviews,
    as_of: str | None,
) -> Iterator[Row]:
    wanted = [claim for one in some for claim in one.claims]
    claims = {one.claim.id: one for one in fetch_claims(connection, wanted, reviews)}
    told = {one.claim.id: one for one in statements(connection, wanted, as_of=as_of)}
    for one in some:
        own = tuple(claims[key] for key in one.claims if key in claims)
        profile, incident = under[one.id]
        yield Row(
            incident=incident,
            full=one,
            claims=own,
            statements=tuple(told[key] for key in one.claims if key in told),
            profile=profile,
            review=_review([claim.review for claim in own]),
        )


def _review(states: Collection[str]) -> str:
    opened = sum(state == Reviews.OPEN for state in states)
    if opened == len(states):
        return Reviews.OPEN
    return "partly reviewed" if opened else "reviewed"
