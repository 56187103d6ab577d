"""Keeps what people decide, and puts it into force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.api.people import person
from vitne.record import custody
from vitne.record.judgements import add
from vitne.record.linking import Linker
from vitne.record.schema import articles

if TYPE_CHECKING:
    from vitne.model import Judgement
    from vitne.record.database import Record

__all__ = ["decide", "person"]


def decide(record: Record, judgement: Judgement, *, at: str) -> Judgement:
    """Keep a judgement, and link and reconcile anew what it may change.

    The judgement is kept first and for good: should linking fail, `vitne link` makes up for it.
    Articles that waited to be linked before go on waiting: there may be many.

    Args:
        record: An open record.
        judgement: Its author, action and claims (whole ids); the rest is filled in.
        at: Now, UTC, ISO 8601.

    Returns:
        The judgement as it is kept, with its id.

    Raises:
        RecordError: It makes no sense, or not for these claims; nothing was kept.
    """
    with record.writing() as connection:
        waiting = _unlinked(connection)
        kept = add(connection, judgement)
        touched = sorted(_unlinked(connection) - waiting)
    _link(record, touched, at=at, operator=kept.author)
    return kept


def _unlinked(connection: sa.Connection) -> set[str]:
    query = sa.select(articles.c.id).where(articles.c.linked.is_(False))
    return set(connection.execute(query).scalars())


def _link(record: Record, chosen: list[str], *, at: str, operator: str) -> None:
    if not chosen:
        return
    linker = Linker()
    try:
        with record.writing() as connection:
            done = linker.step(connection, chosen)
            note = f"{done.articles} articles, {done.incidents} incidents"
            entry = custody.Entry(action="link", subject=chosen[0], note=note)
            custody.append(connection, [entry], at=at, operator=operator)
    finally:
        linker.close()
