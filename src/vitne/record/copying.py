"""Copies a record from one database into another: from PostgreSQL to SQLite, and back."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vitne.errors import RecordError
from vitne.record.indexing import put
from vitne.record.schema import METADATA, articles, blobs, claims, search_articles, search_claims
from vitne.record.stems import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Tell = Callable[[str, int, int], None]  # the table, rows so far, of how many

_LOT = 500  # rows written at once
_LARGE = 20  # of a table with large ones


def copy(source: sa.Connection, target: sa.Connection, *, name: str, tell: Tell) -> None:
    """Copy all rows of a record into an empty one, in one transaction of each.

    The indices of words are made anew: the two databases keep them each in its own form.

    Args:
        source: A record at the newest schema.
        target: An empty one.
        name: What a person calls the target.
        tell: Is told how far it has come.

    Raises:
        RecordError: The target has something in it.
    """
    if any(_count(target).values()):
        raise RecordError(
            f"{name}: has a record in it; restore into an empty database (`createdb`)"
        )
    rows = _count(source)
    for table in METADATA.sorted_tables:
        done = 0
        for some in _lots(source, sa.select(table).order_by(*table.primary_key), _size(table)):
            target.execute(table.insert(), [dict(row._mapping) for row in some])
            done += len(some)
            tell(table.name, done, rows[table.name])
    _index(source, target, search_articles.c.article, articles.c.language, articles.c.text)
    _index(source, target, search_claims.c.claim, articles.c.language, claims.c.text)


def _count(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table of a record has."""
    return {
        table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in METADATA.sorted_tables
    }


def _index(
    source: sa.Connection,
    target: sa.Connection,
    column: sa.Column[str],
    language: sa.Column[str],
    text: sa.Column[str],
) -> None:
    """Make the index of words of articles or claims, under the numbers that they have."""
    number = column.table.c.id
    query = sa.select(number, column.label("owner"), language, text.label("words"))
    if text.table is claims:
        joined = column.table.join(claims, claims.c.id == column).join(articles)
    else:
        joined = column.table.join(articles, articles.c.id == column)
    query = query.select_from(joined).order_by(column, number)
    waiting: list[tuple[int, Sequence[str]]] = []
    for _, rows in groupby(_each(source, query), key=lambda row: row.owner):
        own = list(rows)
        found = pieces(own[0].words, own[0].language)
        waiting += ((row.id, piece) for row, piece in zip(own, found, strict=False))
        if len(waiting) >= _LOT:
            put(target, column, waiting)
            waiting = []
    put(target, column, waiting)


def _each(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Any]:
    return (row for some in _lots(connection, query, _LOT) for row in some)


def _lots(
    connection: sa.Connection, query: sa.Select[Any], size: int
) -> Iterator[Sequence[sa.Row[Any]]]:
    """The rows of a query, some at a time, of which no more are held."""
    result = connection.execute(query, execution_options={"yield_per": size})
    with result:
        yield from result.partitions()


def _size(table: sa.Table) -> int:
    return _LARGE if table in (blobs, articles) else _LOT
