"""What changed in a record since a time: articles, versions, incidents, judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from vitne.model import Judgement
from vitne.record.hindsight import told_before
from vitne.record.names import among
from vitne.record.queries import fetch_incidents
from vitne.record.rows import chunks
from vitne.record.schema import (
    account_claims,
    accounts,
    articles,
    captures,
    claims,
    incident_accounts,
    judged_claims,
    judgements,
)
from vitne.record.versions import newer_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vitne.model import Estimate, Incident
    from vitne.record.versions import Revision

_LOT = 100  # incidents reconciled again at once


class Arrival(msgspec.Struct, frozen=True):
    """An article that was captured for the first time, and how many claims it makes."""

    article: str
    file: str
    captured_at: str
    title: str | None
    outlet: str | None
    language: str
    published: str | None
    claims: int


class Renewal(msgspec.Struct, frozen=True):
    """An incident or a period that new articles tell of, or that people judged anew.

    `before` are its estimates without the new articles, None where nothing told of it before.
    `arrivals` are the new articles, `judgements` the ids of the new judgements.
    """

    incident: Incident
    before: dict[str, Estimate] | None
    arrivals: tuple[str, ...]
    judgements: tuple[str, ...]


def new_reports(
    connection: sa.Connection, since: str, changed: Iterable[Revision]
) -> Iterator[Arrival]:
    """The articles first captured at a time (UTC, ISO 8601) or later, oldest first.

    Newer versions of a report that was there before are told among `changed`, and left out.
    """
    newer = {one.newer for one in changed}
    return (one for one in _arrivals(connection, since) if one.article not in newer)


def new_reports_after(
    connection: sa.Connection, since: str, after: tuple[str, str, str] | None
) -> Iterator[Arrival]:
    """The same from those on that come after a time, a file and an id of an article."""
    for some in chunks(_arrivals(connection, since, after), _LOT):
        newer = newer_versions(connection, since, {one.article for one in some})
        yield from (one for one in some if one.article not in newer)


def _arrivals(
    connection: sa.Connection, since: str, after: tuple[str, str, str] | None = None
) -> Iterator[Arrival]:
    told = sa.select(sa.func.count()).where(claims.c.article == articles.c.id).scalar_subquery()
    query = (
        sa.select(
            articles.c.id,
            articles.c.file,
            articles.c.captured_at,
            articles.c.title,
            articles.c.outlet,
            articles.c.language,
            articles.c.published_earliest,
            told,
        )
        .where(articles.c.id.in_(_captured(since)), articles.c.captured_at >= since)
        .order_by(articles.c.captured_at, articles.c.file, articles.c.id)
    )
    if after is not None:
        place = sa.tuple_(articles.c.captured_at, articles.c.file, articles.c.id)
        query = query.where(place > after)
    for row in connection.execute(query):
        yield Arrival(*row)


def renewals(connection: sa.Connection, since: str, *, after: str = "") -> Iterator[Renewal]:
    """The incidents that changed at a time (UTC, ISO 8601) or later, in order of id.

    With `after` those whose ids come after it.
    What two incidents were before they became one is not kept: incidents can be made again from
    the articles, and the record keeps those.
    """
    new = sa.and_(accounts.c.article.in_(_captured(since)), articles.c.captured_at >= since)
    touched = (
        sa.select(incident_accounts.c.incident)
        .join(accounts, accounts.c.id == incident_accounts.c.account)
        .join(articles, articles.c.id == accounts.c.article)
        .where(new)
    )
    judged = (
        sa.select(incident_accounts.c.incident)
        .join(account_claims, account_claims.c.account == incident_accounts.c.account)
        .where(account_claims.c.claim.in_(_judged(since)))
    )
    found = connection.execute(sa.union(touched, judged).order_by("incident")).scalars().all()
    for some in chunks((key for key in found if key > after), _LOT):
        yield from _renewed(connection, fetch_incidents(connection, some), since)


def _captured(since: str) -> sa.Select[tuple[str]]:
    """The articles of captures at a time or later."""
    late = captures.c.captured_at >= since
    return sa.select(captures.c.article).where(late, captures.c.article.is_not(None))


def _judged(since: str) -> sa.Select[tuple[str]]:
    """The claims that were judged at a time or later."""
    return (
        sa.select(judged_claims.c.claim)
        .join(judgements, judgements.c.id == judged_claims.c.judgement)
        .where(judgements.c.at >= since)
    )


def _renewed(connection: sa.Connection, found: Sequence[Incident], since: str) -> Iterator[Renewal]:
    before = told_before(connection, found, time=since)
    fresh = _fresh(connection, {key for one in found for key in one.articles}, since)
    judged = _judgements(connection, {key for one in found for key in one.claims}, since)
    for one in found:
        ids = [key for claim in one.claims for key in judged.get(claim, ())]
        yield Renewal(
            incident=one,
            before=before.get(one.id),
            arrivals=tuple(key for key in one.articles if key in fresh),
            judgements=tuple(dict.fromkeys(ids)),
        )


def _fresh(connection: sa.Connection, wanted: set[str], since: str) -> set[str]:
    query = sa.select(articles.c.id).where(
        among(connection, articles.c.id, wanted), articles.c.captured_at >= since
    )
    return set(connection.execute(query).scalars())


def _judgements(connection: sa.Connection, wanted: set[str], since: str) -> dict[str, list[str]]:
    """The judgements since a time, by claim, in order."""
    query = (
        sa.select(judged_claims.c.claim, judgements.c.id)
        .join(judgements, judgements.c.id == judged_claims.c.judgement)
        .where(among(connection, judged_claims.c.claim, wanted), judgements.c.at >= since)
        .order_by(judgements.c.position)
    )
    found: dict[str, list[str]] = {}
    for claim, judgement in connection.execute(query):
        found.setdefault(claim, []).append(judgement)
    return found


def judged_since(
    connection: sa.Connection, since: str, *, after: str | None = None
) -> Iterator[Judgement]:
    """All judgements of a time (UTC, ISO 8601) or later, undone ones too, as they were made.

    With `after` those made after the judgement of that id.
    """
    query = sa.select(judgements.c.body_json).where(judgements.c.at >= since)
    if after is not None:
        last = sa.select(judgements.c.position).where(judgements.c.id == after)
        query = query.where(judgements.c.position > last.scalar_subquery())
    for row in connection.execute(query.order_by(judgements.c.position)):
        yield msgspec.json.decode(row.body_json, type=Judgement)
