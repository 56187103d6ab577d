"""Lists the claims and the incidents of a record: filtered, the newest first, page by page.

What is found is first told by its ids alone, then fetched in small lots while it is handed on, so
that a record of millions of claims is never held at once.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.incidents import judged
from vitne.model import Claim, Estimate, Incident
from vitne.record.filters import Condition, Conditions, Filters
from vitne.record.names import among
from vitne.record.rows import chunks
from vitne.record.schema import (
    account_claims,
    articles,
    captures,
    claims,
    estimates,
    incident_accounts,
    incidents,
)
from vitne.record.texts import storable

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Sequence

    from vitne.record.reviews import Reviews

FULL = "full"  # the profile whose estimates stand in the incident itself
_LOT = 200  # claims or incidents fetched at once

_CLAIM = msgspec.json.Decoder(Claim)
_INCIDENT = msgspec.json.Decoder(Incident)
_ESTIMATE = msgspec.json.Decoder(Estimate)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of a record, with its article, its incident and what was decided of it.

    `claim` is as people corrected it; `as_read` is the claim as it was read, where that is another.
    `files` are all files that held its article; `file` is the first. `review` is its state.
    """

    claim: Claim
    as_read: Claim | None
    article: str
    file: str
    files: tuple[str, ...]
    language: str
    outlet: str | None
    title: str | None
    published: str | None
    captured_at: str
    incident: str | None
    review: str


def list_claims(
    connection: sa.Connection,
    filters: Filters,
    reviews: Reviews,
    *,
    limit: int | None = None,
    after: str | None = None,
) -> Generator[Found, None, None]:
    """The claims that filters let through: of the newest articles first, in the order of each.

    Args:
        connection: To the record; what is asked for later is asked in its transaction.
        filters: What the claims must be like.
        reviews: The judgements that stand.
        limit: The most that are wanted.
        after: The id of the claim after which the list goes on.

    Raises:
        RecordError: There is no claim `after`.
    """
    conditions = Conditions(connection, filters, reviews)
    wanted = conditions.of_claims()
    place = None if after is None else _place_of_claim(connection, after)
    # SQLite is to go from article to claim, in the order of the list, unless few claims are wanted.
    one = articles.c.id if conditions.rare else conditions.loose(articles.c.id)
    query = (
        sa.select(claims.c.id).join_from(articles, claims, claims.c.article == one).where(*wanted)
    )
    dated = query.where(articles.c.published_earliest.is_not(None)).order_by(
        articles.c.published_earliest.desc(), articles.c.id, claims.c.position
    )
    undated = query.where(articles.c.published_earliest.is_(None)).order_by(
        articles.c.id, claims.c.position
    )
    pages = _following(dated, undated, articles.c.published_earliest, place)
    for some in chunks(islice(_stream(connection, pages, limit), limit), _LOT):
        yield from fetch_claims(connection, some, reviews)


def fetch_claims(
    connection: sa.Connection, wanted: Sequence[str], reviews: Reviews
) -> Iterator[Found]:
    """Claims by their ids, in that order; ids that are none are passed over."""
    columns = (
        claims.c.id, claims.c.claim_json, claims.c.article, articles.c.file, articles.c.language,
        articles.c.outlet, articles.c.title, articles.c.published_earliest,
        articles.c.captured_at, incident_accounts.c.incident,
    )  # fmt: skip
    accounts = incident_accounts.c.account == account_claims.c.account
    query = (
        sa.select(*columns)
        .join(articles, articles.c.id == claims.c.article)
        .outerjoin(account_claims, account_claims.c.claim == claims.c.id)
        .outerjoin(incident_accounts, accounts)
        .where(among(connection, claims.c.id, wanted))
    )
    rows = {row.id: row for row in connection.execute(query)}
    files = files_of(connection, {row.article for row in rows.values()})
    for row in (rows[one] for one in wanted if one in rows):
        yield _found(row, files.get(row.article, ()), reviews)


def list_incidents(
    connection: sa.Connection,
    filters: Filters,
    reviews: Reviews,
    *,
    profile: str = FULL,
    limit: int | None = None,
    after: str | None = None,
) -> Generator[Incident, None, None]:
    """The incidents and periods that filters let through, those that happened last first.

    Args:
        connection: To the record; what is asked for later is asked in its transaction.
        filters: What the incidents must be like.
        reviews: The judgements that stand.
        profile: The method whose estimates they are to have.
        limit: The most that are wanted.
        after: The id of the incident after which the list goes on.

    Raises:
        RecordError: There is no incident `after`.
    """
    wanted = Conditions(connection, filters, reviews).of_incidents(whole=limit is None)
    place = None if after is None else _place_of_incident(connection, after)
    day = incidents.c.earliest
    query = sa.select(incidents.c.id).where(*wanted)
    dated = query.where(day.is_not(None)).order_by(day.desc(), incidents.c.id)
    undated = query.where(day.is_(None)).order_by(incidents.c.id)
    pages = _following(dated, undated, day, place)
    for some in chunks(islice(_stream(connection, pages, limit), limit), _LOT):
        yield from fetch_incidents(connection, some, profile=profile)


def fetch_incidents(
    connection: sa.Connection, wanted: Sequence[str], *, profile: str = FULL
) -> list[Incident]:
    """Incidents by their ids, in that order; ids that are none are passed over."""
    query = sa.select(incidents.c.id, incidents.c.incident_json)
    rows = connection.execute(query.where(among(connection, incidents.c.id, wanted)))
    told = {row.id: _INCIDENT.decode(row.incident_json) for row in rows}
    found = [told[one] for one in wanted if one in told]
    return found if profile == FULL else _under(connection, found, profile)


def files_of(connection: sa.Connection, wanted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The files that held some articles, by the id of the article, in order of capture."""
    query = (
        sa.select(captures.c.article, captures.c.file)
        .where(among(connection, captures.c.article, wanted))
        .order_by(captures.c.id)
    )
    found: dict[str, dict[str, None]] = {}
    for row in connection.execute(query):
        found.setdefault(row.article, {})[row.file] = None
    return {article: tuple(told) for article, told in found.items()}


def _stream(
    connection: sa.Connection, pages: Sequence[sa.Select[Any]], limit: int | None
) -> Iterator[str]:
    """The ids that some queries give one after the other, without holding them all."""
    for query in pages:
        page = query.limit(limit)
        with connection.execute(page, execution_options={"yield_per": _LOT}) as rows:
            yield from rows.scalars()


def _found(row: Any, files: tuple[str, ...], reviews: Reviews) -> Found:
    as_read = _CLAIM.decode(row.claim_json)
    held = reviews.of(row.id)
    state = reviews.state(row.id)
    claim = judged.corrected(as_read, held)[0] if held else as_read
    return Found(
        claim=claim,
        as_read=as_read if claim != as_read else None,
        article=row.article,
        file=row.file,
        files=files or (row.file,),
        language=row.language,
        outlet=row.outlet,
        title=row.title,
        published=row.published_earliest,
        captured_at=row.captured_at,
        incident=row.incident,
        review=state,
    )


Place = tuple[str | None, Condition]  # in a list: the day, and what comes later on that day


def _place_of_claim(connection: sa.Connection, after: str) -> Place:
    query = (
        sa.select(articles.c.published_earliest, articles.c.id, claims.c.position)
        .join(articles, articles.c.id == claims.c.article)
        .where(claims.c.id == storable(after))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise RecordError(f"there is no claim {after!r} after which to go on")
    day, article, position = row
    further = sa.and_(articles.c.id == article, claims.c.position > position)
    return day, sa.or_(articles.c.id > article, further)


def _place_of_incident(connection: sa.Connection, after: str) -> Place:
    query = sa.select(incidents.c.earliest).where(incidents.c.id == storable(after))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise RecordError(f"there is no incident {after!r} after which to go on")
    return row.earliest, incidents.c.id > after


def _following(
    dated: sa.Select[Any], undated: sa.Select[Any], day: sa.Column[Any], after: Place | None
) -> list[sa.Select[Any]]:
    """What comes after a place in a list: the latest days first, what has no day last.

    They are two queries, for an index gives the days in this order, and the rest has none.
    """
    if after is None:
        return [dated, undated]
    last, rest = after
    if last is None:
        return [undated.where(rest)]
    later = sa.or_(day < last, sa.and_(day == last, rest))
    return [dated.where(day <= last, later), undated]


def _under(connection: sa.Connection, found: list[Incident], profile: str) -> list[Incident]:
    """Incidents with the estimates that another method comes to."""
    query = (
        sa.select(estimates.c.incident, estimates.c.estimate_json)
        .where(
            estimates.c.profile == profile,
            among(connection, estimates.c.incident, [one.id for one in found]),
        )
        .order_by(estimates.c.incident, estimates.c.measure, estimates.c.population)
    )
    told: dict[str, list[Estimate]] = {}
    for row in connection.execute(query):
        told.setdefault(row.incident, []).append(_ESTIMATE.decode(row.estimate_json))
    return [_with(one, told.get(one.id, ())) for one in found]


def _with(incident: Incident, told: Sequence[Estimate]) -> Incident:
    parts = tuple(one for one in told if one.status or one.side or one.who)
    whole = {one.measure: one for one in told if one not in parts}
    return msgspec.structs.replace(incident, estimates=whole, parts=parts)
