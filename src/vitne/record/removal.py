"""Takes away articles that no capture is read as any more, with what hangs on them."""

from __future__ import annotations

import sqlalchemy as sa

from vitne.record.rows import chunks
from vitne.record.schema import (
    accounts,
    articles,
    captures,
    claims,
    incident_accounts,
    incidents,
)


def remove_unheld(connection: sa.Connection) -> tuple[list[str], list[str]]:
    """Remove the articles that no capture points at. Gives their ids, and those of their claims.

    The incidents they were part of go too, until the other articles of these are linked again.
    """
    held = sa.exists().where(captures.c.article == articles.c.id)
    gone = list(connection.execute(sa.select(articles.c.id).where(~held)).scalars())
    vanished: list[str] = []
    for some in chunks(gone):
        _unlink(connection, some)
        question = sa.select(claims.c.id).where(claims.c.article.in_(some))
        vanished += connection.execute(
            question.order_by(claims.c.article, claims.c.position)
        ).scalars()
        connection.execute(sa.delete(articles).where(articles.c.id.in_(some)))
    return gone, vanished


def _unlink(connection: sa.Connection, gone: list[str]) -> None:
    """Have the neighbours of articles linked again, and drop what they share."""
    of = accounts.alias()
    shared = (
        sa.select(incident_accounts.c.incident)
        .join(accounts, accounts.c.id == incident_accounts.c.account)
        .where(accounts.c.article.in_(gone))
    )
    mates = (
        sa.select(of.c.article)
        .join(incident_accounts, incident_accounts.c.account == of.c.id)
        .where(incident_accounts.c.incident.in_(shared))
    )
    connection.execute(sa.update(articles).where(articles.c.id.in_(mates)).values(linked=False))
    connection.execute(sa.delete(incidents).where(incidents.c.id.in_(shared)))
    connection.execute(
        sa.update(articles).where(articles.c.origin.in_(gone)).values(origin=None, linked=False)
    )
