"""Keeps the indices of words beside the articles and claims of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from vitne.record.rows import chunks
from vitne.record.schema import search_articles, search_claims
from vitne.record.stems import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Text = tuple[str, str, str]  # the id of an article or a claim, its language, its words


def add_articles(connection: sa.Connection, texts: Iterable[Text]) -> None:
    """Make articles findable by their words."""
    _add(connection, search_articles.c.article, texts)


def add_claims(connection: sa.Connection, texts: Iterable[Text]) -> None:
    """Make claims findable by their words."""
    _add(connection, search_claims.c.claim, texts)


def drop_articles(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Let articles be found no more."""
    _drop(connection, search_articles.c.article, ids)


def drop_claims(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Let claims be found no more."""
    _drop(connection, search_claims.c.claim, ids)


def _add(connection: sa.Connection, column: sa.Column[str], texts: Iterable[Text]) -> None:
    table = column.table
    last = connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0
    found = ((owner, piece) for owner, language, text in texts for piece in pieces(text, language))
    rows = [(number, owner, piece) for number, (owner, piece) in enumerate(found, last + 1)]
    if not rows:
        return
    connection.execute(
        table.insert(), [{"id": number, column.name: owner} for number, owner, _ in rows]
    )
    put(connection, column, [(number, piece) for number, _, piece in rows])


def put(
    connection: sa.Connection, column: sa.Column[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> None:
    """Put stems into the index of articles or claims, by the numbers of their texts."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = f"INSERT INTO {column.name}_stems (rowid, stems) VALUES (?, ?)"  # noqa: S608 - one of two names
        connection.exec_driver_sql(statement, [(n, " ".join(piece)) for n, piece in rows])
    else:
        statement = f"INSERT INTO {column.name}_stems VALUES (%s, %s::text::tsvector)"  # noqa: S608
        connection.exec_driver_sql(statement, [(n, _vector(piece)) for n, piece in rows])


def _vector(piece: Sequence[str]) -> str:
    """Stems as PostgreSQL writes a tsvector: no letter of a stem needs escaping."""
    return " ".join(f"'{stem}':{at}" for at, stem in enumerate(piece, 1))


def _drop(connection: sa.Connection, column: sa.Column[str], ids: Sequence[str]) -> None:
    for some in chunks(ids):
        connection.execute(
            sa.update(column.table).where(column.in_(some)).values({column.name: None})
        )
